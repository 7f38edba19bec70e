#include "core/candidate/BatchReconstruction.h"
#include "tests/support/PairBuilder.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;
using test::PairBuilder;

namespace {

PairEvent promptPair() {
    PairEvent event;
    event.id = {1, 2, 3, 4};
    event.tracks = PairBuilder::promptOfMass(17.0_MeV).tracks();
    return event;
}

/// Three rows of the same prompt pair, which has two vertices.
std::shared_ptr<const CandidateTable> threeRows() {
    auto pairs = std::make_shared<PairTable>(PairTable::Contents{}, 3);
    for (std::size_t row = 0; row < 3; ++row)
        pairs->setEvent(row, promptPair());
    return reconstructAll(pairs, test::belle2Detector());
}

} // namespace

TEST(ChosenMinimum, GivesVertexStageAndProbability) {
    Candidate candidate = Reconstruction(test::belle2Detector())(promptPair());
    ASSERT_GE(candidate.fit->minima.size(), 2u);
    EXPECT_EQ(&candidate.vertex(), &candidate.fit->best());
    candidate.chosen = 1;
    EXPECT_EQ(&candidate.vertex(), &candidate.fit->minima[1]);
    EXPECT_EQ(&candidate.stage(), &candidate.stages[1]);
    // one degree of freedom: the two tails of a Gaussian
    EXPECT_NEAR(candidate.probability(), std::erfc(std::sqrt(candidate.vertex().chi2 / 2)), 1e-12);
}

TEST(ChosenMinimum, IsKeptWithinTheMinimaThereAreAndIsAlwaysShown) {
    Candidate candidate = Reconstruction(test::belle2Detector())(promptPair());
    candidate.fit->minima[1].chi2 = 1000; // the data refuse it
    EXPECT_EQ(candidate.shownMinima(), 1u);
    candidate.chosen = 1;
    EXPECT_EQ(candidate.shownMinima(), 2u);
    candidate.chosen = 99;
    EXPECT_EQ(candidate.chosenMinimum(), candidate.fit->minima.size() - 1);
    candidate.fit = tl::unexpected(VertexFitError{});
    EXPECT_EQ(candidate.shownMinima(), 0u);
}

TEST(ChosenMinimum, OfOneRowChangesThatRowOfTheTableAndNoOther) {
    const auto before = threeRows();
    Candidate candidate = Reconstruction(test::belle2Detector())(before->pairs().event(1));
    candidate.chosen = 1;
    const auto after = before->withRow(1, candidate);
    EXPECT_EQ(after->value(CandidateColumn::VertexX, 1), candidate.fit->minima[1].vertex().x());
    EXPECT_EQ(after->value(CandidateColumn::Rho, 1), candidate.stages[1].rho.value);
    EXPECT_EQ(after->value(CandidateColumn::SecondVertexX, 1), candidate.fit->minima[0].vertex().x());
    EXPECT_NE(after->value(CandidateColumn::Rho, 1), before->value(CandidateColumn::Rho, 1));
    for (const ColumnInfo& info : resultColumns())
        for (const std::size_t row : {0u, 2u}) {
            const double old = before->value(info.column, row);
            const double now = after->value(info.column, row);
            EXPECT_TRUE(old == now || (std::isnan(old) && std::isnan(now))) << info.name;
        }
    EXPECT_EQ(after->sharedPairs(), before->sharedPairs());
}

TEST(ChosenMinimum, ARowSetAnewKeepsNothingOfWhatItWas) {
    const auto before = threeRows();
    PairEvent broken = promptPair();
    broken.tracks.positron.covariance(0, 0) = -1;
    const auto after = before->withRow(0, Reconstruction(test::belle2Detector())(broken));
    EXPECT_EQ(after->status(0), CandidateStatus::Failed);
    EXPECT_TRUE(std::isnan(after->value(CandidateColumn::Rho, 0)));
    EXPECT_TRUE(std::isnan(after->value(CandidateColumn::SecondChi2, 0)));
    EXPECT_FALSE(std::isnan(before->value(CandidateColumn::Rho, 0)));
}
