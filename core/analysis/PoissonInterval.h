#pragma once

#include <cstdint>

namespace pairscope {

/// Probability content of an interval, in (0, 1); 68.27 % is that of one standard deviation.
struct ConfidenceLevel {
    double value = 0.6827;
};

struct Interval {
    double low = 0;
    double high = 0;

    bool operator==(const Interval&) const = default;
};

/// Central interval for the mean of a Poisson distribution of which `count` events were seen (Garwood,
/// Biometrika 28 (1936) 437): with alpha = 1 - level, low = chi2(alpha/2; 2n)/2 and high = chi2(1 - alpha/2;
/// 2n + 2)/2, quantiles of the chi-squared distribution; low = 0 for n = 0. Covers at least `level` for every
/// mean.
/// @throws std::invalid_argument for a level outside (0, 1)
[[nodiscard]] Interval garwoodInterval(std::uint64_t count, ConfidenceLevel level = {});

} // namespace pairscope
