#include "core/vertex/VertexFit.h"

#include "core/simulation/ToyPairs.h"
#include "tests/support/PairBuilder.h"

#include <Eigen/Cholesky>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

using namespace pairscope;
using test::PairBuilder;
using testing::HasSubstr;

namespace {

VertexFitFailure failureOf(const TrackPair& tracks) {
    const auto fit = VertexFit()(tracks);
    EXPECT_FALSE(fit);
    return fit ? VertexFitFailure::NotConverged : fit.error().failure;
}

TrackPair withParameter(TrackPair tracks, int track, int parameter, double value) {
    Vector5 parameters = tracks[track].helix.parameters();
    parameters(parameter) = value;
    tracks[track].helix = Helix(parameters);
    return tracks;
}

} // namespace

TEST(VertexFit, FindsTheVertexOfAnExactPair) {
    PairBuilder builder = PairBuilder::promptOfMass(100.0_MeV);
    builder.vertex = Vector3(0.02, -0.01, 0.3);
    builder.tanLambda = 0.7;
    builder.polar = 4e-3;
    const auto fit = VertexFit()(builder.tracks());
    ASSERT_TRUE(fit);
    EXPECT_LT(fit->best().chi2, 1e-8);
    EXPECT_LT((fit->best().vertex() - builder.vertex).norm(), 1e-5);
    for (int track = 0; track < 2; ++track) {
        EXPECT_NEAR(fit->best().track(track).phi, builder.point(track).phi, 1e-7);
        EXPECT_NEAR(fit->best().track(track).omega, builder.point(track).omega, 1e-9);
        EXPECT_NEAR(fit->best().track(track).tanLambda, builder.point(track).tanLambda, 1e-7);
    }
    EXPECT_EQ(fit->ndf, 1);
    EXPECT_NEAR(fit->probability(), 1, 1e-3);
}

TEST(VertexFit, KeepsBothMinimaOfAPromptPair) {
    const PairBuilder builder = PairBuilder::promptOfMass(17.0_MeV);
    const auto fit = VertexFit()(builder.tracks());
    ASSERT_TRUE(fit);
    ASSERT_EQ(fit->minima.size(), 2u);
    const double inner = std::min(fit->minima[0].rho(), fit->minima[1].rho());
    const double outer = std::max(fit->minima[0].rho(), fit->minima[1].rho());
    EXPECT_NEAR(inner, 0, 0.01);
    EXPECT_NEAR(outer, 3.77, 0.02);
    EXPECT_LE(fit->minima[0].chi2, fit->minima[1].chi2);
}

TEST(VertexFit, LeavesHardlyAnyGradientAtTheMinimum) {
    TrackPair tracks = PairBuilder::promptOfMass(50.0_MeV).tracks();
    tracks = withParameter(tracks, 0, kD0, tracks.positron.helix.d0() + 30e-4);
    tracks = withParameter(tracks, 1, kZ0, tracks.electron.helix.z0() + 40e-4);
    const auto fit = VertexFit()(tracks);
    ASSERT_TRUE(fit);
    EXPECT_GT(fit->best().chi2, 0.3);
    // moving along any error direction by a hundredth of a sigma raises chi2 by its square, 1e-4, and nothing
    // else
    const VertexMinimum& best = fit->best();
    const Eigen::LLT<Matrix9> factor(best.covariance);
    for (int i = 0; i < kVertexParameterCount; ++i)
        for (const double sign : {-1.0, 1.0}) {
            VertexMinimum moved = best;
            moved.parameters += sign * 0.01 * Matrix9(factor.matrixL()).col(i);
            double chi2 = 0;
            for (int track = 0; track < 2; ++track) {
                const Vector5 r = tracks[track].helix.parameters() - perigeeParameters(moved.track(track));
                chi2 += r.dot(inverseSpd<5>(tracks[track].covariance).value() * r);
            }
            EXPECT_NEAR(chi2 - best.chi2, 1e-4, 1e-5);
        }
}

TEST(VertexFit, GainTellsHowTheMinimumMovesWithTheMeasurement) {
    TrackPair tracks = PairBuilder::promptOfMass(100.0_MeV).tracks();
    tracks = withParameter(tracks, 0, kZ0, tracks.positron.helix.z0() + 25e-4);
    const auto before = VertexFit()(tracks);
    ASSERT_TRUE(before);
    for (int parameter = 0; parameter < kTrackParameterCount; ++parameter) {
        const double step = 1e-2 * std::sqrt(tracks.electron.covariance(parameter, parameter));
        const auto up = VertexFit()(
            withParameter(tracks, 1, parameter, tracks.electron.helix.parameters()(parameter) + step));
        const auto down = VertexFit()(
            withParameter(tracks, 1, parameter, tracks.electron.helix.parameters()(parameter) - step));
        ASSERT_TRUE(up && down);
        const Vector9 moved = (up->best().parameters - down->best().parameters) / 2;
        const Vector9 expected = before->best().gain.col(kTrackParameterCount + parameter) * step;
        const Vector9 sigma = before->best().covariance.diagonal().cwiseSqrt();
        EXPECT_LT((moved - expected).cwiseQuotient(sigma).cwiseAbs().maxCoeff(), 1e-4);
    }
}

TEST(VertexFit, TracesEveryStartWithoutChangingTheResult) {
    const TrackPair tracks = PairBuilder::promptOfMass(17.0_MeV).tracks();
    VertexFit::Options options;
    options.trace = true;
    const auto traced = VertexFit(options)(tracks);
    const auto plain = VertexFit()(tracks);
    ASSERT_TRUE(traced && plain);
    ASSERT_EQ(traced->minima.size(), plain->minima.size());
    for (std::size_t i = 0; i < plain->minima.size(); ++i)
        EXPECT_EQ(traced->minima[i].parameters, plain->minima[i].parameters);
    EXPECT_TRUE(plain->traces.empty());
    std::vector<FitStart> starts;
    for (const FitTrace& trace : traced->traces) {
        starts.push_back(trace.start);
        EXPECT_EQ(trace.termination, FitTermination::Converged) << toString(trace.start);
        ASSERT_GE(trace.minimum, 0);
        for (std::size_t i = 1; i < trace.steps.size(); ++i)
            if (trace.steps[i].accepted && trace.steps[i - 1].accepted) {
                EXPECT_LE(trace.steps[i].chi2, trace.steps[i - 1].chi2);
            }
    }
    using enum FitStart;
    EXPECT_THAT(starts,
                testing::IsSupersetOf({FirstCrossing, SecondCrossing, TangentPoint, InteractionPoint}));
}

TEST(VertexFit, FurtherStartsFindNothingBetterOnPairsNeverSeen) {
    ToyOptions toys;
    toys.seed = 77;
    toys.conversions = 1000;
    toys.darkPhotons = {{17.0_MeV, 750}, {50.0_MeV, 100}, {100.0_MeV, 75}, {200.0_MeV, 75}};
    const PairTable pairs = generateToyPairs(toys);
    VertexFit::Options options;
    options.trace = true; // adds four starts
    for (std::size_t row = 0; row < pairs.rows(); ++row) {
        const TrackPair tracks = pairs.event(row).tracks;
        const auto plain = VertexFit()(tracks);
        const auto traced = VertexFit(options)(tracks);
        ASSERT_TRUE(plain && traced) << "row " << row;
        EXPECT_LE(plain->best().chi2, traced->best().chi2 + 1e-6) << "row " << row;
        EXPECT_EQ(plain->plausibleMinima(), traced->plausibleMinima()) << "row " << row;
    }
}

TEST(VertexFit, AnswersTheSameForTheMirroredPair) {
    // charges and the transverse plane mirrored: every length stays, every azimuth changes its sign
    TrackPair tracks = PairBuilder::conversionAt(3.9).tracks();
    tracks = withParameter(tracks, 0, kD0, tracks.positron.helix.d0() + 10e-4);
    TrackPair mirrored;
    Vector5 flip;
    flip << -1, -1, -1, 1, 1;
    for (int track = 0; track < 2; ++track) {
        mirrored[1 - track].helix = Helix(tracks[track].helix.parameters().cwiseProduct(flip));
        mirrored[1 - track].covariance = flip.asDiagonal() * tracks[track].covariance * flip.asDiagonal();
    }
    const auto one = VertexFit()(tracks);
    const auto other = VertexFit()(mirrored);
    ASSERT_TRUE(one && other);
    EXPECT_NEAR(one->best().chi2, other->best().chi2, 1e-9);
    EXPECT_NEAR(one->best().vertex().y(), -other->best().vertex().y(), 1e-6);
    EXPECT_NEAR(one->best().vertex().x(), other->best().vertex().x(), 1e-6);
}

TEST(VertexFit, SaysWhyAPairCannotBeFitted) {
    const TrackPair good = PairBuilder::conversionAt(1.4).tracks();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(failureOf(withParameter(good, 1, kZ0, nan)), VertexFitFailure::NotFinite);
    EXPECT_EQ(failureOf(withParameter(good, 0, kD0, INFINITY)), VertexFitFailure::NotFinite);
    EXPECT_EQ(failureOf(withParameter(good, 0, kOmega, 0)), VertexFitFailure::ZeroCurvature);
    EXPECT_EQ(failureOf(withParameter(good, 1, kOmega, 0.002)), VertexFitFailure::SameCharge);

    TrackPair bad = good;
    bad.electron.covariance(kOmega, kOmega) = -1e-10;
    const auto fit = VertexFit()(bad);
    ASSERT_FALSE(fit);
    EXPECT_EQ(fit.error().failure, VertexFitFailure::BadCovariance);
    EXPECT_EQ(fit.error().track, 1);
    EXPECT_THAT(describe(fit.error()),
                HasSubstr("covariance matrix of the e- cannot be used: the variance of omega is -1e-10"));

    bad = good;
    bad.positron.covariance(kD0, kPhi0) = bad.positron.covariance(kPhi0, kD0) = 1e-5;
    EXPECT_THAT(describe(VertexFit()(bad).error()),
                HasSubstr("e+ cannot be used: not positive definite, smallest eigenvalue -"));
}

TEST(VertexFit, RefusesImpossibleOptions) {
    VertexFit::Options options;
    options.chi2Tolerance = 0;
    EXPECT_THROW(VertexFit{options}, std::invalid_argument);
    options = {};
    options.maxIterations = 0;
    EXPECT_THROW(VertexFit{options}, std::invalid_argument);
    options = {};
    options.distinctDistance = -1;
    EXPECT_THROW(VertexFit{options}, std::invalid_argument);
    options = {};
    options.maxRadius = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(VertexFit{options}, std::invalid_argument);
}

TEST(VertexFit, NeverEndsInSilence) {
    // degenerate input of many kinds: a result with a finite vertex and covariance, or a reason in words
    std::vector<TrackPair> pairs;
    for (const double pT : {0.05, 4.0, 200.0})
        for (const double radius : {0.0, 8.0}) {
            PairBuilder builder = PairBuilder::conversionAt(radius);
            builder.pT = pT;
            pairs.push_back(builder.tracks());
            for (const double scale : {1e-12, 1e12}) {
                pairs.push_back(builder.tracks());
                pairs.back().positron.covariance *= scale;
            }
            pairs.push_back(withParameter(builder.tracks(), 0, kD0, 0.1));
        }
    for (const TrackPair& tracks : pairs) {
        const auto fit = VertexFit()(tracks);
        if (!fit) {
            EXPECT_FALSE(describe(fit.error()).empty());
            continue;
        }
        EXPECT_TRUE(fit->best().parameters.allFinite());
        EXPECT_TRUE(fit->best().covariance.allFinite());
        EXPECT_GE(fit->best().chi2, 0);
    }
}
