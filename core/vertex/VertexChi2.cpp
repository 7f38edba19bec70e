#include "core/vertex/VertexChi2.h"

#include "core/math/Angle.h"
#include "core/track/PerigeeMap.h"

#include <Eigen/Geometry>

#include <cmath>

namespace pairscope {

namespace {

/// Smallest scaled pivot that is still told from rounding. The vertex block of a conversion is what is left
/// of numbers that are 1e8 times larger (micrometres across, a centimetre along), so this sits close above
/// the rounding of doubles.
constexpr double kSmallestPivot = 1e-14;

constexpr int parameterOffset(int track) {
    return track == 0 ? kPositronPhi : kElectronPhi;
}

/// Inverse of a symmetric 3x3 matrix scaled by `scale` (its natural size on the diagonal), by Cholesky; false
/// when a pivot is not above `smallest` in these units.
bool invertSpd3(const Matrix3& matrix, const Vector3& scale, double smallest, Matrix3& inverse) {
    const Vector3 s = scale.cwiseSqrt().cwiseInverse();
    const double a00 = matrix(0, 0) * s(0) * s(0);
    if (!(a00 > smallest)) return false;
    const double l00 = std::sqrt(a00);
    const double l10 = matrix(1, 0) * s(1) * s(0) / l00;
    const double l20 = matrix(2, 0) * s(2) * s(0) / l00;
    const double a11 = matrix(1, 1) * s(1) * s(1) - l10 * l10;
    if (!(a11 > smallest)) return false;
    const double l11 = std::sqrt(a11);
    const double l21 = (matrix(2, 1) * s(2) * s(1) - l20 * l10) / l11;
    const double a22 = matrix(2, 2) * s(2) * s(2) - l20 * l20 - l21 * l21;
    if (!(a22 > smallest)) return false;
    const double i00 = 1 / l00;
    const double i11 = 1 / l11;
    const double i22 = 1 / std::sqrt(a22);
    const double i10 = -l10 * i00 * i11;
    const double i21 = -l21 * i11 * i22;
    const double i20 = -(l20 * i00 + l21 * i10) * i22;
    inverse(0, 0) = (i00 * i00 + i10 * i10 + i20 * i20) * s(0) * s(0);
    inverse(1, 0) = inverse(0, 1) = (i10 * i11 + i20 * i21) * s(1) * s(0);
    inverse(1, 1) = (i11 * i11 + i21 * i21) * s(1) * s(1);
    inverse(2, 0) = inverse(0, 2) = i20 * i22 * s(2) * s(0);
    inverse(2, 1) = inverse(1, 2) = i21 * i22 * s(2) * s(1);
    inverse(2, 2) = i22 * i22 * s(2) * s(2);
    return true;
}

} // namespace

TrackPoint trackPoint(const Vector9& parameters, int track) {
    const int offset = parameterOffset(track);
    return {parameters.head<3>(), parameters(offset + kPhi), parameters(offset + kCurvature),
            parameters(offset + kSlope)};
}

VertexChi2::VertexChi2(const TrackPair& tracks, const std::array<Matrix5, 2>& weights)
    : m_measured{tracks.positron.helix.parameters(), tracks.electron.helix.parameters()},
      m_weights(weights) {}

Vector5 VertexChi2::residual(int track, const Vector5& predicted) const {
    Vector5 residual = m_measured[static_cast<std::size_t>(track)] - predicted;
    residual(kPhi0) = wrapAngle(residual(kPhi0));
    return residual;
}

double VertexChi2::value(const Vector9& parameters) const {
    double chi2 = 0;
    for (int track = 0; track < 2; ++track) {
        const Vector5 r = residual(track, perigeeParameters(trackPoint(parameters, track)));
        chi2 += r.dot(m_weights[static_cast<std::size_t>(track)] * r);
    }
    return chi2;
}

VertexExpansion VertexChi2::expand(const Vector9& parameters, Curvature curvature) const {
    VertexExpansion expansion;
    expansion.curvature = curvature;
    for (int track = 0; track < 2; ++track) {
        TrackTerm& term = expansion.tracks[static_cast<std::size_t>(track)];
        const PerigeeMap map(trackPoint(parameters, track));
        const Matrix5& weight = m_weights[static_cast<std::size_t>(track)];
        const MatrixOf<5, 6> jacobian = map.jacobian();
        const Vector5 r = residual(track, map.parameters());
        const Vector5 weighted = weight * r;
        term.chi2 = r.dot(weighted);
        term.weightedJacobian.noalias() = jacobian.transpose() * weight;
        term.halfGradient.noalias() = -jacobian.transpose() * weighted;
        term.halfHessian.noalias() = term.weightedJacobian * jacobian;
        term.scale = term.halfHessian.diagonal();
        if (curvature == Curvature::Full) term.halfHessian -= map.contractedHessian(weighted);
    }
    return expansion;
}

VertexNormalEquations::VertexNormalEquations(const VertexExpansion& expansion, const Vector3& flight)
    : m_expansion(expansion) {
    Matrix3 block;
    Vector3 gradient;
    Vector3 scale;
    if (!eliminateTracks(block, gradient, scale)) return;
    // any two directions across the flight
    const Vector3 other = std::abs(flight.z()) < 0.9 ? Vector3::UnitZ() : Vector3::UnitX();
    m_axes.col(0) = flight.cross(other).normalized();
    m_axes.col(1) = flight.cross(m_axes.col(0));
    m_axes.col(2) = flight;
    const Matrix3 rotated = m_axes.transpose() * block * m_axes;
    const Vector3 rotatedGradient = m_axes.transpose() * gradient;

    const double a = rotated(0, 0);
    const double b = rotated(1, 0);
    const double c = rotated(1, 1);
    const double determinant = a * c - b * b;
    if (!(a > 0) || !(determinant > kSmallestPivot * a * c)) return;
    m_acrossCovariance << c / determinant, -b / determinant, -b / determinant, a / determinant;
    const Vector2 mixed = rotated.block<2, 1>(0, 2);
    m_acrossCoupling = -m_acrossCovariance * mixed;
    m_acrossStep = -m_acrossCovariance * rotatedGradient.head<2>();
    m_alongGradient = rotatedGradient(2) + m_acrossCoupling.dot(rotatedGradient.head<2>());
    m_alongCurvature = rotated(2, 2) + mixed.dot(m_acrossCoupling);
    m_smallestAlong = kSmallestPivot * scale.sum();
    m_solvable = true;
}

/// Leaves the Hessian and gradient of the vertex with both tracks' own parameters at their best; false when
/// one has none.
bool VertexNormalEquations::eliminateTracks(Matrix3& vertexBlock, Vector3& vertexGradient,
                                            Vector3& vertexScale) {
    vertexBlock.setZero();
    vertexGradient.setZero();
    vertexScale.setZero();
    for (std::size_t track = 0; track < 2; ++track) {
        const TrackTerm& term = m_expansion.tracks[track];
        const Matrix3 own = term.halfHessian.bottomRightCorner<3, 3>();
        if (!invertSpd3(own, term.scale.tail<3>(), kSmallestPivot, m_inverseBlock[track])) return false;
        const Matrix3 mixed = term.halfHessian.topRightCorner<3, 3>();
        m_coupling[track].noalias() = mixed * m_inverseBlock[track];
        vertexBlock += term.halfHessian.topLeftCorner<3, 3>();
        vertexBlock.noalias() -= m_coupling[track] * mixed.transpose();
        vertexGradient += term.halfGradient.head<3>() - m_coupling[track] * term.halfGradient.tail<3>();
        vertexScale += term.scale.head<3>();
    }
    return true;
}

VertexStep VertexNormalEquations::step(double trustRadius) const {
    VertexStep result;
    const double newton = -m_alongGradient / m_alongCurvature;
    result.limited = !(m_alongCurvature > 0) || std::abs(newton) > trustRadius;
    result.alongFlight = result.limited ? std::copysign(trustRadius, -m_alongGradient) : newton;

    Vector3 local;
    local << m_acrossStep + m_acrossCoupling * result.alongFlight, result.alongFlight;
    const Vector3 vertexStep = m_axes * local;
    result.step.head<3>() = vertexStep;
    double linear = 0;
    double quadratic = 0;
    for (std::size_t track = 0; track < 2; ++track) {
        const TrackTerm& term = m_expansion.tracks[track];
        const Vector3 own =
            -m_inverseBlock[track] * term.halfGradient.tail<3>() - m_coupling[track].transpose() * vertexStep;
        result.step.segment<3>(parameterOffset(static_cast<int>(track))) = own;
        Vector6 arguments;
        arguments << vertexStep, own;
        linear += term.halfGradient.dot(arguments);
        quadratic += arguments.dot(term.halfHessian * arguments);
    }
    result.predictedDecrease = -(2 * linear + quadratic);
    return result;
}

Matrix9 VertexNormalEquations::covariance() const {
    Vector3 along;
    along << m_acrossCoupling, 1;
    Matrix3 local = along * along.transpose() / std::max(m_alongCurvature, m_smallestAlong);
    local.topLeftCorner<2, 2>() += m_acrossCovariance;
    const Matrix3 vertexCovariance = m_axes * local * m_axes.transpose();

    Matrix9 covariance;
    covariance.topLeftCorner<3, 3>() = vertexCovariance;
    for (int i = 0; i < 2; ++i) {
        const auto iTrack = static_cast<std::size_t>(i);
        const Matrix3 mixed = -m_coupling[iTrack].transpose() * vertexCovariance;
        covariance.block<3, 3>(parameterOffset(i), 0) = mixed;
        covariance.block<3, 3>(0, parameterOffset(i)) = mixed.transpose();
        for (int j = 0; j < 2; ++j) {
            Matrix3 block = -mixed * m_coupling[static_cast<std::size_t>(j)];
            if (i == j) block += m_inverseBlock[iTrack];
            covariance.block<3, 3>(parameterOffset(i), parameterOffset(j)) = block;
        }
    }
    return (covariance + covariance.transpose()) / 2;
}

MatrixOf<9, 10> fitGain(const Matrix9& covariance, const VertexExpansion& expansion) {
    MatrixOf<9, 10> gain;
    for (int track = 0; track < 2; ++track) {
        MatrixOf<9, 6> columns;
        columns << covariance.leftCols<3>(), covariance.middleCols<3>(parameterOffset(track));
        gain.middleCols<5>(Eigen::Index{kTrackParameterCount} * track) =
            columns * expansion.tracks[static_cast<std::size_t>(track)].weightedJacobian;
    }
    return gain;
}

} // namespace pairscope
