#pragma once

#include "core/detector/DetectorModel.h"
#include "core/event/PhotonCluster.h"
#include "core/kinematics/KinematicFitResult.h"

#include <tl/expected.hpp>

namespace pairscope {

/// A photon as seen from a point that is not the origin of the detector's coordinates.
struct RecoilPhoton {
    Vector3 parameters = Vector3::Zero();      ///< energy [GeV], theta, phi [rad]
    Matrix3 covariance = Matrix3::Zero();      ///< from the cluster's own errors
    MatrixOf<3, 3> byOrigin = Matrix3::Zero(); ///< d(parameters)/d(point) [GeV, rad per cm]
};

/// The cluster's place is its position or, in files without one, the point where the direction from the
/// origin enters the calorimeter. Its angular errors are displacements of that place across the direction
/// from the origin, at the same distance.
/// @return the photon, or which of its numbers is missing or impossible (KinematicFitFailure::BadPhoton)
[[nodiscard]] tl::expected<RecoilPhoton, KinematicFitError>
photonSeenFrom(const Vector3& point, const PhotonCluster& cluster, const DetectorModel& detector);

} // namespace pairscope
