#pragma once

#include <cmath>

namespace pairscope {

/// Standard deviation of the angle in a plane [rad] by which material of `radiationLengths` scatters an
/// electron of `momentum` [GeV] (beta = 1), as a part of material of `totalRadiationLengths`: Highland's
/// formula as in the Review of Particle Physics, 13.6 MeV / p sqrt(t) (1 + 0.038 ln T). The logarithm is that
/// of the whole track's material, so that many thin layers scatter as one thick one. 0 for no material.
[[nodiscard]] inline double scatteringAngle(double radiationLengths, double totalRadiationLengths,
                                            double momentum) {
    if (!(radiationLengths > 0)) return 0;
    return 0.0136 / momentum * std::sqrt(radiationLengths) * (1 + 0.038 * std::log(totalRadiationLengths));
}

} // namespace pairscope
