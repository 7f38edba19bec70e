#include "core/track/RhoZFrame.h"

#include "core/math/NumericalJacobian.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pairscope {

namespace {

TEST(RhoZFrame, RhoIsTheDistanceFromTheAxisPositiveOnTheSideOfTheFlight) {
    const RhoZFrame frame(Vector2(0, 3));
    EXPECT_EQ(frame.toPlane({3, 4, 7}), Vector2(7, 5));
    EXPECT_EQ(frame.toPlane({3, -4, 7}), Vector2(7, -5));
    EXPECT_EQ(frame.toPlane({0, 0, -2}), Vector2(-2, 0));
    EXPECT_EQ(frame.toPlane({1, -1e-17, 0}), Vector2(0, 1)); // rounding is no side
}

TEST(RhoZFrame, WithoutADirectionXIsUp) {
    EXPECT_EQ(RhoZFrame(Vector2::Zero()).flight(), Vector2::UnitX());
    EXPECT_EQ(RhoZFrame(Vector2(NAN, 1)).flight(), Vector2::UnitX());
}

TEST(RhoZFrame, JacobianIsTheNumericalOneOnBothSides) {
    const RhoZFrame frame(Vector2(0.6, -0.8));
    for (const Vector3& point : {Vector3(1.2, -2.1, 0.7), Vector3(-3.4, 0.5, -9), Vector3(0.01, -0.002, 1)}) {
        const auto plane = [&](const Vector3& p) { return frame.toPlane(p); };
        const MatrixOf<2, 3> numeric = numericalJacobian<2, 3>(plane, point, Vector3::Constant(1e-5));
        EXPECT_LT((frame.jacobian(point) - numeric).cwiseAbs().maxCoeff(), 1e-5); // step^2 / rho^2
    }
}

TEST(RhoZFrame, OnTheAxisAStepAlongTheFlightCounts) {
    const RhoZFrame frame(Vector2(0.6, -0.8));
    MatrixOf<2, 3> expected;
    expected << 0, 0, 1, 0.6, -0.8, 0;
    EXPECT_LT((frame.jacobian(Vector3(0, 0, 5)) - expected).norm(), 1e-12);
}

} // namespace

} // namespace pairscope
