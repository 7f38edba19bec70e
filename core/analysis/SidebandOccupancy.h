#pragma once

#include "core/analysis/BinomialInterval.h"
#include "core/analysis/RegionMembership.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace pairscope {

/// Number of entries of each PairClass, by its number.
using ClassCounts = std::array<std::size_t, kPairClassCount>;

/// What is in one region.
struct RegionOccupancy {
    bool blinded = false; ///< nothing else is told of it then
    std::size_t count = 0;
    Interval interval;                    ///< Garwood, of the count's mean
    std::optional<double> fraction;       ///< count / entries; nothing without entries
    ClassCounts classes{};                ///< all Unknown when there is no truth
    std::optional<double> area;           ///< in native units of x times y, where it is finite
    std::optional<double> density;        ///< count / area; nothing for an area of 0
    std::optional<Proportion> purity;     ///< signal here / all here, when the classes are known
    std::optional<Proportion> efficiency; ///< signal here / all signal; not told when any region is blind
};

/// What is where in a plane. Regions may overlap, so their counts need not add up.
/// When any region is blind, nothing in it counts for any other, and the numbers from which one could
/// subtract the others are not there: entries are then only those in a region that may be seen.
struct Occupancy {
    std::vector<RegionOccupancy> regions; ///< in the plane's order
    std::size_t entries = 0;              ///< with both coordinates, or in an expression
    std::size_t outside = 0;              ///< of them, in no region; 0 when any is blind
    std::size_t missing = 0;              ///< neither; 0 when any region is blind
    bool blinded = false;                 ///< a region is blind
    bool truth = false;                   ///< the classes are known
    /// Entries by the set of regions that they are in, each once, ascending: bit k for region k.
    std::vector<std::pair<RegionMembership::Mask, std::size_t>> cells;
};

/// Area that a shape covers, in the product of the coordinates' units; nothing for an open one, an
/// expression, or a polygon that crosses itself (of less than three vertices: 0).
[[nodiscard]] std::optional<double> areaOf(const RegionShape& shape);

/// @param membership of rows of the table in the regions of `plane`, whose blind regions are not looked into:
/// give it unblinded() when they may be seen
/// @throws std::invalid_argument for a level outside (0, 1)
[[nodiscard]] Occupancy occupancy(const CandidateTable& table, const SidebandPlane& plane,
                                  const RegionMembership& membership, ConfidenceLevel level = {});
/// The same by rows. @pre every row < table.rows()
[[nodiscard]] Occupancy occupancy(const CandidateTable& table, const SidebandPlane& plane, const RowSet& rows,
                                  ConfidenceLevel level = {});

} // namespace pairscope
