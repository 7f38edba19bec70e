#include "core/math/ErrorEllipse.h"

#include "core/math/Units.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;

namespace {

Matrix2 covarianceOf(double major, double minor, double angle) {
    Matrix2 rotation;
    rotation << std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle);
    return rotation * Vector2(major * major, minor * minor).asDiagonal() * rotation.transpose();
}

} // namespace

TEST(ErrorEllipse, FindsTheAxesOfARotatedCovariance) {
    for (const double angle : {-1.5, -0.3, 0.0, 0.7, 1.2}) {
        const ErrorEllipse ellipse = errorEllipse(covarianceOf(3, 0.5, angle));
        EXPECT_NEAR(ellipse.major, 3, 1e-12);
        EXPECT_NEAR(ellipse.minor, 0.5, 1e-12);
        EXPECT_NEAR(ellipse.angle, angle, 1e-12);
    }
}

TEST(ErrorEllipse, OfASingularCovarianceIsALine) {
    Matrix2 covariance;
    covariance << 1, 1, 1, 1;
    const ErrorEllipse ellipse = errorEllipse(covariance);
    EXPECT_NEAR(ellipse.major, std::sqrt(2.0), 1e-12);
    EXPECT_NEAR(ellipse.minor, 0, 1e-7); // square root of a rounding error of 1e-16
    EXPECT_NEAR(ellipse.angle, kPi / 4, 1e-12);
}

TEST(ErrorEllipse, PointsLieAtTheWantedNumberOfSigmas) {
    const Matrix2 covariance = covarianceOf(2, 0.1, 0.4);
    const Vector2 centre(1, -2);
    const auto points = ellipsePoints(errorEllipse(covariance), centre, 3, 40);
    ASSERT_EQ(points.size(), 40u);
    const Matrix2 weight = inverseSpd<2>(covariance).value();
    for (const Vector2& point : points) {
        const Vector2 offset = point - centre;
        EXPECT_NEAR(offset.dot(weight * offset), 9, 1e-9);
    }
}
