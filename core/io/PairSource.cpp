#include "core/io/PairSource.h"

#include "core/io/CsvReader.h"
#include "core/io/FileFormat.h"
#include "core/io/Hdf5Reader.h"

#include <fmt/format.h>

namespace pairscope {

std::string toString(const RowProblem& problem) {
    std::string place = fmt::format("row {}", problem.row);
    if (problem.line > 0) place += fmt::format(" (line {})", problem.line);
    if (!problem.column.empty()) place += fmt::format(", column '{}'", problem.column);
    return fmt::format("{}: {}", place, problem.message);
}

tl::expected<PairFile, FileError> readPairs(const std::filesystem::path& file, const ReadOptions& options) {
    const auto format = formatOfContent(file);
    if (!format) return tl::unexpected(format.error());
    return *format == FileFormat::Hdf5 ? readHdf5(file, options) : readCsv(file, options);
}

} // namespace pairscope
