#include "core/track/Helix.h"

#include "core/math/Angle.h"
#include "core/track/PerigeeMap.h"

#include <cmath>

namespace pairscope {

namespace {

/// sin(a)/a and its companions (1 - cos a)/a and (sin a - a cos a)/a^2, regular at a = 0.
double sinc(double a) {
    return std::abs(a) < 1e-4 ? 1 - a * a / 6 : std::sin(a) / a;
}
double cosc(double a) {
    const double half = std::sin(a / 2);
    return std::abs(a) < 1e-4 ? a / 2 - a * a * a / 24 : 2 * half * half / a;
}
/// d sinc / da = (a cos a - sin a) / a^2
double sincSlope(double a) {
    return std::abs(a) < 1e-2 ? -a / 3 * (1 - a * a / 10 * (1 - a * a / 28)) : (std::cos(a) - sinc(a)) / a;
}
/// d cosc / da = (a sin a - 1 + cos a) / a^2
double coscSlope(double a) {
    const double a2 = a * a;
    return std::abs(a) < 1e-2 ? 0.5 - a2 / 8 * (1 - a2 / 18) : (std::sin(a) - cosc(a)) / a;
}

} // namespace

Vector3 momentum(const TrackPoint& point, MagneticField field) {
    return field.transverseMomentum(point.omega) *
           Vector3(std::cos(point.phi), std::sin(point.phi), point.tanLambda);
}

Vector2 Helix::centre() const {
    return (radius() + d0()) * Vector2(std::sin(phi0()), -std::cos(phi0()));
}

TrackPoint Helix::pointAt(double s) const {
    const double sinPhi0 = std::sin(phi0());
    const double cosPhi0 = std::cos(phi0());
    // along and across the direction at the perigee; the track turns clockwise for omega > 0
    const double along = s * sinc(omega() * s);
    const double across = s * cosc(omega() * s);
    TrackPoint point;
    point.position = {d0() * sinPhi0 + along * cosPhi0 + across * sinPhi0,
                      -d0() * cosPhi0 + along * sinPhi0 - across * cosPhi0, z0() + s * tanLambda()};
    point.phi = wrapAngle(phi0() - omega() * s);
    point.omega = omega();
    point.tanLambda = tanLambda();
    return point;
}

Vector3 Helix::directionAt(double s) const {
    const double phi = phi0() - omega() * s;
    return Vector3(std::cos(phi), std::sin(phi), tanLambda()) / std::sqrt(1 + tanLambda() * tanLambda());
}

MatrixOf<6, 5> Helix::pointJacobianAt(double s) const {
    const double sinPhi0 = std::sin(phi0());
    const double cosPhi0 = std::cos(phi0());
    const TrackPoint point = pointAt(s);
    const double alongByOmega = s * s * sincSlope(omega() * s);
    const double acrossByOmega = s * s * coscSlope(omega() * s);
    MatrixOf<6, 5> jacobian = MatrixOf<6, 5>::Zero();
    jacobian(kPointX, kD0) = sinPhi0;
    jacobian(kPointY, kD0) = -cosPhi0;
    jacobian(kPointX, kPhi0) = -point.position.y();
    jacobian(kPointY, kPhi0) = point.position.x();
    jacobian(kPointX, kOmega) = alongByOmega * cosPhi0 + acrossByOmega * sinPhi0;
    jacobian(kPointY, kOmega) = alongByOmega * sinPhi0 - acrossByOmega * cosPhi0;
    jacobian(kPointZ, kZ0) = 1;
    jacobian(kPointZ, kTanLambda) = s;
    jacobian(kPointPhi, kPhi0) = 1;
    jacobian(kPointPhi, kOmega) = -s;
    jacobian(kPointOmega, kOmega) = 1;
    jacobian(kPointTanLambda, kTanLambda) = 1;
    return jacobian;
}

double Helix::pathOfClosestApproach(const Vector2& point) const {
    TrackPoint perigee = pointAt(0);
    perigee.position.head<2>() -= point;
    return -PerigeeMap(perigee).path();
}

Helix::Moved Helix::movedTo(const Vector3& pivot) const {
    TrackPoint perigee = pointAt(0);
    perigee.position -= pivot;
    const PerigeeMap map(perigee);
    return {Helix(map.parameters()), map.jacobian() * pointJacobianAt(0)};
}

Vector5 perigeeParameters(const TrackPoint& point) {
    return PerigeeMap(point).parameters();
}

MatrixOf<5, 6> perigeeJacobian(const TrackPoint& point) {
    return PerigeeMap(point).jacobian();
}

} // namespace pairscope
