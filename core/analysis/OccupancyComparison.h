#pragma once

#include "core/analysis/SidebandOccupancy.h"

#include <optional>
#include <vector>

namespace pairscope {

/// The share of two samples in one region.
struct RegionComparison {
    bool blinded = false; ///< nothing else is told of it then
    Proportion first;     ///< count / entries
    Proportion second;
    std::optional<double> ratio; ///< first / second; nothing where the second has none here
    std::optional<Interval>
        interval; ///< of the ratio, by the normal error of its logarithm; nothing where either has none
    /// Two-sided, of shares as different as these or more where the true ones are equal (Fisher's exact
    /// test).
    double pValue = 1;
};

/// Two samples, or two classes of one, in the same regions.
struct OccupancyComparison {
    std::vector<RegionComparison> regions; ///< in the plane's order
    /// Of both having the same shares, Pearson's, over the sets of regions that entries are in; sets in which
    /// fewer than 5 entries of either are expected are taken together. Nothing with less than two such sets.
    std::optional<double> chi2;
    int ndf = 0;
    std::optional<double> probability;
};

/// Both occupancies of the same plane (and rows that differ, or the errors mean nothing).
/// @return nothing when either has no entries
/// @throws std::invalid_argument for a level outside (0, 1), or for different numbers of regions
[[nodiscard]] std::optional<OccupancyComparison> compare(const Occupancy& first, const Occupancy& second,
                                                         ConfidenceLevel level = {});

/// Fisher's exact test (J. R. Stat. Soc. 85 (1922) 87), two-sided: the probability of all tables with the
/// same margins that are at most as probable as this one. @pre successes <= trials, each
[[nodiscard]] double fisherProbability(std::uint64_t successes1, std::uint64_t trials1,
                                       std::uint64_t successes2, std::uint64_t trials2);

} // namespace pairscope
