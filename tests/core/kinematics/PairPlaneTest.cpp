#include "core/kinematics/PairPlane.h"

#include "core/kinematics/PairMass.h"
#include "tests/support/PairBuilder.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

PairPlane atPerigees(const PairBuilder& builder) {
    const TrackPair tracks = builder.tracks();
    return pairPlane(tracks.positron.helix.pointAt(0), tracks.electron.helix.pointAt(0), builder.field);
}

} // namespace

TEST(PairPlane, GivesBackTheMassOfSmallAngles) {
    for (const double opening : {-3e-3, 0.0, 4e-3})
        for (const double polar : {-2e-3, 0.0, 5e-3}) {
            PairBuilder builder;
            builder.share = 0.3;
            builder.opening = opening;
            builder.polar = polar;
            const PairPlane plane = pairPlane(builder.point(0), builder.point(1), builder.field);
            const double balance = plane.x * (1 - plane.x);
            const double square =
                (kElectronMass * kElectronMass + plane.kT * plane.kT + plane.kL * plane.kL) / balance;
            const double mass = pairMass(builder.point(0), builder.point(1), builder.field);
            EXPECT_NEAR(std::sqrt(square), mass,
                        2e-3 * mass); // of second order in the angle and the momentum split
        }
}

TEST(PairPlane, OfAConversionAtThePerigeesHasTheFieldsKick) {
    for (const double radius : {1.05, 3.9, 13.5}) {
        PairBuilder builder = PairBuilder::conversionAt(radius);
        builder.pT = 20;
        const PairPlane plane = atPerigees(builder);
        EXPECT_NEAR(plane.kT, 4.497_MeV * radius, 1e-3 * plane.kT); // cB = 4.497 MeV/cm, PHYSICS section 3
        EXPECT_NEAR(plane.kL, 0, 1e-9);
        EXPECT_NEAR(plane.phiV, 0, 1e-6);
        EXPECT_NEAR(plane.x, 0.5, 1e-12);
    }
}

TEST(PairPlane, TellsWhichWayAPairOpens) {
    PairBuilder builder = PairBuilder::promptOfMass(17.0_MeV, true);
    EXPECT_GT(atPerigees(builder).kT, 0);
    EXPECT_NEAR(atPerigees(builder).phiV, 0, 1e-6);
    builder = PairBuilder::promptOfMass(17.0_MeV, false);
    EXPECT_LT(atPerigees(builder).kT, 0);
    EXPECT_NEAR(atPerigees(builder).phiV, kPi, 1e-6);
}

TEST(PairPlane, OfAPairOpeningInThetaIsAtARightAngle) {
    PairBuilder builder;
    builder.tanLambda = 0;
    builder.polar = 4e-3;
    const PairPlane plane = pairPlane(builder.point(0), builder.point(1), builder.field);
    EXPECT_NEAR(plane.phiV, kPi / 2, 1e-6);
    EXPECT_NEAR(plane.kT, 0, 1e-15);
    // theta+ < theta-: more forward
    EXPECT_LT(plane.kL, 0);
}

TEST(PairPlane, IsNotUpsetByTheWrapOfAzimuths) {
    PairBuilder builder;
    builder.phi = kPi;
    builder.opening = 0.01;
    TrackPoint positron = builder.point(0);
    positron.phi -= 2 * kPi;
    EXPECT_NEAR(pairPlane(positron, builder.point(1), builder.field).kT,
                pairPlane(builder.point(0), builder.point(1), builder.field).kT, 1e-12);
}
