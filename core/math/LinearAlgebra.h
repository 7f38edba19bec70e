#pragma once

#include <Eigen/Core>
#include <tl/expected.hpp>

#include <string>

namespace pairscope {

template<int N>
using Vector = Eigen::Matrix<double, N, 1>;
template<int N>
using SquareMatrix = Eigen::Matrix<double, N, N>;
template<int Rows, int Columns>
using MatrixOf = Eigen::Matrix<double, Rows, Columns>;

using Vector2 = Vector<2>;
using Vector3 = Vector<3>;
using Vector5 = Vector<5>;
using Vector6 = Vector<6>;
using Vector9 = Vector<9>;
using Matrix2 = SquareMatrix<2>;
using Matrix3 = SquareMatrix<3>;
using Matrix5 = SquareMatrix<5>;
using Matrix6 = SquareMatrix<6>;
using Matrix9 = SquareMatrix<9>;

/// Why a symmetric matrix cannot be used as a covariance.
struct SpdProblem {
    enum class Kind : unsigned char {
        NotFinite,           ///< an element is NaN or infinite: `row`, `column`
        NonPositiveDiagonal, ///< a variance is zero or negative: `row`, and `value` is that variance
        NegativeEigenvalue,  ///< `value` is the smallest eigenvalue of the matrix scaled to unit diagonal
    };
    Kind kind = Kind::NotFinite;
    int row = 0;
    int column = 0;
    double value = 0;

    bool operator==(const SpdProblem&) const = default;
};

/// The inverse of a symmetric positive definite matrix, by Cholesky after scaling to unit diagonal, so that
/// parameters of very different size (d0 in um, omega in 1/m) do not spoil it. Only the lower triangle of the
/// argument is read; the result is exactly symmetric. Eigen's LLT alone accepts NaN and pivots of 1e-300;
/// this does not: a scaled pivot below 1e-13 counts as not positive definite.
template<int N>
[[nodiscard]] tl::expected<SquareMatrix<N>, SpdProblem> inverseSpd(const SquareMatrix<N>& matrix);

/// Nothing when `matrix` is a usable covariance, else the problem. The same judgement as inverseSpd().
template<int N>
[[nodiscard]] tl::expected<void, SpdProblem> checkSpd(const SquareMatrix<N>& matrix);

/// Eigenvalues, ascending, of a symmetric matrix scaled to unit diagonal (1 for each parameter when
/// uncorrelated).
/// @pre finite, with a positive diagonal.
template<int N>
[[nodiscard]] Vector<N> scaledEigenvalues(const SquareMatrix<N>& matrix);

} // namespace pairscope
