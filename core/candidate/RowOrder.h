#pragma once

#include "core/candidate/CandidateTable.h"

#include <cstdint>
#include <vector>

namespace pairscope {

// All rows of a table in an order, on all cores; equal ones as in the file, in both directions.

/// By the numbers of a column, those without one last in both directions.
[[nodiscard]] std::vector<std::uint32_t> rowsByNumber(const ColumnView& column, bool descending);
/// By status, then by reason.
[[nodiscard]] std::vector<std::uint32_t> rowsByOutcome(const CandidateTable& table, bool descending);
/// By experiment, run, event, candidate.
[[nodiscard]] std::vector<std::uint32_t> rowsById(const PairTable& pairs, bool descending);

} // namespace pairscope
