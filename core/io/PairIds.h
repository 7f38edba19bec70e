#pragma once

#include "core/io/ColumnLayout.h"
#include "core/io/ProblemList.h"

#include <cstddef>
#include <functional>

namespace pairscope {

/// Numbers what the columns of the file do not: rows as events when there is no __event__, candidates within
/// their event (0, 1, .. in the order of the rows) when there is no __candidate__.
void numberMissingIds(PairTable& table, const ColumnLayout& layout);

/// A note for every row whose id an earlier row has already. `lineOf` gives the line of a row (0: none).
[[nodiscard]] ProblemList findDuplicateIds(const PairTable& table,
                                           const std::function<std::size_t(std::size_t)>& lineOf);

} // namespace pairscope
