#include "core/vertex/OriginTerm.h"

#include <Eigen/Cholesky>

#include <cmath>
#include <limits>

namespace pairscope {

namespace {

/// Of a difference, in units of what is subtracted: a few operations' worth.
constexpr double kRounding = 8 * std::numeric_limits<double>::epsilon();

/// One leg's direction times its share of the momentum, (cos phi, sin phi, tanLambda) / |omega|, which is its
/// momentum but for the field, with derivatives by (phi, omega, tanLambda).
class LegMomentum {
public:
    explicit LegMomentum(const TrackPoint& point)
        : m_omega(point.omega),
          m_size(1 / std::abs(point.omega)),
          m_along(std::cos(point.phi), std::sin(point.phi), point.tanLambda) {}

    Vector3 value() const { return m_size * m_along; }

    Matrix3 jacobian() const {
        Matrix3 jacobian;
        jacobian << m_size * turned(), -m_size / m_omega * m_along, m_size * Vector3::UnitZ();
        return jacobian;
    }

    /// Second derivatives of weights . value().
    Matrix3 contractedHessian(const Vector3& weights) const {
        const double byOmega = -m_size / m_omega;
        Matrix3 h = Matrix3::Zero();
        h(0, 0) = -m_size * weights.head<2>().dot(m_along.head<2>());
        h(0, 1) = h(1, 0) = byOmega * weights.dot(turned());
        h(1, 1) = 2 * m_size / (m_omega * m_omega) * weights.dot(m_along);
        h(1, 2) = h(2, 1) = byOmega * weights.z();
        return h;
    }

private:
    Vector3 turned() const { return {-m_along.y(), m_along.x(), 0}; }

    double m_omega;
    double m_size;
    Vector3 m_along;
};

/// L with L^T L = covariance^-1: the inverse of the lower Cholesky factor.
Matrix3 whiteningOf(const Matrix3& covariance) {
    const Eigen::LLT<Matrix3> factor(covariance);
    return factor.matrixL().solve(Matrix3::Identity());
}

/// Where the line comes nearest to the spot, in units of the spot's errors.
struct Passage {
    double t = 0;     ///< of the nearest point, in lengths of the momentum
    Vector3 residual; ///< from the nearest point to the vertex's side of the line, whitened
};

Passage passageOf(const Vector3& distance, const Vector3& momentum) {
    Passage passage;
    passage.t = distance.dot(momentum) / momentum.squaredNorm();
    passage.residual = distance - passage.t * momentum;
    return passage;
}

} // namespace

OriginTerm::OriginTerm(const VertexConstraints& constraints)
    : m_origin(constraints.origin), m_spot(constraints.spot), m_whitening(Matrix3::Zero()) {
    constraints.validate();
    if (m_origin != Origin::Anywhere) m_whitening = whiteningOf(constraints.spotCovariance);
}

double OriginTerm::value(const Vector9& parameters) const {
    if (m_origin == Origin::Anywhere) return 0;
    const Vector3 distance = m_whitening * (parameters.head<3>() - m_spot);
    if (m_origin == Origin::InBeamSpot) return distance.squaredNorm();
    const Vector3 momentum =
        LegMomentum(trackPoint(parameters, 0)).value() + LegMomentum(trackPoint(parameters, 1)).value();
    return passageOf(distance, m_whitening * momentum).residual.squaredNorm();
}

OriginExpansion OriginTerm::expand(const Vector9& parameters, Curvature curvature) const {
    switch (m_origin) {
    case Origin::Anywhere:
        return {};
    case Origin::InBeamSpot:
        return expandSpot(parameters);
    case Origin::FromBeamSpot:
        return expandPointing(parameters, curvature);
    }
    return {};
}

OriginExpansion OriginTerm::expandSpot(const Vector9& parameters) const {
    OriginExpansion expansion;
    const Vector3 distance = m_whitening * (parameters.head<3>() - m_spot);
    expansion.chi2 = distance.squaredNorm();
    expansion.halfGradient.head<3>() = m_whitening.transpose() * distance;
    expansion.halfHessian.topLeftCorner<3, 3>() = m_whitening.transpose() * m_whitening;
    expansion.scale = expansion.halfHessian.diagonal();
    return expansion;
}

/// With D, P the whitened d and p, r = D - t P at the best t, U = dD - t dP and Pi the projection across P:
/// half the gradient is r . U, half the Gauss-Newton Hessian U^T Pi U, and the exact one has besides
/// -(2 (r . dP)(P . U) + (r . dP)^2) / P^2 - t r . d2P, since the best t moves.
OriginExpansion OriginTerm::expandPointing(const Vector9& parameters, Curvature curvature) const {
    const std::array legs{LegMomentum(trackPoint(parameters, 0)), LegMomentum(trackPoint(parameters, 1))};
    const Vector3 distance = m_whitening * (parameters.head<3>() - m_spot);
    const Vector3 momentum = m_whitening * (legs[0].value() + legs[1].value());
    const auto [t, residual] = passageOf(distance, momentum);

    MatrixOf<3, 9> momentumJacobian = MatrixOf<3, 9>::Zero();
    momentumJacobian.middleCols<3>(kPositronPhi) = m_whitening * legs[0].jacobian();
    momentumJacobian.middleCols<3>(kElectronPhi) = m_whitening * legs[1].jacobian();
    MatrixOf<3, 9> jacobian = -t * momentumJacobian;
    jacobian.leftCols<3>() = m_whitening;

    const double square = momentum.squaredNorm();
    const Vector9 along = jacobian.transpose() * momentum;
    OriginExpansion expansion;
    expansion.chi2 = residual.squaredNorm();
    expansion.rounding = kRounding * distance.norm() * (1 + residual.norm());
    expansion.halfGradient = jacobian.transpose() * residual;
    const MatrixOf<3, 9> across = jacobian - momentum * along.transpose() / square;
    expansion.halfHessian = across.transpose() * across;
    expansion.scale = expansion.halfHessian.diagonal();
    if (curvature == Curvature::GaussNewton) return expansion;

    const Vector9 turned = momentumJacobian.transpose() * residual;
    expansion.halfHessian -= (turned * along.transpose() + along * turned.transpose()) / square;
    expansion.halfHessian -= turned * turned.transpose() / square;
    const Vector3 weights = m_whitening.transpose() * residual;
    expansion.halfHessian.block<3, 3>(kPositronPhi, kPositronPhi) -= t * legs[0].contractedHessian(weights);
    expansion.halfHessian.block<3, 3>(kElectronPhi, kElectronPhi) -= t * legs[1].contractedHessian(weights);
    return expansion;
}

} // namespace pairscope
