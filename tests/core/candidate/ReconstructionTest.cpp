#include "core/candidate/Reconstruction.h"

#include "core/candidate/CandidateTable.h"
#include "tests/support/PairBuilder.h"
#include "tests/support/TestDetector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

Candidate reconstruct(const TrackPair& tracks) {
    PairEvent event;
    event.tracks = tracks;
    return Reconstruction(test::belle2Detector())(event);
}

} // namespace

TEST(Reconstruction, OfAConversionFindsItsLayerAndAStronglyNegativeShift) {
    PairBuilder builder = PairBuilder::conversionAt(3.9);
    builder.polar = 3e-4;
    const Candidate candidate = reconstruct(builder.tracks());
    ASSERT_TRUE(candidate.fit);
    ASSERT_EQ(candidate.stages.size(), candidate.fit->minima.size());
    const VertexStage& stage = candidate.stages.front();
    EXPECT_NEAR(stage.rho.value, 3.9, 0.5);
    ASSERT_TRUE(stage.layer);
    EXPECT_EQ(test::belle2Detector()->layers()[stage.layer->layer].group, "SVD 3");
    EXPECT_NEAR(candidate.massBefore.value / 1.0_MeV, 35.1, 0.5);
    EXPECT_NEAR(stage.deltaM.value, stage.mass.value - candidate.massBefore.value, 1e-15);
    EXPECT_LT(stage.deltaM.value, -30.0_MeV);
}

TEST(Reconstruction, OfAPromptPairIsAmbiguousWithTheSameMassTwice) {
    const Candidate candidate = reconstruct(PairBuilder::promptOfMass(17.0_MeV).tracks());
    EXPECT_EQ(candidate.status(), CandidateStatus::Ambiguous);
    EXPECT_EQ(candidate.reason(), "TwoMinima");
    EXPECT_THAT(candidate.outcome(), testing::HasSubstr("Two vertices fit"));
    EXPECT_NEAR(candidate.stages[0].mass.value, candidate.stages[1].mass.value, 1e-6);
    EXPECT_NEAR(candidate.stages[0].deltaM.value, 0, 0.2_MeV);
}

TEST(Reconstruction, TellsAConversionFromAPairThatOpensByZeroOpening) {
    PairBuilder builder = PairBuilder::conversionAt(3.9);
    builder.polar = 3e-4;
    const Candidate conversion = reconstruct(builder.tracks());
    EXPECT_LT(conversion.chi2Converted, 1);
    EXPECT_GE(conversion.chi2Converted, conversion.fit->best().chi2);
    EXPECT_GT(reconstruct(PairBuilder::promptOfMass(100.0_MeV).tracks()).chi2Converted, 100);
}

TEST(Reconstruction, OfAFitWithZeroOpeningHasItsChi2Twice) {
    PairEvent event;
    event.tracks = PairBuilder::promptOfMass(17.0_MeV).tracks();
    Reconstruction::Options options;
    options.fit.constraints.opening = Opening::Zero;
    const Candidate candidate = Reconstruction(test::belle2Detector(), options)(event);
    ASSERT_TRUE(candidate.fit);
    EXPECT_EQ(candidate.fit->ndf, 3);
    const double chi2 = candidate.fit->best().chi2;
    EXPECT_NEAR(candidate.chi2Converted, chi2, 1e-5 * (1 + chi2)); // it stops a step earlier
}

TEST(Reconstruction, CallsAVertexPoorThatTheTracksMiss) {
    TrackPair tracks = PairBuilder::conversionAt(3.9).tracks();
    Vector5 parameters = tracks.electron.helix.parameters();
    parameters(kZ0) += 0.1; // 1 mm, some 30 sigma
    tracks.electron.helix = Helix(parameters);
    const Candidate candidate = reconstruct(tracks);
    ASSERT_TRUE(candidate.fit);
    EXPECT_EQ(candidate.status(), CandidateStatus::Poor);
    EXPECT_EQ(candidate.reason(), "CirclesApart");
    EXPECT_EQ(toString(reasonOf(candidate)), "CirclesApart");
    EXPECT_THAT(candidate.outcome(), testing::HasSubstr("do not meet"));
}

TEST(Reconstruction, KeepsWhatDoesNotNeedTheFitWhenTheFitFails) {
    TrackPair tracks = PairBuilder::conversionAt(1.4).tracks();
    tracks.positron.covariance(0, 0) = -1;
    const Candidate candidate = reconstruct(tracks);
    EXPECT_EQ(candidate.status(), CandidateStatus::Failed);
    EXPECT_EQ(candidate.reason(), "BadCovariance");
    EXPECT_GT(candidate.massBefore.value, 2 * kElectronMass);
    EXPECT_TRUE(candidate.circles.tangentPoint);
    EXPECT_TRUE(candidate.stages.empty());
    EXPECT_TRUE(std::isnan(candidate.chi2Converted));
}

TEST(Reconstruction, OfUnusableTracksHasNoNumbersAndAReason) {
    TrackPair tracks = PairBuilder::conversionAt(1.4).tracks();
    Vector5 parameters = tracks.electron.helix.parameters();
    parameters(kPhi0) = std::nan("");
    tracks.electron.helix = Helix(parameters);
    const Candidate candidate = reconstruct(tracks);
    EXPECT_EQ(candidate.reason(), "NotFinite");
    EXPECT_TRUE(std::isnan(candidate.massBefore.value));
    EXPECT_THAT(candidate.outcome(), testing::HasSubstr("phi0 of the e- is not a finite number"));
}

TEST(Reconstruction, NeedsADetector) {
    EXPECT_THROW(Reconstruction(nullptr), std::invalid_argument);
}
