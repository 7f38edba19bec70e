#include "core/vertex/ProfileModel.h"

#include "core/vertex/VertexFit.h"
#include "tests/support/PairBuilder.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

namespace {

FlightFrame frameOf(const TrackPair& tracks) {
    return FlightFrame::of(tracks.positron.helix, tracks.electron.helix);
}

} // namespace

TEST(ProfileModel, PassesWhereTheHelicesPass) {
    PairBuilder builder = PairBuilder::conversionAt(3.9);
    builder.pT = 1;
    const TrackPair tracks = builder.tracks();
    const FlightFrame frame = frameOf(tracks);
    const ProfileModel model(tracks, frame);
    for (int track = 0; track < 2; ++track)
        for (const double s : {-2.0, 0.0, 5.0, 15.0}) {
            const Vector3 position = tracks[track].helix.positionAt(s);
            const Vector2 flight = frame.toFlight(position.head<2>());
            const auto passing = model.passing(track, flight.x());
            EXPECT_NEAR(passing.v, flight.y(), 1e-9);
            EXPECT_NEAR(passing.z, position.z(), 1e-5); // arc from chord by its first term
        }
}

TEST(ProfileModel, HasAMinimumAtEachCrossingOfAPromptPair) {
    const TrackPair tracks = PairBuilder::promptOfMass(17.0_MeV).tracks();
    const ProfileModel model(tracks, frameOf(tracks));
    const auto minima = model.minima(1.9, 20);
    ASSERT_GE(minima.size(), 2u);
    const double first = std::min(minima[0].u, minima[1].u);
    const double second = std::max(minima[0].u, minima[1].u);
    EXPECT_NEAR(first, 0, 0.01);
    EXPECT_NEAR(second, 3.77, 0.02);
    EXPECT_LT(minima[0].chi2, 1e-3);
}

TEST(ProfileModel, AgreesWithTheExactFitAtItsMinimum) {
    PairBuilder builder = PairBuilder::promptOfMass(50.0_MeV);
    builder.polar = 3e-3;
    TrackPair tracks = builder.tracks();
    Vector5 shifted = tracks.positron.helix.parameters();
    shifted(kD0) += 20e-4; // off by more than a sigma across, less in z
    shifted(kZ0) += 15e-4;
    tracks.positron.helix = Helix(shifted);
    const FlightFrame frame = frameOf(tracks);
    const ProfileModel model(tracks, frame);
    const auto fit = VertexFit()(tracks);
    ASSERT_TRUE(fit);
    for (const VertexMinimum& minimum : fit->minima) {
        const double u = frame.toFlight(minimum.vertex().head<2>()).x();
        EXPECT_NEAR(model.chi2(u), minimum.chi2, 0.01 * minimum.chi2 + 1e-4);
    }
}

TEST(ProfileModel, ShiftedTracksMeetAtTheAskedPlace) {
    const TrackPair tracks = PairBuilder::conversionAt(8).tracks();
    const FlightFrame frame = frameOf(tracks);
    const ProfileModel model(tracks, frame);
    for (const double u : {1.0, 6.0, 12.0}) {
        const auto meeting = model.meetingAt(u);
        const Vector2 place = frame.toDetector({u, meeting.v});
        for (const Helix& helix : meeting.tracks) {
            const double distance =
                (helix.positionAt(helix.pathOfClosestApproach(place)).head<2>() - place).norm();
            EXPECT_LT(distance, 1e-4); // small-angle levers: a micrometre
        }
    }
}
