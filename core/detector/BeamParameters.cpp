#include "core/detector/BeamParameters.h"

#include <cmath>

namespace pairscope {

Vector3 BeamParameters::totalMomentum() const {
    const Vector3 her(std::sin(angleHer), 0, std::cos(angleHer));
    const Vector3 ler(std::sin(angleLer), 0, -std::cos(angleLer));
    return energyHer * her + energyLer * ler;
}

double BeamParameters::centreOfMassEnergy() const {
    // s = 2 E1 E2 (1 + cos(crossing angle)), without the cancellation of E^2 - P^2
    return 2 * std::sqrt(energyHer * energyLer) * std::cos((angleHer + angleLer) / 2);
}

} // namespace pairscope
