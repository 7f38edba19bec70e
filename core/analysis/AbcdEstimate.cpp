#include "core/analysis/AbcdEstimate.h"

#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace pairscope {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double quantile(ConfidenceLevel level) {
    if (!(level.value > 0 && level.value < 1))
        throw std::invalid_argument("ABCD estimate: the confidence level must be between 0 and 1");
    return boost::math::quantile(boost::math::chi_squared(1), level.value);
}

/// -2 ln of the Poisson likelihood of `count` above its minimum, at the mean count + step.
double deviance(double count, double step) {
    return 2 * (count > 0 ? step - count * std::log1p(step / count) : step);
}

/// The likelihood of a product of Poisson means, some of them to the power -1, times a log-normal factor.
/// With the logarithm of the product held fixed, a Lagrange multiplier m gives all other parameters in closed
/// form: a mean above the fraction line is n + m, one below it n - m, and the factor's logarithm moves by m
/// sigma^2. The product rises with m, and -2 ln L with |m|; m = 0 is the best fit.
class ProfiledProduct {
public:
    ProfiledProduct(std::vector<double> above, std::vector<double> below, const Kappa& factor)
        : m_above(std::move(above)), m_below(std::move(below)), m_factor(factor) {}

    /// Ends of the multiplier, where a mean is 0.
    [[nodiscard]] double lowest() const { return -*std::ranges::min_element(m_above); }
    [[nodiscard]] double highest() const { return *std::ranges::min_element(m_below); }

    [[nodiscard]] double logarithm(double multiplier) const {
        const double sigma = m_factor.relativeError;
        double sum = std::log(m_factor.value) + multiplier * sigma * sigma;
        for (const double count : m_above)
            sum += std::log(count + multiplier);
        for (const double count : m_below)
            sum -= std::log(count - multiplier);
        return sum;
    }

    /// Delta(-2 ln L).
    [[nodiscard]] double distance(double multiplier) const {
        const double shift = multiplier * m_factor.relativeError;
        double sum = shift * shift;
        for (const double count : m_above)
            sum += deviance(count, multiplier);
        for (const double count : m_below)
            sum += deviance(count, -multiplier);
        return sum;
    }

    /// The product where Delta(-2 ln L) is `limit`, on the side of `end`; there the distance is infinite
    /// unless the end is 0.
    [[nodiscard]] double productAt(double limit, double end) const {
        double near = 0;
        double far = end;
        for (;;) {
            const double middle = (near + far) / 2;
            if (middle == near || middle == far) return std::exp(logarithm(near));
            (distance(middle) < limit ? near : far) = middle;
        }
    }

    /// The multiplier at which the product is 1. @pre lowest() < highest()
    [[nodiscard]] double multiplierOfOne() const {
        double low = lowest();
        double high = highest();
        for (;;) {
            const double middle = (low + high) / 2;
            if (middle <= low || middle >= high) return middle;
            (logarithm(middle) < 0 ? low : high) = middle;
        }
    }

private:
    std::vector<double> m_above;
    std::vector<double> m_below;
    Kappa m_factor;
};

Interval intervalOf(const ProfiledProduct& product, double limit) {
    Interval interval{0, kInfinity};
    if (product.lowest() < 0) interval.low = product.productAt(limit, product.lowest());
    if (product.highest() > 0) interval.high = product.productAt(limit, product.highest());
    return interval;
}

double inverse(std::uint64_t count) {
    return count > 0 ? 1 / static_cast<double>(count) : kInfinity;
}

} // namespace

AbcdEstimate abcdEstimate(const AbcdCounts& counts, const Kappa& kappa, ConfidenceLevel level) {
    const bool possible = kappa.value > 0 && std::isfinite(kappa.value) && kappa.relativeError >= 0 &&
                          std::isfinite(kappa.relativeError);
    if (!possible)
        throw std::invalid_argument("ABCD estimate: kappa must be positive, its error not negative");
    const auto b = static_cast<double>(counts.b);
    const auto c = static_cast<double>(counts.c);
    const auto d = static_cast<double>(counts.d);
    AbcdEstimate estimate;
    estimate.kappa = kappa;
    estimate.counts = counts;
    estimate.expected = d > 0 ? kappa.value * b * c / d : kInfinity;
    estimate.interval = intervalOf(ProfiledProduct({b, c}, {d}, kappa), quantile(level));
    estimate.relativeError = std::sqrt(inverse(counts.b) + inverse(counts.c) + inverse(counts.d) +
                                       kappa.relativeError * kappa.relativeError);
    return estimate;
}

std::optional<double> AbcdEstimate::pull(std::uint64_t observed) const {
    if (counts.b == 0 || counts.c == 0 || counts.d == 0) return std::nullopt;
    const ProfiledProduct ratio({static_cast<double>(counts.b), static_cast<double>(counts.c)},
                                {static_cast<double>(counts.d), static_cast<double>(observed)}, kappa);
    // kappa B C / (D A) is 1 where the means keep to the estimate
    const double multiplier = ratio.multiplierOfOne();
    const double distance = ratio.distance(multiplier);
    return distance > 0 ? std::copysign(std::sqrt(distance), multiplier) : 0.0;
}

std::optional<MeasuredKappa> measuredKappa(const AbcdCounts& counts, ConfidenceLevel level) {
    const double limit = quantile(level);
    if (counts.a == 0 || counts.b == 0 || counts.c == 0 || counts.d == 0) return std::nullopt;
    const auto a = static_cast<double>(counts.a);
    const auto b = static_cast<double>(counts.b);
    const auto c = static_cast<double>(counts.c);
    const auto d = static_cast<double>(counts.d);
    MeasuredKappa measured;
    measured.kappa.value = a * d / (b * c);
    measured.kappa.relativeError = std::sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    measured.interval = intervalOf(ProfiledProduct({a, d}, {b, c}, {}), limit);
    return measured;
}

} // namespace pairscope
