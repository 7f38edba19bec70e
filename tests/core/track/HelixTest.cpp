#include "core/track/Helix.h"

#include "core/math/Angle.h"
#include "core/math/NumericalJacobian.h"
#include "tests/core/track/TestHelices.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::helices;
using test::perigee;

namespace {

/// Longest path on which a curler stays within its first half turn.
double longPath(const Helix& helix) {
    return std::min(15.0, 2.5 / std::max(1e-30, std::abs(helix.omega())));
}

Vector6 asVector(const TrackPoint& point) {
    Vector6 vector;
    vector << point.position, point.phi, point.omega, point.tanLambda;
    return vector;
}

} // namespace

TEST(Helix, HasItsPerigeeWhereTheConventionPutsIt) {
    const Helix helix(perigee(0.3, 0.7, 0.01, 1.5, 0.2));
    const Vector3 position = helix.positionAt(0);
    EXPECT_NEAR(position.x(), 0.3 * std::sin(0.7), 1e-15);
    EXPECT_NEAR(position.y(), -0.3 * std::cos(0.7), 1e-15);
    EXPECT_EQ(position.z(), 1.5);
    EXPECT_NEAR(position.head<2>().dot(helix.directionAt(0).head<2>()), 0, 1e-15);
    EXPECT_EQ(helix.charge(), 1);
}

TEST(Helix, FollowsTheFormulasOfTheConvention) {
    for (const Helix& helix : helices()) {
        if (std::abs(helix.omega()) < 1e-6) continue; // the plain formulas cancel there
        for (const double s : {-2.0, 0.5, longPath(helix)}) {
            const double phi = helix.phi0() - helix.omega() * s;
            const Vector3 position = helix.positionAt(s);
            const double x = helix.d0() * std::sin(helix.phi0()) +
                             (std::sin(helix.phi0()) - std::sin(phi)) / helix.omega();
            const double y = -helix.d0() * std::cos(helix.phi0()) -
                             (std::cos(helix.phi0()) - std::cos(phi)) / helix.omega();
            EXPECT_NEAR(position.x(), x, 1e-10);
            EXPECT_NEAR(position.y(), y, 1e-10);
            EXPECT_NEAR(position.z(), helix.z0() + s * helix.tanLambda(), 1e-12);
        }
    }
}

TEST(Helix, StaysAtItsRadiusFromItsCentre) {
    for (const Helix& helix : helices()) {
        if (std::abs(helix.omega()) < 1e-6) continue;
        for (const double s : {-3.0, 0.0, 7.0})
            EXPECT_NEAR((helix.positionAt(s).head<2>() - helix.centre()).norm(), std::abs(helix.radius()),
                        1e-9);
    }
}

TEST(Helix, WithoutCurvatureIsAStraightLine) {
    const Helix helix(perigee(0.1, kPi / 2, 0, 0, 1));
    EXPECT_TRUE(helix.positionAt(4).isApprox(Vector3(0.1, 4, 4), 1e-14));
    EXPECT_EQ(helix.charge(), 0);
}

TEST(Helix, HasTheMomentumOfItsCurvature) {
    const MagneticField field;
    EXPECT_NEAR(field.alpha(), 222.376, 5e-4); // Belle II at 1.5 T
    const Helix helix(perigee(0, 0, -1 / field.alpha(), 0, 0.75));
    EXPECT_TRUE(helix.momentumAt(0, field).isApprox(Vector3(1, 0, 0.75), 1e-14));
}

TEST(Helix, TurnsClockwiseForAPositiveCharge) {
    EXPECT_LT(Helix(perigee(0, 0, 0.01, 0, 0)).positionAt(5).y(), 0);
    EXPECT_GT(Helix(perigee(0, 0, -0.01, 0, 0)).positionAt(5).y(), 0);
}

TEST(Helix, PointJacobianAgreesWithCentralDifferences) {
    const Vector5 steps = perigee(1e-5, 1e-5, 1e-6, 1e-5, 1e-5);
    for (const Helix& helix : helices())
        for (const double s : {-2.0, 0.01, longPath(helix)}) {
            const auto numeric = numericalJacobian<6, 5>(
                [s, &helix](const Vector5& parameters) -> Vector6 {
                    Vector6 vector = asVector(Helix(parameters).pointAt(s));
                    const double reference = helix.pointAt(s).phi;
                    vector(kPointPhi) = reference + wrapAngle(vector(kPointPhi) - reference);
                    return vector;
                },
                helix.parameters(), steps);
            const auto analytic = helix.pointJacobianAt(s);
            EXPECT_LT((analytic - numeric).cwiseAbs().maxCoeff(),
                      2e-7 * (1 + analytic.cwiseAbs().maxCoeff()));
        }
}

TEST(Helix, ClosestApproachIsPerpendicularToTheTrack) {
    for (const Helix& helix : helices())
        for (const Vector2& point : {Vector2(1, 2), Vector2(-3, 0.5), Vector2(0.1, -4)}) {
            const double s = helix.pathOfClosestApproach(point);
            const Vector2 offset = point - helix.positionAt(s).head<2>();
            EXPECT_NEAR(offset.dot(helix.directionAt(s).head<2>()), 0, 1e-9);
            const double distance = offset.norm();
            EXPECT_LE(distance, (point - helix.positionAt(s + 0.3).head<2>()).norm());
            EXPECT_LE(distance, (point - helix.positionAt(s - 0.3).head<2>()).norm());
        }
}

TEST(Helix, MovedToAnotherPivotIsTheSameCurve) {
    const Vector3 pivot(0.8, -1.1, 0.3);
    for (const Helix& helix : helices()) {
        const auto [moved, jacobian] = helix.movedTo(pivot);
        const double offset = helix.pathOfClosestApproach(pivot.head<2>());
        for (const double s : {-1.0, 0.0, 4.0}) {
            const Vector3 expected = helix.positionAt(offset + s) - pivot;
            EXPECT_LT((moved.positionAt(s) - expected).norm(), 1e-9);
        }
    }
}

TEST(Helix, PivotJacobianAgreesWithCentralDifferences) {
    const Vector3 pivot(0.8, -1.1, 0.3);
    const Vector5 steps = perigee(1e-5, 1e-5, 1e-6, 1e-5, 1e-5);
    for (const Helix& helix : helices()) {
        const auto [moved, analytic] = helix.movedTo(pivot);
        const double phi0 = moved.phi0();
        const auto numeric = numericalJacobian<5, 5>(
            [&pivot, phi0](const Vector5& parameters) -> Vector5 {
                Vector5 result = Helix(parameters).movedTo(pivot).helix.parameters();
                result(kPhi0) = phi0 + wrapAngle(result(kPhi0) - phi0);
                return result;
            },
            helix.parameters(), steps);
        EXPECT_LT((analytic - numeric).cwiseAbs().maxCoeff(), 2e-7 * (1 + analytic.cwiseAbs().maxCoeff()));
    }
}

TEST(Helix, OfAConversionHasThePerigeeDistanceOfTheTangent) {
    // a photon from the origin converting at rho: d0 = q rho^2 / 2R to first order (PHYSICS: the positron's
    // d0 > 0)
    const double rho = 3.9;
    for (const double omega : {0.002, -0.002}) {
        const TrackPoint birth{{rho, 0, 0}, 0, omega, 0};
        EXPECT_NEAR(perigeeParameters(birth)(kD0), omega * rho * rho / 2, 1e-6);
    }
}
