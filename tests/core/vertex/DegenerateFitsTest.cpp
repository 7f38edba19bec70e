#include "core/vertex/FitDiagnosis.h"
#include "core/vertex/KFitOutcome.h"
#include "core/vertex/VertexFit.h"
#include "core/vertex/VertexScan.h"
#include "tests/support/PairBuilder.h"
#include "tests/support/TestDetector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

using namespace pairscope;
using test::PairBuilder;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Two tracks that something is wrong with, and what must be said of them.
struct Degenerate {
    std::string name;
    std::function<TrackPair()> tracks;
    FitOutcome outcome;
    std::vector<std::string> words;
};

TrackPair plainPair() {
    return PairBuilder::conversionAt(3.9).tracks();
}

void set(TrackPair& tracks, int track, int parameter, double value) {
    Vector5 parameters = tracks[track].helix.parameters();
    parameters(parameter) = value;
    tracks[track].helix = Helix(parameters);
}

TrackPair with(TrackPair tracks, int track, int parameter, double value) {
    set(tracks, track, parameter, value);
    return tracks;
}

TrackPair shifted(TrackPair tracks, int track, int parameter, double by) {
    set(tracks, track, parameter, tracks[track].helix.parameters()(parameter) + by);
    return tracks;
}

TrackPair scaled(TrackPair tracks, const Vector5& scale) {
    for (int track = 0; track < 2; ++track)
        tracks[track] = {Helix(scale.cwiseProduct(tracks[track].helix.parameters())),
                         scale.asDiagonal() * tracks[track].covariance * scale.asDiagonal()};
    return tracks;
}

TrackPair withCovarianceTimes(TrackPair tracks, double factor) {
    tracks.positron.covariance *= factor;
    tracks.electron.covariance *= factor;
    return tracks;
}

Vector5 parameters(double d0, double phi0, double omega, double z0, double tanLambda) {
    Vector5 values;
    values << d0, phi0, omega, z0, tanLambda;
    return values;
}

/// Both tracks by their perigee parameters, with the usual errors.
TrackPair pairOf(const Vector5& positron, const Vector5& electron) {
    return {{Helix(positron), PairBuilder::covariance()}, {Helix(electron), PairBuilder::covariance()}};
}

TrackPair softPair(double pT, double radius) {
    PairBuilder builder = PairBuilder::conversionAt(radius);
    builder.pT = pT;
    return builder.tracks();
}

using enum FitOutcome;

const std::vector<Degenerate> kDegenerates = {
    {"ParallelTracksSideBySide",
     [] {
         return pairOf(parameters(0.05, 0.3, 0.0025, 0.1, 0.5), parameters(-0.05, 0.3, -0.0025, 0.1, 0.5));
     },
     CirclesApart,
     {"do not cross: gap 1000 um = ", "sigma", "the best vertex, at rho = "}},
    {"ParallelTracksOneAboveTheOther",
     [] { return pairOf(parameters(0, 0.3, 0.0025, 0.1, 0.5), parameters(0, 0.3, -0.0024, 0.3, 0.5)); },
     CirclesApart,
     {"do not meet", "2000 um in z", "chi2"}},
    {"ParallelTracksThatTouch",
     [] { return pairOf(parameters(0, 0.3, 0.0025, 0.1, 0.5), parameters(0, 0.3, -0.0024, 0.1, 0.5)); },
     Converged,
     {"converged to one vertex", "rho = 0.00 cm"}},
    {"IdenticalTracksOfOneCharge",
     [] { return pairOf(parameters(0, 0.3, 0.0025, 0.1, 0.5), parameters(0, 0.3, 0.0025, 0.1, 0.5)); },
     SameCharge,
     {"same charge", "omega > 0", "both are the same track"}},
    {"IdenticalTracksOfOppositeCharge",
     [] { return pairOf(parameters(0.01, 0.3, 0.0025, 0.1, 0.5), parameters(0.01, 0.3, -0.0025, 0.1, 0.5)); },
     TracksCoincide,
     {"same track twice"}},
    {"TangentCircles",
     [] { return PairBuilder::conversionAt(8).tracks(); },
     Converged,
     {"converged to one vertex", "rho = 8.00 cm", "6.7", "SVD 4"}},
    {"TangentCirclesOfStiffTracksFarOut",
     [] {
         PairBuilder builder = PairBuilder::conversionAt(15);
         builder.pT = 10;
         return withCovarianceTimes(builder.tracks(), 9);
     },
     FlatAlongFlight,
     {"place along the flight is not known", "and beyond"}},
    {"GapOfAMillimetre",
     [] { return shifted(PairBuilder::conversionAt(8).tracks(), 0, kD0, 0.1); },
     CirclesApart,
     {"do not cross: gap 1000 um = 23.1 sigma, nearest at rho = 8.00 cm", "best vertex"}},
    {"GapOfAMillimetreInZ",
     [] { return shifted(PairBuilder::promptOfMass(100.0_MeV).tracks(), 0, kZ0, 0.1); },
     CirclesApart,
     {"do not meet", "1000 um in z"}},
    {"ConcentricCircles",
     [] {
         // opposite charges about one centre: the second runs the other way round, 2 cm outside the first
         const double radius = 100;
         return pairOf(parameters(0.5, 0.3, 1 / radius, 0, 0.5),
                       parameters(-2.5, 0.3 + kPi, -1 / (radius - 2), 0, 0.5));
     },
     CirclesApart,
     {"concentric", "2.0 cm", "no search found a vertex"}},
    {"TheSameCircleTheOtherWayRound",
     [] { return pairOf(parameters(0.5, 0.3, 0.01, 0, 0.5), parameters(-0.5, 0.3 + kPi, -0.01, 0, 0.5)); },
     Converged,
     {"converged to one vertex", "rho = 0.5"}},
    {"OneParticleSeenInBothDirections",
     [] {
         return pairOf(parameters(0.01, 0.3, 0.002, 0.1, 0.5),
                       parameters(-0.0102, 0.3 - kPi, -0.002, 0.1, -0.5));
     },
     TracksCoincide,
     {"coincide", "runs back along the e+"}},
    {"NestedCircles",
     [] { return pairOf(parameters(0, 0.3, 0.01, 0, 0.5), parameters(-1, 0.3 + kPi, -0.02, 0, 0.5)); },
     CirclesApart,
     {"do not cross: gap 1.0 cm"}},
    {"CurlersOf50MeV",
     [] { return softPair(0.1, 3.9); },
     Converged,
     {"converged to one vertex", "rho = 3.90 cm", "SVD 3"}},
    {"CurlersOf50MeVThatMiss",
     [] { return shifted(softPair(0.1, 3.9), 0, kD0, 0.1); },
     CirclesApart,
     {"do not cross: gap 944 um"}},
    {"TracksOf100GeV",
     [] {
         PairBuilder builder = PairBuilder::conversionAt(3.9);
         builder.pT = 200;
         return builder.tracks();
     },
     Implausible,
     {"108 GeV and 108 GeV", "more than both beams"}},
    {"OneTrackOf100GeV",
     [] { return with(plainPair(), 1, kOmega, -1 / 22237.6); },
     Implausible,
     {"momentum of the e-", "108 GeV", "more than both beams"}},
    {"ErrorsTooSmall",
     [] { return withCovarianceTimes(plainPair(), 1e-12); },
     Implausible,
     {"errors cannot be right", "d0 of the e+", "better than any detector"}},
    {"ErrorsTooLarge",
     [] { return withCovarianceTimes(plainPair(), 1e12); },
     Implausible,
     {"errors cannot be right", "no measurement"}},
    {"OneInfiniteError",
     [] {
         TrackPair tracks = plainPair();
         tracks.electron.covariance(kOmega, kOmega) = kInfinity;
         return tracks;
     },
     BadCovariance,
     {"covariance matrix of the e-", "(omega, omega) is inf"}},
    {"NegativeVariance",
     [] {
         TrackPair tracks = plainPair();
         tracks.positron.covariance(kZ0, kZ0) = -4e-6;
         return tracks;
     },
     BadCovariance,
     {"covariance matrix of the e+", "variance of z0 is -4e-06"}},
    {"CorrelationAboveOne",
     [] {
         TrackPair tracks = plainPair();
         tracks.positron.covariance(kD0, kPhi0) *= 1.6;
         tracks.positron.covariance(kPhi0, kD0) *= 1.6;
         return tracks;
     },
     BadCovariance,
     {"covariance matrix of the e+", "smallest eigenvalue -0.125", "condition number 18"}},
    {"SingularCovariance",
     [] {
         TrackPair tracks = plainPair();
         tracks.electron.covariance.row(kZ0) = tracks.electron.covariance.row(kTanLambda) * 4;
         tracks.electron.covariance.col(kZ0) = tracks.electron.covariance.col(kTanLambda) * 4;
         return tracks;
     },
     BadCovariance,
     {"covariance matrix of the e-", "smallest eigenvalue", "condition number"}},
    {"ZeroCovariance",
     [] { return withCovarianceTimes(plainPair(), 0); },
     BadCovariance,
     {"variance of d0 is 0"}},
    {"ParameterNaN",
     [] { return with(plainPair(), 1, kTanLambda, kNaN); },
     NotATrack,
     {"e- is not a track", "tanLambda is nan"}},
    {"ParameterInfinite",
     [] { return with(plainPair(), 0, kD0, kInfinity); },
     NotATrack,
     {"e+ is not a track", "d0 is inf"}},
    {"OmegaZero",
     [] { return with(plainPair(), 1, kOmega, 0); },
     NotATrack,
     {"e- is not a track", "omega is 0"}},
    {"SameCharge",
     [] { return with(plainPair(), 1, kOmega, 0.002); },
     SameCharge,
     {"same charge", "not an e+e- pair"}},
    {"D0InMillimetres",
     [] { return scaled(PairBuilder::conversionAt(13.5).tracks(), parameters(10, 1, 1, 10, 1)); },
     Implausible,
     {"d0 looks like mm", "in mm the tracks meet at rho = 13.50 cm"}},
    {"D0InMillimetresButPossible",
     [] { return scaled(plainPair(), parameters(10, 1, 1, 10, 1)); },
     CirclesApart,
     {"do not cross: gap 3078 um", "best vertex"}},
    {"D0OfTensOfCentimetres",
     [] { return pairOf(parameters(35, 0.3, 0.0025, 0.1, 0.5), parameters(-31, 0.32, -0.0025, 0.1, 0.5)); },
     Implausible,
     {"d0 looks like mm", "35 and -31 cm"}},
    {"Z0InMillimetres",
     [] {
         return pairOf(parameters(0.01, 0.3, 0.0025, 410, 0.5), parameters(-0.01, 0.32, -0.0025, 410, 0.5));
     },
     Implausible,
     {"410 cm, beyond the detector", "z0 looks like mm"}},
    {"OmegaInInverseMillimetres",
     [] { return scaled(plainPair(), parameters(1, 1, 0.1, 1, 1)); },
     Implausible,
     {"omega looks like 1/mm"}},
    {"OmegaIsQOverP",
     [] { return scaled(plainPair(), parameters(1, 1, 222.376, 1, 1)); },
     Implausible,
     {"omega looks like q/pT in 1/GeV (2 GeV and 2 GeV)"}},
    {"Phi0InDegrees",
     [] { return scaled(plainPair(), parameters(1, 57.29578, 1, 1, 1)); },
     Implausible,
     {"degrees"}},
    {"VertexBeyondTheTracksRadius",
     [] { return pairOf(parameters(0.1, 0.3, 1 / 5.0, 0, 0.5), parameters(-14, 0.3, -0.0025, 0, 0.5)); },
     BeyondTrackRadius,
     {"at rho > 14 cm", "e+ (pT = 22.5 MeV) never comes farther than 10.1 cm"}},
    {"VertexBeyondTheDriftChamber",
     [] {
         PairBuilder builder = PairBuilder::conversionAt(150);
         builder.opening = 1e-3;
         return builder.tracks();
     },
     OutsideDetector,
     {"no vertex inside the detector"}},
    {"VertexBehindTheEndcap",
     [] {
         PairBuilder builder = PairBuilder::conversionAt(60);
         builder.vertex.z() = 230;
         builder.tanLambda = 3;
         builder.opening = 1e-3;
         return builder.tracks();
     },
     OutsideDetector,
     {"outside the detector, at z = 231 cm"}},
};

void PrintTo(const Degenerate& row, std::ostream* stream) {
    *stream << row.name;
}

const DetectorModel& detector() {
    static const auto model = test::belle2Detector();
    return *model;
}

/// Never a number that is not finite, never a vertex without its condition met.
void expectFinite(const tl::expected<VertexFitResult, VertexFitError>& fit) {
    if (!fit) return;
    for (const VertexMinimum& minimum : fit->minima) {
        EXPECT_TRUE(minimum.parameters.allFinite());
        EXPECT_TRUE(minimum.covariance.allFinite());
        EXPECT_TRUE(minimum.gain.allFinite());
        EXPECT_TRUE(std::isfinite(minimum.chi2) && minimum.chi2 >= 0);
        EXPECT_LE(minimum.rho(), VertexFit::Options{}.maxRadius);
        EXPECT_TRUE((minimum.covariance.diagonal().array() > 0).all());
    }
}

class DegenerateFits : public testing::TestWithParam<Degenerate> {};

} // namespace

TEST_P(DegenerateFits, EndInTheRightSentence) {
    const Degenerate& row = GetParam();
    const TrackPair tracks = row.tracks();
    const CirclePair circles = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    for (const bool trace : {false, true}) {
        VertexFit::Options options;
        options.trace = trace;
        const auto fit = VertexFit(options)(tracks, circles);
        expectFinite(fit);
        for (const bool studied : {false, true}) {
            std::optional<FlightProfile> profile;
            std::optional<LayerAssociation> association;
            if (studied && checkTracks(tracks)) {
                if (auto scan = VertexScan()(tracks, circles, fit ? &*fit : nullptr))
                    profile = *std::move(scan);
                association = associateOrigin(tracks, detector());
            }
            const FitDiagnosis diagnosis = diagnose({tracks, circles, fit, profile ? &*profile : nullptr,
                                                     association ? &*association : nullptr, detector()});
            EXPECT_EQ(diagnosis.outcome, row.outcome) << toString(diagnosis.outcome);
            for (const std::string& words : row.words)
                EXPECT_THAT(diagnosis.sentence, HasSubstr(words));
            EXPECT_THAT(diagnosis.sentence, EndsWith("."));
            EXPECT_FALSE(diagnosis.evidence.empty());
        }
    }
}

TEST_P(DegenerateFits, LeaveKFitWithOneOfItsCodes) {
    const TrackPair tracks = GetParam().tracks();
    if (!checkTracks(tracks)) return; // KFit is asked only about tracks that can be fitted
    const KFitOutcome outcome = kfitOutcome(tracks, detector().field());
    EXPECT_TRUE(outcome.vertex.allFinite());
    EXPECT_TRUE(std::isfinite(outcome.chi2));
    EXPECT_TRUE(std::isfinite(outcome.gap));
    EXPECT_THAT(describe(outcome), AllOf(StartsWith("KFit would "), EndsWith("."), Not(HasSubstr("nan"))));
}

INSTANTIATE_TEST_SUITE_P(All, DegenerateFits, testing::ValuesIn(kDegenerates),
                         [](const auto& row) { return row.param.name; });
