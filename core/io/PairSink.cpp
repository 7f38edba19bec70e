#include "core/io/PairSink.h"

#include "core/io/PairWriter.h"
#include "core/io/TableWriter.h"

namespace pairscope {

namespace {

tl::expected<void, FileError> write(const OutputTable& table, const std::filesystem::path& file) {
    const auto format = formatOfName(file);
    if (!format) return tl::unexpected(format.error());
    auto pending = PendingFile::create(file);
    if (!pending) return tl::unexpected(pending.error());
    const auto writer = makeTableWriter(*format, table, *pending);
    if (auto written = writer->append(table); !written) return written;
    if (auto finished = writer->finish(); !finished) return finished;
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
    auto writer = PairWriter::create(file, pairs.contents(), pairs.longestLayerName());
    if (!writer) return tl::unexpected(writer.error());
    if (auto written = writer->append(pairs); !written) return written;
    return writer->finish();
}

} // namespace pairscope
