#include "core/kinematics/RecoilPhoton.h"

#include "core/math/NumericalJacobian.h"
#include "core/math/Units.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace pairscope;

namespace {

PhotonCluster cluster() {
    PhotonCluster photon;
    photon.energy = 5.2;
    photon.theta = 1.2;
    photon.phi = 2.9;
    photon.energyError = 0.08;
    photon.thetaError = 3e-3;
    photon.phiError = 4e-3;
    return photon;
}

RecoilPhoton seenFrom(const Vector3& point, const PhotonCluster& photon = cluster()) {
    return photonSeenFrom(point, photon, *test::belle2Detector()).value();
}

PhotonProblem problemOf(const PhotonCluster& photon) {
    const auto seen = photonSeenFrom(Vector3::Zero(), photon, *test::belle2Detector());
    EXPECT_FALSE(seen);
    if (seen) return PhotonProblem::None;
    EXPECT_EQ(seen.error().failure, KinematicFitFailure::BadPhoton);
    return seen.error().problem;
}

} // namespace

TEST(RecoilPhoton, SeenFromTheOriginIsWhatTheFileSays) {
    const RecoilPhoton photon = seenFrom(Vector3::Zero());
    EXPECT_LT((photon.parameters - Vector3(5.2, 1.2, 2.9)).norm(), 1e-12);
    EXPECT_LT((photon.covariance.diagonal().cwiseSqrt() - Vector3(0.08, 3e-3, 4e-3)).norm(), 1e-12);
    EXPECT_NEAR(photon.covariance(1, 2), 0, 1e-18);
}

TEST(RecoilPhoton, SeenFromAVertexPointsToItsCluster) {
    PhotonCluster photon = cluster();
    photon.position = Vector3(-120, 30, 50);
    const Vector3 vertex(3, -2, 5);
    const RecoilPhoton seen = seenFrom(vertex, photon);
    const double theta = seen.parameters(1);
    const double phi = seen.parameters(2);
    const Vector3 direction(std::sin(theta) * std::cos(phi), std::sin(theta) * std::sin(phi),
                            std::cos(theta));
    EXPECT_LT((direction - (*photon.position - vertex).normalized()).norm(), 1e-14);
}

TEST(RecoilPhoton, WithoutAClusterPositionMeetsTheCalorimeterAtItsFace) {
    const Vector3 vertex(0, 0, 10);
    const RecoilPhoton seen = seenFrom(vertex);
    // the barrel's inner radius is 125 cm: 10 cm along z seen from there
    const double z = 125 / std::tan(1.2);
    EXPECT_NEAR(seen.parameters(1), std::atan2(125.0, z - 10), 2e-3); // the face is at 125 cm to 1 cm
    EXPECT_NEAR(seen.parameters(2), 2.9, 1e-12);
}

TEST(RecoilPhoton, DerivativeByThePointAgreesWithCentralDifferences) {
    PhotonCluster photon = cluster();
    photon.position = Vector3(-120, 30, 50);
    const Vector3 at(1, 2, 3);
    const Matrix3 numeric =
        numericalJacobian<3, 3>([&](const Vector3& point) { return seenFrom(point, photon).parameters; }, at,
                                Vector3::Constant(1e-3));
    EXPECT_LT((seenFrom(at, photon).byOrigin - numeric).cwiseAbs().maxCoeff(), 1e-10);
}

TEST(RecoilPhoton, CarriesItsAngularErrorsToTheNewPoint) {
    const PhotonCluster photon = cluster();
    const Vector3 at(5, -8, 20);
    // the same by moving the cluster on a sphere about the origin
    const auto moved = [&](const Vector2& angles) -> Vector2 {
        PhotonCluster other = photon;
        other.position = 140 * Vector3(std::sin(angles.x()) * std::cos(angles.y()),
                                       std::sin(angles.x()) * std::sin(angles.y()), std::cos(angles.x()));
        return seenFrom(at, other).parameters.tail<2>();
    };
    PhotonCluster placed = photon;
    placed.position =
        140 * Vector3(std::sin(1.2) * std::cos(2.9), std::sin(1.2) * std::sin(2.9), std::cos(1.2));
    const Matrix2 numeric = numericalJacobian<2, 2>(moved, Vector2(1.2, 2.9), Vector2::Constant(1e-4));
    const Matrix2 expected = numeric * Vector2(9e-6, 16e-6).asDiagonal() * numeric.transpose();
    const Matrix2 carried = seenFrom(at, placed).covariance.bottomRightCorner<2, 2>();
    EXPECT_LT((carried - expected).cwiseAbs().maxCoeff(), 1e-6 * 16e-6); // second order of the differences
}

TEST(RecoilPhoton, SaysWhichNumberIsMissingOrImpossible) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto with = [](auto&& change) {
        PhotonCluster photon = cluster();
        change(photon);
        return problemOf(photon);
    };
    EXPECT_EQ(with([](PhotonCluster& p) { p.energy = -0.2; }), PhotonProblem::Energy);
    EXPECT_EQ(with([&](PhotonCluster& p) { p.energy = nan; }), PhotonProblem::Energy);
    EXPECT_EQ(with([](PhotonCluster& p) { p.theta = 4; }), PhotonProblem::Theta);
    EXPECT_EQ(with([&](PhotonCluster& p) { p.phi = nan; }), PhotonProblem::Phi);
    EXPECT_EQ(with([&](PhotonCluster& p) { p.energyError = nan; }), PhotonProblem::EnergyError);
    EXPECT_EQ(with([](PhotonCluster& p) { p.thetaError = 0; }), PhotonProblem::ThetaError);
    EXPECT_EQ(with([](PhotonCluster& p) { p.phiError = -1; }), PhotonProblem::PhiError);
    EXPECT_EQ(with([](PhotonCluster& p) { p.position = Vector3(0, 0, 200); }), PhotonProblem::Position);
    EXPECT_FALSE(photonSeenFrom(Vector3::Zero(), cluster(), DetectorModel())) << "there is no calorimeter";
}
