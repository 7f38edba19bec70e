#pragma once

#include "core/event/PhotonCluster.h"
#include "core/kinematics/KinematicFitResult.h"

#include <cstddef>
#include <span>

namespace pairscope {

/// Index of the photon that the kinematic fit likes best: the smallest chi2, of equal ones the one of more
/// energy. Where no fit succeeded, the one of the largest energy.
/// @param outcomes of the photons, in their order; may be empty when there was no fit
/// @return 0 when there is no photon
[[nodiscard]] std::size_t bestPhoton(std::span<const PhotonCluster> photons,
                                     std::span<const KinematicOutcome> outcomes);

} // namespace pairscope
