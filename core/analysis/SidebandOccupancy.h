#pragma once

#include "core/analysis/PoissonInterval.h"
#include "core/analysis/SidebandPlane.h"
#include "core/candidate/CandidateTable.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pairscope {

/// Number of entries of each PairClass, by its number.
using ClassCounts = std::array<std::size_t, 4>;

/// What is in one region.
struct RegionOccupancy {
    std::size_t count = 0;
    Interval interval;              ///< Garwood, of the count's mean
    std::optional<double> fraction; ///< count / entries; nothing without entries
    ClassCounts classes{};          ///< all Unknown when there is no truth
};

/// What is where in a plane. Regions may overlap, so their counts need not add up.
struct Occupancy {
    std::vector<RegionOccupancy> regions; ///< in the plane's order
    std::size_t entries = 0;              ///< with both coordinates
    std::size_t outside = 0;              ///< of them, in no region
    std::size_t missing = 0;              ///< with a coordinate that does not exist
    bool truth = false;                   ///< the classes are known
};

/// Counts points in the regions of a plane, one by one.
class OccupancyCounter {
public:
    explicit OccupancyCounter(const SidebandPlane& plane);

    /// A NaN coordinate counts as missing.
    void add(double x, double y, PairClass pairClass = PairClass::Unknown);
    /// @throws std::invalid_argument for a level outside (0, 1)
    [[nodiscard]] Occupancy result(ConfidenceLevel level = {}) const;

private:
    std::vector<Region> m_regions;
    std::vector<RectangleRegion> m_boxes; ///< around each region: most points are far from a polygon
    Occupancy m_occupancy;
};

/// Occupancy of a plane by the given rows of a table. @pre every row < table.rows()
/// @throws std::invalid_argument for a level outside (0, 1)
[[nodiscard]] Occupancy occupancy(const CandidateTable& table, const SidebandPlane& plane,
                                  std::span<const std::uint32_t> rows, ConfidenceLevel level = {});

} // namespace pairscope
