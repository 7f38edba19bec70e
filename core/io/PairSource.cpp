#include "core/io/PairSource.h"

#include "core/io/CsvReader.h"
#include "core/io/FileFormat.h"
#include "core/io/FitCase.h"
#include "core/io/Hdf5Reader.h"

#include <fmt/format.h>

namespace pairscope {

std::string toString(const RowProblem& problem) {
    std::string place = fmt::format("row {}", problem.row);
    if (problem.line > 0) place += fmt::format(" (line {})", problem.line);
    if (!problem.column.empty()) place += fmt::format(", column '{}'", problem.column);
    return fmt::format("{}: {}", place, problem.message);
}

namespace {

tl::expected<PairFile, FileError> readPairOfFitCase(const std::filesystem::path& file) {
    const auto fitCase = readFitCase(file);
    if (!fitCase) return tl::unexpected(fitCase.error());
    PairTable::Contents contents;
    contents.simulation = fitCase->simulation;
    contents.photons = fitCase->photons.size();
    contents.truth = fitCase->truth.has_value();
    PairTable table(contents, 1);
    table.setEvent(0, fitCase->event());
    PairFile result;
    result.pairs = std::make_shared<const PairTable>(std::move(table));
    result.format = "fit case";
    return result;
}

} // namespace

tl::expected<PairFile, FileError> readPairs(const std::filesystem::path& file, const ReadOptions& options) {
    const auto format = formatOfContent(file);
    if (!format) return tl::unexpected(format.error());
    switch (*format) {
    case FileFormat::Hdf5:
        return readHdf5(file, options);
    case FileFormat::FitCase:
        return readPairOfFitCase(file);
    case FileFormat::Csv:
    case FileFormat::CsvGzip:
        break;
    }
    return readCsv(file, options);
}

} // namespace pairscope
