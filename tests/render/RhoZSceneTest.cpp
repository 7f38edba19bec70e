#include "render/RhoZScene.h"

#include "core/detector/CalorimeterFace.h"
#include "core/math/NumericalJacobian.h"
#include "core/math/Units.h"
#include "core/track/HelixSampler.h"
#include "tests/render/SampleCandidates.h"

#include <gmock/gmock.h>

#include <cmath>
#include <sstream>

namespace pairscope {

namespace {

using testing::HasSubstr;
using testing::Not;

/// Numbers of the first line of a dump that begins with `head`.
std::vector<double> numbersAfter(const std::string& dump, const std::string& head) {
    const auto at = ("\n" + dump).find("\n" + head + " ");
    if (at == std::string::npos) return {};
    std::istringstream line(dump.substr(at + head.size(), dump.find('\n', at) - at - head.size()));
    std::vector<double> numbers;
    for (double number = 0; line >> number;)
        numbers.push_back(number);
    return numbers;
}

class RhoZ : public testing::Test {
protected:
    RhoZ() { show(); }
    void show() {
        scene.setSize({800, 600});
        scene.show(detector, std::make_shared<const Candidate>(candidate), options);
    }

    Candidate candidate = test::fullCandidate();
    std::shared_ptr<const DetectorModel> detector = test::belle2();
    SceneOptions options;
    RhoZScene scene;
};

TEST_F(RhoZ, PointsOfATrackAreAtTheirZAndDistanceFromTheAxis) {
    const auto numbers = numbersAfter(scene.dump(), "arc track-after 1");
    ASSERT_EQ(numbers.size(), 10U);
    const Helix helix(perigeeParameters(candidate.fit->best().track(1)));
    const double begin = helix.pathOfClosestApproach(candidate.fit->best().vertex().head<2>());
    const double end = pathToRadius(helix, kTrackEndRadius);
    for (int i = 0; i < 5; ++i) {
        const Vector3 point = helix.positionAt(begin + (end - begin) * i / 4);
        const auto at = static_cast<std::size_t>(2 * i);
        EXPECT_NEAR(numbers[at], point.z(), 1e-6);
        EXPECT_NEAR(numbers[at + 1], point.head<2>().norm(), 1e-6);
    }
}

TEST_F(RhoZ, ThePhotonIsOnTheOtherSideUpToTheCalorimeter) {
    const auto line = numbersAfter(scene.dump(), "line recoil-photon 0");
    ASSERT_EQ(line.size(), 4U);
    EXPECT_NEAR(line[3], -125, 1e-6);
    EXPECT_NEAR(line[2], 125 / std::tan(1.4), 1e-6);
    const auto cluster = numbersAfter(scene.dump(), "cluster 0");
    ASSERT_EQ(cluster.size(), 9U);
    EXPECT_EQ(cluster[0], 5.29);
    // along the flight 4 cm for each GeV, outwards from the face
    const Vector2 near((cluster[1] + cluster[7]) / 2, (cluster[2] + cluster[8]) / 2);
    const Vector2 far((cluster[3] + cluster[5]) / 2, (cluster[4] + cluster[6]) / 2);
    EXPECT_LT((near - Vector2(line[2], line[3])).norm(), 1e-6);
    EXPECT_NEAR((far - near).norm(), 4 * 5.29, 1e-6);
    EXPECT_LT(far.y(), near.y());
}

TEST_F(RhoZ, AClusterWithAPositionIsThere) {
    candidate.event.photons[0].position = Vector3(-100, -80, 20);
    show();
    const auto line = numbersAfter(scene.dump(), "line recoil-photon 0");
    ASSERT_EQ(line.size(), 4U);
    EXPECT_NEAR(line[2], 20, 1e-6);
    EXPECT_NEAR(line[3], -std::hypot(100, 80), 1e-6);
}

TEST_F(RhoZ, TheRecoilIsTheBeamsMinusThePair) {
    const VertexMinimum& minimum = candidate.vertex();
    const Vector3 recoil = detector->beams().totalMomentum() - momentum(minimum.track(0), candidate.field) -
                           momentum(minimum.track(1), candidate.field);
    const auto place = calorimeterEntry(*detector, Vector3::Zero(), recoil);
    ASSERT_TRUE(place);
    const auto line = numbersAfter(scene.dump(), "line expected-recoil 0");
    ASSERT_EQ(line.size(), 4U);
    EXPECT_NEAR(line[2], place->z(), 1e-6);
    EXPECT_NEAR(line[3], -place->head<2>().norm(), 1e-6);
}

TEST_F(RhoZ, TheEllipseIsTheCovarianceCarriedByTheNumericalJacobian) {
    Matrix9& covariance = candidate.fit->minima[0].covariance;
    covariance(0, 2) = covariance(2, 0) = 1e-3;
    show();
    const Vector3 vertex = candidate.vertex().vertex();
    const Vector2 flight = flightDirection(candidate);
    const auto plane = [&](const Vector3& p) {
        return Vector2(p.z(), std::copysign(p.head<2>().norm(), flight.dot(p.head<2>())));
    };
    const MatrixOf<2, 3> jacobian = numericalJacobian<2, 3>(plane, vertex, Vector3::Constant(1e-4));
    const Matrix2 expected = jacobian * covariance.topLeftCorner<3, 3>() * jacobian.transpose();
    const ErrorEllipse ellipse = errorEllipse(expected);
    const auto drawn = numbersAfter(scene.dump(), "ellipse 0");
    ASSERT_EQ(drawn.size(), 5U);
    EXPECT_NEAR(drawn[0], vertex.z(), 1e-8);
    EXPECT_NEAR(drawn[1], vertex.head<2>().norm(), 1e-8);
    EXPECT_NEAR(drawn[2], ellipse.major, 1e-6);
    EXPECT_NEAR(drawn[3], ellipse.minor, 1e-6);
    EXPECT_NEAR(drawn[4], ellipse.angle, 1e-5);
}

TEST_F(RhoZ, MaterialIsOnBothSidesOfTheAxis) {
    const std::string dump = scene.dump();
    EXPECT_THAT(dump, HasSubstr("box beampipe_gold -6.55 0.999 10.5 0.999 10.5 1 -6.55 1\n"));
    EXPECT_THAT(dump, HasSubstr("box beampipe_gold -6.55 -1 10.5 -1 10.5 -0.999 -6.55 -0.999\n"));
    EXPECT_THAT(dump, Not(HasSubstr("ring")));
}

TEST_F(RhoZ, TheAcceptanceIsAtThePolarAnglesOfTheDetector) {
    const std::string dump = scene.dump();
    for (const auto& [index, theta] : {std::pair(0, 17.0), std::pair(1, 150.0)}) {
        const auto line = numbersAfter(dump, "line acceptance " + std::to_string(index));
        ASSERT_EQ(line.size(), 4U);
        EXPECT_NEAR(std::atan2(line[3], line[2]) / kDegree, theta, 1e-6);
    }
}

TEST_F(RhoZ, TheLuminousRegionIsAsLongAsItIs) {
    const auto spot = numbersAfter(scene.dump(), "beam-spot");
    ASSERT_EQ(spot.size(), 4U);
    EXPECT_NEAR(spot[2], 0.025, 1e-12);
    EXPECT_LT(spot[3], 10.1e-4);
}

TEST_F(RhoZ, WithoutAFitTheMeasuredTracksGiveTheSide) {
    candidate = test::failedCandidate();
    show();
    const auto numbers = numbersAfter(scene.dump(), "arc track-before 0");
    ASSERT_EQ(numbers.size(), 10U);
    EXPECT_GT(numbers[9], 50);
}

TEST_F(RhoZ, ATrackIsPickedAndAVertexSnappedTo) {
    const Helix helix(perigeeParameters(candidate.fit->best().track(0)));
    const Vector3 point = helix.positionAt(8);
    const auto targets = scene.pick({point.z(), point.head<2>().norm()}, 0.01);
    ASSERT_FALSE(targets.empty());
    EXPECT_EQ(targets.front().kind, ItemKind::TrackAfter);
    const Vector2 vertex(0.4, 2.2);
    EXPECT_LT((scene.snap(vertex + Vector2(0.01, 0.01), 0.05) - vertex).norm(), 1e-9);
    EXPECT_THAT(scene.placeText(vertex, 0.01), HasSubstr("θ 79.7"));
}

TEST_F(RhoZ, TheHomeViewHoldsTheWholeVertexDetectorAndTheWholeViewTheCalorimeter) {
    const Box2D home = scene.homeView().box({800, 600});
    EXPECT_TRUE(home.contains({Vector2(-36, -16.3), Vector2(49, 16.3)}));
    const Box2D whole = scene.wholeView().box({800, 600});
    EXPECT_TRUE(whole.contains({Vector2(-102, -162), Vector2(196, 162)}));
}

TEST_F(RhoZ, OnlyTheChosenMinimumTurnsTheView) {
    candidate.chosen = 1;
    show();
    const auto after = numbersAfter(scene.dump(), "arc track-after 0");
    ASSERT_EQ(after.size(), 10U);
    EXPECT_NEAR(after[1], 3.8, 1e-6);
}

TEST(ProjectedCurve, HasAGapWhereRhoChangesItsSide) {
    const Projection projection{RhoZFrame(Vector2::UnitX())};
    const auto line = [](double s) { return Vector3(s, 0.5, s); }; // passes the axis at 5 mm
    const auto runs = projectCurve(line, -2, 3, projection, 1e-3);
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_NEAR(runs[0].back().y(), -0.5, 1e-3);
    EXPECT_NEAR(runs[1].front().y(), 0.5, 1e-3);
    for (const auto& run : runs)
        for (std::size_t i = 0; i + 1 < run.size(); ++i) {
            const Vector2 middle = (run[i] + run[i + 1]) / 2;
            const double exact = std::copysign(std::hypot(middle.x(), 0.5), middle.y());
            EXPECT_NEAR(middle.y(), exact, 3e-3);
        }
}

TEST(ProjectedCurve, ThroughTheAxisIsOneStraightLine) {
    const Projection projection{RhoZFrame(Vector2::UnitX())};
    const auto runs = projectCurve([](double s) { return Vector3(s, 0, 2 * s); }, 0, 3, projection, 1e-3);
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_LE(runs[0].size(), 9U);
    EXPECT_EQ(runs[0].back(), Vector2(6, 3));
}

} // namespace

} // namespace pairscope
