#include "core/analysis/RegionMembership.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

using Mask = RegionMembership::Mask;

/// Rows looked at together: their coordinates stay in the fastest cache.
constexpr std::size_t kChunk = 1024;

std::size_t chunksOf(std::size_t rows) {
    return (rows + kChunk - 1) / kChunk;
}

/// Calls `work(first, end)` for all chunks of `rows`, on all cores.
template<class Work>
void forEachChunk(std::size_t rows, const Work& work) {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, chunksOf(rows), 8),
                      [&](const tbb::blocked_range<std::size_t>& chunks) {
                          for (std::size_t chunk = chunks.begin(); chunk != chunks.end(); ++chunk)
                              work(chunk * kChunk, std::min(rows, (chunk + 1) * kChunk));
                      });
}

/// The coordinates of some rows side by side.
struct Points {
    std::array<double, kChunk> x;
    std::array<double, kChunk> y;
    std::size_t count = 0;

    void take(const ColumnView& columnX, const ColumnView& columnY, std::span<const RowSet::Row> rows) {
        count = rows.size();
        for (std::size_t i = 0; i < count; ++i) {
            x[i] = columnX[rows[i]];
            y[i] = columnY[rows[i]];
        }
    }
};

/// A region with the box around it, which decides for most points.
struct Area {
    double left, right, bottom, top;
    const PolygonRegion* polygon = nullptr; ///< null for a rectangle: the box is all
    Mask bit = 0;

    Area(const Region& region, Mask mask) : polygon(std::get_if<PolygonRegion>(&region.shape)), bit(mask) {
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        const RectangleRegion box = boundingBox(region.shape);
        left = box.x.low.value_or(-kInfinity);
        right = box.x.high.value_or(kInfinity);
        bottom = box.y.low.value_or(-kInfinity);
        top = box.y.high.value_or(kInfinity);
    }

    void mark(const Points& points, Mask* masks) const {
        // copies that the marks cannot be a part of, and flags as wide as the numbers: several at once
        const Area box = *this;
        std::array<std::uint64_t, kChunk> inBox;
        for (std::size_t i = 0; i < points.count; ++i)
            inBox[i] = std::uint64_t{points.x[i] >= box.left} & std::uint64_t{points.x[i] <= box.right} &
                       std::uint64_t{points.y[i] >= box.bottom} & std::uint64_t{points.y[i] <= box.top};
        for (std::size_t i = 0; i < points.count; ++i)
            masks[i] |= box.bit * static_cast<Mask>(inBox[i]);
        if (polygon) unmarkOutside(points, masks);
    }

private:
    /// The points in the box, once more.
    void unmarkOutside(const Points& points, Mask* masks) const {
        Points inBox;
        std::array<std::uint32_t, kChunk> places;
        for (std::size_t i = 0; i < points.count; ++i) {
            inBox.x[inBox.count] = points.x[i];
            inBox.y[inBox.count] = points.y[i];
            places[inBox.count] = static_cast<std::uint32_t>(i);
            inBox.count += (masks[i] & bit) != 0 ? 1 : 0;
        }
        std::array<std::uint8_t, kChunk> inside;
        contains(*polygon, {inBox.x.data(), inBox.count}, {inBox.y.data(), inBox.count},
                 {inside.data(), inBox.count});
        for (std::size_t k = 0; k < inBox.count; ++k)
            if (inside[k] == 0) masks[places[k]] &= ~bit;
    }
};

std::size_t regionCount(const SidebandPlane& plane) {
    return std::min(plane.regions.size(), RegionMembership::kMostRegions);
}

std::vector<Area> areasOf(const SidebandPlane& plane) {
    std::vector<Area> areas;
    for (std::size_t k = 0; k < regionCount(plane); ++k)
        if (!std::holds_alternative<ExpressionRegion>(plane.regions[k].shape))
            areas.emplace_back(plane.regions[k], Mask{1} << k);
    return areas;
}

/// Sets the bit of the rows that pass.
void markPassing(RegionMembership& result, const RowSet& passing, Mask bit) {
    const std::span<const RowSet::Row> rows = result.rows.rows();
    const std::span<const RowSet::Row> chosen = passing.rows();
    forEachChunk(rows.size(), [&](std::size_t first, std::size_t end) {
        auto next = std::lower_bound(chosen.begin(), chosen.end(), rows[first]);
        for (std::size_t i = first; i < end && next != chosen.end(); ++i) {
            if (*next != rows[i]) continue;
            result.regions[i] |= bit;
            ++next;
        }
    });
}

} // namespace

RowSet RegionMembership::in(Mask mask) const {
    const std::span<const RowSet::Row> all = rows.rows();
    std::vector<std::size_t> firsts(chunksOf(all.size()) + 1);
    forEachChunk(all.size(), [&](std::size_t first, std::size_t end) {
        firsts[first / kChunk + 1] = static_cast<std::size_t>(
            std::count_if(regions.data() + first, regions.data() + end, [mask](Mask m) { return m & mask; }));
    });
    for (std::size_t chunk = 1; chunk < firsts.size(); ++chunk)
        firsts[chunk] += firsts[chunk - 1];
    std::vector<RowSet::Row> chosen(firsts.back());
    forEachChunk(all.size(), [&](std::size_t first, std::size_t end) {
        std::size_t next = firsts[first / kChunk];
        for (std::size_t i = first; i < end; ++i)
            if ((regions[i] & mask) != 0) chosen[next++] = all[i];
    });
    return RowSet(std::move(chosen));
}

Mask maskOf(const SidebandPlane& plane, RegionRole role) {
    Mask mask = 0;
    for (std::size_t k = 0; k < regionCount(plane); ++k)
        if (plane.regions[k].role == role) mask |= Mask{1} << k;
    return mask;
}

Mask blindMask(const SidebandPlane& plane) {
    Mask mask = 0;
    for (std::size_t k = 0; k < regionCount(plane); ++k)
        if (plane.regions[k].blind) mask |= Mask{1} << k;
    return mask;
}

RegionMembership membership(const CandidateTable& table, const SidebandPlane& plane, const RowSet& rows) {
    RegionMembership result;
    result.rows = rows;
    result.regions.resize(rows.size());
    if (rows.empty()) return result;
    for (std::size_t k = 0; k < regionCount(plane); ++k)
        if (const auto* expression = std::get_if<ExpressionRegion>(&plane.regions[k].shape))
            if (const auto filter = Filter::compile(expression->text))
                markPassing(result, filter->passing(table, rows), Mask{1} << k);
    const std::vector<Area> areas = areasOf(plane);
    const ColumnView x = table.column(plane.x);
    const ColumnView y = table.column(plane.y);
    std::atomic<std::size_t> missing = 0;
    forEachChunk(rows.size(), [&](std::size_t first, std::size_t end) {
        Mask* masks = result.regions.data() + first;
        Points points;
        points.take(x, y, rows.rows().subspan(first, end - first));
        for (const Area& area : areas)
            area.mark(points, masks);
        std::size_t without = 0;
        for (std::size_t i = 0; i < points.count; ++i)
            without += masks[i] == 0 && (std::isnan(points.x[i]) || std::isnan(points.y[i])) ? 1 : 0;
        missing += without;
    });
    result.missing = missing;
    return result;
}

} // namespace pairscope
