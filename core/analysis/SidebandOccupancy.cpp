#include "core/analysis/SidebandOccupancy.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_reduce.h>

#include <bit>
#include <cmath>
#include <map>

namespace pairscope {

namespace {

using Mask = RegionMembership::Mask;
using Vertex = std::pair<double, double>;

/// On which side of the line from a to b: the sign.
double side(const Vertex& a, const Vertex& b, const Vertex& point) {
    return (b.first - a.first) * (point.second - a.second) - (b.second - a.second) * (point.first - a.first);
}

bool cross(const Vertex& a, const Vertex& b, const Vertex& c, const Vertex& d) {
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

bool crossesItself(const std::vector<Vertex>& vertices) {
    const std::size_t count = vertices.size();
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = i + 2; j < count; ++j)
            if (cross(vertices[i], vertices[i + 1], vertices[j], vertices[(j + 1) % count])) return true;
    return false;
}

/// By the shoelace formula.
std::optional<double> areaOf(const PolygonRegion& polygon) {
    const std::vector<Vertex>& vertices = polygon.vertices;
    if (vertices.size() < 3) return 0;
    if (crossesItself(vertices)) return std::nullopt;
    double twice = 0;
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        const Vertex& next = vertices[(i + 1) % vertices.size()];
        twice += vertices[i].first * next.second - next.first * vertices[i].second;
    }
    return std::abs(twice) / 2;
}

/// Entries by the set of their regions, and by class.
using Cells = std::map<Mask, ClassCounts>;

Cells countCells(const CandidateTable& table, const RegionMembership& membership, bool truth) {
    const std::span<const RowSet::Row> rows = membership.rows.rows();
    using Range = tbb::blocked_range<std::size_t>;
    const auto count = [&](const Range& range, Cells cells) {
        Mask last = 0;
        ClassCounts* counts = nullptr; // of the last mask: neighbours are often alike
        for (std::size_t i = range.begin(); i != range.end(); ++i) {
            if (!counts || membership.regions[i] != last) {
                last = membership.regions[i];
                counts = &cells[last];
            }
            const PairClass pairClass = truth ? table.pairs().pairClass(rows[i]) : PairClass::Unknown;
            ++(*counts)[static_cast<std::size_t>(pairClass)];
        }
        return cells;
    };
    const auto join = [](Cells cells, const Cells& more) {
        for (const auto& [mask, counts] : more)
            for (std::size_t k = 0; k < counts.size(); ++k)
                cells[mask][k] += counts[k];
        return cells;
    };
    constexpr std::size_t kGrain = 1 << 15; // rows
    return tbb::parallel_reduce(Range(0, rows.size(), kGrain), Cells{}, count, join);
}

std::size_t sumOf(const ClassCounts& counts) {
    std::size_t sum = 0;
    for (const std::size_t count : counts)
        sum += count;
    return sum;
}

std::size_t signalIn(const ClassCounts& counts) {
    return counts[static_cast<std::size_t>(PairClass::Signal)];
}

void addCell(Occupancy& result, Mask mask, const ClassCounts& counts) {
    const std::size_t sum = sumOf(counts);
    result.cells.emplace_back(mask, sum);
    result.entries += sum;
    for (std::size_t k = 0; k < result.regions.size(); ++k) {
        if ((mask >> k & 1U) == 0) continue;
        result.regions[k].count += sum;
        for (std::size_t i = 0; i < counts.size(); ++i)
            result.regions[k].classes[i] += counts[i];
    }
}

/// What follows from the counts of a region.
void complete(RegionOccupancy& region, const Occupancy& all, std::size_t signal, ConfidenceLevel level) {
    if (region.blinded) return;
    region.interval = garwoodInterval(region.count, level);
    if (all.entries > 0)
        region.fraction = static_cast<double>(region.count) / static_cast<double>(all.entries);
    if (region.area && *region.area > 0) region.density = static_cast<double>(region.count) / *region.area;
    if (!all.truth) return;
    if (region.count > 0) region.purity = proportion(signalIn(region.classes), region.count, level);
    if (signal > 0 && !all.blinded) region.efficiency = proportion(signalIn(region.classes), signal, level);
}

} // namespace

std::optional<double> areaOf(const RegionShape& shape) {
    if (const auto* polygon = std::get_if<PolygonRegion>(&shape)) return areaOf(*polygon);
    if (std::holds_alternative<ExpressionRegion>(shape)) return std::nullopt;
    const RectangleRegion& box = std::get<RectangleRegion>(shape);
    if (!box.x.low || !box.x.high || !box.y.low || !box.y.high) return std::nullopt;
    const double area = (*box.x.high - *box.x.low) * (*box.y.high - *box.y.low);
    return std::isfinite(area) ? std::optional(area) : std::nullopt;
}

Occupancy occupancy(const CandidateTable& table, const SidebandPlane& plane,
                    const RegionMembership& membership, ConfidenceLevel level) {
    (void)garwoodInterval(0, level); // refuses an impossible level before anything is counted
    const Mask blind = blindMask(plane);
    Occupancy result;
    result.truth = table.rows() > 0 && table.pairs().contents().truth;
    result.blinded = blind != 0;
    for (const Region& region : plane.regions) {
        RegionOccupancy& counted = result.regions.emplace_back();
        counted.blinded = region.blind;
        counted.area = areaOf(region.shape);
    }
    std::size_t signal = 0;
    for (const auto& [mask, counts] : countCells(table, membership, result.truth)) {
        signal += signalIn(counts);
        if ((mask & blind) == 0 && (mask != 0 || blind == 0)) addCell(result, mask, counts);
    }
    if (!result.blinded && !result.cells.empty() && result.cells.front().first == 0) {
        std::size_t& inNone = result.cells.front().second;
        result.missing = membership.missing;
        result.entries -= result.missing;
        inNone -= result.missing;
        result.outside = inNone;
    }
    for (RegionOccupancy& region : result.regions)
        complete(region, result, signal, level);
    return result;
}

Occupancy occupancy(const CandidateTable& table, const SidebandPlane& plane, const RowSet& rows,
                    ConfidenceLevel level) {
    return occupancy(table, plane, membership(table, plane, rows), level);
}

} // namespace pairscope
