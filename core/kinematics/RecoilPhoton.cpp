#include "core/kinematics/RecoilPhoton.h"

#include "core/detector/CalorimeterFace.h"
#include "core/math/Units.h"

#include <cmath>

namespace pairscope {

namespace {

KinematicFitError badPhoton(PhotonProblem problem, double value) {
    return {KinematicFitFailure::BadPhoton, problem, value, 0};
}

/// @return nothing when every number can be used
std::optional<KinematicFitError> check(const PhotonCluster& cluster) {
    if (!(cluster.energy > 0) || !std::isfinite(cluster.energy))
        return badPhoton(PhotonProblem::Energy, cluster.energy);
    if (!(cluster.theta > 0 && cluster.theta < kPi)) return badPhoton(PhotonProblem::Theta, cluster.theta);
    if (!std::isfinite(cluster.phi)) return badPhoton(PhotonProblem::Phi, cluster.phi);
    const std::pair<PhotonProblem, double> errors[] = {{PhotonProblem::EnergyError, cluster.energyError},
                                                       {PhotonProblem::ThetaError, cluster.thetaError},
                                                       {PhotonProblem::PhiError, cluster.phiError}};
    for (const auto& [problem, error] : errors)
        if (!(error > 0) || !std::isfinite(error)) return badPhoton(problem, error);
    return std::nullopt;
}

/// d(theta, phi)/d(place) of a direction to `place`, as seen from the origin.
MatrixOf<2, 3> angleJacobian(const Vector3& place) {
    const double transverse2 = place.head<2>().squaredNorm();
    const double transverse = std::sqrt(transverse2);
    const double distance2 = transverse2 + place.z() * place.z();
    MatrixOf<2, 3> jacobian;
    jacobian.row(0) << place.x() * place.z() / (transverse * distance2),
        place.y() * place.z() / (transverse * distance2), -transverse / distance2;
    jacobian.row(1) << -place.y() / transverse2, place.x() / transverse2, 0;
    return jacobian;
}

/// d(place)/d(theta, phi) at a fixed distance from the origin.
MatrixOf<3, 2> placeJacobian(const Vector3& place) {
    const double transverse = place.head<2>().norm();
    MatrixOf<3, 2> jacobian;
    jacobian.col(0) << place.x() * place.z() / transverse, place.y() * place.z() / transverse, -transverse;
    jacobian.col(1) << -place.y(), place.x(), 0;
    return jacobian;
}

} // namespace

tl::expected<RecoilPhoton, KinematicFitError>
photonSeenFrom(const Vector3& point, const PhotonCluster& cluster, const DetectorModel& detector) {
    if (const auto problem = check(cluster)) return tl::unexpected(*problem);
    const double sinTheta = std::sin(cluster.theta);
    const Vector3 direction(sinTheta * std::cos(cluster.phi), sinTheta * std::sin(cluster.phi),
                            std::cos(cluster.theta));
    const auto place =
        cluster.position ? cluster.position : calorimeterEntry(detector, Vector3::Zero(), direction);
    // on the z axis there is no azimuth
    const auto usable = [](const Vector3& p) { return p.allFinite() && p.head<2>().squaredNorm() > 0; };
    if (!place || !usable(*place) || !usable(*place - point))
        return tl::unexpected(badPhoton(PhotonProblem::Position, 0));
    const Vector3 seen = *place - point;
    RecoilPhoton photon;
    photon.parameters << cluster.energy, std::atan2(seen.head<2>().norm(), seen.z()),
        std::atan2(seen.y(), seen.x());
    const MatrixOf<2, 3> byPlace = angleJacobian(seen);
    const Matrix2 carried = byPlace * placeJacobian(*place);
    const Vector2 variances(cluster.thetaError * cluster.thetaError, cluster.phiError * cluster.phiError);
    photon.covariance(0, 0) = cluster.energyError * cluster.energyError;
    photon.covariance.bottomRightCorner<2, 2>() = carried * variances.asDiagonal() * carried.transpose();
    photon.byOrigin.bottomRows<2>() = -byPlace;
    return photon;
}

} // namespace pairscope
