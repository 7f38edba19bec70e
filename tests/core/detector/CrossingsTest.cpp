#include "core/detector/DetectorModel.h"

#include "TestDetectors.h"
#include "core/math/Units.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <random>

using namespace pairscope;
using namespace pairscope::test;

TEST(Crossings, RingIsCrossedOverItsThickness) {
    const auto crossings = detectorWith(kRing).crossings(Vector3::Zero(), Vector3(0, 3, 0));
    ASSERT_EQ(crossings.size(), 1u);
    EXPECT_NEAR(crossings[0].distance, 2.05, 1e-14);
    EXPECT_NEAR(crossings[0].radius, 2.05, 1e-14);
    EXPECT_NEAR(crossings[0].length, 0.1, 1e-14);
    EXPECT_NEAR(crossings[0].radiationLengths, 0.01, 1e-14);
    EXPECT_TRUE(crossings[0].position.isApprox(Vector3(0, 2.05, 0), 1e-14));
}

TEST(Crossings, SteepPathSeesMoreOfARing) {
    const double theta = 25 * kDegree;
    const auto crossings =
        detectorWith(kRing).crossings(Vector3::Zero(), Vector3(std::sin(theta), 0, std::cos(theta)));
    ASSERT_EQ(crossings.size(), 1u);
    EXPECT_NEAR(crossings[0].radiationLengths, 0.01 / std::sin(theta), 1e-14);
    EXPECT_NEAR(crossings[0].distance, 2.05 / std::sin(theta), 1e-13);
    EXPECT_NEAR(crossings[0].position.z(), 2.05 / std::tan(theta), 1e-13);
}

TEST(Crossings, OffCentrePathHasTheExactChord) {
    const auto crossings = detectorWith(kRing).crossings(Vector3(1, -5, 0), Vector3(0, 1, 0));
    ASSERT_EQ(crossings.size(), 2u); // in through one wall, out through the other
    const double inner = std::sqrt(2.0 * 2.0 - 1);
    const double outer = std::sqrt(2.1 * 2.1 - 1);
    for (const auto& crossing : crossings)
        EXPECT_NEAR(crossing.length, outer - inner, 1e-13);
    EXPECT_NEAR(crossings[0].distance, 5 - (outer + inner) / 2, 1e-13);
    EXPECT_NEAR(crossings[1].distance, 5 + (outer + inner) / 2, 1e-13);
}

TEST(Crossings, PathThatOnlyGrazesARingIsInItOnce) {
    const auto crossings = detectorWith(kRing).crossings(Vector3(2.05, -5, 0), Vector3(0, 1, 0));
    ASSERT_EQ(crossings.size(), 1u);
    EXPECT_NEAR(crossings[0].length, 2 * std::sqrt(2.1 * 2.1 - 2.05 * 2.05), 1e-13);
    EXPECT_NEAR(crossings[0].distance, 5, 1e-13);
    EXPECT_NEAR(crossings[0].radius, 2.05, 1e-13);
    EXPECT_TRUE(detectorWith(kRing).crossings(Vector3(2.1, -5, 0), Vector3(0, 1, 0)).empty());
}

TEST(Crossings, PathAlongTheAxisInsideARingIsAsLongAsTheRing) {
    const DetectorModel detector = detectorWith(kRing);
    for (const double tilt : {0.0, 1e-300, 1e-200, 1e-160, 1e-20, 1e-14}) {
        const auto crossings = detector.crossings(Vector3(0, 2.05, -30), Vector3(tilt, 0, 1));
        ASSERT_EQ(crossings.size(), 1u) << tilt;
        EXPECT_NEAR(crossings[0].length, 20, 1e-9);
        EXPECT_NEAR(crossings[0].distance, 30, 1e-9);
    }
    EXPECT_TRUE(detector.crossings(Vector3(0, 1.9, -30), Vector3::UnitZ()).empty());
}

TEST(Crossings, PathThatStartsInsideMaterialSeesTheRest) {
    const auto ring = detectorWith(kRing).crossings(Vector3(2.08, 0, 0), Vector3::UnitX());
    ASSERT_EQ(ring.size(), 1u);
    EXPECT_NEAR(ring[0].radiationLengths, 0.01 * 0.2, 1e-14);
    const auto ladder = detectorWith(kLadder).crossings(Vector3(3, 0, 0), Vector3::UnitX());
    ASSERT_EQ(ladder.size(), 1u);
    EXPECT_NEAR(ladder[0].radiationLengths, 0.02 / 2, 1e-13);
    EXPECT_TRUE(detectorWith(kLadder).crossings(Vector3(3.006, 0, 0), Vector3::UnitX()).empty());
}

TEST(Crossings, LadderIsHitBetweenItsEdgesOnly) {
    const DetectorModel detector = detectorWith(kLadder);
    for (const double y : {-0.99, 0.0, 1.99})
        EXPECT_EQ(detector.crossings(Vector3(0, y, 0), Vector3::UnitX()).size(), 1u) << y;
    for (const double y : {-1.01, 2.01})
        EXPECT_TRUE(detector.crossings(Vector3(0, y, 0), Vector3::UnitX()).empty()) << y;
    for (const double z : {-9.99, 9.99})
        EXPECT_EQ(detector.crossings(Vector3(0, 0, z), Vector3::UnitX()).size(), 1u) << z;
    for (const double z : {-10.01, 10.01})
        EXPECT_TRUE(detector.crossings(Vector3(0, 0, z), Vector3::UnitX()).empty()) << z;
    EXPECT_TRUE(detector.crossings(Vector3::Zero(), -Vector3::UnitX()).empty());
}

TEST(Crossings, ObliquePathThroughALadderIsLongerByTheCosine) {
    const double phi = 20 * kDegree;
    const double theta = 50 * kDegree;
    const Vector3 direction(std::sin(theta) * std::cos(phi), std::sin(theta) * std::sin(phi),
                            std::cos(theta));
    const auto crossings = detectorWith(kLadder).crossings(Vector3::Zero(), 7 * direction);
    ASSERT_EQ(crossings.size(), 1u);
    EXPECT_NEAR(crossings[0].length, 0.01 / direction.x(), 1e-13);
    EXPECT_NEAR(crossings[0].radiationLengths, 0.02 / direction.x(), 1e-13);
    EXPECT_NEAR(crossings[0].distance, 3 / direction.x(), 1e-12);
    EXPECT_NEAR(crossings[0].radius, 3 / std::cos(phi), 1e-12);
}

TEST(Crossings, PathInThePlaneOfALadderIsAsLongAsTheLadder) {
    const DetectorModel detector = detectorWith(kLadder);
    for (const double tilt : {0.0, 1e-300, 1e-18, -1e-9}) {
        const auto across = detector.crossings(Vector3(3, -5, 0), Vector3(tilt, 1, 0));
        ASSERT_EQ(across.size(), 1u) << tilt;
        EXPECT_NEAR(across[0].length, 3, 1e-12);
        EXPECT_NEAR(across[0].radiationLengths, 0.02 * 3 / 0.01, 1e-9);
        const auto along = detector.crossings(Vector3(3, 1, -15), Vector3(tilt, 0, 1));
        ASSERT_EQ(along.size(), 1u) << tilt;
        EXPECT_NEAR(along[0].length, 20, 1e-12);
    }
    EXPECT_TRUE(detector.crossings(Vector3(3.0051, -5, 0), Vector3::UnitY()).empty());
}

TEST(Crossings, SlantedLadderIsHitWhereTheInterpolatedRadiusIs) {
    // from (0, 0, 0): r = z tan(theta) meets r = 5 - 0.2 (z - 10) at z = 7 / (tan(theta) + 0.2)
    const double theta = 17 * kDegree;
    const auto crossings =
        detectorWith(kSlanted).crossings(Vector3::Zero(), Vector3(std::sin(theta), 0, std::cos(theta)));
    ASSERT_EQ(crossings.size(), 1u);
    const double z = 7 / (std::tan(theta) + 0.2);
    EXPECT_NEAR(crossings[0].position.z(), z, 1e-12);
    EXPECT_NEAR(crossings[0].radius, z * std::tan(theta), 1e-12);
    const double cosine = std::sin(theta + std::atan(0.2)); // to the normal of the slanted plane
    EXPECT_NEAR(crossings[0].length, 0.03 / cosine, 1e-12);
    EXPECT_NEAR(crossings[0].radiationLengths, 0.03 / cosine, 1e-12);
}

TEST(Crossings, SlantedLadderNarrowsForward) {
    const DetectorModel detector = detectorWith(kSlanted);
    const auto hit = [&](double y, double z) {
        return detector.crossings(Vector3(0, y, z), Vector3::UnitX()).size() == 1;
    };
    // half-width about y = 0.5: 2 at z = 10, 1.5 at z = 15, 1 at z = 20
    EXPECT_TRUE(hit(2.4, 10.2));
    EXPECT_FALSE(hit(2.4, 15));
    EXPECT_TRUE(hit(1.98, 15));
    EXPECT_FALSE(hit(2.02, 15));
    EXPECT_TRUE(hit(-0.98, 15));
    EXPECT_FALSE(hit(-1.02, 15));
    EXPECT_FALSE(hit(1.98, 19.9));
    EXPECT_FALSE(hit(0, 9.9));
    EXPECT_FALSE(hit(0, 20.1));
}

TEST(Crossings, ComeInOrderUpToTheRadiusAskedFor) {
    const DetectorModel detector = detectorWith(kLadder + "," + kRing);
    const auto all = detector.crossings(Vector3(-20, 0, 0), Vector3::UnitX(), 30);
    ASSERT_EQ(all.size(), 3u);
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                               [](const auto& a, const auto& b) { return a.distance < b.distance; }));
    EXPECT_EQ(detector.layers()[all[0].layer].name, "ring");
    EXPECT_EQ(detector.layers()[all[2].layer].name, "ladder");
    EXPECT_EQ(detector.crossings(Vector3(-20, 0, 0), Vector3::UnitX(), 2.5).size(), 2u);
    const auto cut = detector.crossings(Vector3::Zero(), Vector3::UnitX(), 2.025);
    ASSERT_EQ(cut.size(), 1u);
    EXPECT_NEAR(cut[0].radiationLengths, 0.01 / 4, 1e-14);
    EXPECT_TRUE(detector.crossings(Vector3(-20, 10, 0), Vector3::UnitX(), 9).empty());
    EXPECT_TRUE(detector.crossings(Vector3::Zero(), Vector3::UnitX(), 0).empty());
    EXPECT_EQ(detector.crossings(Vector3::Zero(), Vector3::UnitX(), 1e300).size(), 2u);
}

TEST(Crossings, DoNotDependOnTheLengthOfTheDirection) {
    const DetectorModel detector = belle2();
    const Vector3 direction(0.3, -0.7, 0.2);
    const auto expected = detector.crossings(Vector3(0.1, 0.2, 0.3), direction);
    ASSERT_GT(expected.size(), 10u);
    for (const double scale : {1e-200, 1e-3, 1e200}) {
        const auto scaled = detector.crossings(Vector3(0.1, 0.2, 0.3), scale * direction);
        ASSERT_EQ(scaled.size(), expected.size()) << scale;
        EXPECT_NEAR(scaled.back().distance, expected.back().distance, 1e-12);
    }
}

TEST(Crossings, AreNoneForADirectionThatIsNone) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    const DetectorModel detector = belle2();
    EXPECT_TRUE(detector.crossings(Vector3::Zero(), Vector3::Zero()).empty());
    EXPECT_TRUE(detector.crossings(Vector3::Zero(), Vector3(1, nan, 0)).empty());
    EXPECT_TRUE(detector.crossings(Vector3::Zero(), Vector3(infinity, 0, 0)).empty());
    EXPECT_TRUE(detector.crossings(Vector3(0, 0, nan), Vector3::UnitX()).empty());
    EXPECT_TRUE(detector.crossings(Vector3::Zero(), Vector3::UnitX(), nan).empty());
    EXPECT_TRUE(DetectorModel().crossings(Vector3::Zero(), Vector3::UnitX()).empty());
}

namespace {

/// Pieces of the layer that hold the point, straight from the definition of the shapes: the independent
/// second computation.
int piecesHolding(const MaterialLayer& layer, const Vector3& point) {
    if (point.z() < layer.zMin() || point.z() > layer.zMax()) return 0;
    if (const auto* ring = std::get_if<CylinderShape>(&layer.shape)) {
        const double rho = std::hypot(point.x(), point.y());
        return rho >= ring->innerRadius && rho <= ring->outerRadius;
    }
    const auto& shape = std::get<LadderShape>(layer.shape);
    const double part = (point.z() - shape.zMin) / (shape.zMax - shape.zMin);
    const double radius = std::lerp(shape.radiusAtZMin, shape.radiusAtZMax, part);
    const double width = std::lerp(shape.widthAtZMin, shape.widthAtZMax, part);
    const double slant = std::atan2(shape.radiusAtZMax - shape.radiusAtZMin, shape.zMax - shape.zMin);
    const auto holds = [&](double phi) {
        const double rho = std::hypot(point.x(), point.y());
        const double azimuth = std::atan2(point.y(), point.x()) - phi;
        return std::abs(rho * std::cos(azimuth) - radius) * std::cos(slant) <= shape.thickness / 2 &&
               std::abs(rho * std::sin(azimuth) - shape.shift) <= width / 2;
    };
    return static_cast<int>(std::count_if(shape.phi.begin(), shape.phi.end(), holds));
}

/// Crossings of the layer that hold the point at `distance`; nothing when it is too near to an end to tell.
std::optional<int> crossingsHolding(const std::vector<LayerCrossing>& crossings, std::size_t layer,
                                    double distance) {
    int count = 0;
    for (const auto& crossing : crossings) {
        if (crossing.layer != layer) continue;
        const double depth = crossing.length / 2 - std::abs(distance - crossing.distance);
        if (std::abs(depth) < 1e-8) return std::nullopt;
        count += depth > 0;
    }
    return count;
}

} // namespace

TEST(Crossings, HoldExactlyThePointsThatAreInsideTheShapes) {
    const DetectorModel detector = belle2();
    std::mt19937 generator(7);
    std::uniform_real_distribution<double> uniform(-1, 1);
    int inside = 0;
    for (int path = 0; path < 60; ++path) {
        const Vector3 origin(10 * uniform(generator), 10 * uniform(generator), 25 * uniform(generator));
        const Vector3 direction =
            Vector3(uniform(generator), uniform(generator), uniform(generator)).normalized();
        const auto crossings = detector.crossings(origin, direction);
        for (int step = 0; step < 1000; ++step) {
            const double distance = 0.03 * (step + 0.5 * (1 + uniform(generator)));
            const Vector3 point = origin + distance * direction;
            if (std::hypot(point.x(), point.y()) > 16.99) break;
            for (std::size_t layer = 0; layer < detector.layers().size(); ++layer) {
                const auto found = crossingsHolding(crossings, layer, distance);
                if (!found) continue;
                ASSERT_EQ(*found, piecesHolding(detector.layers()[layer], point))
                    << detector.layers()[layer].name << " path " << path << " at " << distance;
                inside += *found;
            }
        }
    }
    EXPECT_GT(inside, 300); // the comparison saw material
}
