#pragma once

#include "core/candidate/ColumnView.h"
#include "core/math/LinearAlgebra.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pairscope {

/// Equal square cells that cover a rectangle of a plane. A cell has its lower and left edge, not the others.
struct CellGrid {
    Vector2 low = Vector2::Zero(); ///< lower left corner, cm
    double cellSize = 1;           ///< cm
    int columns = 0;
    int rows = 0;

    bool operator==(const CellGrid&) const = default;
    [[nodiscard]] std::size_t cells() const {
        return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    }
};

/// How many vertices lie in each cell of a grid: what a picture of very many vertices shows. Counting a
/// million into as many cells takes a few milliseconds; the memory is kept from one count to the next.
class VertexDensity {
public:
    /// Counts (x[row], y[row]) [cm] for each of `rows`, on all cores when they are many; NaN is nowhere.
    /// @throws std::invalid_argument for a cell size that is not positive and finite, or a negative number of
    /// cells
    /// @pre every row < x.size(), y.size()
    void count(const CellGrid& grid, const ColumnView& x, const ColumnView& y,
               std::span<const std::uint32_t> rows);

    [[nodiscard]] const CellGrid& grid() const { return m_grid; }
    /// Of all cells, the lowest row first, from left to right.
    [[nodiscard]] std::span<const std::uint32_t> counts() const { return m_counts; }
    /// In the cell at a place [cm]; nothing beside the grid.
    [[nodiscard]] std::optional<std::uint32_t> at(const Vector2& place) const;
    [[nodiscard]] std::uint32_t maximum() const { return m_maximum; }
    /// Vertices on the grid.
    [[nodiscard]] std::size_t inside() const { return m_inside; }

private:
    void addUp(std::size_t parts);

    CellGrid m_grid;
    std::vector<std::uint32_t> m_counts;
    /// What each thread but the first counts.
    std::vector<std::vector<std::uint32_t>> m_others;
    std::uint32_t m_maximum = 0;
    std::size_t m_inside = 0;
};

} // namespace pairscope
