#include "render/CandidateItems.h"

#include "core/math/Units.h"
#include "render/CandidateDrawing.h"
#include "render/ItemParts.h"
#include "render/ItemStyle.h"
#include "render/SceneDump.h"
#include "tests/render/SampleCandidates.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

using testing::HasSubstr;
using testing::Not;

CandidateItems itemsOf(const Candidate& candidate, const SceneOptions& options = {}) {
    return candidateItems(candidate, DetectorModel{}, options);
}

const ArcItem& arc(const CandidateItems& items, ItemKind kind, int track) {
    for (const ArcItem& item : items.arcs)
        if (item.kind == kind && item.track == track) return item;
    throw std::out_of_range("no such arc");
}

TEST(CandidateItems, FittedTracksBeginAtTheVertexAndEndAtTheWall) {
    const Candidate candidate =
        test::handMadeCandidate({.rho = 3.9, .phi = -2.1, .pT = 1.3, .opening = 0.01});
    const CandidateItems items = itemsOf(candidate);
    const Vector3 vertex = candidate.fit->best().vertex();
    for (const int track : {0, 1}) {
        const ArcItem& after = arc(items, ItemKind::TrackAfter, track);
        EXPECT_LT((after.helix.positionAt(after.begin) - vertex).norm(), 1e-9);
        EXPECT_NEAR(after.helix.positionAt(after.end).head<2>().norm(), kTrackEndRadius, 1e-6);
        const ArcItem& back = arc(items, ItemKind::TrackBack, track);
        EXPECT_LT((back.helix.positionAt(back.end) - vertex).norm(), 1e-9);
        EXPECT_EQ(back.begin, 0);
    }
}

TEST(CandidateItems, MeasuredTracksPassThroughTheExactVertexToo) {
    const Candidate candidate = test::handMadeCandidate({});
    const CandidateItems items = itemsOf(candidate);
    const Vector2 vertex = candidate.fit->best().vertex().head<2>();
    for (const int track : {0, 1}) {
        const Helix& helix = arc(items, ItemKind::TrackBefore, track).helix;
        EXPECT_LT((helix.positionAt(helix.pathOfClosestApproach(vertex)).head<2>() - vertex).norm(), 1e-9);
    }
}

TEST(CandidateItems, EllipseHasTheErrorsAlongAndAcrossTheFlight) {
    const CandidateItems items =
        itemsOf(test::handMadeCandidate({.rho = 2.2, .phi = 0.6, .pT = 2.5, .opening = 0}));
    ASSERT_EQ(items.ellipses.size(), 1U);
    EXPECT_NEAR(items.ellipses[0].ellipse.major, 0.3, 1e-9);
    EXPECT_NEAR(items.ellipses[0].ellipse.minor, 30e-4, 1e-9);
    EXPECT_NEAR(items.ellipses[0].ellipse.angle, 0.6, 1e-9);
}

TEST(CandidateItems, PairFlightEndsAtTheVertexAlongTheSummedMomentum) {
    const Candidate candidate = test::handMadeCandidate({.rho = 2.2, .phi = 0.6, .pT = 2.5, .opening = 0.02});
    const CandidateItems items = itemsOf(candidate);
    const auto flight = std::find_if(items.lines.begin(), items.lines.end(),
                                     [](const LineItem& line) { return line.kind == ItemKind::PairFlight; });
    ASSERT_NE(flight, items.lines.end());
    EXPECT_LT((flight->to() - candidate.fit->best().vertex().head<2>()).norm(), 1e-12);
    EXPECT_LT(flight->from().norm(), 1e-9); // the legs are symmetric about the radius
}

TEST(CandidateItems, BeamSpotHasTheSizeOfTheLuminousRegion) {
    const CandidateItems items = itemsOf(test::handMadeCandidate({}));
    ASSERT_TRUE(items.beamSpot);
    EXPECT_TRUE(items.beamSpot->sigma.isApprox(Vector2(10e-4, 0.3e-4), 1e-12));
    EXPECT_EQ(items.beamSpot->angle, 0);
    SceneOptions options;
    options.beamSpot = false;
    EXPECT_FALSE(itemsOf(test::handMadeCandidate({}), options).beamSpot);
}

TEST(CandidateItems, OptionsHideWhatTheyName) {
    SceneOptions options;
    options.beforeTracks = options.ellipse = options.crossings = options.truth = options.photon =
        options.beamSpot = false;
    const std::string dump = dumpScene(nullptr, {}, itemsOf(test::fullCandidate(), options), options);
    for (const char* hidden : {"track-before", "ellipse", "crossing", "true-vertex", "true-track",
                               "pair-flight", "recoil", "cluster", "interaction"})
        EXPECT_THAT(dump, Not(HasSubstr(hidden)));
    for (const char* shown : {"arc track-after 0", "arc track-after 1", "point vertex 0", "point vertex 1"})
        EXPECT_THAT(dump, HasSubstr(shown));
}

TEST(CandidateItems, ChosenMinimumGivesTheTracks) {
    Candidate candidate = test::fullCandidate();
    candidate.chosen = 1;
    const CandidateItems items = itemsOf(candidate);
    const ArcItem& after = arc(items, ItemKind::TrackAfter, 0);
    EXPECT_LT((after.helix.positionAt(after.begin) - candidate.fit->minima[1].vertex()).norm(), 1e-9);
    EXPECT_EQ(items.chosenMinimum, 1U);
    candidate.chosen = 17;
    EXPECT_EQ(itemsOf(candidate).chosenMinimum, 1U);
}

TEST(CandidateItems, AChosenMinimumIsShownHoweverBadItIs) {
    Candidate candidate = test::fullCandidate();
    candidate.fit->minima[1].chi2 = 500;
    EXPECT_EQ(itemsOf(candidate).point(ItemKind::Vertex, 1), nullptr);
    candidate.chosen = 1;
    EXPECT_NE(itemsOf(candidate).point(ItemKind::Vertex, 1), nullptr);
}

TEST(CandidateItems, TrialVertexAndKeptFitAreItemsOfTheirOwn) {
    SceneOptions options;
    options.trialVertex = Vector3(1.25, -0.5, 3);
    options.keptFit = KeptFit{{2, 1, 0}, Vector3(0.09, 0.01, 1).asDiagonal()};
    const std::string dump = dumpScene(nullptr, {}, itemsOf(test::failedCandidate(), options), options);
    EXPECT_THAT(dump, HasSubstr("point trial-vertex 0 1.25 -0.5\n"));
    EXPECT_THAT(dump, HasSubstr("point kept-vertex 0 2 1\n"));
    EXPECT_THAT(dump, HasSubstr("kept-ellipse 2 1 0.3 0.1 0\n"));
    options.trialVertex.reset();
    options.keptFit.reset();
    EXPECT_THAT(dumpScene(nullptr, {}, itemsOf(test::failedCandidate(), options), options),
                Not(testing::AnyOf(HasSubstr("trial"), HasSubstr("kept"))));
}

TEST(CandidateDrawing, TrialVertexAndKeptFitHaveShapesAndLabelsOfTheirOwn) {
    SceneOptions options;
    options.trialVertex = Vector3(1.25, -0.5, 3);
    options.keptFit = KeptFit{{2, 1, 0}, Vector3(0.09, 0.01, 1).asDiagonal()};
    const PictureSize size{400, 300};
    const DrawList list =
        candidateDrawing(itemsOf(test::fullCandidate(), options), options, {Vector2::Zero(), 8}, size);
    std::vector<std::string> labels;
    for (const Label& label : list.labels)
        labels.push_back(label.text);
    EXPECT_THAT(labels, testing::IsSupersetOf({"trial vertex", "kept fit", "vertex 1", "minimum 2"}));
    EXPECT_NE(pointMarker(ItemKind::TrialVertex, true, options.theme).shape,
              pointMarker(ItemKind::KeptVertex, true, options.theme).shape);
}

TEST(CandidateItems, TrueTracksBeginAtTheTrueVertexAndSayWhereTheyRadiated) {
    Candidate candidate = test::fullCandidate();
    candidate.event.truth->momenta = {Vector3(2, 1.4, 0.5), Vector3(2.1, 1.4, 0.5)};
    candidate.event.truth->losses = {EnergyLoss{0.5, 0.4, 8.0}, EnergyLoss{0.01, 0.001, 3.0}};
    const CandidateItems items = itemsOf(candidate);
    for (const int track : {0, 1}) {
        const ArcItem& truth = arc(items, ItemKind::TrueTrack, track);
        EXPECT_LT((truth.helix.positionAt(truth.begin) - *candidate.event.truth->vertex).norm(), 1e-9);
    }
    const PointItem* hard = items.point(ItemKind::HardPhoton, 0);
    ASSERT_NE(hard, nullptr);
    EXPECT_NEAR(hard->position.norm(), 8.0, 1e-9);
    EXPECT_EQ(items.point(ItemKind::HardPhoton, 1), nullptr); // a tenth of a per cent is nothing
    SceneOptions options;
    options.truth = false;
    const std::string dump = dumpScene(nullptr, {}, itemsOf(candidate, options), options);
    for (const char* hidden : {"true-vertex", "true-track", "hard-photon"})
        EXPECT_THAT(dump, Not(HasSubstr(hidden)));
}

TEST(CandidateItems, TheChosenPhotonIsDrawnStronger) {
    Candidate candidate = test::fullCandidate();
    candidate.event.photons.push_back(candidate.event.photons.front());
    candidate.photon = 1;
    const CandidateItems items = itemsOf(candidate);
    EXPECT_EQ(items.chosenPhoton, 1U);
    EXPECT_EQ(items.clusters.size(), 2U);
    const Theme theme = Theme::dark();
    EXPECT_GT(lineStroke(ItemKind::RecoilPhoton, true, theme).paint.opacity,
              1.5 * lineStroke(ItemKind::RecoilPhoton, false, theme).paint.opacity);
}

TEST(CandidateItems, TracksThatLeaveTheChamberAtItsEndStopThere) {
    const Helix forward((Vector5() << 0, 0.3, 1e-3, 0, 4).finished());
    EXPECT_NEAR(forward.positionAt(trackEnd(forward)).z(), kTrackEndForward, 1e-9);
    const Helix central((Vector5() << 0, 0.3, 1e-3, 0, -0.1).finished());
    EXPECT_NEAR(central.positionAt(trackEnd(central)).head<2>().norm(), kTrackEndRadius, 1e-9);
}

TEST(CandidateItems, FailedFitShowsTheMeasuredTracksOnly) {
    const CandidateItems items = itemsOf(test::failedCandidate());
    EXPECT_EQ(items.arcs.size(), 2U);
    EXPECT_EQ(items.point(ItemKind::Vertex), nullptr);
}

TEST(CandidateItems, UnusableTracksAreLeftOut) {
    Candidate candidate = test::failedCandidate();
    Vector5 broken = candidate.event.tracks.positron.helix.parameters();
    broken(kPhi0) = std::numeric_limits<double>::quiet_NaN();
    candidate.event.tracks.positron.helix = Helix(broken);
    Vector5 straight = candidate.event.tracks.electron.helix.parameters();
    straight(kOmega) = 0;
    candidate.event.tracks.electron.helix = Helix(straight);
    EXPECT_TRUE(itemsOf(candidate).arcs.empty());
}

TEST(CandidateItems, AFarCrossingDoesNotShrinkTheFittedView) {
    Candidate candidate = test::handMadeCandidate({});
    candidate.circles.crossings = {CircleMeeting{Vector2(2, 1)}, CircleMeeting{Vector2(70, 50)}};
    const auto box = interestingBox(itemsOf(candidate));
    ASSERT_TRUE(box);
    EXPECT_LT(box->size().norm(), 5);
}

TEST(SceneDump, LaddersAndRingsAreThoseOfTheModel) {
    const auto detector = test::belle2();
    ASSERT_TRUE(detector);
    const auto sections = layerSections(*detector, ScenePlane::Transverse);
    const std::string dump = dumpScene(detector.get(), sections, {}, {});
    EXPECT_THAT(dump, HasSubstr("ring beampipe_gold 0.999 1 0.00299\n"));
    // the first ladder of PXD layer 1: normal at 0 degrees, shifted by 0.35 cm, 1.54 cm wide, 525 um thick
    // at 1.421 cm
    EXPECT_THAT(dump, HasSubstr("box PXD_L1 1.39475 -0.42 1.44725 -0.42 1.44725 1.12 1.39475 1.12\n"));
    SceneOptions without;
    without.layers = false;
    without.v0Edge = true;
    EXPECT_EQ(dumpScene(detector.get(), sections, {}, without), "ring v0-edge 1 1 0\n");
}

TEST(CandidateDrawing, WaveStaysWithinItsAmplitudeAndEndsOnTheLine) {
    const auto points = wave({1, 1}, {4, 5}, 0.2, 0.5);
    EXPECT_LT((points.front() - Vector2(1, 1)).norm(), 1e-12);
    double largest = 0;
    for (const Vector2& point : points)
        largest = std::max(largest, std::abs((point - Vector2(1, 1)).dot(Vector2(-0.8, 0.6))));
    EXPECT_LE(largest, 0.2 + 1e-12);
    EXPECT_GT(largest, 0.19);
}

} // namespace

} // namespace pairscope
