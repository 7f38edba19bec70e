#pragma once

#include "core/track/TrackState.h"
#include "core/vertex/VertexFitResult.h"

#include <array>
#include <cmath>

namespace pairscope {

/// What one track adds to chi2 about a trial point, by its six arguments (x, y, z, phi, omega, tanLambda).
struct TrackTerm {
    double chi2 = 0;
    Vector6 halfGradient = Vector6::Zero();
    Matrix6 halfHessian = Matrix6::Zero();
    Vector6 scale = Vector6::Zero(); ///< diagonal of the Gauss-Newton Hessian: always positive
    MatrixOf<6, 5> weightedJacobian = MatrixOf<6, 5>::Zero(); ///< J^T V^-1
};

/// How far the derivatives of chi2 go.
enum class Curvature : unsigned char {
    GaussNewton, ///< J^T V^-1 J: always positive, right for small residuals; leads into the nearest minimum
    Full, ///< with the second derivatives of the residuals: exact, may be indefinite away from a minimum
};

/// chi2 of the two-track vertex and its derivatives at one trial point.
struct VertexExpansion {
    std::array<TrackTerm, 2> tracks;
    Curvature curvature = Curvature::GaussNewton;

    [[nodiscard]] double chi2() const { return tracks[0].chi2 + tracks[1].chi2; }
};

/// A step from the trial point to where the quadratic model has its minimum, as far as it is allowed.
struct VertexStep {
    Vector9 step = Vector9::Zero();
    double predictedDecrease = 0; ///< of chi2 in the model along this step; > 0
    double alongFlight = 0;       ///< the vertex's part along the flight, cm
    bool limited = false;         ///< the trust radius cut it short, or chi2 curves down along the flight
};

/// chi2(v, q1, q2) = sum_i r_i^T V_i^-1 r_i of the two measured tracks, r_i = measured - perigeeParameters(v,
/// q_i).
class VertexChi2 {
public:
    /// @param weights inverse covariances of e+ and e-.
    VertexChi2(const TrackPair& tracks, const std::array<Matrix5, 2>& weights);

    [[nodiscard]] double value(const Vector9& parameters) const;
    [[nodiscard]] VertexExpansion expand(const Vector9& parameters, Curvature curvature) const;

private:
    [[nodiscard]] Vector5 residual(int track, const Vector5& predicted) const;

    std::array<Vector5, 2> m_measured;
    const std::array<Matrix5, 2>& m_weights;
};

/// The 9x9 normal equations with everything eliminated but the vertex's position along the flight, the one
/// direction in which chi2 is not parabolic: first the two tracks' 3x3 blocks (Billoir), then the vertex
/// across the flight.
class VertexNormalEquations {
public:
    /// @param flight unit vector along the pair's momentum, three-dimensional
    VertexNormalEquations(const VertexExpansion& expansion, const Vector3& flight);

    /// Whether chi2 curves up in all eight directions but the flight; nothing else may be called otherwise.
    [[nodiscard]] bool solvable() const { return m_solvable; }
    /// Whether it also curves up along the flight, beyond rounding.
    [[nodiscard]] bool positiveDefinite() const { return m_alongCurvature > m_smallestAlong; }
    /// Whether chi2 neither curves up nor down along the flight, as far as rounding lets tell: the bottom of
    /// a minimum of fourth order, where exactly tangent circles touch, or nothing to solve at all.
    [[nodiscard]] bool flatAlongFlight() const { return std::abs(m_alongCurvature) <= m_smallestAlong; }
    /// The step to the model's minimum; along the flight at most `trustRadius` [cm], and that far downhill
    /// where chi2 curves down.
    [[nodiscard]] VertexStep step(double trustRadius) const;
    /// Inverse of the half Hessian; where it is flat along the flight with the smallest curvature there that
    /// could be told. @pre positiveDefinite() or flatAlongFlight()
    [[nodiscard]] Matrix9 covariance() const;

private:
    [[nodiscard]] bool eliminateTracks(Matrix3& vertexBlock, Vector3& vertexGradient, Vector3& vertexScale);

    const VertexExpansion& m_expansion;
    bool m_solvable = false;
    std::array<Matrix3, 2> m_inverseBlock; ///< of each track's own (phi, omega, tanLambda)
    std::array<Matrix3, 2> m_coupling;     ///< (vertex, track) block times m_inverseBlock
    Matrix3 m_axes;                        ///< columns: two across, the last along the flight
    Matrix2 m_acrossCovariance;
    Vector2 m_acrossCoupling; ///< shift across the flight for a unit step along it
    Vector2 m_acrossStep;     ///< shift across the flight at no step along it
    double m_alongGradient = 0;
    double m_alongCurvature = 0;
    double m_smallestAlong = 0; ///< curvature that is still told from rounding
};

/// d(fitted) / d(measured) = C J^T V^-1 at a minimum.
[[nodiscard]] MatrixOf<9, 10> fitGain(const Matrix9& covariance, const VertexExpansion& expansion);

/// The arguments of one track's term among the nine parameters.
[[nodiscard]] TrackPoint trackPoint(const Vector9& parameters, int track);

} // namespace pairscope
