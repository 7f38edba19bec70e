#include "core/analysis/VertexDensity.h"

#include "core/candidate/TaskPool.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <mutex>
#include <stdexcept>

namespace pairscope {

namespace {

/// Fewer rows than this are counted sooner than another thread has emptied its cells.
constexpr std::size_t kRowsPerThread = 60'000;
constexpr std::size_t kCellsPerBlock = 65'536;

const CellGrid& checked(const CellGrid& grid) {
    if (!(grid.cellSize > 0) || !std::isfinite(grid.cellSize) || !grid.low.allFinite())
        throw std::invalid_argument("vertex density: cells need a finite place and a size above 0");
    if (grid.columns < 0 || grid.rows < 0)
        throw std::invalid_argument("vertex density: a grid cannot have less than no cells");
    return grid;
}

/// From a place to the number of its cell.
class CellFinder {
public:
    explicit CellFinder(const CellGrid& grid)
        : m_lowX(grid.low.x()),
          m_lowY(grid.low.y()),
          m_perCentimetre(1 / grid.cellSize),
          m_columns(grid.columns),
          m_rows(grid.rows),
          m_stride(static_cast<std::size_t>(grid.columns)) {}

    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
    [[nodiscard]] std::size_t operator()(double x, double y) const {
        const double column = (x - m_lowX) * m_perCentimetre;
        const double row = (y - m_lowY) * m_perCentimetre;
        if (!(column >= 0 && column < m_columns && row >= 0 && row < m_rows)) return kNowhere; // NaN too
        return static_cast<std::size_t>(static_cast<int>(row)) * m_stride +
               static_cast<std::size_t>(static_cast<int>(column));
    }

private:
    double m_lowX;
    double m_lowY;
    double m_perCentimetre;
    double m_columns;
    double m_rows;
    std::size_t m_stride;
};

void countRows(const CellFinder& cellOf, const ColumnView& x, const ColumnView& y,
               std::span<const std::uint32_t> rows, std::vector<std::uint32_t>& counts) {
    std::uint32_t* const count = counts.data();
    for (const std::uint32_t row : rows) {
        const std::size_t cell = cellOf(x[row], y[row]);
        if (cell != CellFinder::kNowhere) ++count[cell];
    }
}

} // namespace

void VertexDensity::count(const CellGrid& grid, const ColumnView& x, const ColumnView& y,
                          std::span<const std::uint32_t> rows) {
    m_grid = checked(grid);
    const std::size_t parts = std::clamp<std::size_t>(rows.size() / kRowsPerThread, 1, taskThreads());
    m_others.resize(std::max(m_others.size(), parts - 1));
    const CellFinder cellOf(grid);
    const auto countPart = [&](std::size_t part) {
        std::vector<std::uint32_t>& counts = part == 0 ? m_counts : m_others[part - 1];
        counts.assign(grid.cells(), 0);
        const std::size_t first = rows.size() * part / parts;
        const std::size_t end = rows.size() * (part + 1) / parts;
        countRows(cellOf, x, y, rows.subspan(first, end - first), counts);
    };
    forEachBlock(parts, 1, [&](std::size_t first, std::size_t end) {
        for (std::size_t part = first; part != end; ++part)
            countPart(part);
    });
    addUp(parts);
}

/// Adds what the other threads counted to the first, and looks for the fullest cell.
void VertexDensity::addUp(std::size_t parts) {
    m_maximum = 0;
    m_inside = 0;
    std::mutex mutex;
    forEachBlock(m_counts.size(), kCellsPerBlock, [&](std::size_t first, std::size_t end) {
        std::uint32_t maximum = 0;
        std::size_t inside = 0;
        for (std::size_t part = 0; part + 1 < parts; ++part)
            std::transform(m_counts.data() + first, m_counts.data() + end, m_others[part].data() + first,
                           m_counts.data() + first, std::plus<>());
        for (std::size_t cell = first; cell != end; ++cell) {
            maximum = std::max(maximum, m_counts[cell]);
            inside += m_counts[cell];
        }
        const std::scoped_lock lock(mutex);
        m_maximum = std::max(m_maximum, maximum);
        m_inside += inside;
    });
}

std::optional<std::uint32_t> VertexDensity::at(const Vector2& place) const {
    const std::size_t cell = CellFinder(m_grid)(place.x(), place.y());
    if (cell == CellFinder::kNowhere) return std::nullopt;
    return m_counts[cell];
}

} // namespace pairscope
