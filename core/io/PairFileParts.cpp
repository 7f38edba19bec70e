#include "core/io/PairFileParts.h"

#include <fmt/format.h>

#include <algorithm>

namespace pairscope {

PairFile makePairFile(std::shared_ptr<const PairTable> table, const ColumnLayout& layout,
                      ProblemList&& problems) {
    PairFile file;
    file.warnings = layout.warnings;
    if (table->rows() == 0) file.warnings.emplace_back("The table has no rows.");
    file.pairs = std::move(table);
    file.badRows = problems.badRows();
    file.noteRows = problems.noteRows();
    file.problems = std::move(problems.problems());
    file.ignoredColumns = layout.ignored;
    return file;
}

bool copyRows(const PairTable& from, std::size_t rows, PairTable& to, std::size_t firstRow) {
    if (rows == 0) return true;
    bool layersKept = true;
    std::copy_n(from.track(0, 0), 2 * rows * PairTable::kTrackNumbers, to.track(firstRow, 0));
    if (const std::size_t photons = from.contents().photons; photons > 0)
        std::copy_n(from.photon(0), rows * photons * PairTable::kPhotonNumbers, to.photon(firstRow));
    if (from.contents().truth)
        std::copy_n(from.truth(0), rows * PairTable::kTruthNumbers, to.truth(firstRow));
    for (std::size_t row = 0; row < rows; ++row) {
        to.setId(firstRow + row, from.id(row));
        if (!from.contents().truth) continue;
        to.setPairClass(firstRow + row, from.pairClass(row));
        layersKept = to.setLayer(firstRow + row, from.layer(row)) && layersKept;
    }
    return layersKept;
}

FileError missingColumnsError(const std::string& what, std::vector<std::string> missing,
                              const std::string& hint) {
    const bool covariance = std::any_of(missing.begin(), missing.end(), [](const std::string& name) {
        return name.find("trackFitCovariance") != std::string::npos;
    });
    std::string message = fmt::format("{}: it lacks the columns {}.", what, listed(missing, 10));
    if (covariance)
        message +=
            " Where there is no covariance, the errors (daughter(0, d0Err), ...) of both tracks will do.";
    return {FileError::Kind::MissingColumns, message + hint, std::move(missing)};
}

FileError cancelled(const std::filesystem::path& file) {
    return {FileError::Kind::Cancelled, fmt::format("Reading {} was stopped.", file.string()), {}};
}

} // namespace pairscope
