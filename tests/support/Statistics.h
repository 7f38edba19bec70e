#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

namespace pairscope::test {

inline double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

inline double width(const std::vector<double>& values) {
    const double centre = mean(values);
    double sum = 0;
    for (const double value : values)
        sum += (value - centre) * (value - centre);
    return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

/// The value below which a share of all lie.
inline double quantile(std::vector<double> values, double share) {
    const auto place =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

/// Half of the interval that holds the middle 68.27 %.
inline double halfMiddle(const std::vector<double>& values) {
    return (quantile(values, 0.84135) - quantile(values, 0.15865)) / 2;
}

/// chi2 of how values are spread over equal bins against a density (not normalised; integrated numerically in
/// each bin), bins - 1 degrees of freedom. Values outside are not counted.
inline double chi2OfShape(const std::vector<double>& values, double low, double high, std::size_t bins,
                          const std::function<double(double)>& density) {
    const double binWidth = (high - low) / static_cast<double>(bins);
    std::vector<double> counts(bins);
    double total = 0;
    for (const double value : values) {
        if (!(value >= low && value < high)) continue;
        counts[std::min(bins - 1, static_cast<std::size_t>((value - low) / binWidth))] += 1;
        total += 1;
    }
    std::vector<double> expected(bins);
    double sum = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        constexpr int kSteps = 200;
        for (int step = 0; step < kSteps; ++step)
            expected[bin] += density(low + (static_cast<double>(bin) + (step + 0.5) / kSteps) * binWidth);
        sum += expected[bin];
    }
    double chi2 = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const double number = expected[bin] / sum * total;
        chi2 += (counts[bin] - number) * (counts[bin] - number) / number;
    }
    return chi2;
}

} // namespace pairscope::test
