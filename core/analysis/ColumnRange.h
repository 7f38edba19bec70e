#pragma once

#include "core/candidate/ColumnView.h"
#include "core/candidate/RowSet.h"

#include <optional>

namespace pairscope {

/// From low to high, both finite.
struct ValueRange {
    double low = 0;
    double high = 1;

    bool operator==(const ValueRange&) const = default;
};

/// Where the finite numbers of some rows lie without the `tail` (a share below 0.5) at either end; nothing
/// when there is no finite number. Of more than 20,000 rows an evenly spread sample of that many is looked
/// at: the shares left out are then right to about 0.1 %, well enough for axes and bins.
/// @pre every row < column.size(), here and below
[[nodiscard]] std::optional<ValueRange> centralRange(const ColumnView& column, const RowSet& rows,
                                                     double tail);

/// Between the least and the greatest finite number of all rows, on all cores.
[[nodiscard]] std::optional<ValueRange> fullRange(const ColumnView& column, const RowSet& rows);

} // namespace pairscope
