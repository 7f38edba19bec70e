#include "core/vertex/ConstrainedFit.h"

#include "core/detector/BeamParameters.h"
#include "core/math/Angle.h"
#include "core/math/NumericalJacobian.h"
#include "core/simulation/ToyPairs.h"
#include "core/vertex/ConstrainedChi2.h"
#include "tests/support/PairBuilder.h"

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <gtest/gtest.h>

#include <stdexcept>

using namespace pairscope;
using test::PairBuilder;

namespace {

VertexFit::Options with(Opening opening, Origin origin) {
    const BeamParameters beams;
    VertexFit::Options options;
    options.constraints = {opening, origin, beams.spot, beams.spotCovariance()};
    return options;
}

/// All combinations that constrain anything.
std::vector<VertexFit::Options> everyConstraint() {
    std::vector<VertexFit::Options> all;
    for (const Opening opening : {Opening::Free, Opening::Zero})
        for (const Origin origin : {Origin::Anywhere, Origin::InBeamSpot, Origin::FromBeamSpot})
            if (const auto options = with(opening, origin); !options.constraints.none())
                all.push_back(options);
    return all;
}

TrackPair shifted(TrackPair tracks, int track, int parameter, double shift) {
    Vector5 parameters = tracks[track].helix.parameters();
    parameters(parameter) += shift;
    tracks[track].helix = Helix(parameters);
    return tracks;
}

/// A pair whose tracks are a few errors off a common vertex, in every parameter.
TrackPair untidy(const PairBuilder& builder) {
    TrackPair tracks = builder.tracks();
    const Vector5 shifts{12e-4, -3e-4, 6e-6, 18e-4, 3e-4};
    for (int parameter = 0; parameter < kTrackParameterCount; ++parameter)
        tracks = shifted(tracks, parameter % 2, parameter, shifts(parameter));
    return tracks;
}

PairTable someToys(std::uint64_t seed, std::size_t count) {
    ToyOptions toys;
    toys.seed = seed;
    toys.conversions = count / 2;
    toys.darkPhotons = {{17.0_MeV, count / 4}, {100.0_MeV, count - count / 2 - count / 4}};
    return generateToyPairs(toys);
}

/// Zero opening by brute force, sharing nothing with the fit but the perigee map: ten whitened residuals and
/// the two angles between the legs as further measurements of the stated weight, minimised by Gauss-Newton
/// with numerical derivatives and a QR decomposition.
double chi2WithPenalty(const TrackPair& tracks, Vector9 parameters, double weight) {
    std::array<Matrix5, 2> whitening;
    for (int track = 0; track < 2; ++track) {
        const Eigen::LLT<Matrix5> factor(tracks[track].covariance);
        whitening[static_cast<std::size_t>(track)] = factor.matrixL().solve(Matrix5::Identity());
    }
    const auto residuals = [&](const Vector9& p) {
        Vector<12> r;
        for (int track = 0; track < 2; ++track) {
            const Vector5 predicted = perigeeParameters(trackPoint(p, track));
            Vector5 difference = predicted - tracks[track].helix.parameters();
            difference(kPhi0) = wrapAngle(difference(kPhi0));
            r.segment<5>(5 * track) = whitening[static_cast<std::size_t>(track)] * difference;
        }
        r(10) = weight * (p(kPositronPhi) - p(kElectronPhi));
        r(11) = weight * (p(kPositronTanLambda) - p(kElectronTanLambda));
        return r;
    };
    Vector9 steps;
    steps << 1e-4, 1e-4, 1e-4, 1e-5, 1e-7, 1e-5, 1e-5, 1e-7, 1e-5;
    for (int iteration = 0; iteration < 30; ++iteration) {
        const MatrixOf<12, 9> jacobian = numericalJacobian<12, 9>(residuals, parameters, steps);
        const MatrixOf<12, 9> scaled = jacobian * steps.asDiagonal();
        const Eigen::ColPivHouseholderQR<MatrixOf<12, 9>> solver(scaled);
        parameters -= steps.cwiseProduct(Vector9(solver.solve(residuals(parameters))));
    }
    return residuals(parameters).squaredNorm();
}

} // namespace

TEST(ConstrainedFit, FindsTheVertexOfAnExactConversion) {
    const PairBuilder builder = PairBuilder::conversionAt(8);
    for (const VertexFit::Options& options :
         {with(Opening::Zero, Origin::Anywhere), with(Opening::Zero, Origin::FromBeamSpot),
          with(Opening::Free, Origin::FromBeamSpot)}) {
        const auto fit = VertexFit(options)(builder.tracks());
        ASSERT_TRUE(fit);
        EXPECT_LT(fit->best().chi2, 1e-8);
        EXPECT_LT((fit->best().vertex() - builder.vertex).norm(), 1e-4);
        for (int track = 0; track < 2; ++track)
            EXPECT_NEAR(fit->best().track(track).omega, builder.point(track).omega, 1e-8);
    }
}

TEST(ConstrainedFit, FindsTheVertexOfAnExactPairFromTheBeamSpot) {
    PairBuilder builder = PairBuilder::promptOfMass(100.0_MeV);
    builder.vertex = 2 * Vector3(std::cos(builder.phi), std::sin(builder.phi), builder.tanLambda);
    const auto fit = VertexFit(with(Opening::Free, Origin::FromBeamSpot))(builder.tracks());
    ASSERT_TRUE(fit);
    EXPECT_LT(fit->best().chi2, 1e-8);
    EXPECT_LT((fit->best().vertex() - builder.vertex).norm(), 1e-5);
}

TEST(ConstrainedFit, HasOneDegreeOfFreedomAndThoseOfItsConstraints) {
    const TrackPair tracks = PairBuilder::conversionAt(1.4).tracks();
    for (const VertexFit::Options& options : everyConstraint()) {
        const auto fit = VertexFit(options)(tracks);
        ASSERT_TRUE(fit);
        EXPECT_EQ(fit->ndf, 1 + options.constraints.count());
    }
    EXPECT_EQ(VertexFit(with(Opening::Zero, Origin::Anywhere))(tracks)->ndf, 3);
}

TEST(ConstrainedFit, ProbabilityIsOfItsDegreesOfFreedom) {
    VertexFitResult result;
    result.minima.resize(1);
    result.minima[0].chi2 = 4.605170185988092; // 2 ln 10
    result.ndf = 2;
    EXPECT_NEAR(result.probability(), 0.1, 1e-12);
    result.ndf = 4; // exp(-h) (1 + h)
    EXPECT_NEAR(result.probability(), 0.1 * (1 + 2.302585092994046), 1e-12);
    result.ndf = 1;
    const double one = result.probability();
    result.ndf = 3; // that of one and 2 sqrt(h / pi) exp(-h)
    EXPECT_NEAR(result.probability(), one + 2 * std::sqrt(2.302585092994046 / kPi) * 0.1, 1e-12);
}

TEST(ConstrainedFit, HoldsTheOpeningAtZeroExactly) {
    const auto fit = VertexFit(with(Opening::Zero, Origin::Anywhere))(untidy(PairBuilder::conversionAt(3.9)));
    ASSERT_TRUE(fit);
    for (const VertexMinimum& minimum : fit->minima) {
        EXPECT_EQ(minimum.track(0).phi, minimum.track(1).phi);
        EXPECT_EQ(minimum.track(0).tanLambda, minimum.track(1).tanLambda);
        // a constrained difference has neither variance nor gain
        Vector9 difference = Vector9::Unit(kPositronPhi) - Vector9::Unit(kElectronPhi);
        EXPECT_EQ((minimum.covariance * difference).norm(), 0);
        EXPECT_EQ((minimum.gain.transpose() * difference).norm(), 0);
    }
}

TEST(ConstrainedFit, OfZeroOpeningIsTheLimitOfAGrowingPenalty) {
    for (const double radius : {0.5, 3.9, 13.5})
        for (const double share : {0.2, 0.5, 0.9}) {
            PairBuilder builder = PairBuilder::conversionAt(radius);
            builder.share = share;
            const TrackPair tracks = untidy(builder);
            const auto fit = VertexFit(with(Opening::Zero, Origin::Anywhere))(tracks);
            ASSERT_TRUE(fit);
            EXPECT_GT(fit->best().chi2, 0.3);
            Vector9 start = fit->best().parameters;
            start.head<3>() += Vector3(0.02, -0.02, 0.01);
            start(kPositronPhi) += 1e-4;
            // the penalty's chi2 falls short of the constraint's by something over the weight's square
            const double coarse = chi2WithPenalty(tracks, start, 1e5);
            const double fine = chi2WithPenalty(tracks, start, 2e5);
            const double limit = fine + (fine - coarse) / 3;
            EXPECT_NEAR(fit->best().chi2, limit, 1e-5 * (1 + limit)); // derivatives by differences
        }
}

TEST(ConstrainedFit, NeverHasALowerChi2ThanTheFreeFit) {
    const PairTable pairs = someToys(21, 500);
    for (std::size_t row = 0; row < pairs.rows(); ++row) {
        const TrackPair tracks = pairs.event(row).tracks;
        const auto free = VertexFit()(tracks);
        ASSERT_TRUE(free);
        for (const VertexFit::Options& options : everyConstraint()) {
            const auto fit = VertexFit(options)(tracks);
            ASSERT_TRUE(fit) << "row " << row << ": " << describe(fit.error());
            EXPECT_GE(fit->best().chi2, free->best().chi2 - 1e-8) << "row " << row;
            EXPECT_TRUE(fit->best().covariance.allFinite());
            EXPECT_TRUE(fit->best().gain.allFinite());
        }
    }
}

TEST(ConstrainedFit, MoreConstraintsNeverLowerChi2) {
    const PairTable pairs = someToys(22, 200);
    for (std::size_t row = 0; row < pairs.rows(); ++row) {
        const TrackPair tracks = pairs.event(row).tracks;
        const auto chi2 = [&tracks](Opening opening, Origin origin) {
            return VertexFit(with(opening, origin))(tracks)->best().chi2;
        };
        for (const Origin origin : {Origin::Anywhere, Origin::InBeamSpot, Origin::FromBeamSpot})
            EXPECT_GE(chi2(Opening::Zero, origin), chi2(Opening::Free, origin) - 1e-8) << "row " << row;
        for (const Opening opening : {Opening::Free, Opening::Zero}) // a line through v passes v
            EXPECT_GE(chi2(opening, Origin::InBeamSpot), chi2(opening, Origin::FromBeamSpot) - 1e-8)
                << "row " << row;
    }
}

TEST(ConstrainedFit, LeavesHardlyAnyGradientAtTheMinimum) {
    const TrackPair tracks = untidy(PairBuilder::conversionAt(3.9));
    const std::array weights{inverseSpd<5>(tracks.positron.covariance).value(),
                             inverseSpd<5>(tracks.electron.covariance).value()};
    const VertexChi2 free(tracks, weights);
    for (const VertexFit::Options& options : everyConstraint()) {
        const auto fit = VertexFit(options)(tracks);
        ASSERT_TRUE(fit);
        const VertexMinimum& best = fit->best();
        const ConstrainedChi2 chi2(free, options.constraints);
        EXPECT_NEAR(chi2.value(best.parameters), best.chi2, 1e-8 * (1 + best.chi2));
        // along each column of the gain the constraint holds: chi2 rises to both sides by as much
        for (int column = 0; column < 10; ++column) {
            const double size = std::sqrt(tracks[column / 5].covariance(column % 5, column % 5));
            const Vector9 move = 0.01 * size * best.gain.col(column);
            const double up = chi2.value(best.parameters + move) - best.chi2;
            const double down = chi2.value(best.parameters - move) - best.chi2;
            EXPECT_GT(up + down, 0);
            EXPECT_NEAR(up, down, 0.1 * (up + down)); // second order in a hundredth of an error
        }
    }
}

TEST(ConstrainedFit, GainTellsHowTheMinimumMovesWithTheMeasurement) {
    const TrackPair tracks = untidy(PairBuilder::conversionAt(8));
    for (const VertexFit::Options& options :
         {with(Opening::Zero, Origin::Anywhere), with(Opening::Free, Origin::FromBeamSpot),
          with(Opening::Zero, Origin::FromBeamSpot)}) {
        const auto before = VertexFit(options)(tracks);
        ASSERT_TRUE(before);
        const Vector9 sigma = before->best().covariance.diagonal().cwiseSqrt();
        for (int column = 0; column < 10; ++column) {
            const int track = column / 5;
            const int parameter = column % 5;
            const double step = 1e-3 * std::sqrt(tracks[track].covariance(parameter, parameter));
            const auto up = VertexFit(options)(shifted(tracks, track, parameter, step));
            const auto down = VertexFit(options)(shifted(tracks, track, parameter, -step));
            ASSERT_TRUE(up && down);
            const Vector9 moved = (up->best().parameters - down->best().parameters) / 2;
            const Vector9 expected = before->best().gain.col(column) * step;
            EXPECT_LT((moved - expected).cwiseQuotient(sigma).cwiseAbs().maxCoeff(), 1e-5);
        }
    }
}

TEST(ConstrainedFit, CovarianceIsThatOfTheMeasurementCarriedThroughTheGain) {
    // where everything fits: no second derivatives, and with no spot the measurement is all there is
    const TrackPair tracks = PairBuilder::conversionAt(8).tracks();
    const auto fit = VertexFit(with(Opening::Zero, Origin::Anywhere))(tracks);
    ASSERT_TRUE(fit);
    const VertexMinimum& best = fit->best();
    Matrix9 carried = Matrix9::Zero();
    for (int track = 0; track < 2; ++track) {
        const MatrixOf<9, 5> gain = best.gain.middleCols<5>(5 * track);
        carried += gain * tracks[track].covariance * gain.transpose();
    }
    const Vector9 scale = best.covariance.diagonal().cwiseSqrt().cwiseInverse();
    const Matrix9 difference = scale.asDiagonal() * (best.covariance - carried) * scale.asDiagonal();
    EXPECT_LT(difference.cwiseAbs().maxCoeff(), 1e-6);
}

TEST(ConstrainedFit, DoesNotMindWhereTheAzimuthJumps) {
    // the same pair along +x and turned to -x, with the legs' azimuths on both sides of +-pi
    PairBuilder builder;
    builder.phi = 0;
    builder.vertex = Vector3(8, 0, 3);
    const TrackPair tracks = untidy(builder);
    TrackPair turned = tracks;
    for (int track = 0; track < 2; ++track)
        turned = shifted(turned, track, kPhi0,
                         wrapAngle(turned[track].helix.phi0() + kPi) - turned[track].helix.phi0());
    ASSERT_LT(turned.positron.helix.phi0() * turned.electron.helix.phi0(), -9);
    for (const VertexFit::Options& options : everyConstraint()) {
        const auto one = VertexFit(options)(tracks);
        const auto other = VertexFit(options)(turned);
        ASSERT_TRUE(one && other);
        if (options.constraints.origin == Origin::InBeamSpot) continue; // a bad chi2, differently reached
        EXPECT_NEAR(one->best().chi2, other->best().chi2, 1e-6);
        EXPECT_NEAR(one->best().vertex().x(), -other->best().vertex().x(), 1e-5);
        const double azimuth = other->best().track(0).phi - one->best().track(0).phi;
        EXPECT_NEAR(std::abs(wrapAngle(azimuth)), kPi, 1e-7);
    }
}

TEST(ConstrainedFit, AnswersTheSameForTheMirroredPair) {
    Vector5 flip;
    flip << -1, -1, -1, 1, 1;
    for (const double share : {0.2, 0.7}) {
        PairBuilder builder = PairBuilder::conversionAt(3.9);
        builder.share = share;
        const TrackPair tracks = untidy(builder);
        TrackPair mirrored;
        for (int track = 0; track < 2; ++track) {
            mirrored[1 - track].helix = Helix(tracks[track].helix.parameters().cwiseProduct(flip));
            mirrored[1 - track].covariance = flip.asDiagonal() * tracks[track].covariance * flip.asDiagonal();
        }
        for (const VertexFit::Options& options : everyConstraint()) {
            const auto one = VertexFit(options)(tracks);
            const auto other = VertexFit(options)(mirrored);
            ASSERT_TRUE(one && other);
            EXPECT_NEAR(one->best().chi2, other->best().chi2, 1e-7 * (1 + one->best().chi2));
            EXPECT_NEAR(one->best().vertex().y(), -other->best().vertex().y(), 1e-6);
        }
    }
}

TEST(ConstrainedFit, TracesEveryStartWithoutChangingTheResult) {
    const TrackPair tracks = untidy(PairBuilder::promptOfMass(17.0_MeV));
    for (VertexFit::Options options : everyConstraint()) {
        const auto plain = VertexFit(options)(tracks);
        options.trace = true;
        const auto traced = VertexFit(options)(tracks);
        ASSERT_TRUE(plain && traced);
        EXPECT_EQ(plain->best().parameters, traced->best().parameters);
        EXPECT_TRUE(plain->traces.empty());
        ASSERT_GE(traced->traces.size(), 4u);
        bool reachedBest = false;
        for (const FitTrace& trace : traced->traces) {
            reachedBest |= trace.minimum == 0;
            double chi2 = trace.startChi2;
            for (const FitStep& step : trace.steps)
                if (step.accepted && options.constraints.opening == Opening::Free) {
                    EXPECT_LE(step.chi2, chi2 * (1 + 1e-12));
                    chi2 = step.chi2;
                }
        }
        EXPECT_TRUE(reachedBest);
    }
}

TEST(ConstrainedFit, OfDegenerateTracksEndsInAResultOrAReason) {
    std::vector<TrackPair> pairs;
    for (const double pT : {0.05, 4.0, 200.0})
        for (const double radius : {0.0, 8.0}) {
            PairBuilder builder = PairBuilder::conversionAt(radius);
            builder.pT = pT;
            pairs.push_back(builder.tracks());
            pairs.push_back(shifted(builder.tracks(), 0, kD0, 0.1));
            pairs.push_back(shifted(builder.tracks(), 0, kTanLambda, 2));
            for (const double scale : {1e-12, 1e12}) {
                pairs.push_back(builder.tracks());
                pairs.back().positron.covariance *= scale;
            }
        }
    for (const TrackPair& tracks : pairs)
        for (const VertexFit::Options& options : everyConstraint()) {
            const auto fit = VertexFit(options)(tracks);
            if (!fit) {
                EXPECT_FALSE(describe(fit.error()).empty());
                continue;
            }
            EXPECT_TRUE(fit->best().parameters.allFinite());
            EXPECT_TRUE(fit->best().covariance.allFinite());
            EXPECT_GE(fit->best().chi2, 0);
        }
}

TEST(ConstrainedFit, RefusesABeamSpotWithoutSize) {
    VertexFit::Options options = with(Opening::Free, Origin::InBeamSpot);
    options.constraints.spotCovariance.setZero();
    EXPECT_THROW(VertexFit{options}, std::invalid_argument);
}
