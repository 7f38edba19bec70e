#include "core/vertex/CirclePair.h"

#include "tests/support/PairBuilder.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

Helix circle(double d0, double phi0, double radius) {
    Vector5 parameters;
    parameters << d0, phi0, 1 / radius, 0, 0;
    return Helix(parameters);
}

double distanceToCircle(const Vector2& point, const Helix& helix) {
    return std::abs((point - helix.centre()).norm() - std::abs(helix.radius()));
}

void expectTangentPointInTheMiddle(const CirclePair& pair, const Helix& a, const Helix& b) {
    ASSERT_TRUE(pair.tangentPoint);
    const double toA = distanceToCircle(pair.tangentPoint->position, a);
    const double toB = distanceToCircle(pair.tangentPoint->position, b);
    EXPECT_NEAR(toA, toB, 1e-9);
}

} // namespace

TEST(CirclePair, OfAPromptPairCrossesAtTheVertexAndFurtherOut) {
    const PairBuilder builder = PairBuilder::promptOfMass(17.0_MeV);
    const TrackPair tracks = builder.tracks();
    const CirclePair pair = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    EXPECT_EQ(pair.relation, CircleRelation::Crossing);
    EXPECT_GT(pair.delR, 0);
    EXPECT_EQ(pair.gap, 0);
    ASSERT_TRUE(pair.crossings);
    EXPECT_NEAR((*pair.crossings)[0].position.norm(), 0, 1e-9);
    // PHYSICS section 3: rho2 = 2 kT / cB, 3.77 cm for 17 MeV and kT the whole relative momentum
    EXPECT_NEAR((*pair.crossings)[1].position.norm(), 3.77, 0.01);
    for (const CircleMeeting& crossing : *pair.crossings) {
        EXPECT_NEAR(distanceToCircle(crossing.position, tracks.positron.helix), 0, 1e-9);
        EXPECT_NEAR(distanceToCircle(crossing.position, tracks.electron.helix), 0, 1e-9);
    }
}

TEST(CirclePair, OfAPairOpeningTheOtherWayCrossesBehindTheVertex) {
    const TrackPair tracks = PairBuilder::promptOfMass(17.0_MeV, false).tracks();
    const CirclePair pair = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    ASSERT_TRUE(pair.crossings);
    EXPECT_NEAR((*pair.crossings)[1].position.norm(), 3.77, 0.01);
    EXPECT_LT((*pair.crossings)[1].path[0], 0);
}

TEST(CirclePair, GivesDeltaZAndPathsAtTheCrossings) {
    PairBuilder builder = PairBuilder::promptOfMass(17.0_MeV);
    builder.polar = 2e-3;
    const TrackPair tracks = builder.tracks();
    const CirclePair pair = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    ASSERT_TRUE(pair.crossings);
    EXPECT_NEAR((*pair.crossings)[0].deltaZ, 0, 1e-9);
    EXPECT_NEAR((*pair.crossings)[1].deltaZ, 3.77 * 2e-3, 1e-4);
    for (const CircleMeeting& crossing : *pair.crossings)
        for (int track = 0; track < 2; ++track) {
            const Vector3 position =
                tracks[track].helix.positionAt(crossing.path[static_cast<std::size_t>(track)]);
            EXPECT_LT((position.head<2>() - crossing.position).norm(), 1e-9);
        }
}

TEST(CirclePair, OfAConversionTouchesAtTheVertex) {
    const PairBuilder builder = PairBuilder::conversionAt(3.9);
    const TrackPair tracks = builder.tracks();
    const CirclePair pair = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    EXPECT_NEAR(pair.delR, 0, 1e-9);
    ASSERT_TRUE(pair.tangentPoint);
    EXPECT_LT((pair.tangentPoint->position - builder.vertex.head<2>()).norm(), 1e-6);
}

TEST(CirclePair, SeparatedCirclesHaveAGapWithTheTangentPointInItsMiddle) {
    const Helix a = circle(1.0, 0, 300);
    const Helix b = circle(
        1.0, 0, -200); // 2 R away on the other side: the perigees are the same point, d0 shifts the centre
    const Helix apart = circle(0.95, 0, -200);
    EXPECT_NEAR(CirclePair::of(a, b).delR, 0, 1e-9);
    const CirclePair pair = CirclePair::of(a, apart);
    EXPECT_EQ(pair.relation, CircleRelation::Apart);
    EXPECT_NEAR(pair.gap, 0.05, 1e-9);
    EXPECT_NEAR(pair.delR, -0.05, 1e-9);
    EXPECT_FALSE(pair.crossings);
    expectTangentPointInTheMiddle(pair, a, apart);
}

TEST(CirclePair, NestedCirclesHaveTheirTangentPointInTheGap) {
    const Helix outer = circle(0, 0, 300);
    for (const double d0 :
         {349.5, 500.0}) { // centre of the inner circle at d0 - 150, of the outer one at 300
        const Helix inner = circle(d0, 0, -150);
        const CirclePair pair = CirclePair::of(outer, inner);
        ASSERT_EQ(pair.relation, CircleRelation::Nested) << d0;
        EXPECT_FALSE(pair.crossings);
        EXPECT_GT(pair.gap, 0);
        expectTangentPointInTheMiddle(pair, outer, inner);
        EXPECT_NEAR(2 * distanceToCircle(pair.tangentPoint->position, outer), pair.gap, 1e-9);
        const CirclePair swapped = CirclePair::of(inner, outer);
        EXPECT_LT((swapped.tangentPoint->position - pair.tangentPoint->position).norm(), 1e-9);
    }
}

TEST(CirclePair, ConcentricAndIdenticalCirclesHaveNoTangentPoint) {
    const CirclePair identical = CirclePair::of(circle(0.1, 1, 200), circle(0.1, 1, 200));
    EXPECT_EQ(identical.relation, CircleRelation::Concentric);
    EXPECT_FALSE(identical.tangentPoint);
    EXPECT_FALSE(identical.crossings);
    EXPECT_EQ(identical.gap, 0);
    const CirclePair concentric = CirclePair::of(circle(0, 1, 200), circle(10, 1, 190));
    EXPECT_EQ(concentric.relation, CircleRelation::Concentric);
    EXPECT_NEAR(concentric.gap, 10, 1e-9);
}

TEST(CirclePair, OfStraightTracksHasNoCircles) {
    Vector5 straight = Vector5::Zero();
    const CirclePair pair = CirclePair::of(Helix(straight), circle(0, 0, 100));
    EXPECT_EQ(pair.relation, CircleRelation::Straight);
    EXPECT_TRUE(std::isnan(pair.delR));
}

TEST(CirclePair, NearlyStraightTracksStillCross) {
    PairBuilder builder;
    builder.pT = 2e5; // R = 2e7 cm
    builder.opening = 0.01;
    const TrackPair tracks = builder.tracks();
    const CirclePair pair = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    ASSERT_TRUE(pair.crossings);
    // positions are differences of coordinates of 2e7 cm: 1e-9 cm each, over an angle of 0.01
    EXPECT_NEAR((*pair.crossings)[0].position.norm(), 0, 1e-5);
}
