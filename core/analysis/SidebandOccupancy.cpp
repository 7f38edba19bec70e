#include "core/analysis/SidebandOccupancy.h"

#include <cmath>

namespace pairscope {

OccupancyCounter::OccupancyCounter(const SidebandPlane& plane) : m_regions(plane.regions) {
    m_occupancy.regions.resize(m_regions.size());
    for (const Region& region : m_regions)
        m_boxes.push_back(boundingBox(region.shape));
}

void OccupancyCounter::add(double x, double y, PairClass pairClass) {
    if (std::isnan(x) || std::isnan(y)) {
        ++m_occupancy.missing;
        return;
    }
    ++m_occupancy.entries;
    bool outside = true;
    for (std::size_t i = 0; i < m_regions.size(); ++i) {
        if (!contains(m_boxes[i], x, y) || !contains(m_regions[i], x, y)) continue;
        outside = false;
        ++m_occupancy.regions[i].count;
        ++m_occupancy.regions[i].classes[static_cast<std::size_t>(pairClass)];
    }
    if (outside) ++m_occupancy.outside;
}

Occupancy OccupancyCounter::result(ConfidenceLevel level) const {
    Occupancy result = m_occupancy;
    for (RegionOccupancy& region : result.regions) {
        region.interval = garwoodInterval(region.count, level);
        if (result.entries > 0)
            region.fraction = static_cast<double>(region.count) / static_cast<double>(result.entries);
    }
    return result;
}

Occupancy occupancy(const CandidateTable& table, const SidebandPlane& plane,
                    std::span<const std::uint32_t> rows, ConfidenceLevel level) {
    const ColumnView x = table.column(plane.x);
    const ColumnView y = table.column(plane.y);
    OccupancyCounter counter(plane);
    for (const std::uint32_t row : rows)
        counter.add(x[row], y[row], table.pairs().pairClass(row));
    Occupancy result = counter.result(level);
    result.truth = table.rows() > 0 && table.pairs().contents().truth;
    return result;
}

} // namespace pairscope
