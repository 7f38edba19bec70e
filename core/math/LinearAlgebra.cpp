#include "core/math/LinearAlgebra.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include <cmath>

namespace pairscope {

namespace {

/// Smallest square of a Cholesky pivot, of a matrix with unit diagonal, that is still told from rounding.
constexpr double kSmallestPivotSquare = 1e-13;

template<int N>
tl::expected<Vector<N>, SpdProblem> scaleToUnitDiagonal(const SquareMatrix<N>& matrix) {
    Vector<N> scale;
    for (int row = 0; row < N; ++row) {
        for (int column = 0; column <= row; ++column)
            if (!std::isfinite(matrix(row, column)))
                return tl::unexpected(
                    SpdProblem{SpdProblem::Kind::NotFinite, row, column, matrix(row, column)});
        if (!(matrix(row, row) > 0))
            return tl::unexpected(
                SpdProblem{SpdProblem::Kind::NonPositiveDiagonal, row, row, matrix(row, row)});
        scale(row) = 1 / std::sqrt(matrix(row, row));
    }
    return scale;
}

/// Lower Cholesky factor of the scaled matrix; the return says whether every pivot is above rounding.
template<int N>
bool factorise(const SquareMatrix<N>& matrix, const Vector<N>& scale, SquareMatrix<N>& lower) {
    for (int row = 0; row < N; ++row) {
        for (int column = 0; column <= row; ++column) {
            double sum = matrix(row, column) * scale(row) * scale(column);
            for (int k = 0; k < column; ++k)
                sum -= lower(row, k) * lower(column, k);
            if (row == column) {
                if (!(sum > kSmallestPivotSquare)) return false;
                lower(row, row) = std::sqrt(sum);
            } else {
                lower(row, column) = sum / lower(column, column);
            }
        }
    }
    return true;
}

template<int N>
SpdProblem negativeEigenvalue(const SquareMatrix<N>& matrix) {
    return {SpdProblem::Kind::NegativeEigenvalue, 0, 0, scaledEigenvalues<N>(matrix)(0)};
}

} // namespace

template<int N>
tl::expected<SquareMatrix<N>, SpdProblem> inverseSpd(const SquareMatrix<N>& matrix) {
    const auto scale = scaleToUnitDiagonal<N>(matrix);
    if (!scale) return tl::unexpected(scale.error());
    SquareMatrix<N> lower;
    if (!factorise<N>(matrix, *scale, lower)) return tl::unexpected(negativeEigenvalue<N>(matrix));

    SquareMatrix<N> inverseLower; // its strict upper triangle is never read
    for (int column = 0; column < N; ++column) {
        inverseLower(column, column) = 1 / lower(column, column);
        for (int row = column + 1; row < N; ++row) {
            double sum = 0;
            for (int k = column; k < row; ++k)
                sum -= lower(row, k) * inverseLower(k, column);
            inverseLower(row, column) = sum / lower(row, row);
        }
    }
    SquareMatrix<N> inverse;
    for (int row = 0; row < N; ++row)
        for (int column = 0; column <= row; ++column) {
            double sum = 0;
            for (int k = row; k < N; ++k)
                sum += inverseLower(k, row) * inverseLower(k, column);
            inverse(row, column) = inverse(column, row) = sum * (*scale)(row) * (*scale)(column);
        }
    return inverse;
}

template<int N>
tl::expected<void, SpdProblem> checkSpd(const SquareMatrix<N>& matrix) {
    const auto scale = scaleToUnitDiagonal<N>(matrix);
    if (!scale) return tl::unexpected(scale.error());
    SquareMatrix<N> lower;
    if (!factorise<N>(matrix, *scale, lower)) return tl::unexpected(negativeEigenvalue<N>(matrix));
    return {};
}

template<int N>
Vector<N> scaledEigenvalues(const SquareMatrix<N>& matrix) {
    const Vector<N> scale = matrix.diagonal().cwiseSqrt().cwiseInverse();
    const SquareMatrix<N> scaled = scale.asDiagonal() * matrix * scale.asDiagonal();
    return Eigen::SelfAdjointEigenSolver<SquareMatrix<N>>(scaled, Eigen::EigenvaluesOnly).eigenvalues();
}

#define PAIRSCOPE_INSTANTIATE(N)                                                                             \
    template tl::expected<SquareMatrix<N>, SpdProblem> inverseSpd<N>(const SquareMatrix<N>&);                \
    template tl::expected<void, SpdProblem> checkSpd<N>(const SquareMatrix<N>&);                             \
    template Vector<N> scaledEigenvalues<N>(const SquareMatrix<N>&);
PAIRSCOPE_INSTANTIATE(1)
PAIRSCOPE_INSTANTIATE(2)
PAIRSCOPE_INSTANTIATE(3)
PAIRSCOPE_INSTANTIATE(4)
PAIRSCOPE_INSTANTIATE(5)
PAIRSCOPE_INSTANTIATE(6)
PAIRSCOPE_INSTANTIATE(9)
#undef PAIRSCOPE_INSTANTIATE

} // namespace pairscope
