#pragma once

#include "core/track/Helix.h"

namespace pairscope {

/// The closed-form map from a track point (x, y, z, phi, omega, tanLambda) to perigee parameters, with first
/// and second derivatives: the measurement model of every fit. With t and n the point's components along and
/// across the direction,
///   t = x cos phi + y sin phi,  n = x sin phi - y cos phi,  D = 1 + omega n,  N = 1 + omega d0 = sqrt(D^2 +
///   (omega t)^2): d0 = (omega r^2 + 2 n) / (N + 1),  phi0 = atan2(omega x + sin phi, cos phi - omega y), s =
///   atan2(omega t, D) / omega,     z0 = z - s tanLambda,
/// all regular for omega -> 0.
class PerigeeMap {
public:
    /// Index of the arguments on which d0, phi0 and s depend.
    enum Argument : int { kX, kY, kAzimuth, kOmegaArgument, kArgumentCount };
    using Gradient = Vector<kArgumentCount>;
    using Hessian = SquareMatrix<kArgumentCount>;

    explicit PerigeeMap(const TrackPoint& point);

    /// Perigee parameters with respect to the origin; phi0 in (-pi, pi].
    [[nodiscard]] Vector5 parameters() const;
    /// Transverse path length from the perigee to the point, cm.
    [[nodiscard]] double path() const { return m_s; }

    /// d(parameters) / d(x, y, z, phi, omega, tanLambda).
    [[nodiscard]] MatrixOf<5, 6> jacobian() const;
    /// Sum over the five parameters k of weights(k) times the second derivatives of parameter k.
    [[nodiscard]] Matrix6 contractedHessian(const Vector5& weights) const;

private:
    [[nodiscard]] double pathDerivativeByOmega() const;
    [[nodiscard]] double pathSecondDerivativeByOmega() const;
    void computeGradients();

    TrackPoint m_point;
    double m_sinPhi, m_cosPhi;
    double m_t, m_n, m_r2; ///< components of the point along and across the direction, and its squared radius
    double m_d, m_n0;      ///< D and N of the class comment
    double m_sinPhi0, m_cosPhi0;
    double m_d0, m_s;
    Gradient m_d0Gradient, m_phi0Gradient, m_sGradient;
};

} // namespace pairscope
