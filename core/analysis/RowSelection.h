#pragma once

#include "core/analysis/SidebandPlane.h"
#include "core/candidate/ColumnView.h"
#include "core/candidate/RowSet.h"
#include "core/math/LinearAlgebra.h"

#include <span>

namespace pairscope {

// Rows that a person marks in a picture, looked for on all cores: fast enough to follow the hand over a
// million rows. All in the native units of the columns; the boundary belongs to what is marked, a number that
// does not exist is nowhere. @pre of all: every row of `among` is below the columns' size()

[[nodiscard]] RowSet rowsInRange(const ColumnView& column, const RowSet& among, const ClosedRange& range);

[[nodiscard]] RowSet rowsInBox(const ColumnView& x, const ColumnView& y, const RowSet& among,
                               const RectangleRegion& box);

/// Inside by the even-odd rule, as contains(PolygonRegion) has it; the last vertex is joined to the first.
/// None for less than three vertices, or one that is not finite.
[[nodiscard]] RowSet rowsInPolygon(const ColumnView& x, const ColumnView& y, const RowSet& among,
                                   std::span<const Vector2> polygon);

} // namespace pairscope
