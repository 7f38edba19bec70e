#include "core/detector/MaterialLayer.h"

#include "TestDetectors.h"
#include "core/math/Units.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace pairscope;
using namespace pairscope::test;

namespace {

MaterialLayer ladders(LadderShape shape) {
    MaterialLayer layer;
    layer.shape = std::move(shape);
    return layer;
}

MaterialLayer pxdLikeLadders() {
    return ladders({1.421, 1.421, 0.35, 1.54, 1.54, 0.0525, -5.4, 8.2, {0, kPi / 4, kPi / 2}});
}

double signedArea(const std::array<Vector2, 4>& corners) {
    double area = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const Vector2& a = corners[i];
        const Vector2& b = corners[(i + 1) % 4];
        area += (a.x() * b.y() - b.x() * a.y()) / 2;
    }
    return area;
}

} // namespace

TEST(MaterialLayer, CornersAreTheTurnedBoxOfTheLadder) {
    const auto corners = ladderCorners(pxdLikeLadders());
    ASSERT_EQ(corners.size(), 3u);
    const double inner = 1.421 - 0.02625;
    const double outer = 1.421 + 0.02625;
    const double low = 0.35 - 0.77;
    const double high = 0.35 + 0.77;
    // Rz(0), then Rz(90 deg): (u, v) -> (-v, u)
    EXPECT_TRUE(corners[0][0].isApprox(Vector2(inner, low), 1e-14));
    EXPECT_TRUE(corners[0][1].isApprox(Vector2(outer, low), 1e-14));
    EXPECT_TRUE(corners[0][2].isApprox(Vector2(outer, high), 1e-14));
    EXPECT_TRUE(corners[0][3].isApprox(Vector2(inner, high), 1e-14));
    EXPECT_TRUE(corners[2][0].isApprox(Vector2(-low, inner), 1e-14));
    EXPECT_TRUE(corners[2][2].isApprox(Vector2(-high, outer), 1e-14));
    const double s = std::sqrt(0.5);
    EXPECT_TRUE(corners[1][1].isApprox(Vector2(s * (outer - low), s * (outer + low)), 1e-14));
}

TEST(MaterialLayer, CornersRunAnticlockwiseRoundTheCrossSection) {
    for (const auto& corners : ladderCorners(pxdLikeLadders()))
        EXPECT_NEAR(signedArea(corners), 1.54 * 0.0525, 1e-14);
}

TEST(MaterialLayer, CornersSpanTheQuotedRadii) {
    const MaterialLayer layer = pxdLikeLadders();
    const auto corners = ladderCorners(layer);
    double largest = 0;
    for (const Vector2& corner : corners[1])
        largest = std::max(largest, corner.norm());
    EXPECT_DOUBLE_EQ(layer.outerRadius(), largest);
    EXPECT_NEAR(layer.outerRadius(), 1.830, 5e-4);          // quoted with three decimals
    EXPECT_DOUBLE_EQ(layer.innerRadius(), 1.421 - 0.02625); // the inner face, not a corner
}

TEST(MaterialLayer, InnerRadiusIsACornerWhenTheLadderMissesTheRadiusVector) {
    const MaterialLayer layer = ladders({3, 3, 5, 2, 2, 0.2, 0, 1, {0}});
    EXPECT_DOUBLE_EQ(layer.innerRadius(), std::hypot(2.9, 4.0));
    EXPECT_DOUBLE_EQ(layer.outerRadius(), std::hypot(3.1, 6.0));
    const MaterialLayer mirrored = ladders({3, 3, -5, 2, 2, 0.2, 0, 1, {0}});
    EXPECT_DOUBLE_EQ(mirrored.innerRadius(), layer.innerRadius());
    EXPECT_DOUBLE_EQ(mirrored.outerRadius(), layer.outerRadius());
}

TEST(MaterialLayer, SlantedLadderIsCutAtItsBackwardEnd) {
    // slope -3/4: the plane is 5/4 times as thick in a transverse cut
    const MaterialLayer layer = ladders({8, 5, 0, 6, 4, 0.4, 1, 5, {0}});
    EXPECT_TRUE(std::get<LadderShape>(layer.shape).slanted());
    const auto corners = ladderCorners(layer);
    ASSERT_EQ(corners.size(), 1u);
    EXPECT_TRUE(corners[0][0].isApprox(Vector2(8 - 0.25, -3), 1e-14));
    EXPECT_TRUE(corners[0][2].isApprox(Vector2(8 + 0.25, 3), 1e-14));
    EXPECT_DOUBLE_EQ(layer.innerRadius(), 5 - 0.25);
    EXPECT_DOUBLE_EQ(layer.outerRadius(), std::hypot(8.25, 3.0));
    EXPECT_DOUBLE_EQ(layer.nominalRadius(), 6.5);
}

TEST(MaterialLayer, SolidsStandOnTheCornersAndReachToTheOtherEnd) {
    const MaterialLayer layer = ladders({8, 5, 0, 6, 4, 0.4, 1, 5, {0, 2}});
    const auto corners = ladderCorners(layer);
    const auto solids = ladderSolids(layer);
    ASSERT_EQ(solids.size(), corners.size());
    for (std::size_t ladder = 0; ladder < solids.size(); ++ladder)
        for (std::size_t i = 0; i < 4; ++i) {
            EXPECT_EQ(Vector2(solids[ladder][i].head<2>()), corners[ladder][i]);
            EXPECT_EQ(solids[ladder][i].z(), 1);
            EXPECT_EQ(solids[ladder][4 + i].z(), 5);
        }
    EXPECT_TRUE(solids[0][4].isApprox(Vector3(5 - 0.25, -2, 5), 1e-14));
    EXPECT_TRUE(solids[0][6].isApprox(Vector3(5 + 0.25, 2, 5), 1e-14));
}

TEST(MaterialLayer, CylinderHasNoCornersAndItsOwnRadii) {
    MaterialLayer layer;
    layer.shape = CylinderShape{1, 1.5, -2, 3};
    EXPECT_TRUE(ladderCorners(layer).empty());
    EXPECT_EQ(layer.innerRadius(), 1);
    EXPECT_EQ(layer.outerRadius(), 1.5);
    EXPECT_EQ(layer.nominalRadius(), 1.25);
    EXPECT_EQ(layer.zMin(), -2);
    EXPECT_EQ(layer.zMax(), 3);
}
