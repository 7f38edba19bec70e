#include "core/candidate/BatchReconstruction.h"
#include "core/candidate/CandidateStudy.h"
#include "core/candidate/PhotonChoice.h"
#include "core/math/Units.h"
#include "core/simulation/ToyPairs.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

using namespace pairscope;

namespace {

std::shared_ptr<const PairTable> toys() {
    ToyOptions options;
    options.seed = 5;
    options.conversions = 14;
    options.darkPhotons = {{17.0_MeV, 16}};
    return std::make_shared<const PairTable>(generateToyPairs(options));
}

/// A pair that two vertices fit.
PairEvent ambiguousPair() {
    const auto pairs = toys();
    const Reconstruction reconstruction(test::belle2Detector());
    for (std::size_t row = 0; row < pairs->rows(); ++row) {
        const Candidate candidate = reconstruction(pairs->event(row));
        if (candidate.status() == CandidateStatus::Ambiguous) return candidate.event;
    }
    throw std::logic_error("the sample has no pair with two vertices");
}

/// Such a pair with the photon it was made with, and a softer one in another direction before it.
PairEvent twoPhotons() {
    PairEvent event = ambiguousPair();
    PhotonCluster other = event.photons[0];
    other.energy *= 0.8;
    other.theta = kPi - other.theta;
    event.photons.insert(event.photons.begin(), other);
    return event;
}

Candidate reconstruct(const PairEvent& event, const Reconstruction::Options& options = {}) {
    return Reconstruction(test::belle2Detector(), options)(event);
}

KinematicFitFailure failureOf(const Candidate& candidate) {
    EXPECT_FALSE(candidate.kinematic);
    return candidate.kinematic ? KinematicFitFailure::Off : candidate.kinematic.error().failure;
}

} // namespace

TEST(KinematicStage, OfACandidateIsTheFitOfItsVertexAndItsPhoton) {
    const PairEvent event = toys()->event(3);
    const Candidate candidate = reconstruct(event);
    ASSERT_TRUE(candidate.kinematic);
    const auto expected = KinematicFit({})(candidate.vertex(), event.photons[0], *test::belle2Detector());
    EXPECT_EQ(candidate.kinematic->parameters, expected->parameters);
    EXPECT_EQ(candidate.kinematic->ndf, 4);
    EXPECT_EQ(candidate.photon, 0U);
}

TEST(KinematicStage, UsesTheBestPhotonOrTheChosenOne) {
    const PairEvent event = twoPhotons();
    const Candidate best = reconstruct(event);
    EXPECT_EQ(best.photon, 1U);
    Reconstruction::Options options;
    options.photon = 0;
    const Candidate first = reconstruct(event, options);
    EXPECT_EQ(first.photon, 0U);
    ASSERT_TRUE(first.kinematic);
    EXPECT_GT(first.kinematic->chi2, best.kinematic->chi2 + 10);
    options.photon = 2;
    const Candidate third = reconstruct(event, options);
    EXPECT_EQ(failureOf(third), KinematicFitFailure::NoPhoton);
    EXPECT_LT(third.photon, event.photons.size()) << "drawings index with it";
}

TEST(KinematicStage, PrefersASmallChi2ThenALargeEnergy) {
    std::vector<PhotonCluster> photons(3);
    photons[0].energy = 1;
    photons[1].energy = 3;
    photons[2].energy = 2;
    EXPECT_EQ(bestPhoton({}, {}), 0U);
    EXPECT_EQ(bestPhoton(photons, {}), 1U) << "no fit: the energy";
    KinematicFitResult good;
    good.chi2 = 4;
    const KinematicOutcome none = tl::unexpected(KinematicFitError{});
    EXPECT_EQ(bestPhoton(photons, std::vector<KinematicOutcome>{none, none, good}), 2U);
    EXPECT_EQ(bestPhoton(photons, std::vector<KinematicOutcome>{good, none, good}), 2U) << "a tie";
    EXPECT_EQ(bestPhoton(photons, std::vector<KinematicOutcome>{none, none, none}), 1U);
}

TEST(KinematicStage, FollowsTheMinimumThatAPersonChooses) {
    const Reconstruction reconstruction(test::belle2Detector());
    Candidate candidate = reconstruction(ambiguousPair());
    const double before = candidate.kinematic->mass.value;
    reconstruction.chooseMinimum(candidate, 1);
    EXPECT_EQ(candidate.chosen, 1U);
    const auto expected =
        KinematicFit({})(candidate.fit->minima[1], candidate.event.photons[0], *test::belle2Detector());
    EXPECT_EQ(candidate.kinematic->mass.value, expected->mass.value);
    EXPECT_NE(candidate.kinematic->mass.value, before);
}

TEST(KinematicStage, OfAStudyHasEveryPhotonAtTheChosenVertex) {
    const auto detector = test::belle2Detector();
    CandidateStudy study = studyCandidate(twoPhotons(), detector);
    ASSERT_EQ(study.photons.size(), 2U);
    EXPECT_EQ(study.photons[1]->chi2, study.candidate->kinematic->chi2);
    const double before = study.photons[0]->chi2;
    chooseMinimum(study, 1, detector, {});
    EXPECT_EQ(study.candidate->chosen, 1U);
    EXPECT_NE(study.photons[0]->chi2, before);
    EXPECT_EQ(study.photons[1]->chi2, study.candidate->kinematic->chi2);
}

TEST(KinematicStage, SaysWhyThereIsNone) {
    PairEvent event = toys()->event(0);
    Reconstruction::Options off;
    off.kinematic.constraint = KinematicConstraint::Off;
    EXPECT_EQ(failureOf(reconstruct(event, off)), KinematicFitFailure::Off);
    PairEvent dark = event;
    dark.photons.clear();
    EXPECT_EQ(failureOf(reconstruct(dark)), KinematicFitFailure::NoPhoton);
    event.tracks.positron.covariance(0, 0) = -1;
    EXPECT_EQ(failureOf(reconstruct(event)), KinematicFitFailure::NoVertex);
}

TEST(KinematicStage, IsInTheTableWithItsReason) {
    using C = CandidateColumn;
    auto pairs = std::make_shared<PairTable>(*toys());
    pairs->track(2, 0)[kOmega] = pairs->track(2, 1)[kOmega]; // no vertex
    pairs->photon(3)[3] = std::nan("");                      // no energy error
    const auto detector = test::belle2Detector();
    const auto table = reconstructAll(pairs, detector);
    const Candidate first = reconstruct(pairs->event(0));
    EXPECT_EQ(table->value(C::KinematicMass, 0), first.kinematic->mass.value);
    EXPECT_EQ(table->value(C::KinematicMassError, 0), first.kinematic->mass.error);
    EXPECT_EQ(table->value(C::KinematicChi2, 0), first.kinematic->chi2);
    EXPECT_EQ(table->value(C::KinematicProb, 0), first.kinematic->probability);
    EXPECT_EQ(table->value(C::KinematicNdf, 0), 4);
    EXPECT_EQ(table->value(C::KinematicPhoton, 0), 1);
    EXPECT_EQ(table->text(C::KinematicReason, 0), "Converged");
    for (const C column : {C::KinematicMass, C::KinematicMassError, C::KinematicChi2, C::KinematicNdf,
                           C::KinematicProb, C::KinematicPhoton})
        for (const std::size_t row : {2U, 3U})
            EXPECT_TRUE(std::isnan(table->value(column, row))) << info(column).name;
    EXPECT_EQ(table->text(C::KinematicReason, 2), "NoVertex");
    EXPECT_EQ(table->text(C::KinematicReason, 3), "BadPhoton");
}

TEST(KinematicStage, OfDataWithoutPhotonsChangesNothingElse) {
    const auto pairs = toys();
    PairTable::Contents contents = pairs->contents();
    contents.photons = 0;
    auto dark = std::make_shared<PairTable>(contents, pairs->rows());
    for (std::size_t row = 0; row < pairs->rows(); ++row) {
        PairEvent event = pairs->event(row);
        event.photons.clear();
        dark->setEvent(row, event);
    }
    const auto with = reconstructAll(pairs, test::belle2Detector());
    const auto without = reconstructAll(dark, test::belle2Detector());
    for (std::size_t row = 0; row < pairs->rows(); ++row) {
        EXPECT_EQ(without->text(CandidateColumn::KinematicReason, row), "NoPhoton");
        for (const ColumnInfo& column : resultColumns()) {
            if (column.column >= CandidateColumn::KinematicMass) continue;
            const double a = with->value(column.column, row);
            const double b = without->value(column.column, row);
            EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << column.name;
        }
    }
}
