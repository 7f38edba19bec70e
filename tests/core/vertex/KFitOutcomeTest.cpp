#include "core/vertex/KFitOutcome.h"

#include "core/io/PairSource.h"
#include "tests/support/NumberTable.h"
#include "tests/support/PairBuilder.h"
#include "tests/support/ReferenceData.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

using namespace pairscope;
using test::PairBuilder;
using testing::HasSubstr;
using testing::StartsWith;

TEST(KFitOutcome, EndsAsKFitItselfOnFourThousandPairs) {
    PAIRSCOPE_SKIP_WITHOUT_REFERENCE();
    const auto file = readPairs(PAIRSCOPE_REFERENCE / "pairs.csv");
    ASSERT_TRUE(file) << file.error().message;
    const test::NumberTable kfit(PAIRSCOPE_REFERENCE / "kfit.csv");
    ASSERT_EQ(file->pairs->rows(), kfit.rows());
    std::size_t stoppedEarly = 0;
    std::size_t withoutArcsine = 0;
    std::size_t within100nm = 0;
    for (std::size_t row = 0; row < kfit.rows(); ++row) {
        const KFitOutcome outcome = kfitOutcome(file->pairs->event(row).tracks, MagneticField{});
        ASSERT_EQ(static_cast<double>(outcome.status), kfit.at(row, "status")) << "row " << row;
        withoutArcsine += outcome.status == KFitStatus::NoArcsine;
        if (outcome.status != KFitStatus::Fitted) continue;
        const Vector3 vertex(kfit.at(row, "x"), kfit.at(row, "y"), kfit.at(row, "z"));
        const double gap = std::max(kfit.at(row, "gap_1"), kfit.at(row, "gap_2"));
        EXPECT_NEAR(outcome.chi2, kfit.at(row, "chi2"), 1e-6) << "row " << row;
        // where the procedure stops depends on the rounding of chi2, which a flat profile magnifies
        EXPECT_LT((outcome.vertex - vertex).norm(), 2.0_um) << "row " << row;
        within100nm += (outcome.vertex - vertex).norm() < 0.1_um;
        EXPECT_NEAR(outcome.gap, gap, 1e-5 + 0.006 * gap) << "row " << row; // quoted with three digits
        EXPECT_EQ(outcome.stoppedEarly(), gap > KFitOutcome::kConstraintHeld) << "row " << row;
        stoppedEarly += outcome.stoppedEarly();
    }
    EXPECT_EQ(stoppedEarly, 853u);
    EXPECT_EQ(withoutArcsine, 1u);
    EXPECT_GE(within100nm, 3990u);
}

TEST(KFitOutcome, FindsTheVertexOfAnExactPair) {
    PairBuilder builder = PairBuilder::promptOfMass(100.0_MeV, false);
    builder.vertex = Vector3(0.02, -0.01, 0.3);
    builder.tanLambda = 0.7;
    const KFitOutcome outcome = kfitOutcome(builder.tracks(), builder.field);
    EXPECT_EQ(outcome.status, KFitStatus::Fitted);
    EXPECT_LT((outcome.vertex - builder.vertex).norm(), 1e-5);
    EXPECT_LT(outcome.chi2, 1e-8);
    EXPECT_LT(outcome.gap, 1e-8);
    EXPECT_FALSE(outcome.stoppedEarly());
    EXPECT_THAT(describe(outcome), StartsWith("KFit would report a fit with chi2 0.00 at rho = 0.02 cm."));
}

TEST(KFitOutcome, HasNoArcsineForATrialVertexBeyondASoftTracksRadius) {
    PairBuilder builder = PairBuilder::conversionAt(8);
    builder.pT = 0.6;
    builder.share = 0.02; // an e+ of 12 MeV: 2.7 cm
    TrackPair tracks = builder.tracks();
    // the first step goes far beyond: the e+ seems to point past the e-
    tracks.positron.helix = Helix(tracks.positron.helix.parameters() + Vector5(0, -0.4, 0, 0, 0));
    const KFitOutcome outcome = kfitOutcome(tracks, builder.field);
    ASSERT_EQ(outcome.status, KFitStatus::NoArcsine);
    EXPECT_EQ(outcome.track, 0);
    EXPECT_GT(outcome.vertex.head<2>().norm(), 2.7);
    EXPECT_THAT(describe(outcome), StartsWith("KFit would stop with code 33: a trial vertex at rho = "));
    EXPECT_THAT(describe(outcome), HasSubstr("beyond the e+'s radius"));
}

TEST(KFitOutcome, ItsSentenceSaysWhereTheConstraintDoesNotHold) {
    KFitOutcome outcome;
    outcome.chi2 = 0.312;
    outcome.vertex = {0.45, 0, 1};
    outcome.gap = 35.2_um;
    EXPECT_TRUE(outcome.stoppedEarly());
    EXPECT_EQ(describe(outcome),
              "KFit would report a fit with chi2 0.31 at rho = 0.45 cm, but it stops before its "
              "constraint holds (helices miss that vertex by 35 um).");
    outcome.gap = 83;
    EXPECT_THAT(describe(outcome), HasSubstr("miss that vertex by 83.0 cm"));
}

TEST(KFitOutcome, EveryCodeHasItsSentence) {
    using enum KFitStatus;
    for (const KFitStatus status : {BadInitialChi2, DivisionByZero, SingularMatrix, NoArcsine})
        for (const int track : {-1, 0, 1}) {
            KFitOutcome outcome;
            outcome.status = status;
            outcome.track = track;
            const std::string code = std::to_string(static_cast<int>(status));
            EXPECT_THAT(describe(outcome), StartsWith("KFit would stop with code " + code + ": "));
            EXPECT_FALSE(outcome.stoppedEarly());
        }
}
