#pragma once

#include "core/analysis/PoissonInterval.h"

#include <cstdint>

namespace pairscope {

/// Central interval for the probability of a binomial distribution of which `successes` of `trials` were seen
/// (Clopper & Pearson, Biometrika 26 (1934) 404), by quantiles of the beta distribution. Covers at least
/// `level` for every probability; 0 and 1 belong to it where nothing or everything succeeded, both without
/// trials.
/// @pre successes <= trials
/// @throws std::invalid_argument for a level outside (0, 1)
[[nodiscard]] Interval clopperPearsonInterval(std::uint64_t successes, std::uint64_t trials,
                                              ConfidenceLevel level = {});

/// A part of a whole.
struct Proportion {
    double value = 0;
    Interval interval; ///< Clopper & Pearson's

    bool operator==(const Proportion&) const = default;
};
/// @pre 0 < trials, successes <= trials
[[nodiscard]] Proportion proportion(std::uint64_t successes, std::uint64_t trials,
                                    ConfidenceLevel level = {});

} // namespace pairscope
