#include "core/vertex/VertexScan.h"

#include "core/simulation/ToyPairs.h"
#include "core/vertex/ProfileRefit.h"
#include "core/vertex/VertexFit.h"
#include "core/vertex/VertexStart.h"
#include "tests/support/PairBuilder.h"

#include <Eigen/Cholesky>
#include <gtest/gtest.h>

#include <limits>

using namespace pairscope;
using test::PairBuilder;

namespace {

/// A conversion whose legs open a little, as all do.
TrackPair conversion(double radius) {
    PairBuilder builder = PairBuilder::conversionAt(radius);
    builder.polar = 3e-4;
    return builder.tracks();
}

/// A pair of 200 MeV that opens in both directions: one vertex, well known.
TrackPair widePair() {
    PairBuilder builder = PairBuilder::promptOfMass(0.2, false);
    builder.polar = 0.02;
    return builder.tracks();
}

struct Scanned {
    VertexFitResult fit;
    FlightProfile profile;
};

Scanned scanned(const TrackPair& tracks) {
    const CirclePair circles = CirclePair::of(tracks.positron.helix, tracks.electron.helix);
    Scanned result;
    result.fit = VertexFit()(tracks, circles).value();
    result.profile = VertexScan()(tracks, circles, &result.fit).value();
    return result;
}

/// An independent minimisation: the eight parameters but u by quadratic steps of a numerical Hessian of
/// VertexChi2::value, from the vertex found, with the tracks as measured.
double lowestByDescent(const TrackPair& tracks, const FlightFrame& frame, double u,
                       const FlightPoint& found) {
    const std::array<Matrix5, 2> weights = {inverseSpd<5>(tracks.positron.covariance).value(),
                                            inverseSpd<5>(tracks.electron.covariance).value()};
    const VertexChi2 chi2(tracks, weights);
    const Vector9 start =
        parametersAt(found.vertex.head<2>(), {tracks.positron.helix, tracks.electron.helix});
    const double v = frame.toFlight(found.vertex.head<2>()).y();
    Vector<8> scale;
    scale << 1e-4, 1e-4, 1e-5, 1e-7, 1e-5, 1e-5, 1e-7, 1e-5;
    const auto value = [&](const Vector<8>& x) {
        Vector9 parameters = start;
        const Vector<8> shift = scale.cwiseProduct(x);
        parameters.head<2>() = frame.toDetector({u, v + shift(0)});
        parameters(kVertexZ) += shift(1);
        parameters.tail<6>() += shift.tail<6>();
        return chi2.value(parameters);
    };
    Vector<8> x = Vector<8>::Zero();
    for (int iteration = 0; iteration < 6; ++iteration) {
        Vector<8> gradient;
        SquareMatrix<8> hessian;
        const double here = value(x);
        const auto at = [&](int i, double si, int j, double sj) {
            Vector<8> y = x;
            y(i) += si;
            y(j) += sj;
            return value(y);
        };
        for (int i = 0; i < 8; ++i) {
            gradient(i) = (at(i, 1, i, 0) - at(i, -1, i, 0)) / 2;
            hessian(i, i) = at(i, 1, i, 0) + at(i, -1, i, 0) - 2 * here;
            for (int j = 0; j < i; ++j)
                hessian(i, j) = hessian(j, i) =
                    (at(i, 1, j, 1) - at(i, 1, j, -1) - at(i, -1, j, 1) + at(i, -1, j, -1)) / 4;
        }
        x -= hessian.ldlt().solve(gradient);
    }
    return value(x);
}

} // namespace

TEST(VertexScan, RunsFromBehindTheInteractionPointToTheCdcWall) {
    const FlightProfile profile = scanned(conversion(3.9)).profile;
    EXPECT_DOUBLE_EQ(profile.points.front().u, -2);
    EXPECT_DOUBLE_EQ(profile.points.back().u, 16.8);
    for (std::size_t i = 1; i < profile.points.size(); ++i)
        ASSERT_GT(profile.points[i].u, profile.points[i - 1].u);
}

TEST(VertexScan, PutsEveryPointAtItsPlaceAlongTheFlight) {
    const FlightProfile profile = scanned(conversion(3.9)).profile;
    for (const FlightPoint& point : profile.points)
        EXPECT_NEAR(profile.frame.toFlight(point.vertex.head<2>()).x(), point.u, 1e-9);
}

TEST(VertexScan, HasTheMinimaOfTheFit) {
    const Scanned prompt = scanned(PairBuilder::promptOfMass(0.017).tracks());
    ASSERT_EQ(prompt.fit.minima.size(), 2U);
    ASSERT_EQ(prompt.profile.minima.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_NEAR(prompt.profile.minima[i].chi2, prompt.fit.minima[i].chi2, 1e-6);
        EXPECT_LT((prompt.profile.minima[i].vertex - prompt.fit.minima[i].vertex()).norm(), 1e-3);
    }
    EXPECT_FALSE(prompt.profile.monotonic);
}

TEST(VertexScan, FindsAtEachPlaceNoLowerChi2ByMovingAnythingElse) {
    ToyOptions options;
    options.conversions = 10;
    options.darkPhotons = {{0.017, 10}};
    const PairTable toys = generateToyPairs(options);
    for (std::size_t row = 0; row < toys.rows(); ++row) {
        const TrackPair tracks = toys.event(row).tracks;
        const FlightFrame frame = FlightFrame::of(tracks.positron.helix, tracks.electron.helix);
        const ProfileRefit refit(tracks, frame);
        for (const double u : {-1.0, 0.5, 3.0, 9.0, 16.0}) {
            const auto point = refit.at(u);
            ASSERT_TRUE(point) << "row " << row << " u " << u;
            EXPECT_NEAR(point->chi2, lowestByDescent(tracks, frame, u, *point), 1e-5 * (1 + point->chi2))
                << "row " << row << " u " << u;
        }
    }
}

TEST(VertexScan, GivesOneIntervalWhereChi2IsParabolic) {
    const Scanned wide = scanned(widePair());
    ASSERT_EQ(wide.profile.deltaChi2Below1.size(), 1U);
    const FlightInterval& interval = wide.profile.deltaChi2Below1.front();
    const double sigma = wide.fit.best().rhoError();
    EXPECT_NEAR(interval.length() / (2 * sigma), 1, 0.02);
    EXPECT_NEAR(wide.profile.limit68, 1, 0.05);
    EXPECT_NEAR(wide.profile.limit95, 3.84, 0.15);
}

TEST(VertexScan, GivesAUnionOfIntervalsForTwoMinimaOfEqualChi2) {
    const Scanned prompt = scanned(PairBuilder::promptOfMass(0.03).tracks());
    ASSERT_EQ(prompt.profile.deltaChi2Below1.size(), 2U);
    EXPECT_TRUE(contains(prompt.profile.deltaChi2Below1, 0));
    EXPECT_FALSE(contains(prompt.profile.deltaChi2Below1, prompt.profile.minima[1].u / 2));
    EXPECT_TRUE(contains(prompt.profile.u95, prompt.profile.minima[1].u));
}

TEST(VertexScan, CallsAProfileFlatThatDoesNotTellThePlace) {
    PairBuilder builder = PairBuilder::conversionAt(3.9);
    builder.pT = 9;
    TrackPair poor = builder.tracks();
    poor.positron.covariance *= 100;
    poor.electron.covariance *= 100;
    EXPECT_TRUE(scanned(poor).profile.flat());
    EXPECT_FALSE(scanned(widePair()).profile.flat());
}

TEST(VertexScan, SaysWhyTracksCannotBeScanned) {
    TrackPair tracks = PairBuilder::conversionAt(3.9).tracks();
    tracks.electron.covariance(1, 1) = -1;
    const auto profile =
        VertexScan()(tracks, CirclePair::of(tracks.positron.helix, tracks.electron.helix), nullptr);
    ASSERT_FALSE(profile);
    EXPECT_EQ(profile.error().failure, VertexFitFailure::BadCovariance);
}

TEST(VertexScan, RefusesAnEmptyRange) {
    EXPECT_THROW(VertexScan(VertexScan::Options{3, 3, true}), std::invalid_argument);
    EXPECT_THROW(VertexScan(VertexScan::Options{0, std::numeric_limits<double>::infinity(), true}),
                 std::invalid_argument);
}

TEST(FlightProfile, TurnsStretchesOfTheFlightIntoRadii) {
    FlightProfile profile;
    for (const double u : {-2.0, -1.0, 0.0, 1.0, 2.0, 3.0})
        profile.points.push_back({u, 0, Vector3(u, 0, 0)});
    const FlightIntervals across = rhoIntervals(profile, {{-1, 2, false, false}});
    ASSERT_EQ(across.size(), 1U);
    EXPECT_DOUBLE_EQ(across[0].low, 0);
    EXPECT_DOUBLE_EQ(across[0].high, 2);
    // both sides of the axis cover the same radii
    const FlightIntervals both = rhoIntervals(profile, {{-2, -1, true, false}, {1.5, 3, false, true}});
    ASSERT_EQ(both.size(), 1U);
    EXPECT_DOUBLE_EQ(both[0].low, 1);
    EXPECT_DOUBLE_EQ(both[0].high, 3);
    EXPECT_TRUE(both[0].openHigh);
}
