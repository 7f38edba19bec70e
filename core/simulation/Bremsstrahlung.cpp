#include "core/simulation/Bremsstrahlung.h"

#include <cmath>

namespace pairscope::bremsstrahlung {

double meanNumber(double smallestShare) {
    const double y = smallestShare;
    return -4.0 / 3.0 * std::log(y) - 4.0 / 3.0 * (1 - y) + (1 - y * y) / 2;
}

double drawShare(RandomStream& random) {
    static const double kRange = std::log(kSmallestShare);
    while (true) {
        const double y = std::exp(kRange * (1 - random.uniform())); // density 1/y, below 1
        if (4.0 / 3.0 * random.uniform() < 4.0 / 3.0 * (1 - y) + y * y) return y;
    }
}

} // namespace pairscope::bremsstrahlung
