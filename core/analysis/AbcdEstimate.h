#pragma once

#include "core/analysis/PoissonInterval.h"

#include <cstdint>
#include <optional>

namespace pairscope {

/// Entries in the four boxes; A is the signal region.
struct AbcdCounts {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    std::uint64_t c = 0;
    std::uint64_t d = 0;

    bool operator==(const AbcdCounts&) const = default;
};

/// The factor by which a plane departs from factorising, N_A N_D / (N_B N_C) of the means; 1 when it
/// factorises.
struct Kappa {
    double value = 1;
    double relativeError = 0; ///< of the logarithm: kappa is taken as log-normal

    bool operator==(const Kappa&) const = default;
};

/// What the three other boxes make expect in A: N_A = kappa N_B N_C / N_D.
struct AbcdEstimate {
    double expected = 0; ///< infinite for D = 0
    /// By the profile likelihood of three Poisson means (and a log-normal kappa): Delta(-2 ln L) = the
    /// quantile of chi2 with one degree of freedom. The high end is infinite for D = 0, the low end 0 for B =
    /// 0 or C = 0.
    Interval interval;
    double relativeError = 0; ///< sqrt(1/B + 1/C + 1/D + kappa's^2); infinite where a count is 0
    Kappa kappa;
    AbcdCounts counts; ///< what it was made from; a is not used

    /// How far `observed` is from what is expected, in standard deviations: the signed root of the likelihood
    /// ratio between four free Poisson means and means with A = kappa B C / D. Nothing where B, C or D is 0.
    /// > 0: more was seen than expected.
    [[nodiscard]] std::optional<double> pull(std::uint64_t observed) const;
};

/// @throws std::invalid_argument for a level outside (0, 1), a kappa that is not positive and finite, or an
/// error of it that is negative or not finite
[[nodiscard]] AbcdEstimate abcdEstimate(const AbcdCounts& counts, const Kappa& kappa = {},
                                        ConfidenceLevel level = {});

/// kappa of a sample in which A may be looked at (simulation, a validation band), with its interval from the
/// same likelihood; nothing where one of the counts is 0.
struct MeasuredKappa {
    Kappa kappa;
    Interval interval;
};
/// @throws std::invalid_argument for a level outside (0, 1)
[[nodiscard]] std::optional<MeasuredKappa> measuredKappa(const AbcdCounts& counts,
                                                         ConfidenceLevel level = {});

} // namespace pairscope
