#include "core/math/ErrorEllipsoid.h"

#include "core/math/ErrorEllipse.h"
#include "core/math/Units.h"

#include <Eigen/Cholesky>
#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;

namespace {

/// Semi-axes 30 um, 0.1 mm and 1 cm, as a conversion's vertex has them, in no special direction.
Matrix3 elongated() {
    Matrix3 mixing;
    mixing << 0.6, -0.8, 0, 0.64, 0.48, -0.6, 0.48, 0.36, 0.8; // a rotation
    return mixing * Vector3(30e-4 * 30e-4, 1, 0.01 * 0.01).asDiagonal() * mixing.transpose();
}

} // namespace

TEST(ErrorEllipsoid, HasTheEigenvectorsAsAxesAscending) {
    const ErrorEllipsoid ellipsoid = errorEllipsoid(elongated());
    EXPECT_NEAR(ellipsoid.sigma(0), 30e-4, 1e-9);
    EXPECT_NEAR(ellipsoid.sigma(1), 0.01, 1e-9);
    EXPECT_NEAR(ellipsoid.sigma(2), 1, 1e-9);
    EXPECT_NEAR(std::abs(ellipsoid.axes.col(2).dot(Vector3(-0.8, 0.48, 0.36))), 1, 1e-9);
    EXPECT_LT((ellipsoid.axes.transpose() * ellipsoid.axes - Matrix3::Identity()).norm(), 1e-12);
}

TEST(ErrorEllipsoid, PrincipalEllipsesLieOnItInTheirPlanes) {
    const Matrix3 covariance = elongated();
    const ErrorEllipsoid ellipsoid = errorEllipsoid(covariance);
    const Vector3 centre(1, 2, 3);
    for (int axis = 0; axis < 3; ++axis)
        for (const Vector3& point : principalEllipse(ellipsoid, centre, axis, 20)) {
            EXPECT_NEAR((point - centre).dot(covariance.ldlt().solve(point - centre)), 1,
                        1e-6); // of 1e-5 cm^2
            EXPECT_NEAR((point - centre).dot(ellipsoid.axes.col(axis)), 0, 1e-9);
        }
}

TEST(ErrorEllipsoid, IsSeenAsTheEllipseOfTheProjectedCovariance) {
    // no point of the surface lies outside the silhouette, and some touch it
    const Matrix3 covariance = elongated();
    const ErrorEllipsoid ellipsoid = errorEllipsoid(covariance);
    const ErrorEllipse seen = errorEllipse(covariance.topLeftCorner<2, 2>());
    const Vector2 along(std::cos(seen.angle), std::sin(seen.angle));
    double largest = 0;
    for (int i = 0; i < 200; ++i)
        for (int j = 0; j < 400; ++j) {
            const double theta = kPi * i / 200;
            const double phi = 2 * kPi * j / 400;
            const Vector3 unit(std::sin(theta) * std::cos(phi), std::sin(theta) * std::sin(phi),
                               std::cos(theta));
            const Vector3 point = ellipsoid.axes * ellipsoid.sigma.cwiseProduct(unit);
            largest = std::max(largest, point.head<2>().dot(along));
        }
    EXPECT_LE(largest, seen.major + 1e-9);
    EXPECT_GT(largest, 0.999 * seen.major); // the grid is that fine
}

TEST(ErrorEllipsoid, OfASingularCovarianceIsFlat) {
    EXPECT_EQ(errorEllipsoid(Vector3(0, 4, 1).asDiagonal()).sigma, Vector3(0, 1, 2));
    EXPECT_EQ(errorEllipsoid(Vector3(-1e-18, 4, 1).asDiagonal()).sigma(0), 0);
}
