#include "core/vertex/FitDiagnosis.h"

#include "core/io/PairSource.h"
#include "core/vertex/FitEvidence.h"
#include "core/vertex/VertexFit.h"
#include "core/vertex/VertexScan.h"
#include "tests/support/PairBuilder.h"
#include "tests/support/ReferenceData.h"
#include "tests/support/TestDetector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

using namespace pairscope;
using test::PairBuilder;
using testing::HasSubstr;
using testing::Not;

namespace {

TrackPair shifted(TrackPair tracks, int track, int parameter, double by) {
    Vector5 parameters = tracks[track].helix.parameters();
    parameters(parameter) += by;
    tracks[track].helix = Helix(parameters);
    return tracks;
}

/// Everything that a diagnosis looks at, kept alive.
struct Case {
    TrackPair tracks;
    CirclePair circles;
    tl::expected<VertexFitResult, VertexFitError> fit;
    std::shared_ptr<const DetectorModel> detector = test::belle2Detector();

    explicit Case(const TrackPair& pair, const VertexFit::Options& options = {})
        : tracks(pair),
          circles(CirclePair::of(pair.positron.helix, pair.electron.helix)),
          fit(VertexFit(options)(pair, circles)) {}

    [[nodiscard]] FitDiagnosis diagnosis(const FlightProfile* profile = nullptr,
                                         const LayerAssociation* association = nullptr) const {
        return diagnose({tracks, circles, fit, profile, association, *detector});
    }
};

double gapOf(const TrackPair& tracks) {
    return CirclePair::of(tracks.positron.helix, tracks.electron.helix).gap;
}

/// The error of the gap by finite differences.
double numericalSigma(const TrackPair& tracks) {
    double variance = 0;
    for (int track = 0; track < 2; ++track) {
        Vector5 gradient;
        for (int parameter = 0; parameter < kTrackParameterCount; ++parameter) {
            const double step = 1e-3 * std::sqrt(tracks[track].covariance(parameter, parameter));
            gradient(parameter) = (gapOf(shifted(tracks, track, parameter, step)) -
                                   gapOf(shifted(tracks, track, parameter, -step))) /
                                  (2 * step);
        }
        variance += gradient.dot(tracks[track].covariance * gradient);
    }
    return std::sqrt(variance);
}

} // namespace

TEST(CircleSeparation, ErrorIsThatOfTheGap) {
    const TrackPair apart = shifted(PairBuilder::conversionAt(8).tracks(), 0, kD0, 0.05);
    PairBuilder soft = PairBuilder::conversionAt(3.9);
    soft.pT = 0.15;
    soft.share = 0.3;
    const TrackPair softApart = shifted(soft.tracks(), 1, kD0, -0.05);
    TrackPair nested = PairBuilder::conversionAt(3.9).tracks();
    nested.positron.helix = Helix((Vector5() << 0.1, 0.3, 0.01, 0, 0.5).finished());
    nested.electron.helix = Helix((Vector5() << -1, 0.35 + kPi, -0.02, 0, 0.5).finished());
    for (const TrackPair& tracks : {apart, softApart, nested}) {
        const CirclePair circles = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
        const CircleSeparation separation = circleSeparation(tracks, circles);
        ASSERT_GT(separation.gap, 0.01);
        EXPECT_EQ(separation.gap, circles.gap);
        // the radii are thousands of times the gap: central differences lose that many digits
        EXPECT_NEAR(separation.sigma, numericalSigma(tracks), 1e-4 * separation.sigma);
    }
}

TEST(CircleSeparation, IsNothingForCirclesThatCross) {
    const TrackPair tracks = PairBuilder::promptOfMass(50.0_MeV).tracks();
    const CirclePair circles = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    EXPECT_EQ(circleSeparation(tracks, circles).gap, 0);
    EXPECT_EQ(circleSeparation(tracks, circles).significance(), 0);
}

TEST(FitDiagnosis, NamesBothVerticesOfAPromptPair) {
    const Case prompt(PairBuilder::promptOfMass(17.0_MeV).tracks());
    const FitDiagnosis diagnosis = prompt.diagnosis();
    EXPECT_EQ(diagnosis.outcome, FitOutcome::TwoMinima);
    EXPECT_THAT(diagnosis.sentence, testing::StartsWith("Two vertices fit the tracks: rho = "));
    EXPECT_THAT(diagnosis.sentence, HasSubstr("rho = 3.7"));
    EXPECT_THAT(diagnosis.sentence, HasSubstr("inside SVD 3"));
    EXPECT_THAT(diagnosis.sentence, HasSubstr("inside beam pipe"));
    EXPECT_THAT(diagnosis.sentence, HasSubstr("Delta chi2 = 0.00"));
}

TEST(FitDiagnosis, QuotesTheProfilesIntervalAndTheOriginWhereTheyAreKnown) {
    const Case conversion(PairBuilder::conversionAt(3.9).tracks());
    ASSERT_TRUE(conversion.fit);
    FlightProfile profile;
    profile.frame = FlightFrame::of(conversion.tracks.positron.helix, conversion.tracks.electron.helix);
    for (const double u : {2.0, 3.0, 4.0, 5.0, 6.0})
        profile.points.push_back({u, (u - 4) * (u - 4), Vector3(u, 0, 0)});
    profile.u68 = {{3, 5, false, false}};
    profile.u95 = {{2, 6, false, true}};
    LayerAssociation association;
    association.layers = {{"SVD 3", 0.5, 0.93, 3.9, 0.1, true}};
    const FitDiagnosis diagnosis = conversion.diagnosis(&profile, &association);
    EXPECT_EQ(diagnosis.outcome, FitOutcome::Converged);
    EXPECT_THAT(diagnosis.sentence, HasSubstr("(68 %: 3.00 to 5.00 cm)"));
    EXPECT_THAT(diagnosis.sentence, HasSubstr("most probable origin SVD 3 with 93 %"));
    association.layers[0].probability = 0.4;
    association.prompt = {"prompt", 0.5, 0.6, 0, 0.1, true};
    EXPECT_THAT(conversion.diagnosis(&profile, &association).sentence,
                HasSubstr("origin undecided, at best prompt with 60 %"));
}

TEST(FitDiagnosis, IsFlatWhereTheProfileIsAndDoesNotTellTheMinimaApart) {
    const Case prompt(PairBuilder::promptOfMass(17.0_MeV).tracks());
    FlightProfile profile;
    profile.frame = FlightFrame::of(prompt.tracks.positron.helix, prompt.tracks.electron.helix);
    for (const double u : {-2.0, 0.0, 3.77, 6.0})
        profile.points.push_back({u, 0.1, Vector3(u, 0, 0)});
    profile.u68 = {{-1.5, 5, false, false}};
    EXPECT_EQ(prompt.diagnosis(&profile).outcome, FitOutcome::FlatAlongFlight);
    EXPECT_THAT(prompt.diagnosis(&profile).sentence, HasSubstr("any from -1.50 to 5.00 cm"));
    profile.u68 = {{-1.5, 1, false, false}, {2.5, 6, false, true}};
    EXPECT_EQ(prompt.diagnosis(&profile).outcome, FitOutcome::TwoMinima);
}

TEST(FitDiagnosis, SaysWhatTheLastStepsDidWhenNoSearchConverged) {
    VertexFit::Options options;
    options.maxIterations = 1;
    options.trace = true;
    TrackPair tracks = PairBuilder::promptOfMass(60.0_MeV).tracks();
    tracks = shifted(tracks, 0, kD0, 20.0_um);
    tracks = shifted(tracks, 0, kZ0, 30.0_um);
    const Case stopped(tracks, options);
    ASSERT_FALSE(stopped.fit);
    const FitDiagnosis diagnosis = stopped.diagnosis();
    EXPECT_EQ(diagnosis.outcome, FitOutcome::NotConverged);
    EXPECT_THAT(diagnosis.sentence, HasSubstr("searches met its criterion"));
    EXPECT_THAT(diagnosis.sentence, HasSubstr("iteration limit"));
    EXPECT_THAT(diagnosis.sentence, HasSubstr(" sigma lowered chi2 by "));
    options.trace = false;
    EXPECT_THAT(Case(tracks, options).diagnosis().sentence, HasSubstr("did not converge"));
}

TEST(FitDiagnosis, BlamesTheUnitBeforeTheGapThatItMakes) {
    TrackPair tracks = PairBuilder::conversionAt(13.5).tracks();
    Vector5 scale;
    scale << 10, 1, 1, 10, 1;
    for (int track = 0; track < 2; ++track)
        tracks[track] = {Helix(scale.cwiseProduct(tracks[track].helix.parameters())),
                         scale.asDiagonal() * tracks[track].covariance * scale.asDiagonal()};
    const Case pair(tracks);
    const CircleSeparation separation = circleSeparation(pair.tracks, pair.circles);
    EXPECT_GT(separation.significance(), 100);
    EXPECT_EQ(pair.diagnosis().outcome, FitOutcome::Implausible);
}

TEST(FitDiagnosis, TakesAStraightTrackForAFluctuationNotForAWrongUnit) {
    // 40 GeV, but within two sigma of 5 GeV
    TrackPair tracks = PairBuilder::promptOfMass(50.0_MeV).tracks();
    MagneticField field;
    const double omega = 1 / (field.alpha() * 40);
    tracks = shifted(tracks, 0, kOmega, omega - tracks.positron.helix.omega());
    tracks.positron.covariance.row(kOmega) *= 40;
    tracks.positron.covariance.col(kOmega) *= 40;
    EXPECT_NE(Case(tracks).diagnosis().outcome, FitOutcome::Implausible);
}

TEST(FitDiagnosis, NeverCallsAReferencePairImplausibleOrAFailure) {
    PAIRSCOPE_SKIP_WITHOUT_REFERENCE();
    const auto file = readPairs(PAIRSCOPE_REFERENCE / "pairs.csv");
    ASSERT_TRUE(file) << file.error().message;
    const auto detector = test::belle2Detector();
    std::map<FitOutcome, std::size_t> counts;
    std::size_t badChi2 = 0;
    for (std::size_t row = 0; row < file->pairs->rows(); ++row) {
        const TrackPair tracks = file->pairs->event(row).tracks;
        const CirclePair circles = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
        const auto fit = VertexFit()(tracks, circles);
        ASSERT_TRUE(fit);
        badChi2 += fit->best().chi2 > 9;
        const FitDiagnosis diagnosis = diagnose({tracks, circles, fit, nullptr, nullptr, *detector});
        ++counts[diagnosis.outcome];
        EXPECT_THAT(diagnosis.sentence, Not(HasSubstr("nan")));
    }
    using enum FitOutcome;
    EXPECT_EQ(counts[Converged] + counts[TwoMinima] + counts[FlatAlongFlight] + counts[CirclesApart],
              file->pairs->rows());
    EXPECT_GT(counts[TwoMinima], 1000u);
    EXPECT_EQ(counts[CirclesApart], badChi2);
    EXPECT_LT(badChi2, 25u); // 0.27 % of 4,000 are 11
}

TEST(FitDiagnosis, EveryOutcomeHasItsOwnName) {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(FitOutcome::NotATrack); ++i)
        names.insert(toString(static_cast<FitOutcome>(i)));
    EXPECT_EQ(names.size(), static_cast<std::size_t>(FitOutcome::NotATrack) + 1);
    EXPECT_FALSE(names.contains("Unknown"));
}
