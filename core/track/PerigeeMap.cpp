#include "core/track/PerigeeMap.h"

#include <cmath>

namespace pairscope {

namespace {

/// Below this |omega t / D| series replace closed forms that cancel; their truncation is then below rounding.
constexpr double kSmallTurn = 0.02;

/// atan(u) / u for small u.
double arcTangentRatio(double u) {
    const double u2 = u * u;
    return 1 - u2 * (1.0 / 3 - u2 * (1.0 / 5 - u2 * (1.0 / 7 - u2 * (1.0 / 9 - u2 / 11))));
}

} // namespace

PerigeeMap::PerigeeMap(const TrackPoint& point)
    : m_point(point), m_sinPhi(std::sin(point.phi)), m_cosPhi(std::cos(point.phi)) {
    const double x = point.position.x();
    const double y = point.position.y();
    const double omega = point.omega;
    m_t = x * m_cosPhi + y * m_sinPhi;
    m_n = x * m_sinPhi - y * m_cosPhi;
    m_r2 = x * x + y * y;
    m_d = 1 + omega * m_n;
    m_n0 = std::sqrt(m_d * m_d + omega * omega * m_t * m_t);
    m_sinPhi0 = (omega * x + m_sinPhi) / m_n0;
    m_cosPhi0 = (m_cosPhi - omega * y) / m_n0;
    m_d0 = (omega * m_r2 + 2 * m_n) / (m_n0 + 1);
    const double turn = omega * m_t / m_d;
    const bool smallTurn = m_d > 0 && std::abs(turn) < kSmallTurn;
    m_s = smallTurn ? m_t / m_d * arcTangentRatio(turn) : std::atan2(omega * m_t, m_d) / omega;
    computeGradients();
}

void PerigeeMap::computeGradients() {
    const double omega = m_point.omega;
    const double n2 = m_n0 * m_n0;
    m_d0Gradient << m_sinPhi0, -m_cosPhi0, m_t / m_n0, (m_r2 - m_n * m_d0) / (m_n0 * (m_n0 + 1));
    m_phi0Gradient << omega * m_cosPhi0 / m_n0, omega * m_sinPhi0 / m_n0, m_d / n2, m_t / n2;
    m_sGradient << m_cosPhi0 / m_n0, m_sinPhi0 / m_n0, -(m_n + omega * m_r2) / n2, pathDerivativeByOmega();
}

double PerigeeMap::pathDerivativeByOmega() const {
    const double turn = m_point.omega * m_t / m_d;
    if (!(m_d > 0) || std::abs(turn) >= kSmallTurn) return (m_t / (m_n0 * m_n0) - m_s) / m_point.omega;
    const double u2 = turn * turn;
    const double ratio = m_t / m_d;
    // (1 / (1 + u^2) - atan(u) / u) / omega, by series
    const double bend =
        turn * ratio * (-2.0 / 3 + u2 * (4.0 / 5 - u2 * (6.0 / 7 - u2 * (8.0 / 9 - u2 * 10.0 / 11))));
    return ratio * (-m_n / (m_d * (1 + u2)) + bend);
}

double PerigeeMap::pathSecondDerivativeByOmega() const {
    const double omega = m_point.omega;
    const double turn = omega * m_t / m_d;
    if (std::abs(turn) < 1e-4) {
        const double ratio = m_t / m_d;
        const double across = m_n / m_d;
        return ratio * (2 * across * across - ratio * ratio * (2.0 / 3 - 4 * omega * across));
    }
    const double n2 = m_n0 * m_n0;
    const double phi0Second = -2 * m_t * (m_n + omega * m_r2) / (n2 * n2);
    return (phi0Second - 2 * m_sGradient(kOmegaArgument)) / omega;
}

Vector5 PerigeeMap::parameters() const {
    Vector5 parameters;
    parameters << m_d0, std::atan2(m_sinPhi0, m_cosPhi0), m_point.omega,
        m_point.position.z() - m_s * m_point.tanLambda, m_point.tanLambda;
    return parameters;
}

MatrixOf<5, 6> PerigeeMap::jacobian() const {
    MatrixOf<5, 6> jacobian = MatrixOf<5, 6>::Zero();
    const auto place = [&jacobian](int row, const Gradient& gradient, double factor) {
        jacobian(row, kPointX) = factor * gradient(kX);
        jacobian(row, kPointY) = factor * gradient(kY);
        jacobian(row, kPointPhi) = factor * gradient(kAzimuth);
        jacobian(row, kPointOmega) = factor * gradient(kOmegaArgument);
    };
    place(kD0, m_d0Gradient, 1);
    place(kPhi0, m_phi0Gradient, 1);
    place(kZ0, m_sGradient, -m_point.tanLambda);
    jacobian(kOmega, kPointOmega) = 1;
    jacobian(kZ0, kPointZ) = 1;
    jacobian(kZ0, kPointTanLambda) = -m_s;
    jacobian(kTanLambda, kPointTanLambda) = 1;
    return jacobian;
}

Matrix6 PerigeeMap::contractedHessian(const Vector5& weights) const {
    const double omega = m_point.omega;
    const double n2 = m_n0 * m_n0;
    const double wD0 = weights(kD0);
    const double wPhi0 = weights(kPhi0);
    const double wS = -weights(kZ0) * m_point.tanLambda;

    // gradients of the quantities in the first derivatives, by (x, y, phi, omega)
    const Gradient& phi0 = m_phi0Gradient;
    const double nByOmega = (m_n + omega * m_r2) / m_n0;
    const Gradient n0(omega * m_sinPhi0, -omega * m_cosPhi0, omega * m_t / m_n0, nByOmega);
    const Gradient t(m_cosPhi, m_sinPhi, -m_n, 0);
    const Gradient n(m_sinPhi, -m_cosPhi, m_t, 0);
    const Gradient omegaUnit = Gradient::UnitW();

    // d/d(arguments) of the x, y and phi components of the gradient of wD0 d0 + wPhi0 phi0 + wS s
    const double c = m_cosPhi0 / m_n0;
    const double s = m_sinPhi0 / m_n0;
    const Gradient cGradient = -s * phi0 - c / m_n0 * n0;
    const Gradient sGradient = c * phi0 - s / m_n0 * n0;
    const Gradient dGradient = omega * n + m_n * omegaUnit;
    const double e = m_n + omega * m_r2;
    const Gradient eGradient =
        n + m_r2 * omegaUnit + 2 * omega * Gradient(m_point.position.x(), m_point.position.y(), 0, 0);
    Hessian h;
    h.row(kX) = wD0 * m_cosPhi0 * phi0 + wPhi0 * (omega * cGradient + c * omegaUnit) + wS * cGradient;
    h.row(kY) = wD0 * m_sinPhi0 * phi0 + wPhi0 * (omega * sGradient + s * omegaUnit) + wS * sGradient;
    h.row(kAzimuth) = wD0 * (t - m_t / m_n0 * n0) / m_n0 + wPhi0 * (dGradient - 2 * m_d / m_n0 * n0) / n2 -
                      wS * (eGradient - 2 * e / m_n0 * n0) / n2;
    const double product = m_n0 * (m_n0 + 1);
    const double d0Second = -m_n * m_d0Gradient(kOmegaArgument) / product -
                            m_d0Gradient(kOmegaArgument) * (2 * m_n0 + 1) * nByOmega / product;
    const double phi0Second = -2 * m_t * nByOmega / (n2 * m_n0);
    h.row(kOmegaArgument).head<3>() = h.col(kOmegaArgument).head<3>();
    h(kOmegaArgument, kOmegaArgument) =
        wD0 * d0Second + wPhi0 * phi0Second + wS * pathSecondDerivativeByOmega();

    Matrix6 result = Matrix6::Zero();
    constexpr int kPlace[kArgumentCount] = {kPointX, kPointY, kPointPhi, kPointOmega};
    for (int i = 0; i < kArgumentCount; ++i) {
        for (int j = 0; j < kArgumentCount; ++j)
            result(kPlace[i], kPlace[j]) = h(i, j);
        result(kPlace[i], kPointTanLambda) = result(kPointTanLambda, kPlace[i]) =
            -weights(kZ0) * m_sGradient(i);
    }
    return result;
}

} // namespace pairscope
