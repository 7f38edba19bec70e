#include "core/analysis/RowSelection.h"

#include "core/analysis/PolygonEdge.h"

#include <tbb/parallel_for.h>

#include <algorithm>
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
    [[nodiscard]] bool contains(double value) const { return value >= low && value <= high; }

    double low;
    double high;
};

/// The sides of a polygon sorted into layers of y, so that a point is compared with those of its layer only:
/// a line drawn by hand has hundreds.
class LayeredPolygon {
public:
    /// @pre at least three vertices
    explicit LayeredPolygon(std::span<const Vector2> vertices) {
        for (const Vector2& vertex : vertices) {
            m_xLow = std::min(m_xLow, vertex.x());
            m_xHigh = std::max(m_xHigh, vertex.x());
            m_yLow = std::min(m_yLow, vertex.y());
            m_yHigh = std::max(m_yHigh, vertex.y());
        }
        m_perHeight = m_yHigh > m_yLow ? static_cast<double>(kLayers) / (m_yHigh - m_yLow) : 0;
        Vector2 previous = vertices.back();
        for (const Vector2& vertex : vertices) {
            add({{previous.x(), previous.y()}, {vertex.x(), vertex.y()}});
            previous = vertex;
        }
    }

    [[nodiscard]] bool contains(double x, double y) const {
        if (!(x >= m_xLow && x <= m_xHigh && y >= m_yLow && y <= m_yHigh)) return false;
        bool inside = false;
        for (const PolygonEdge& edge : m_layers[layer(y)]) {
            if (edge.touches(x, y)) return true;
            if (edge.crossedByRay(x, y)) inside = !inside;
        }
        return inside;
    }

private:
    static constexpr std::size_t kLayers = 512;

    /// Never descends with y, so that a side is in every layer in which a point beside it can be.
    [[nodiscard]] std::size_t layer(double y) const {
        return std::min(kLayers - 1, static_cast<std::size_t>((y - m_yLow) * m_perHeight));
    }

    void add(const PolygonEdge& edge) {
        const auto [low, high] = std::minmax(edge.a.second, edge.b.second);
        for (std::size_t i = layer(low); i <= layer(high); ++i)
            m_layers[i].push_back(edge);
    }

    double m_xLow = kInfinity;
    double m_xHigh = -kInfinity;
    double m_yLow = kInfinity;
    double m_yHigh = -kInfinity;
    double m_perHeight = 0;
    std::vector<std::vector<PolygonEdge>> m_layers{kLayers};
};

} // namespace

RowSet rowsInRange(const ColumnView& column, const RowSet& among, const ClosedRange& range) {
    const Bounds bounds(range);
    return rowsWhere(among, [&](RowSet::Row row) { return bounds.contains(column[row]); });
}

RowSet rowsInBox(const ColumnView& x, const ColumnView& y, const RowSet& among, const RectangleRegion& box) {
    const Bounds xs(box.x);
    const Bounds ys(box.y);
    return rowsWhere(among, [&](RowSet::Row row) { return xs.contains(x[row]) && ys.contains(y[row]); });
}

RowSet rowsInPolygon(const ColumnView& x, const ColumnView& y, const RowSet& among,
                     std::span<const Vector2> polygon) {
    const auto isFinite = [](const Vector2& vertex) { return vertex.allFinite(); };
    if (polygon.size() < 3 || !std::ranges::all_of(polygon, isFinite)) return {};
    const LayeredPolygon layered(polygon);
    return rowsWhere(among, [&](RowSet::Row row) { return layered.contains(x[row], y[row]); });
}

} // namespace pairscope
