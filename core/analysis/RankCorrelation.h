#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace pairscope {

/// Spearman's rank correlation of two series of the same length, none of them NaN; equal values share their
/// mean rank. On all cores.
/// @return nothing for less than three entries or a series of equal values
[[nodiscard]] std::optional<double> rankCorrelation(std::span<const double> x, std::span<const double> y);

} // namespace pairscope
