#include "core/candidate/MinimumPolicy.h"

#include "core/candidate/Reconstruction.h"
#include "tests/support/PairBuilder.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

Candidate reconstruct(const TrackPair& tracks, MinimumPolicy policy) {
    PairEvent event;
    event.tracks = tracks;
    Reconstruction::Options options;
    options.policy = policy;
    return Reconstruction(test::belle2Detector(), options)(event);
}

double chosenRho(const Candidate& candidate) {
    return candidate.stages[candidate.chosen].rho.value;
}

} // namespace

TEST(MinimumPolicy, HasAWordForEachPolicy) {
    for (const MinimumPolicy policy :
         {MinimumPolicy::Global, MinimumPolicy::NearestInteractionPoint, MinimumPolicy::MostProbableLayer})
        EXPECT_EQ(minimumPolicy(toString(policy)), policy);
    EXPECT_FALSE(minimumPolicy("nearest"));
}

TEST(MinimumPolicy, GlobalTakesTheLowestChi2) {
    const Candidate candidate = reconstruct(PairBuilder::promptOfMass(0.017).tracks(), MinimumPolicy::Global);
    EXPECT_EQ(candidate.chosen, 0U);
}

TEST(MinimumPolicy, NearestTakesTheMinimumAtTheInteractionPoint) {
    const TrackPair tracks = PairBuilder::promptOfMass(0.017).tracks();
    const Candidate candidate = reconstruct(tracks, MinimumPolicy::NearestInteractionPoint);
    ASSERT_TRUE(candidate.fit->ambiguous());
    EXPECT_LT(chosenRho(candidate), 0.1);
}

TEST(MinimumPolicy, MostProbableLayerPutsAPromptPairAtTheInteractionPoint) {
    const TrackPair tracks = PairBuilder::promptOfMass(0.017).tracks();
    EXPECT_LT(chosenRho(reconstruct(tracks, MinimumPolicy::MostProbableLayer)), 0.1);
}

TEST(MinimumPolicy, MostProbableLayerPutsAConversionThatCrossesTwiceIntoItsLayer) {
    PairBuilder builder = PairBuilder::conversionAt(3.9);
    builder.opening = 1e-4;
    builder.polar = 2e-4;
    const TrackPair tracks = builder.tracks();
    EXPECT_NEAR(chosenRho(reconstruct(tracks, MinimumPolicy::MostProbableLayer)), 3.9, 0.6);
}

TEST(MinimumPolicy, NeverTakesAMinimumThatTheDataExclude) {
    // the second crossing is a minimum, but far too high in chi2 by the polar opening
    PairBuilder builder = PairBuilder::promptOfMass(0.05);
    builder.polar = 0.01;
    builder.vertex = Vector3(3, 0.5, 1);
    const Candidate candidate = reconstruct(builder.tracks(), MinimumPolicy::NearestInteractionPoint);
    ASSERT_FALSE(candidate.fit->ambiguous());
    EXPECT_EQ(candidate.chosen, 0U);
}
