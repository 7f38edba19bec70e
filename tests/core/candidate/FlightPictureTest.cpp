#include "core/candidate/FlightPicture.h"

#include "core/candidate/TrueTracks.h"
#include "tests/support/PairBuilder.h"
#include "tests/support/TestDetector.h"

#include <Eigen/Cholesky>
#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;
using test::PairBuilder;

namespace {

constexpr double kLow = -2;
constexpr double kHigh = 16.8;

CandidateStudy study(const TrackPair& tracks) {
    PairEvent event;
    event.tracks = tracks;
    CandidateStudy result;
    result.candidate = std::make_shared<const Candidate>(Reconstruction(test::belle2Detector())(event));
    return result;
}

FlightPicture picture(const TrackPair& tracks) {
    return flightPicture(study(tracks), *test::belle2Detector(), kLow, kHigh).value();
}

/// Distance of the track's samples from the helix itself, cm.
double farthest(const FlightTrack& track, const Helix& helix, const FlightFrame& frame) {
    double worst = 0;
    for (std::size_t i = 0; i < track.u.size(); ++i) {
        const Vector2 point = frame.toDetector({track.u[i], track.v[i]});
        const Vector3 nearest = helix.positionAt(helix.pathOfClosestApproach(point));
        worst = std::max(worst, (nearest.head<2>() - point).norm());
    }
    return worst;
}

TrackState trackOf(double d0, double phi0, double omega) {
    Vector5 parameters;
    parameters << d0, phi0, omega, 0.3, 0.7;
    return {Helix(parameters), PairBuilder::covariance()};
}

double vAt(const FlightTrack& track, double u) {
    const auto above = std::upper_bound(track.u.begin(), track.u.end(), u);
    const auto i = static_cast<std::size_t>(above - track.u.begin());
    const double share = (u - track.u[i - 1]) / (track.u[i] - track.u[i - 1]);
    return (1 - share) * track.v[i - 1] + share * track.v[i];
}

} // namespace

TEST(FlightPicture, TracksAreTheHelicesThemselves) {
    const FlightFrame frame(Vector2(std::cos(2.2), std::sin(2.2)));
    // both charges, nearly straight, a curler, one that goes against the flight
    for (const auto& track :
         {trackOf(0.02, 2.203, 1e-3), trackOf(-0.3, 2.19, -4e-3), trackOf(0.01, 2.2, 1e-9),
          trackOf(0.4, 2.6, 0.1), trackOf(0.2, 2.2 - 3.0, -2e-2)}) {
        const FlightTrack drawn = flightTrack(track, frame, kLow, kHigh, 200);
        ASSERT_GT(drawn.u.size(), 50U);
        EXPECT_LT(farthest(drawn, track.helix, frame), 1e-12);
        EXPECT_TRUE(std::is_sorted(drawn.u.begin(), drawn.u.end()));
    }
}

TEST(FlightPicture, TracksEndWhereTheyTurnBack) {
    const FlightFrame frame(Vector2::UnitX());
    const FlightTrack drawn = flightTrack(trackOf(0, 0, 0.1), frame, -20, 20, 4001); // radius 10 cm
    EXPECT_NEAR(drawn.u.front(), -10, 0.011);
    EXPECT_NEAR(drawn.u.back(), 10, 0.011);
}

TEST(FlightPicture, BandsAreTheCovariancePropagatedToFixedU) {
    const FlightFrame frame(Vector2(std::cos(0.5), std::sin(0.5)));
    for (const auto& track : {trackOf(0.02, 0.51, 2e-3), trackOf(-0.3, 0.2, -4e-2)}) {
        const FlightTrack drawn = flightTrack(track, frame, 0, 12, 13);
        std::vector<Vector5> gradients(drawn.u.size());
        for (int k = 0; k < kTrackParameterCount; ++k) {
            const double step = 1e-4 * std::sqrt(track.covariance(k, k));
            TrackState up = track;
            TrackState down = track;
            Vector5 shift = Vector5::Zero();
            shift(k) = step;
            up.helix = Helix(track.helix.parameters() + shift);
            down.helix = Helix(track.helix.parameters() - shift);
            const FlightTrack high = flightTrack(up, frame, 0, 12, 13);
            const FlightTrack low = flightTrack(down, frame, 0, 12, 13);
            for (std::size_t i = 0; i < gradients.size(); ++i)
                gradients[i](k) = (high.v[i] - low.v[i]) / (2 * step);
        }
        for (std::size_t i = 0; i < gradients.size(); ++i) {
            const double expected = std::sqrt(gradients[i].dot(track.covariance * gradients[i]));
            // central differences of numbers of 1 cm with steps of 1e-9: five figures
            EXPECT_NEAR(drawn.vError[i], expected, 1e-5 * expected) << drawn.u[i];
        }
    }
}

TEST(FlightPicture, TracksAfterTheFitMeetAtTheChosenMinimum) {
    CandidateStudy prompt = study(PairBuilder::promptOfMass(17.0_MeV).tracks());
    ASSERT_EQ(prompt.candidate->fit->minima.size(), 2U);
    for (std::size_t chosen = 0; chosen < 2; ++chosen) {
        Candidate candidate = *prompt.candidate;
        candidate.chosen = chosen;
        prompt.candidate = std::make_shared<const Candidate>(candidate);
        const FlightPicture drawn = flightPicture(prompt, *test::belle2Detector(), kLow, kHigh).value();
        EXPECT_EQ(drawn.chosen, chosen);
        const Vector2 place = drawn.minima[chosen].place;
        for (const FlightTrack& track : drawn.after)
            EXPECT_NEAR(vAt(track, place.x()), place.y(), 0.2_um); // chords of 0.08 cm
        EXPECT_NEAR(place.norm(), candidate.fit->minima[chosen].rho(), 1e-12);
    }
}

TEST(FlightPicture, EllipsesAreOneSigmaOfTheMinimum) {
    PairBuilder builder = PairBuilder::conversionAt(3.9);
    builder.polar = 3e-4;
    const CandidateStudy pair = study(builder.tracks());
    const FlightPicture drawn = flightPicture(pair, *test::belle2Detector(), kLow, kHigh).value();
    ASSERT_FALSE(drawn.minima.empty());
    const VertexMinimum& minimum = pair.candidate->fit->best();
    const Matrix2 covariance = minimum.covariance.topLeftCorner<2, 2>();
    ASSERT_GT(drawn.minima[0].ellipse.size(), 20U);
    for (const Vector2& point : drawn.minima[0].ellipse) {
        const Vector2 off = drawn.frame.toDetector(point) - minimum.vertex().head<2>();
        EXPECT_NEAR(off.dot(covariance.ldlt().solve(off)), 1, 1e-6); // axes differ by a factor of 1e4
    }
}

TEST(FlightPicture, KeepsCrossingsTangentPointAndTruthWhereTheyAre) {
    CandidateStudy pair = study(PairBuilder::promptOfMass(17.0_MeV).tracks());
    Candidate candidate = *pair.candidate;
    candidate.event.truth = PairTruth{PairClass::Signal, Vector3(0.01, 0.02, 0.3), {}, {}};
    pair.candidate = std::make_shared<const Candidate>(candidate);
    const FlightPicture drawn = flightPicture(pair, *test::belle2Detector(), kLow, kHigh).value();
    ASSERT_EQ(drawn.crossings.size(), 2U);
    EXPECT_NEAR(drawn.crossings[0].norm(), 0, 1e-9); // made at the origin
    // rho2 = M / cB, PHYSICS: 3.77 cm at 17 MeV; the field's constant to its four figures
    EXPECT_NEAR(drawn.crossings[1].x(), 3.77, 0.02);
    ASSERT_TRUE(drawn.tangentPoint);
    EXPECT_NEAR(drawn.tangentPoint->x(), drawn.crossings[1].x() / 2, 0.01);
    ASSERT_TRUE(drawn.truth);
    EXPECT_NEAR(drawn.truth->norm(), std::hypot(0.01, 0.02), 1e-15);
}

TEST(FlightPicture, TrueTracksBeginAtTheTrueVertexAndHaveNoBand) {
    CandidateStudy known = study(PairBuilder::conversionAt(2.2).tracks());
    auto candidate = std::make_shared<Candidate>(*known.candidate);
    const Vector2 along =
        FlightFrame::of(candidate->event.tracks.positron.helix, candidate->event.tracks.electron.helix)
            .along();
    const Vector3 p(2 * along.x(), 2 * along.y(), 0.5);
    candidate->event.truth = PairTruth{PairClass::Conversion, Vector3(2.1 * along.x(), 2.1 * along.y(), 0.3),
                                       1.1e-3, std::array<Vector3, 2>{p, p}};
    known.candidate = candidate;
    const FlightPicture drawn = flightPicture(known, *test::belle2Detector(), kLow, kHigh).value();
    const auto born = trueTracks(*candidate->event.truth, candidate->field).value();
    for (std::size_t i = 0; i < 2; ++i) {
        const FlightTrack& track = drawn.trueTracks[i];
        ASSERT_GT(track.u.size(), 100U);
        EXPECT_NEAR(track.u.front(), 2.1, 1e-9);
        EXPECT_NEAR(track.v.front(), 0, 1e-6);
        EXPECT_TRUE(track.vError.empty());
        EXPECT_LT(farthest(track, Helix(perigeeParameters(born[i])), drawn.frame), 1e-6);
    }
}

TEST(FlightPicture, LayersAreThoseOnThePhotonsPath) {
    const auto detector = test::belle2Detector();
    const FlightPicture drawn = picture(PairBuilder::conversionAt(3.9).tracks());
    std::vector<std::string> groups;
    double radiationLengths = 0;
    for (const FlightPicture::Layer& layer : drawn.layers) {
        EXPECT_LT(layer.uLow, layer.uHigh);
        if (groups.empty() || groups.back() != layer.group) groups.push_back(layer.group);
        radiationLengths += layer.radiationLengths;
    }
    ASSERT_GE(groups.size(), 8U);
    EXPECT_EQ(groups[0], "beam pipe");
    EXPECT_EQ(groups[1], "PXD 1");
    EXPECT_EQ(groups.back(), "CDC wall");
    EXPECT_NEAR(drawn.layers.front().uLow, 0.999, 0.002);
    // 4.5 % before the gas at 90 degrees, longer by the slope of 0.4 of this pair
    EXPECT_NEAR(radiationLengths, 0.045 * std::hypot(1, 0.4), 0.008);
}

TEST(FlightPicture, LayersFollowTheZOfThePath) {
    PairBuilder forward = PairBuilder::conversionAt(3.9);
    forward.vertex.z() += 12; // at z = 12 to 13.6 cm up to SVD 3
    const FlightPicture drawn = picture(forward.tracks());
    const auto material = [&drawn](const char* group) {
        double sum = 0;
        for (const FlightPicture::Layer& layer : drawn.layers)
            if (layer.group == group) sum += layer.radiationLengths;
        return sum;
    };
    EXPECT_EQ(material("PXD 1"), 0) << "ends at z = 8.2 cm";
    EXPECT_EQ(material("PXD 2"), 0) << "ends at z = 10.4 cm";
    EXPECT_GT(material("SVD 3"), 0.9 * 0.006 * std::hypot(1, 0.4)) << "ends at z = 15.5 cm";
}

TEST(FlightPicture, OfAFailedFitHasTracksWithoutBandsAndNoMinimum) {
    TrackPair tracks = PairBuilder::conversionAt(1.4).tracks();
    tracks.positron.covariance(kD0, kD0) = -1;
    const FlightPicture drawn = picture(tracks);
    EXPECT_FALSE(drawn.before[0].u.empty());
    EXPECT_TRUE(drawn.before[0].vError.empty());
    EXPECT_FALSE(drawn.before[1].vError.empty());
    EXPECT_TRUE(drawn.after[0].u.empty());
    EXPECT_TRUE(drawn.minima.empty());
    EXPECT_TRUE(drawn.tangentPoint);
    EXPECT_FALSE(drawn.layers.empty());
}

TEST(FlightPicture, OfTracksThatAreNoneIsNothing) {
    for (const double omega : {0.0, std::nan("")}) {
        TrackPair tracks = PairBuilder::conversionAt(1.4).tracks();
        Vector5 parameters = tracks.electron.helix.parameters();
        parameters(kOmega) = omega;
        tracks.electron.helix = Helix(parameters);
        EXPECT_FALSE(flightPicture(study(tracks), *test::belle2Detector(), kLow, kHigh));
    }
}
