#pragma once

#include "core/analysis/Histogram.h"
#include "core/analysis/RowGrouping.h"
#include "core/candidate/ColumnView.h"
#include "core/candidate/RowSet.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace pairscope {

/// Rows of each group among `rows`, in the order of the groups' names. Rows beyond the grouping are in none.
[[nodiscard]] std::vector<RowSet> rowsOfGroups(const RowGrouping& grouping, const RowSet& rows);

/// How many points are in each cell of a grid, and of which group, counted on all cores: for pictures that
/// are counted anew whenever they are zoomed. Cells as in Binning. Points beside the grid or with a NaN are
/// not in it.
class CellCounts {
public:
    /// One cell with nothing in it.
    CellCounts() = default;
    /// Counts (x[row], y[row]) of each row, by group when there is a grouping.
    /// @throws std::invalid_argument for binnings of which no histogram could be made
    CellCounts(const Binning& xCells, const Binning& yCells, const ColumnView& x, const ColumnView& y,
               const RowSet& rows, const RowGrouping* grouping = nullptr);

    [[nodiscard]] const Binning& xCells() const { return m_x; }
    [[nodiscard]] const Binning& yCells() const { return m_y; }
    /// Of all groups and of points in none. @pre 0 <= x < xCells().bins, 0 <= y < yCells().bins
    [[nodiscard]] std::uint32_t count(int x, int y) const;
    /// @pre a grouping with more than `group` groups was given
    [[nodiscard]] std::uint32_t count(int x, int y, std::size_t group) const;
    /// The group with most points there, the first of several; nothing where no point is in a group.
    [[nodiscard]] std::optional<std::size_t> mostFrequent(int x, int y) const;
    /// The most that any cell has.
    [[nodiscard]] std::uint32_t maximum() const;
    [[nodiscard]] std::size_t inside() const;

private:
    [[nodiscard]] std::size_t first(int x, int y) const;

    Binning m_x{1, 0, 1};
    Binning m_y{1, 0, 1};
    std::size_t m_kinds = 1;                   ///< groups, and one for points in none
    std::vector<std::uint32_t> m_counts = {0}; ///< all kinds of a cell side by side
};

} // namespace pairscope
