#pragma once

#include "core/analysis/VertexDensity.h"
#include "render/DrawList.h"

#include <cstdint>
#include <vector>

namespace pairscope {

/// What a cell with `count` vertices (> 0) is painted with where the fullest cell has `maximum`: by the
/// logarithm, from faint to strong, ever further from the paper's brightness, so that a grey print has the
/// same order. A scale has at least a decade.
[[nodiscard]] Paint densityPaint(double count, double maximum, const Theme& theme);

/// A picture of the cells, the lowest row first: red, green, blue and opacity as the bytes of one number in
/// memory order. Empty cells are transparent.
void paintDensity(const VertexDensity& density, const Theme& theme, std::vector<std::uint32_t>& picture);

} // namespace pairscope
