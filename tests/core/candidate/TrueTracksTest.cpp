#include "core/candidate/TrueTracks.h"

#include "core/math/Units.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pairscope {

namespace {

/// A collinear pair of two 2 GeV legs, born at a radius.
PairTruth collinear(double rho) {
    PairTruth truth;
    truth.pairClass = PairClass::Conversion;
    truth.vertex = Vector3(rho, 0, 0.3);
    truth.momenta = {Vector3(2, 0, 0.4), Vector3(2, 0, 0.4)};
    return truth;
}

TEST(TrueTracks, BeginAtTheTrueVertexWithTheTrueMomenta) {
    const MagneticField field;
    const PairTruth truth = collinear(2.2);
    const auto tracks = trueTracks(truth, field);
    ASSERT_TRUE(tracks);
    for (const TrackPoint& track : *tracks) {
        EXPECT_EQ(track.position, *truth.vertex);
        EXPECT_LT((momentum(track, field) - Vector3(2, 0, 0.4)).norm(), 1e-12);
    }
    EXPECT_GT((*tracks)[0].omega, 0);
    EXPECT_LT((*tracks)[1].omega, 0);
}

TEST(TrueTracks, NeedVertexMomentaAndTransverseMomentum) {
    PairTruth truth = collinear(2.2);
    (*truth.momenta)[1] = Vector3(0, 0, 2);
    EXPECT_FALSE(trueTracks(truth, {}));
    truth.momenta.reset();
    EXPECT_FALSE(trueTracks(truth, {}));
    EXPECT_FALSE(trueShift(truth, {}));
}

TEST(TrueShift, OfACollinearPairIsTheOpeningThatTheFieldMakes) {
    const auto shift = trueShift(collinear(2.2), {});
    ASSERT_TRUE(shift);
    EXPECT_DOUBLE_EQ(shift->rho, 2.2);
    EXPECT_NEAR(shift->mass, 2 * 0.51099895e-3, 1e-9);
    EXPECT_NEAR(shift->mass - shift->deltaM, 19.81e-3, 0.01e-3); // the formulas' table, x = 1/2
}

TEST(HardRadiation, IsWhatTookMoreThanAPerCent) {
    PairTruth truth = collinear(2.2);
    EXPECT_TRUE(hardRadiation(truth).empty());
    truth.losses = {EnergyLoss{0.1, 0.5, 8.1}, EnergyLoss{0.1, 0.01, 8.1}};
    const auto found = hardRadiation(truth);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].track, 0);
    EXPECT_EQ(found[0].radius, 8.1);
    EXPECT_NEAR(found[0].share, 0.5 / std::hypot(2, 0.4), 1e-12);
    truth.losses = {EnergyLoss{}, EnergyLoss{0, 0, NAN}};
    EXPECT_TRUE(hardRadiation(truth).empty());
}

} // namespace

} // namespace pairscope
