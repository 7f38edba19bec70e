#include "core/candidate/CandidateStudy.h"

#include "tests/support/PairBuilder.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

CandidateStudy studyOf(const TrackPair& tracks) {
    PairEvent event;
    event.tracks = tracks;
    return studyCandidate(event, test::belle2Detector());
}

} // namespace

TEST(CandidateStudy, HasEverythingForAPairThatCanBeFitted) {
    const CandidateStudy study = studyOf(PairBuilder::promptOfMass(0.017).tracks());
    ASSERT_TRUE(study.candidate->fit);
    EXPECT_FALSE(study.candidate->fit->traces.empty());
    ASSERT_TRUE(study.profile);
    EXPECT_NEAR(study.profile->lowestChi2(), study.candidate->fit->best().chi2, 1e-6);
    ASSERT_TRUE(study.association);
    ASSERT_TRUE(study.conversion);
    EXPECT_GE(study.conversion->deltaChi2, 0);
    ASSERT_TRUE(study.kfit);
    EXPECT_FALSE(study.diagnosis.sentence.empty());
}

TEST(CandidateStudy, ProfilesTheFreeFitWhateverTheConstraints) {
    PairEvent event;
    event.tracks = PairBuilder::promptOfMass(0.017).tracks();
    Reconstruction::Options options;
    options.fit.constraints.opening = Opening::Zero;
    const CandidateStudy constrained = studyCandidate(event, test::belle2Detector(), options);
    const CandidateStudy free = studyCandidate(event, test::belle2Detector());
    ASSERT_TRUE(constrained.candidate->fit);
    EXPECT_EQ(constrained.candidate->fit->ndf, 3);
    EXPECT_GT(constrained.candidate->fit->best().chi2, 10);
    EXPECT_NE(constrained.diagnosis.sentence.find("constraints"), std::string::npos)
        << constrained.diagnosis.sentence;
    EXPECT_NEAR(constrained.profile->lowestChi2(), free.profile->lowestChi2(), 1e-9);
    EXPECT_NEAR(constrained.conversion->deltaChi2, free.conversion->deltaChi2, 1e-6);
}

TEST(CandidateStudy, OfUnusableTracksHasTheReasonAndNothingInvented) {
    TrackPair tracks = PairBuilder::conversionAt(2).tracks();
    tracks.positron.covariance(0, 0) = -1;
    const CandidateStudy study = studyOf(tracks);
    EXPECT_FALSE(study.candidate->fit);
    EXPECT_FALSE(study.profile);
    EXPECT_FALSE(study.association);
    EXPECT_FALSE(study.diagnosis.sentence.empty());
}
