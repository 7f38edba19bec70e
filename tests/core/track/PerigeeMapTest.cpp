#include "core/track/PerigeeMap.h"

#include "core/math/Angle.h"
#include "core/math/NumericalJacobian.h"
#include "tests/core/track/TestHelices.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::helices;

namespace {

TrackPoint pointOf(const Vector6& v) {
    return {v.head<3>(), v(kPointPhi), v(kPointOmega), v(kPointTanLambda)};
}

Vector6 vectorOf(const TrackPoint& point) {
    Vector6 v;
    v << point.position, point.phi, point.omega, point.tanLambda;
    return v;
}

/// Points on every helix, before and after the perigee, within the first half turn.
std::vector<TrackPoint> trackPoints() {
    std::vector<TrackPoint> points;
    for (const Helix& helix : helices())
        for (const double s : {-1.0, 0.02, 3.0, 14.0})
            if (std::abs(helix.omega() * s) < 3) points.push_back(helix.pointAt(s));
    return points;
}

Vector6 steps() {
    Vector6 steps;
    steps << 1e-5, 1e-5, 1e-5, 1e-5, 1e-6, 1e-5;
    return steps;
}

} // namespace

TEST(PerigeeMap, GivesBackTheHelixAPointWasTakenFrom) {
    for (const Helix& helix : helices())
        for (const double s : {-1.0, 0.02, 3.0, 14.0}) {
            if (std::abs(helix.omega() * s) >= 3) continue;
            const PerigeeMap map(helix.pointAt(s));
            EXPECT_NEAR(map.path(), s, 1e-9);
            Vector5 difference = map.parameters() - helix.parameters();
            difference(kPhi0) = wrapAngle(difference(kPhi0));
            EXPECT_LT(difference.cwiseAbs().maxCoeff(), 1e-9);
        }
}

TEST(PerigeeMap, JacobianAgreesWithCentralDifferences) {
    for (const TrackPoint& point : trackPoints()) {
        const double phi0 = PerigeeMap(point).parameters()(kPhi0);
        const auto numeric = numericalJacobian<5, 6>(
            [phi0](const Vector6& v) -> Vector5 {
                Vector5 result = PerigeeMap(pointOf(v)).parameters();
                result(kPhi0) = phi0 + wrapAngle(result(kPhi0) - phi0);
                return result;
            },
            vectorOf(point), steps());
        const auto analytic = perigeeJacobian(point);
        EXPECT_LT((analytic - numeric).cwiseAbs().maxCoeff(), 2e-7 * (1 + analytic.cwiseAbs().maxCoeff()))
            << "omega " << point.omega;
    }
}

TEST(PerigeeMap, SecondDerivativesAgreeWithCentralDifferences) {
    for (const TrackPoint& point : trackPoints())
        for (int parameter = 0; parameter < kTrackParameterCount; ++parameter) {
            const Vector5 weights = Vector5::Unit(parameter);
            const auto numeric = numericalJacobian<6, 6>(
                [parameter](const Vector6& v) -> Vector6 {
                    return perigeeJacobian(pointOf(v)).row(parameter).transpose();
                },
                vectorOf(point), steps());
            const Matrix6 analytic = PerigeeMap(point).contractedHessian(weights);
            EXPECT_LT((analytic - numeric).cwiseAbs().maxCoeff(), 1e-6 * (1 + analytic.cwiseAbs().maxCoeff()))
                << "parameter " << parameter << " omega " << point.omega;
        }
}
