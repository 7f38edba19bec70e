#pragma once

#include "app/commands/JsonText.h"
#include "core/scan/DatasetScans.h"

#include <string>

namespace pairscope {

/// Who judged how many, every two face to face with kappa, all together, and how well what is known was
/// found; for the terminal.
[[nodiscard]] std::string agreementText(const DatasetScans& scans,
                                        const std::vector<ScannerVerdicts>& scanners,
                                        const Agreement& agreement);
/// The same for programs: scanners, verdicts, pairs, overall, disagreements, scores.
[[nodiscard]] Json agreementJson(const DatasetScans& scans, const std::vector<ScannerVerdicts>& scanners,
                                 const Agreement& agreement);

} // namespace pairscope
