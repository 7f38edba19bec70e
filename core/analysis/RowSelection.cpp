#include "core/analysis/RowSelection.h"

#include "core/analysis/PolygonEdge.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

namespace pairscope {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Rows that one thread tests at a time: what it finds stays in its cache.
constexpr std::size_t kRowsAtATime = 16384;

/// Rows of `among` for which inside(row) holds.
template<class Inside>
RowSet rowsWhere(const RowSet& among, const Inside& inside) {
    const std::span<const RowSet::Row> rows = among.rows();
    const std::size_t parts = (rows.size() + kRowsAtATime - 1) / kRowsAtATime;
    const auto found = std::make_unique_for_overwrite<RowSet::Row[]>(rows.size());
    std::vector<std::size_t> counts(parts);
    tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t part) {
        const std::size_t first = part * kRowsAtATime;
        const std::size_t end = std::min(rows.size(), first + kRowsAtATime);
        RowSet::Row* next = found.get() + first;
        for (std::size_t i = first; i < end; ++i) { // without a branch, which would be guessed wrong
            *next = rows[i];
            next += inside(rows[i]) ? 1 : 0;
        }
        counts[part] = static_cast<std::size_t>(next - (found.get() + first));
    });
    std::vector<RowSet::Row> all;
    std::size_t total = 0;
    for (const std::size_t count : counts)
        total += count;
    all.reserve(total);
    for (std::size_t part = 0; part < parts; ++part) {
        const RowSet::Row* first = found.get() + part * kRowsAtATime;
        all.insert(all.end(), first, first + counts[part]);
    }
    return RowSet(std::move(all));
}

/// A range with ends, for comparing without asking whether there is one.
struct Bounds {
    explicit Bounds(const ClosedRange& range)
        : low(range.low.value_or(-kInfinity)), high(range.high.value_or(kInfinity)) {}
    /// With & rather than &&: one branch less to be guessed wrong.
    [[nodiscard]] bool contains(double value) const {
        return static_cast<int>(value >= low) & static_cast<int>(value <= high);
    }

    double low;
    double high;
};

/// A polygon on a grid: cells that no side comes near are inside or outside as a whole, so that only points
/// near the line are compared with its sides, and only with those of their layer. A line drawn by hand has
/// hundreds of sides.
class PolygonGrid {
public:
    /// @pre at least three vertices, all finite
    explicit PolygonGrid(std::span<const Vector2> vertices) {
        for (const Vector2& vertex : vertices) {
            m_xLow = std::min(m_xLow, vertex.x());
            m_xHigh = std::max(m_xHigh, vertex.x());
            m_yLow = std::min(m_yLow, vertex.y());
            m_yHigh = std::max(m_yHigh, vertex.y());
        }
        m_columnsPerX = m_xHigh > m_xLow ? kColumns / (m_xHigh - m_xLow) : 0;
        m_layersPerY = m_yHigh > m_yLow ? kLayers / (m_yHigh - m_yLow) : 0;
        Vector2 previous = vertices.back();
        for (const Vector2& vertex : vertices) {
            add({{previous.x(), previous.y()}, {vertex.x(), vertex.y()}});
            previous = vertex;
        }
        for (int layer = 0; layer < kLayers; ++layer)
            decideCells(layer);
    }

    [[nodiscard]] bool contains(double x, double y) const {
        if (!(x >= m_xLow && x <= m_xHigh && y >= m_yLow && y <= m_yHigh)) return false;
        const int at = layer(y);
        const Cell cell = m_layers[static_cast<std::size_t>(at)].cells[static_cast<std::size_t>(column(x))];
        return cell == Cell::Near ? isInside(at, x, y) : cell == Cell::Inside;
    }

private:
    static constexpr int kLayers = 512;
    static constexpr int kColumns = 128;
    enum class Cell : unsigned char { Outside, Inside, Near };
    struct Layer {
        std::array<Cell, kColumns> cells{};
        std::vector<PolygonEdge> edges;

        void add(const PolygonEdge& edge, int first, int last) {
            edges.push_back(edge);
            // a column more on either side, against rounding
            for (int i = std::max(0, first - 1); i <= std::min(kColumns - 1, last + 1); ++i)
                cells[static_cast<std::size_t>(i)] = Cell::Near;
        }
    };

    /// Both never descend with their coordinate, so that a side is in every cell in which a point of it is.
    [[nodiscard]] int column(double x) const {
        return std::clamp(static_cast<int>((x - m_xLow) * m_columnsPerX), 0, kColumns - 1);
    }
    [[nodiscard]] int layer(double y) const {
        return std::clamp(static_cast<int>((y - m_yLow) * m_layersPerY), 0, kLayers - 1);
    }

    void add(const PolygonEdge& edge) {
        const bool rises = edge.a.second <= edge.b.second;
        const auto& low = rises ? edge.a : edge.b;
        const auto& high = rises ? edge.b : edge.a;
        const int first = layer(low.second);
        const int last = layer(high.second);
        double x = low.first; // where the side enters the layer
        for (int at = first; at <= last; ++at) {
            const double top = m_yLow + (at + 1) / m_layersPerY; // used when there is a next layer
            const double share = std::clamp((top - low.second) / (high.second - low.second), 0.0, 1.0);
            const double next = at == last ? high.first : low.first + share * (high.first - low.first);
            m_layers[static_cast<std::size_t>(at)].add(edge, column(std::min(x, next)),
                                                       column(std::max(x, next)));
            x = next;
        }
    }

    /// The cells of a layer from one side to the next one are alike.
    void decideCells(int at) {
        Layer& here = m_layers[static_cast<std::size_t>(at)];
        const double y = m_layersPerY > 0 ? m_yLow + (at + 0.5) / m_layersPerY : m_yLow;
        Cell before = Cell::Near;
        for (std::size_t i = 0; i < here.cells.size(); ++i) {
            Cell& cell = here.cells[i];
            if (cell != Cell::Near && before != Cell::Near) cell = before;
            if (cell != Cell::Near && before == Cell::Near)
                cell = isInside(at, m_xLow + (static_cast<double>(i) + 0.5) / m_columnsPerX, y)
                           ? Cell::Inside
                           : Cell::Outside;
            before = cell;
        }
    }

    [[nodiscard]] bool isInside(int at, double x, double y) const {
        bool inside = false;
        for (const PolygonEdge& edge : m_layers[static_cast<std::size_t>(at)].edges) {
            if (edge.touches(x, y)) return true;
            if (edge.crossedByRay(x, y)) inside = !inside;
        }
        return inside;
    }

    double m_xLow = kInfinity;
    double m_xHigh = -kInfinity;
    double m_yLow = kInfinity;
    double m_yHigh = -kInfinity;
    double m_columnsPerX = 0;
    double m_layersPerY = 0;
    std::vector<Layer> m_layers{static_cast<std::size_t>(kLayers)};
};

} // namespace

RowSet rowsInRange(const ColumnView& column, const RowSet& among, const ClosedRange& range) {
    const Bounds bounds(range);
    return rowsWhere(among, [&](RowSet::Row row) { return bounds.contains(column[row]); });
}

RowSet rowsInBox(const ColumnView& x, const ColumnView& y, const RowSet& among, const RectangleRegion& box) {
    const Bounds xs(box.x);
    const Bounds ys(box.y);
    return rowsWhere(among, [&](RowSet::Row row) {
        return static_cast<int>(xs.contains(x[row])) & static_cast<int>(ys.contains(y[row]));
    });
}

RowSet rowsInPolygon(const ColumnView& x, const ColumnView& y, const RowSet& among,
                     std::span<const Vector2> polygon) {
    const auto isFinite = [](const Vector2& vertex) { return vertex.allFinite(); };
    if (polygon.size() < 3 || !std::ranges::all_of(polygon, isFinite)) return {};
    const PolygonGrid grid(polygon);
    return rowsWhere(among, [&](RowSet::Row row) { return grid.contains(x[row], y[row]); });
}

} // namespace pairscope
