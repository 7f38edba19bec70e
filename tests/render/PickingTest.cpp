#include "render/Picking.h"

#include "core/math/Units.h"
#include "tests/render/SampleCandidates.h"

#include <gmock/gmock.h>

#include <cmath>

namespace pairscope {

namespace {

using testing::HasSubstr;

class Picking : public testing::Test {
protected:
    Picking()
        : candidate(test::handMadeCandidate({.rho = 2.2, .phi = 0.6, .pT = 0.3, .opening = 0})),
          detector(test::belle2()),
          sections(layerSections(*detector, ScenePlane::Transverse)),
          items(candidateItems(candidate, *detector, options)) {}

    [[nodiscard]] std::vector<PickTarget> pick(const Vector2& place, double tolerance) const {
        return pickItems(place, tolerance, sections, items, options);
    }

    Candidate candidate;
    std::shared_ptr<const DetectorModel> detector;
    SceneOptions options;
    std::vector<LayerSection> sections;
    CandidateItems items;
};

TEST_F(Picking, DistanceToAnArcIsExact) {
    for (const ArcItem& arc : items.arcs) {
        if (arc.kind != ItemKind::TrackAfter) continue;
        const TrackPoint point = arc.helix.pointAt(arc.begin + 5);
        const Vector2 side(-std::sin(point.phi), std::cos(point.phi));
        const auto targets = pick(point.position.head<2>() + 0.013 * side, 0.02);
        const auto found = std::find_if(targets.begin(), targets.end(), [&](const PickTarget& target) {
            return target.kind == ItemKind::TrackAfter && target.index == static_cast<std::size_t>(arc.track);
        });
        ASSERT_NE(found, targets.end());
        EXPECT_NEAR(found->distance, 0.013, 1e-9);
        EXPECT_LT((found->position - point.position.head<2>()).norm(), 1e-9);
    }
}

TEST_F(Picking, AnArcEndsWhereItEnds) {
    const Vector2 vertex = candidate.fit->best().vertex().head<2>();
    const Vector2 inside =
        vertex * (1 - 0.1 / vertex.norm()); // 1 mm nearer to the axis: the fitted track is not there
    for (const PickTarget& target : pick(inside, 0.2)) {
        if (target.kind != ItemKind::TrackAfter) continue;
        EXPECT_NEAR(target.distance, 0.1, 1e-4);
    }
}

TEST_F(Picking, PointsComeBeforeLinesAndLinesBeforeMaterial) {
    const Vector2 vertex = candidate.fit->best().vertex().head<2>();
    const auto targets = pick(vertex + Vector2(0.01, 0), 0.3);
    ASSERT_GE(targets.size(), 6U);
    EXPECT_EQ(targets.front().kind, ItemKind::Vertex);
    EXPECT_EQ(targets.back().kind, ItemKind::Layer);
    EXPECT_NEAR(targets.front().distance, 0.01, 1e-12);
}

TEST_F(Picking, InsideMaterialTheDistanceIsZero) {
    const auto targets = pick(Vector2(-1.03, 0), 1e-6); // in the inner beryllium wall
    ASSERT_EQ(targets.size(), 1U);
    EXPECT_EQ(targets[0].distance, 0);
    EXPECT_THAT(describe(targets[0], detector.get(), &candidate), HasSubstr("beam pipe"));
    EXPECT_THAT(describe(targets[0], detector.get(), &candidate), HasSubstr("Be, X/X\u2080 0.17 %"));
}

TEST_F(Picking, DistanceToALadderIsToItsBox) {
    // ladder 0 of PXD layer 1 spans x 1.39475 to 1.44725, y -0.42 to 1.12
    const auto targets = pick(Vector2(1.35, 0.0), 0.05);
    ASSERT_FALSE(targets.empty());
    EXPECT_NEAR(targets[0].distance, 0.04475, 1e-9);
    EXPECT_THAT(describe(targets[0], detector.get(), nullptr), HasSubstr("PXD 1"));
}

TEST_F(Picking, HiddenItemsAreNotPicked) {
    options.layers = false;
    EXPECT_TRUE(pick(Vector2(-1.03, 0), 0.01).empty());
}

TEST_F(Picking, SnapPrefersPointsThenEdges) {
    const Vector2 vertex = candidate.fit->best().vertex().head<2>();
    EXPECT_EQ(snap(vertex + Vector2(0.02, 0.01), 0.05, sections, items, options), vertex);
    const Vector2 edge = snap(Vector2(-0.98, 0), 0.05, sections, items, options);
    EXPECT_NEAR(edge.norm(), 0.999, 1e-9); // the gold's inner surface
    const Vector2 nothing(-0.5, 0.3);
    EXPECT_EQ(snap(nothing, 0.05, sections, items, options), nothing);
}

TEST_F(Picking, SentencesHaveValuesAndUnits) {
    EXPECT_THAT(describe({ItemKind::TrackAfter, 0, 0, {}}, detector.get(), &candidate),
                HasSubstr("pT 0.3 GeV"));
    EXPECT_THAT(describe({ItemKind::Vertex, 0, 0, {}}, detector.get(), &candidate), HasSubstr("ρ 2.2"));
    EXPECT_THAT(describe({ItemKind::InteractionPoint, 0, 0, {}}, detector.get(), &candidate),
                HasSubstr("10 µm by 0.3 µm"));
    EXPECT_EQ(describe({ItemKind::TrueVertex, 0, 0, {}}, detector.get(), &candidate), "");
    EXPECT_EQ(describe({ItemKind::Layer, 999, 0, {}}, detector.get(), nullptr), "");
}

} // namespace

} // namespace pairscope
