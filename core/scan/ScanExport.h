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
};

/// One line for each verdict that holds: ids as in pair tables, verdict, reason, confidence, comment,
/// scanner, time, status, masses (GeV), rho (cm), true class and "known" for finished scans, minimum policy,
/// program. The file appears complete or not at all; .csv or .json by its ending.
/// @return how many lines
[[nodiscard]] tl::expected<std::size_t, FileError>
exportScan(const DatasetScans& scans, const ScanExportChoice& choice, const std::filesystem::path& file);

} // namespace pairscope
