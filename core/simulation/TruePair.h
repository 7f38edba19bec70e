#pragma once

#include "core/event/PairTruth.h"
#include "core/kinematics/FourMomentum.h"

#include <array>

namespace pairscope {

/// An e+e- pair and the photon opposite to it as they were made, before any detector.
struct TruePair {
    PairClass pairClass = PairClass::Unknown;
    Vector3 production = Vector3::Zero();                             ///< the collision, cm
    Vector3 vertex = Vector3::Zero();                                 ///< where e+ and e- were born, cm
    std::array<Vector3, 2> momenta{Vector3::Zero(), Vector3::Zero()}; ///< of e+ and e- there, GeV
    double mass = 0;                                                  ///< of the pair, GeV
    FourMomentum photon;                                              ///< GeV
    int layer = -1; ///< index of the layer a photon converted in, -1 for none
};

/// Mass [GeV] of an e+e- pair of these momenta, without cancellation.
[[nodiscard]] double pairMass(const std::array<Vector3, 2>& momenta);

} // namespace pairscope
