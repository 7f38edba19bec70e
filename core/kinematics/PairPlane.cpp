#include "core/kinematics/PairPlane.h"

#include "core/math/Angle.h"

#include <Eigen/Geometry>

#include <cmath>

namespace pairscope {

namespace {

/// cos(phiV) = w . a with w = u x v, u along the pair, v along p- x p+ and a = u x z / |u x z|.
double planeAngle(const Vector3& positron, const Vector3& electron) {
    const Vector3 u = (positron + electron).normalized();
    const Vector3 v = electron.cross(positron);
    const Vector3 a = u.cross(Vector3::UnitZ());
    const Vector3 w = u.cross(v);
    return std::atan2(w.cross(a).norm(), w.dot(a));
}

} // namespace

PairPlane pairPlane(const TrackPoint& positron, const TrackPoint& electron, MagneticField field) {
    const double pTPlus = field.transverseMomentum(positron.omega);
    const double pTMinus = field.transverseMomentum(electron.omega);
    const double p = pTPlus * std::hypot(1, positron.tanLambda) + pTMinus * std::hypot(1, electron.tanLambda);
    const double dPhi = wrapAngle(positron.phi - electron.phi);
    const double dTheta =
        std::atan(electron.tanLambda) - std::atan(positron.tanLambda); // theta = pi/2 - lambda
    PairPlane plane;
    plane.x = pTPlus / (pTPlus + pTMinus);
    const double balance = plane.x * (1 - plane.x);
    plane.kT = balance * (pTPlus + pTMinus) * dPhi;
    plane.kL = balance * p * dTheta;
    plane.phiV = planeAngle(momentum(positron, field), momentum(electron, field));
    return plane;
}

} // namespace pairscope
