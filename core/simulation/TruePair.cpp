#include "core/simulation/TruePair.h"

#include "core/math/Units.h"

#include <cmath>

namespace pairscope {

double pairMass(const std::array<Vector3, 2>& momenta) {
    // with unit vectors n, (E1 + E2)^2 - p^2 = 2 m^2 + 2 (E1 E2 - p1 p2) + p1 p2 |n1 - n2|^2
    const double m2 = kElectronMass * kElectronMass;
    const double p1 = momenta[0].norm();
    const double p2 = momenta[1].norm();
    const double product = std::sqrt(p1 * p1 + m2) * std::sqrt(p2 * p2 + m2);
    const double excess = m2 * (p1 * p1 + p2 * p2 + m2) / (product + p1 * p2); // E1 E2 - p1 p2
    return std::sqrt(2 * m2 + 2 * excess + p1 * p2 * (momenta[0] / p1 - momenta[1] / p2).squaredNorm());
}

} // namespace pairscope
