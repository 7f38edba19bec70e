#include "core/simulation/TrackSmearing.h"

#include "core/math/Angle.h"
#include "core/math/Units.h"

#include <Eigen/Cholesky>

#include <cmath>
#include <stdexcept>

namespace pairscope {

namespace {

constexpr double kInnermostRadius = 1.4; ///< cm
constexpr double kAzimuthRadius = 30;    ///< cm

/// Errors of the five independent measurements: transverse position at kInnermostRadius [cm], azimuth at
/// kAzimuthRadius [rad], omega [1/cm], z at kInnermostRadius [cm], tanLambda; same order as the perigee
/// parameters they determine.
Vector5 measurementErrors(const Helix& helix, MagneticField field) {
    const double pT = field.transverseMomentum(helix.omega());
    const double inverseSinSquared = 1 + helix.tanLambda() * helix.tanLambda(); // of the polar angle
    // Scattering grows with the slanted path through a layer, 1/sin: its angle with the square root of that.
    const double scattering = std::sqrt(std::sqrt(inverseSinSquared)) / pT; // 1/GeV
    Vector5 errors;
    errors(kD0) = std::hypot(10.6_um, 7.3_um * scattering);
    errors(kPhi0) = std::hypot(2.95e-4, 8.8e-4 * scattering);
    errors(kOmega) = std::hypot(0.0020, 0.0030 * scattering) / field.alpha();
    errors(kZ0) = std::hypot(16.5_um, 18.0_um * inverseSinSquared / pT);
    errors(kTanLambda) = inverseSinSquared * std::hypot(5.0e-4, 8.5e-4 / pT);
    return errors;
}

/// d(perigee parameters) / d(measurements) for a track that is straight over the distances in question but
/// for the terms that couple to the curvature: at path s the track is off by dd0 - s dphi0 + s^2/2 domega
/// across, dz0 + s dtanLambda along z, and turned by dphi0 - s domega.
Matrix5 perigeeFromMeasurements() {
    constexpr double s = kInnermostRadius;
    Matrix5 jacobian = Matrix5::Identity();
    jacobian(kPhi0, kOmega) = kAzimuthRadius;
    jacobian(kD0, kPhi0) = s;
    jacobian(kD0, kOmega) = s * kAzimuthRadius - s * s / 2;
    jacobian(kZ0, kTanLambda) = -s;
    return jacobian;
}

} // namespace

Matrix5 parametricCovariance(const Helix& helix, MagneticField field) {
    const Matrix5 root =
        perigeeFromMeasurements() * measurementErrors(helix, field).asDiagonal().toDenseMatrix();
    return root * root.transpose();
}

TrackState smear(const Helix& truth, const Matrix5& covariance, RandomStream& random) {
    if (!checkSpd<5>(covariance))
        throw std::invalid_argument("smear: the covariance of a track must be positive definite");
    const Vector5 sigma = covariance.diagonal().cwiseSqrt();
    const Vector5 scale = sigma.cwiseInverse();
    const Matrix5 correlation = scale.asDiagonal() * covariance * scale.asDiagonal();
    const Matrix5 lower = Eigen::LLT<Matrix5>(correlation).matrixL();
    Vector5 normals;
    for (double& normal : normals)
        normal = random.normal();
    Vector5 parameters = truth.parameters() + sigma.cwiseProduct(lower * normals);
    parameters(kPhi0) = wrapAngle(parameters(kPhi0));
    return {Helix(parameters), covariance};
}

} // namespace pairscope
