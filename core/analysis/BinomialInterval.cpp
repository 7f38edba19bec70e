#include "core/analysis/BinomialInterval.h"

#include <boost/math/distributions/beta.hpp>

#include <stdexcept>

namespace pairscope {

Interval clopperPearsonInterval(std::uint64_t successes, std::uint64_t trials, ConfidenceLevel level) {
    if (!(level.value > 0 && level.value < 1))
        throw std::invalid_argument("clopperPearsonInterval: the confidence level must be between 0 and 1");
    const double tail = (1 - level.value) / 2;
    const auto seen = static_cast<double>(successes);
    const auto others = static_cast<double>(trials - successes);
    Interval interval{0, 1};
    if (successes > 0)
        interval.low = boost::math::quantile(boost::math::beta_distribution(seen, others + 1), tail);
    if (successes < trials)
        interval.high = boost::math::quantile(
            boost::math::complement(boost::math::beta_distribution(seen + 1, others), tail));
    return interval;
}

Proportion proportion(std::uint64_t successes, std::uint64_t trials, ConfidenceLevel level) {
    return {static_cast<double>(successes) / static_cast<double>(trials),
            clopperPearsonInterval(successes, trials, level)};
}

} // namespace pairscope
