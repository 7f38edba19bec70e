#include "core/analysis/PoissonInterval.h"

#include <boost/math/distributions/chi_squared.hpp>

#include <stdexcept>

namespace pairscope {

Interval garwoodInterval(std::uint64_t count, ConfidenceLevel level) {
    if (!(level.value > 0 && level.value < 1))
        throw std::invalid_argument("garwoodInterval: the confidence level must be between 0 and 1");
    const double tail = (1 - level.value) / 2;
    const double degrees = 2 * static_cast<double>(count);
    const boost::math::chi_squared above(degrees + 2);
    Interval interval;
    interval.high = boost::math::quantile(boost::math::complement(above, tail)) / 2;
    if (count > 0) interval.low = boost::math::quantile(boost::math::chi_squared(degrees), tail) / 2;
    return interval;
}

} // namespace pairscope
