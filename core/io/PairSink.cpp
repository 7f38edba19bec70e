#include "core/io/PairSink.h"

#include "core/io/CsvWriter.h"
#include "core/io/FileFormat.h"
#include "core/io/Hdf5Writer.h"
#include "core/io/OutputTable.h"
#include "core/io/PendingFile.h"

namespace pairscope {

namespace {

tl::expected<void, FileError> write(const OutputTable& table, const std::filesystem::path& file) {
    const auto format = formatOfName(file);
    if (!format) return tl::unexpected(format.error());
    auto pending = PendingFile::create(file);
    if (!pending) return tl::unexpected(pending.error());
    auto written = *format == FileFormat::Hdf5 ? writeHdf5(table, *pending)
                                               : writeCsv(table, *pending, *format == FileFormat::CsvGzip);
    if (!written) return written;
    return pending->commit();
}

} // namespace

tl::expected<void, FileError> writeResults(const CandidateTable& table, const std::filesystem::path& file,
                                           const FlightTable* flight) {
    OutputTable output = outputOf(table);
    if (flight) addFlightColumns(output, *flight);
    return write(output, file);
}

tl::expected<void, FileError> writePairs(const PairTable& pairs, const std::filesystem::path& file) {
    return write(outputOf(pairs), file);
}

} // namespace pairscope
