#pragma once

#include "core/candidate/Candidate.h"
#include "widgets/models/TextTable.h"

namespace pairscope {

/// The searches of a candidate's fit, of a failed one too.
[[nodiscard]] const std::vector<FitTrace>& tracesOf(const Candidate& candidate);

/// Where each search began and how it ended: row i is trace i.
[[nodiscard]] TextTable startsTable(const std::vector<FitTrace>& traces);

/// The start, then every step: row 0 is the start, row i step i.
[[nodiscard]] TextTable stepsTable(const FitTrace& trace);
/// Vertex of a row of stepsTable(), cm. @pre row < trace.steps.size() + 1
[[nodiscard]] Vector3 vertexOfRow(const FitTrace& trace, std::size_t row);

} // namespace pairscope
