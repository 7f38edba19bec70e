#pragma once

#include "core/math/LinearAlgebra.h"

#include <cstddef>
#include <optional>

namespace pairscope {

/// How many photons a candidate can carry.
inline constexpr std::size_t kMaxPhotons = 4;

/// An energetic photon that may be the one that recoils against the pair. Angles as seen from the origin.
struct PhotonCluster {
    double energy = 0;               ///< GeV
    double theta = 0;                ///< rad
    double phi = 0;                  ///< rad
    double energyError = 0;          ///< GeV
    double thetaError = 0;           ///< rad
    double phiError = 0;             ///< rad
    std::optional<Vector3> position; ///< of the ECL cluster, cm
};

} // namespace pairscope
