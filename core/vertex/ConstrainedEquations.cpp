#include "core/vertex/ConstrainedEquations.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// Smallest pivot, in units of the parameter's natural curvature, that is still told from rounding
/// (VertexNormalEquations has the same).
constexpr double kSmallestPivot = 1e-14;

Matrix3 axesAlong(const Vector3& flight) {
    Matrix3 axes;
    const Vector3 other = std::abs(flight.z()) < 0.9 ? Vector3::UnitZ() : Vector3::UnitX();
    axes.col(0) = flight.cross(other).normalized();
    axes.col(1) = flight.cross(axes.col(0));
    axes.col(2) = flight;
    return axes;
}

/// The quantities of an expansion with the vertex in the flight's axes, in the order of elimination: two
/// across, the legs' parameters, along.
template<int N>
struct LocalEquations {
    SquareMatrix<N> hessian; ///< lower triangle
    Vector<N> gradient;
    Vector<N> scale;

    LocalEquations(const ReducedExpansion<N>& expansion, const Matrix3& axes) {
        constexpr int kLegs = N - 3;
        const MatrixOf<N, 3> columns = expansion.halfHessian.template leftCols<3>() * axes;
        const Matrix3 vertex = axes.transpose() * columns.template topRows<3>();
        const MatrixOf<kLegs, 3> mixed = columns.template bottomRows<kLegs>();
        hessian.template topLeftCorner<2, 2>() = vertex.topLeftCorner<2, 2>();
        hessian.template block<kLegs, 2>(2, 0) = mixed.template leftCols<2>();
        hessian.template block<kLegs, kLegs>(2, 2) =
            expansion.halfHessian.template bottomRightCorner<kLegs, kLegs>();
        hessian.template block<1, 2>(N - 1, 0) = vertex.template block<1, 2>(2, 0);
        hessian.template block<1, kLegs>(N - 1, 2) = mixed.col(2).transpose();
        hessian(N - 1, N - 1) = vertex(2, 2);

        const Vector3 vertexGradient = axes.transpose() * expansion.halfGradient.template head<3>();
        gradient << vertexGradient.head<2>(), expansion.halfGradient.template tail<kLegs>(),
            vertexGradient(2);
        const double vertexScale = expansion.scale.template head<3>().sum();
        scale << vertexScale, vertexScale, expansion.scale.template tail<kLegs>(), vertexScale;
    }
};

} // namespace

template<int N>
ConstrainedEquations<N>::ConstrainedEquations(const ReducedExpansion<N>& expansion, const Vector3& flight)
    : m_axes(axesAlong(flight)) {
    const LocalEquations<N> local(expansion, m_axes);
    m_factor.setIdentity();
    m_smallestAlong = kSmallestPivot * local.scale(N - 1);
    for (int column = 0; column < N; ++column) {
        double pivot = local.hessian(column, column);
        double forward = -local.gradient(column);
        Vector<N> scaled; // L times D, of this row
        for (int k = 0; k < column; ++k) {
            scaled(k) = m_factor(column, k) * m_pivots(k);
            pivot -= m_factor(column, k) * scaled(k);
            forward -= m_factor(column, k) * m_forward(k);
        }
        m_pivots(column) = pivot;
        m_forward(column) = forward;
        if (column == N - 1) break;
        if (!(pivot > kSmallestPivot * local.scale(column))) return;
        for (int row = column + 1; row < N; ++row) {
            double element = local.hessian(row, column);
            for (int k = 0; k < column; ++k)
                element -= m_factor(row, k) * scaled(k);
            m_factor(row, column) = element / pivot;
        }
    }
    m_solvable = std::isfinite(m_pivots(N - 1)) && std::isfinite(m_forward(N - 1));
}

template<int N>
ConstrainedStep<N> ConstrainedEquations<N>::step(double trustRadius) const {
    ConstrainedStep<N> result;
    const double pivot = m_pivots(N - 1);
    const double slope = m_forward(N - 1);
    const double newton = slope / pivot;
    result.limited = !(pivot > 0) || std::abs(newton) > trustRadius;
    result.alongFlight = result.limited ? std::copysign(trustRadius, slope) : newton;

    Vector<N> local = m_forward.cwiseQuotient(m_pivots);
    double across = 0;
    for (int i = 0; i < N - 1; ++i)
        across += m_forward(i) * local(i);
    result.slope = across + slope * result.alongFlight;
    result.curvature = across + pivot * result.alongFlight * result.alongFlight;
    local(N - 1) = result.alongFlight;
    for (int i = N - 2; i >= 0; --i)
        for (int k = i + 1; k < N; ++k)
            local(i) -= m_factor(k, i) * local(k);
    result.step = toIndependent(local);
    return result;
}

template<int N>
Vector<N> ConstrainedEquations<N>::toIndependent(const Vector<N>& local) const {
    Vector<N> independent;
    independent.template head<3>() =
        m_axes.template leftCols<2>() * local.template head<2>() + m_axes.col(2) * local(N - 1);
    independent.template tail<N - 3>() = local.template segment<N - 3>(2);
    return independent;
}

/// A sum over the eliminated directions, each with the variance 1 / pivot: columns of L^-T.
template<int N>
SquareMatrix<N> ConstrainedEquations<N>::covariance() const {
    SquareMatrix<N> covariance = SquareMatrix<N>::Zero();
    for (int direction = 0; direction < N; ++direction) {
        Vector<N> local = Vector<N>::Unit(direction);
        for (int i = direction - 1; i >= 0; --i)
            for (int k = i + 1; k <= direction; ++k)
                local(i) -= m_factor(k, i) * local(k);
        const Vector<N> column = toIndependent(local);
        const double pivot =
            direction < N - 1 ? m_pivots(direction) : std::max(m_pivots(N - 1), m_smallestAlong);
        covariance += column * column.transpose() / pivot;
    }
    return covariance;
}

template class ConstrainedEquations<7>;
template class ConstrainedEquations<9>;

} // namespace pairscope
