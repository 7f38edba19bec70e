#include "render/SpaceScene.h"

#include "core/detector/CalorimeterFace.h"
#include "core/math/Units.h"
#include "core/track/HelixSampler.h"
#include "render/OffscreenPicture.h"
#include "render/SpaceMaterial.h"
#include "render/SpaceSolids.h"
#include "tests/render/SampleCandidates.h"

#include <Eigen/Geometry>
#include <gmock/gmock.h>

#include <cmath>
#include <sstream>

namespace pairscope {

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr PictureSize kSize{800, 600};

/// Points of the first line of a dump that begins with `head`.
std::vector<Vector3> pointsAfter(const std::string& dump, const std::string& head) {
    const auto at = ("\n" + dump).find("\n" + head + " ");
    if (at == std::string::npos) return {};
    std::istringstream line(dump.substr(at + head.size(), dump.find('\n', at) - at - head.size()));
    std::vector<Vector3> points;
    for (Vector3 point; line >> point.x() >> point.y() >> point.z();)
        points.push_back(point);
    return points;
}

class SpaceSceneTest : public testing::Test {
protected:
    SpaceSceneTest() {
        scene.setSize(kSize);
        show();
    }
    void show() { scene.show(detector, std::make_shared<const Candidate>(candidate), options); }
    [[nodiscard]] Vector3 vertex() const { return candidate.fit->best().vertex(); }

    Candidate candidate = test::fullCandidate();
    std::shared_ptr<const DetectorModel> detector = test::belle2();
    SceneOptions options;
    SpaceScene scene;
};

TEST_F(SpaceSceneTest, TracksAreTheHelicesThroughTheVertexInSpace) {
    for (const int track : {0, 1}) {
        const auto points = pointsAfter(scene.dump(), "arc track-after " + std::to_string(track));
        ASSERT_EQ(points.size(), 5U);
        const Helix helix(perigeeParameters(candidate.fit->best().track(track)));
        const double begin = helix.pathOfClosestApproach(vertex().head<2>());
        const double end = pathToRadius(helix, kTrackEndRadius);
        for (int i = 0; i < 5; ++i) // 9 digits are dumped
            EXPECT_LT((points[static_cast<std::size_t>(i)] - helix.positionAt(begin + (end - begin) * i / 4))
                          .norm(),
                      1e-6);
        EXPECT_LT((points[0] - vertex()).norm(), 1e-6);
    }
}

TEST_F(SpaceSceneTest, TheEllipsoidHasTheEigenvectorsOfTheCovarianceAsAxes) {
    Matrix9& covariance = candidate.fit->minima[0].covariance;
    covariance(0, 2) = covariance(2, 0) = 1e-3 * std::cos(0.6); // z goes with the place along the flight
    covariance(1, 2) = covariance(2, 1) = 1e-3 * std::sin(0.6);
    show();
    const Matrix3 matrix = candidate.fit->minima[0].vertexCovariance();
    const auto points = pointsAfter(scene.dump(), "ellipsoid 0");
    ASSERT_EQ(points.size(), 4U);
    EXPECT_LT((points[0] - vertex()).norm(), 1e-6);
    for (std::size_t axis = 1; axis < 4; ++axis) {
        const double variance = points[axis].squaredNorm(); // a semi-axis a satisfies C a = |a|^2 a
        EXPECT_LT((matrix * points[axis] - variance * points[axis]).norm(), 1e-6 * matrix.norm());
    }
    EXPECT_LT(points[1].norm(), points[2].norm());
    EXPECT_LT(points[2].norm(), points[3].norm());
    EXPECT_NEAR(points[1].squaredNorm() + points[2].squaredNorm() + points[3].squaredNorm(), matrix.trace(),
                1e-8);
}

TEST_F(SpaceSceneTest, EveryLadderIsABox) {
    const std::string dump = scene.dump();
    std::size_t boxes = 0;
    for (std::size_t at = dump.find("box "); at != std::string::npos; at = dump.find("\nbox ", at + 1))
        ++boxes;
    EXPECT_EQ(boxes, 8U + 12 + 7 + 10 + 10 + 12 + 12 + 16 + 16);
    EXPECT_THAT(dump, HasSubstr("\nrim 15.1 -36 49\n"));
    EXPECT_THAT(dump, HasSubstr("\nrim 125 -102 196\n"));
    EXPECT_THAT(dump, Not(HasSubstr("rim 16.311"))); // gas
    options.layers = false;
    show();
    EXPECT_THAT(scene.dump(), Not(HasSubstr("box ")));
}

TEST_F(SpaceSceneTest, ThePhotonEndsAtTheCalorimeterAndItsClusterGoesOnOutwards) {
    const Vector3 direction(std::sin(1.4) * std::cos(0.6 - kPi), std::sin(1.4) * std::sin(0.6 - kPi),
                            std::cos(1.4));
    const auto face = calorimeterEntry(*detector, Vector3::Zero(), direction);
    ASSERT_TRUE(face);
    const auto line = pointsAfter(scene.dump(), "line recoil-photon 0");
    ASSERT_EQ(line.size(), 2U);
    EXPECT_LT((line[1] - *face).norm(), 1e-6);
    const auto cluster = pointsAfter(scene.dump(), "cluster 0 5.29");
    ASSERT_EQ(cluster.size(), 2U);
    EXPECT_LT((cluster[0] - *face).norm(), 1e-6);
    EXPECT_LT((cluster[1] - *face - 4 * 5.29 * direction).norm(), 1e-6); // 4 cm for each GeV
}

TEST_F(SpaceSceneTest, PointsThatAreHiddenByOptionsAreNotThere) {
    options.truth = options.photon = options.crossings = options.beamSpot = options.ellipse = false;
    show();
    for (const char* hidden :
         {"true", "photon", "crossing", "tangent", "interaction", "ellipsoid", "cluster"})
        EXPECT_THAT(scene.dump(), Not(HasSubstr(hidden)));
    EXPECT_THAT(scene.dump(), HasSubstr("point vertex 0"));
}

TEST_F(SpaceSceneTest, AlongTheBeamItIsTheTransverseView) {
    scene.turn({}, Vector3::Zero());
    scene.setView({{0, 0}, 30});
    const Vector2 pixel = scene.toPixel({1, 2, 40});
    EXPECT_NEAR(pixel.x(), 400 + 1 * 20, 1e-9);
    EXPECT_NEAR(pixel.y(), 300 - 2 * 20, 1e-9);
}

TEST_F(SpaceSceneTest, FromTheSideZIsToTheRightAndYUp) {
    scene.turn({-90 * kDegree, 0}, Vector3::Zero());
    scene.setView({{0, 0}, 30});
    const Vector2 pixel = scene.toPixel({40, 2, 1});
    EXPECT_NEAR(pixel.x(), 400 + 1 * 20, 1e-9);
    EXPECT_NEAR(pixel.y(), 300 - 2 * 20, 1e-9);
}

TEST_F(SpaceSceneTest, TurningKeepsThePivotWhereItIs) {
    scene.setView(scene.fittedView());
    scene.setView({scene.view().centre + Vector2(0.3, -0.2), 1.5});
    const Vector3 fixed = vertex();
    const Vector2 before = scene.toPixel(fixed);
    scene.turn(scene.direction().turned(0.7, -0.4), fixed);
    EXPECT_LT((scene.toPixel(fixed) - before).norm(), 1e-6);
    EXPECT_EQ(scene.view().height, 1.5);
}

TEST_F(SpaceSceneTest, ThePivotIsInTheMiddleAtTheDepthOfTheVertexThere) {
    scene.setView(scene.vertexView());
    EXPECT_LT((scene.pivot() - vertex()).norm(), 1e-9);
    EXPECT_LT((scene.toPixel(scene.pivot()) - Vector2(400, 300)).norm(), 1e-6);
}

TEST_F(SpaceSceneTest, PicksWhatIsUnderAPlaceOfThePicture) {
    scene.setView({scene.vertexView().centre, 2});
    const auto targets = scene.pick(scene.view().centre, 0.01);
    ASSERT_FALSE(targets.empty());
    EXPECT_EQ(targets.front().kind, ItemKind::Vertex);
    EXPECT_THAT(scene.describe(targets.front()), HasSubstr("fitted vertex, minimum 1"));
    const Helix helix(perigeeParameters(candidate.fit->best().track(0)));
    const double path = helix.pathOfClosestApproach(vertex().head<2>()) + 40;
    scene.setView({scene.view().centre, 200});
    const Vector2 place = scene.view().toWorld(scene.toPixel(helix.positionAt(path)), kSize);
    const auto onTrack = scene.pick(place, 0.05);
    ASSERT_FALSE(onTrack.empty());
    EXPECT_EQ(onTrack.front().kind, ItemKind::TrackAfter);
}

TEST_F(SpaceSceneTest, HoverNamesALadderUnderItsMiddle) {
    candidate = test::failedCandidate();
    options.beforeTracks = options.crossings = options.beamSpot = options.photon = false;
    show();
    const auto& layers = detector->layers();
    const auto layer = std::find_if(layers.begin(), layers.end(),
                                    [](const MaterialLayer& any) { return any.name == "SVD_L6_slanted"; });
    ASSERT_NE(layer, layers.end());
    Vector3 middle = Vector3::Zero();
    for (const Vector3& corner : ladderSolids(*layer)[4])
        middle += corner / 8;
    bool named = false;
    for (const PickTarget& target : scene.pick(scene.view().toWorld(scene.toPixel(middle), kSize), 0.01))
        named |= target.kind == ItemKind::Layer && &layers[target.index] == &*layer;
    EXPECT_TRUE(named);
}

TEST_F(SpaceSceneTest, TheHomeViewHoldsEveryLadder) {
    scene.setView(scene.homeView());
    for (const MaterialLayer& layer : detector->layers())
        for (const auto& solid : ladderSolids(layer))
            for (const Vector3& corner : solid) {
                const Vector2 pixel = scene.toPixel(corner);
                EXPECT_TRUE(pixel.x() > 0 && pixel.x() < 800 && pixel.y() > 0 && pixel.y() < 600)
                    << layer.name;
            }
}

TEST(SpaceDirection, AxesAreOrthonormalRightHandedAndHaveNoRoll) {
    for (const double azimuth : {-2.9, -1.0, 0.0, 0.4, 3.0})
        for (const double elevation : {-kPi / 2, -0.6, 0.0, 1.2, kPi / 2}) {
            const Matrix3 rows = SpaceDirection{azimuth, elevation}.axes();
            EXPECT_LT((rows * rows.transpose() - Matrix3::Identity()).norm(), 1e-12);
            EXPECT_NEAR(rows.determinant(), 1, 1e-12);
            EXPECT_EQ(rows(0, 1), 0);      // what is to the right is level
            EXPECT_GE(rows(1, 1), -1e-12); // and y is never upside down
        }
}

TEST(SpaceDirection, StopsAtThePoles) {
    const SpaceDirection direction = SpaceDirection{3.0, 1.0}.turned(0.5, 9);
    EXPECT_EQ(direction.elevation, kPi / 2);
    EXPECT_NEAR(direction.azimuth, 3.5 - 2 * kPi, 1e-12);
}

TEST(SpaceMaterial, SidesOfABoxPointOutwards) {
    for (const MaterialLayer& layer : test::belle2()->layers())
        for (const auto& solid : ladderSolids(layer)) {
            Vector3 middle = Vector3::Zero();
            for (const Vector3& corner : solid)
                middle += corner / 8;
            for (const SpaceFace& side : boxFaces(solid, layer.radiationLengths)) {
                EXPECT_NEAR(side.normal.norm(), 1, 1e-12);
                for (const Vector3& corner : side.corners) {
                    EXPECT_GT(side.normal.dot(corner - middle), 0);
                    EXPECT_NEAR(side.normal.dot(corner - side.corners[0]), 0, 1e-9); // flat, trapezoids too
                }
            }
        }
}

TEST(SpaceMaterial, ALineOfSightMeetsEachSolidOnce) {
    const auto detector = test::belle2();
    const SpaceMaterial material(*detector);
    const Vector3 toward = SpaceDirection{-1, 0.3}.axes().row(2);
    // a ray through one slanted ladder enters through one of the sides that face the eye
    const auto layer = std::find_if(detector->layers().begin(), detector->layers().end(),
                                    [](const MaterialLayer& any) { return any.name == "SVD_L5_slanted"; });
    ASSERT_NE(layer, detector->layers().end());
    for (const auto& solid : ladderSolids(*layer)) {
        Vector3 middle = Vector3::Zero();
        for (const Vector3& corner : solid)
            middle += corner / 8;
        int met = 0;
        for (const SpaceFace& side : boxFaces(solid, layer->radiationLengths)) {
            const double slope = side.normal.dot(toward);
            if (slope <= 0) continue;
            const Vector3 hit = middle + toward * side.normal.dot(side.corners[0] - middle) / slope;
            bool inside = true;
            for (std::size_t i = 0; i < 4; ++i)
                inside &=
                    side.normal.dot(
                        (side.corners[(i + 1) % 4] - side.corners[i]).cross(hit - side.corners[i])) >= 0;
            met += inside;
        }
        EXPECT_EQ(met, 1);
    }
}

TEST(SpaceSolids, AClusterIsABoxAboutItsAxis) {
    ClusterItem cluster;
    cluster.begin = {100, -70, 30};
    cluster.end = {116, -81.2, 34.8};
    const auto solid = clusterSolid(cluster);
    const Vector3 along = (cluster.end - cluster.begin).normalized();
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR((solid[i] - cluster.begin).dot(along), 0, 1e-9);
        EXPECT_NEAR((solid[i] - cluster.begin).norm(), 3 * std::sqrt(2.0), 1e-9); // 6 cm wide
        EXPECT_LT((solid[4 + i] - solid[i] - (cluster.end - cluster.begin)).norm(), 1e-9);
    }
    for (const SpaceFace& side : boxFaces(solid, 0))
        EXPECT_GT(side.normal.dot(side.corners[0] - (cluster.begin + cluster.end) / 2), 0);
}

class SpacePictureTest : public SpaceSceneTest {
protected:
    void SetUp() override {
        auto created = OffscreenPicture::create();
        ASSERT_TRUE(created) << created.error();
        picture = std::make_unique<OffscreenPicture>(std::move(*created));
        picture->setScene(&scene);
        options.legend = options.caption = options.labels = false;
    }
    void TearDown() override {
        if (picture) picture->setScene(nullptr);
    }
    Image draw() {
        show();
        return picture->render(kSize);
    }
    [[nodiscard]] Colour colourAt(const Image& image, const Vector3& point) const {
        const Vector2 pixel = scene.toPixel(point);
        return image.at(static_cast<int>(std::floor(pixel.x())), static_cast<int>(std::floor(pixel.y())));
    }
    std::unique_ptr<OffscreenPicture> picture;
};

TEST_F(SpacePictureTest, TheVertexHasItsColourWhereItIsFromEveryDirection) {
    for (const Theme& theme : {Theme::dark(), Theme::light()})
        for (const double azimuth : {-1.1, 0.2, 2.4}) {
            options.theme = theme;
            show();
            scene.turn({azimuth, 0.5}, vertex());
            scene.setView({scene.vertexView().centre + Vector2(1, 0.5), 6});
            EXPECT_EQ(colourAt(draw(), vertex()), theme.vertex);
        }
}

TEST_F(SpacePictureTest, TracksHaveTheColourOfTheirChargeOverTheMaterial) {
    candidate = test::handMadeCandidate({.rho = 2.2, .phi = 0.6, .pT = 0.2, .opening = 0.3});
    options.beforeTracks = false;
    show();
    scene.setView({scene.vertexView().centre, 24});
    const Image image = draw();
    for (const int track : {0, 1}) {
        const Helix helix(perigeeParameters(candidate.fit->best().track(track)));
        EXPECT_EQ(colourAt(image, helix.positionAt(9.3)), options.theme.track(track));
    }
}

TEST_F(SpacePictureTest, MaterialIsTranslucent) {
    candidate = test::failedCandidate();
    options.beforeTracks = options.crossings = options.beamSpot = options.photon = false;
    show();
    scene.setView(scene.homeView());
    const Image image = draw();
    const Colour middle = colourAt(image, Vector3(0, 0, 5));
    EXPECT_NE(middle, options.theme.background);
    EXPECT_EQ(image.at(790, 300), options.theme.background); // beside the detector
    options.layers = false;
    EXPECT_EQ(colourAt(draw(), Vector3(0, 0, 5)), options.theme.background);
}

TEST_F(SpacePictureTest, TurningAndTurningBackShowsTheSame) {
    scene.setView(scene.homeView());
    const Image before = draw();
    const SpaceDirection direction = scene.direction();
    const View2D view = scene.view();
    scene.turn(direction.turned(0.5, 0.2), scene.pivot());
    EXPECT_NE(draw().rgba, before.rgba);
    scene.turn(direction, Vector3::Zero());
    scene.setView(view);
    EXPECT_EQ(draw().rgba, before.rgba);
}

} // namespace

} // namespace pairscope
