#include "core/math/LinearAlgebra.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

using namespace pairscope;

namespace {

/// Random covariance whose parameters differ in size as a track's do.
Matrix5 trackLikeCovariance(unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> gauss;
    Matrix5 factor;
    for (int i = 0; i < 25; ++i)
        factor(i / 5, i % 5) = gauss(generator);
    Vector5 sigma;
    sigma << 1e-3, 1e-3, 1e-5, 5e-3, 1e-3;
    return sigma.asDiagonal() * (factor * factor.transpose() + 0.1 * Matrix5::Identity()) *
           sigma.asDiagonal();
}

} // namespace

TEST(LinearAlgebra, InverseTimesMatrixIsOne) {
    for (unsigned seed = 0; seed < 50; ++seed) {
        const Matrix5 matrix = trackLikeCovariance(seed);
        const Matrix5 inverse = inverseSpd<5>(matrix).value();
        EXPECT_EQ(inverse, inverse.transpose());
        const Vector5 scale = matrix.diagonal().cwiseSqrt();
        const Matrix5 product = scale.cwiseInverse().asDiagonal() * matrix * inverse * scale.asDiagonal();
        EXPECT_LT((product - Matrix5::Identity()).cwiseAbs().maxCoeff(), 1e-10);
    }
}

TEST(LinearAlgebra, ReadsOnlyTheLowerTriangle) {
    Matrix2 matrix;
    matrix << 2, 99, 1, 2;
    Matrix2 expected;
    expected << 2, -1, -1, 2;
    EXPECT_TRUE(inverseSpd<2>(matrix).value().isApprox(expected / 3, 1e-14));
}

TEST(LinearAlgebra, RefusesWhatEigensCholeskyAccepts) {
    Matrix3 withNaN = Matrix3::Identity();
    withNaN(2, 1) = std::numeric_limits<double>::quiet_NaN();
    const auto notFinite = inverseSpd<3>(withNaN);
    ASSERT_FALSE(notFinite);
    EXPECT_EQ(notFinite.error().kind, SpdProblem::Kind::NotFinite);
    EXPECT_EQ(notFinite.error().row, 2);
    EXPECT_EQ(notFinite.error().column, 1);

    Matrix3 tiny = Matrix3::Identity();
    tiny(1, 1) = -1e-300;
    const auto negative = inverseSpd<3>(tiny);
    ASSERT_FALSE(negative);
    EXPECT_EQ(negative.error().kind, SpdProblem::Kind::NonPositiveDiagonal);
    EXPECT_EQ(negative.error().row, 1);

    Matrix2 singular;
    singular << 1, 1, 1, 1;
    EXPECT_EQ(checkSpd<2>(singular).error().kind, SpdProblem::Kind::NegativeEigenvalue);
}

TEST(LinearAlgebra, NamesTheNegativeEigenvalue) {
    Matrix2 matrix;
    matrix << 4, 9, 9, 9; // scaled to unit diagonal: off-diagonal 1.5, eigenvalues -0.5 and 2.5
    const auto problem = checkSpd<2>(matrix);
    ASSERT_FALSE(problem);
    EXPECT_EQ(problem.error().kind, SpdProblem::Kind::NegativeEigenvalue);
    EXPECT_NEAR(problem.error().value, -0.5, 1e-14);
}

TEST(LinearAlgebra, ScalesAwayTheSizeOfParameters) {
    Matrix2 matrix;
    matrix << 1e-20, 0, 0, 1e20;
    EXPECT_TRUE(checkSpd<2>(matrix));
    EXPECT_TRUE(scaledEigenvalues<2>(matrix).isApprox(Vector2::Ones(), 1e-14));
}
