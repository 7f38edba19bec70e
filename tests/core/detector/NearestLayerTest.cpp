#include "core/detector/DetectorModel.h"

#include "TestDetectors.h"
#include "core/math/Units.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace pairscope;
using namespace pairscope::test;

namespace {

void expectNearest(const DetectorModel& detector, const Vector3& point, const std::string& name,
                   double distance) {
    const auto nearest = detector.nearestLayer(point);
    ASSERT_TRUE(nearest) << name;
    EXPECT_EQ(detector.layers()[nearest->layer].name, name);
    EXPECT_NEAR(nearest->distance, distance, 1e-12) << name;
}

} // namespace

TEST(NearestLayer, IsNegativeTowardsTheAxisAndPositiveBeyondTheMaterial) {
    const DetectorModel detector = belle2();
    expectNearest(detector, {1.25, 0, 0}, "beampipe_Ti_skin", 1.25 - 1.2002);
    expectNearest(detector, {1.35, 0, 0}, "PXD_L1", 1.35 - (1.421 - 0.02625));
    expectNearest(detector, {1.46, 0, 0}, "PXD_L1", 1.46 - (1.421 + 0.02625));
    expectNearest(detector, {0, 0, 0}, "beampipe_gold", -0.999);
}

TEST(NearestLayer, IsZeroInsideMaterial) {
    const DetectorModel detector = belle2();
    expectNearest(detector, {1.421, 0.5, 0}, "PXD_L1", 0);
    expectNearest(detector, {0, 1.1, 0}, "beampipe_coolant_gap", 0);
    expectNearest(detector, {0, -16.27, 0}, "CDC_inner_wall_CFRP", 0);
}

TEST(NearestLayer, OfALadderIsItsCornerWhenThePointLiesBesideIt) {
    const DetectorModel detector = belle2();
    // 0.3 and 0.4 mm beyond the outer corner of the ladder at phi = 0: a 3-4-5 triangle
    expectNearest(detector, {1.421 + 0.02625 + 0.03, 0.35 + 0.77 + 0.04, 0}, "PXD_L1", 0.05);
    const DetectorModel single = detectorWith(kLadder);
    expectNearest(single, {3 - 0.005 - 0.03, -1 - 0.04, 0}, "ladder", -0.05);
    expectNearest(single, {-2.9, 0.5, 0}, "ladder", -(5.9 - 0.005));
}

TEST(NearestLayer, TakesTheLadderThatIsInstalled) {
    const Vector3 point(2.179, 0, 0); // on the ladder at phi = 0, which Run 1 did not have
    expectNearest(belle2(DetectorRun::Run2), point, "PXD_L2", 0);
    const DetectorModel run1 = belle2(DetectorRun::Run1);
    const auto nearest = run1.nearestLayer(point);
    ASSERT_TRUE(nearest);
    EXPECT_EQ(run1.layers()[nearest->layer].name, "PXD_L1");
    EXPECT_GT(nearest->distance, 0.3);
    const double phi = 120 * kDegree;
    expectNearest(run1, {2.179 * std::cos(phi), 2.179 * std::sin(phi), 0}, "PXD_L2", 0);
}

TEST(NearestLayer, IsNeverGasNorAnythingBeyondTheCdcWall) {
    const DetectorModel detector = belle2();
    expectNearest(detector, {0, 16.5, 0}, "CDC_inner_wall_Al_shield", 16.5 - 16.311);
    expectNearest(detector, {0, 125.5, 0}, "CDC_inner_wall_Al_shield", 125.5 - 16.311);
}

TEST(NearestLayer, IsAmongWhatThereIsAtThatZ) {
    const DetectorModel detector = belle2();
    expectNearest(detector, {1.421, 0, 9.1}, "PXD_L1", 0); // ends at 8.2 cm, 1 cm margin
    expectNearest(detector, {1.421, 0, 9.3}, "beampipe_gold", 0.421);
    // a slanted sensor at half its length: r = 6.689 cm at z = 14.9042 cm; the barrel at 8 cm has ended
    const Vector3 normal = transverseDirection(8 * kDegree);
    const Vector3 point = 6.6 * normal + Vector3(0, 0, (8.7601 + 21.0483) / 2);
    const double halfThickness = 0.015 * std::hypot(1, (7.9838 - 5.3942) / (21.0483 - 8.7601));
    expectNearest(detector, point, "SVD_L4_slanted", 6.6 - ((7.9838 + 5.3942) / 2 - halfThickness));
}

TEST(NearestLayer, ForgetsTheZRangeWhenNothingIsThere) {
    const DetectorModel detector = belle2();
    expectNearest(detector, {1.421, 0, 500}, "PXD_L1", 0);
    // a slanted layer counts with its nearer end
    const DetectorModel slanted = detectorWith(kSlanted);
    const double halfThickness = 0.015 * std::hypot(1, 0.2);
    expectNearest(slanted, {4, 0, 40}, "slanted", 4 - (3 + halfThickness));
    expectNearest(slanted, {4, 0, -40}, "slanted", 4 - (5 - halfThickness));
}

TEST(NearestLayer, IsNoneWithoutMaterialOrWithoutAPoint) {
    EXPECT_FALSE(DetectorModel().nearestLayer(Vector3::Zero()));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(belle2().nearestLayer(Vector3(nan, 0, 0)));
    EXPECT_FALSE(belle2().nearestLayer(Vector3(0, 0, nan)));
}

namespace {

double distanceToSegment(const Vector2& point, const Vector2& a, const Vector2& b) {
    const Vector2 edge = b - a;
    const double part = std::clamp((point - a).dot(edge) / edge.squaredNorm(), 0.0, 1.0);
    return (point - a - part * edge).norm();
}

bool isInside(const Vector2& point, const std::array<Vector2, 4>& corners) {
    for (std::size_t i = 0; i < 4; ++i) {
        const Vector2 edge = corners[(i + 1) % 4] - corners[i];
        const Vector2 to = point - corners[i];
        if (edge.x() * to.y() - edge.y() * to.x() < 0) return false;
    }
    return true;
}

/// Unsigned distance in the plane z = 0, from the drawn outlines.
double distanceToOutline(const MaterialLayer& layer, const Vector2& point) {
    if (std::holds_alternative<CylinderShape>(layer.shape))
        return std::max({layer.innerRadius() - point.norm(), point.norm() - layer.outerRadius(), 0.0});
    double nearest = std::numeric_limits<double>::infinity();
    for (const auto& corners : ladderCorners(layer)) {
        if (isInside(point, corners)) return 0;
        for (std::size_t i = 0; i < 4; ++i)
            nearest = std::min(nearest, distanceToSegment(point, corners[i], corners[(i + 1) % 4]));
    }
    return nearest;
}

} // namespace

TEST(NearestLayer, AgreesWithTheDrawnOutlinesEverywhere) {
    const DetectorModel detector = belle2();
    std::mt19937 generator(3);
    std::uniform_real_distribution<double> uniform(-17, 17);
    for (int i = 0; i < 1500; ++i) {
        const Vector2 point(uniform(generator), uniform(generator));
        double expected = std::numeric_limits<double>::infinity();
        for (const MaterialLayer& layer : detector.layers())
            if (layer.tracking && layer.zMin() < 0) // all but the slanted sensors are there at z = 0
                expected = std::min(expected, distanceToOutline(layer, point));
        const auto nearest = detector.nearestLayer(Vector3(point.x(), point.y(), 0));
        ASSERT_TRUE(nearest);
        ASSERT_NEAR(std::abs(nearest->distance), expected, 1e-12) << point.transpose();
        ASSERT_NEAR(distanceToOutline(detector.layers()[nearest->layer], point), expected, 1e-12);
    }
}
