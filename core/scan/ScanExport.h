#pragma once

#include "core/io/PairSource.h"
#include "core/scan/DatasetScans.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pairscope {

/// What of a dataset's scans is written.
struct ScanExportChoice {
    std::vector<std::string> scanners; ///< empty: all
    std::vector<std::string> verdicts; ///< empty: all
    bool unblinded = false;            ///< whoever wants it has been written down as unblinded
};

/// Whether every scan of the dataset is finished, those of queues made from results aside: before, true
/// classes and known candidates are not told to anybody, since what one may know the next one hears.
[[nodiscard]] bool allFinished(const DatasetScans& scans);

/// One line for each verdict that holds, by scanner, id and time: ids as in pair tables, verdict, reason,
/// confidence, comment, scanner, time, status, masses (GeV), rho (cm), minimum policy ("by hand" where the
/// scanner chose), true class and "known", program that wrote the verdict. True class and "known" are empty
/// unless allFinished() or unblinded; nothing else, the order of lines included, depends on them. The file
/// appears complete or not at all; .csv or .json by its ending. @return how many lines
[[nodiscard]] tl::expected<std::size_t, FileError>
exportScan(const DatasetScans& scans, const ScanExportChoice& choice, const std::filesystem::path& file);

} // namespace pairscope
