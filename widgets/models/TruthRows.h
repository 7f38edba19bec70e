#pragma once

#include "widgets/models/InspectorRows.h"

namespace pairscope {

/// What only a simulated pair has: a heading, then rows that have a number in the stage "Truth" alone. Empty
/// without truth.
/// @param stages of the table, the last two being truth and pull
[[nodiscard]] std::vector<InspectorRow> truthRows(const Candidate& candidate, std::size_t stages);

} // namespace pairscope
