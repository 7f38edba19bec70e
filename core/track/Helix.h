#pragma once

#include "core/math/LinearAlgebra.h"
#include "core/track/MagneticField.h"

namespace pairscope {

/// Index of each perigee parameter in vectors and covariances: d0 [cm], phi0 [rad], omega [1/cm], z0 [cm],
/// tanLambda.
enum TrackParameter : int { kD0, kPhi0, kOmega, kZ0, kTanLambda, kTrackParameterCount };
static_assert(kTrackParameterCount == 5, "perigee parameters of a helix");

/// Index of a direction's parameters where a point of the track is given: phi [rad], omega [1/cm], tanLambda.
enum DirectionParameter : int { kPhi, kCurvature, kSlope, kDirectionParameterCount };

/// A point on a track, and the track's direction and curvature there.
struct TrackPoint {
    Vector3 position = Vector3::Zero(); ///< cm
    double phi = 0;                     ///< azimuth of the momentum, rad
    double omega = 0;                   ///< 1/cm, sign of the charge
    double tanLambda = 0;               ///< pz / pT
};

/// Index of the arguments of a TrackPoint in Jacobians: x, y, z [cm], phi [rad], omega [1/cm], tanLambda.
enum TrackPointParameter : int { kPointX, kPointY, kPointZ, kPointPhi, kPointOmega, kPointTanLambda };

/// Momentum [GeV] at a track point.
[[nodiscard]] Vector3 momentum(const TrackPoint& point, MagneticField field);

/// A helix about the z axis in Belle II's perigee parameters with respect to the origin (BELLE2-NOTE
/// conventions: sign(omega) is the charge, perigee (d0 sin phi0, -d0 cos phi0, z0), circle centre (1/omega +
/// d0)(sin phi0, -cos phi0)). `s` is the path length in the transverse plane [cm] from the perigee, positive
/// along the momentum:
///   phi = phi0 - omega s,  x = d0 sin phi0 + (sin phi0 - sin phi)/omega,  y = -d0 cos phi0 - (cos phi0 - cos
///   phi)/omega, z = z0 + s tanLambda.
/// omega -> 0 is a straight line, handled without cancellation.
class Helix {
public:
    explicit Helix(const Vector5& parameters) : m_parameters(parameters) {}

    [[nodiscard]] const Vector5& parameters() const { return m_parameters; }
    [[nodiscard]] double d0() const { return m_parameters(kD0); }
    [[nodiscard]] double phi0() const { return m_parameters(kPhi0); }
    [[nodiscard]] double omega() const { return m_parameters(kOmega); }
    [[nodiscard]] double z0() const { return m_parameters(kZ0); }
    [[nodiscard]] double tanLambda() const { return m_parameters(kTanLambda); }
    [[nodiscard]] int charge() const { return omega() < 0 ? -1 : omega() > 0 ? 1 : 0; }

    /// Signed radius 1/omega [cm]; infinite for a straight track.
    [[nodiscard]] double radius() const { return 1 / omega(); }
    /// Centre of the circle in the transverse plane [cm]; @pre omega != 0.
    [[nodiscard]] Vector2 centre() const;

    [[nodiscard]] TrackPoint pointAt(double s) const;
    [[nodiscard]] Vector3 positionAt(double s) const { return pointAt(s).position; }
    /// Unit vector along the momentum.
    [[nodiscard]] Vector3 directionAt(double s) const;
    [[nodiscard]] Vector3 momentumAt(double s, MagneticField field) const {
        return momentum(pointAt(s), field);
    }

    /// d(x, y, z, phi, omega, tanLambda at fixed s) / d(perigee parameters).
    [[nodiscard]] MatrixOf<6, 5> pointJacobianAt(double s) const;

    /// Path length [cm] of the point closest to (x, y) in the transverse plane, within half a turn of the
    /// perigee.
    [[nodiscard]] double pathOfClosestApproach(const Vector2& point) const;

    /// The same curve with parameters with respect to another pivot, and their 5x5 Jacobian. d0 and z0 of the
    /// result are the signed transverse and the longitudinal distance at the point of closest approach to the
    /// pivot.
    struct Moved;
    [[nodiscard]] Moved movedTo(const Vector3& pivot) const;

private:
    Vector5 m_parameters;
};

struct Helix::Moved {
    Helix helix;
    Matrix5 jacobian; ///< d(new parameters) / d(old parameters)
};

/// Perigee parameters with respect to the origin of the track through a point, closed form, first turn:
/// |s| <= pi / |omega|. @pre the circle does not pass round the origin the wrong way: 1 + omega d0 > 0.
[[nodiscard]] Vector5 perigeeParameters(const TrackPoint& point);

/// 5x6 Jacobian of perigeeParameters() by (x, y, z, phi, omega, tanLambda).
[[nodiscard]] MatrixOf<5, 6> perigeeJacobian(const TrackPoint& point);

} // namespace pairscope
