#include "render/MeshBuilder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

const Box2D kEverything{Vector2::Constant(-1e6), Vector2::Constant(1e6)};
const Paint kPaint{Colour::hex(0xffffff), 1};

/// Area of the opaque part (every corner of the triangle opaque), square pixels.
double opaqueArea(const TriangleMesh& mesh) {
    double area = 0;
    for (const auto& triangle : mesh.triangles) {
        const auto opaque = [&](std::uint32_t corner) { return mesh.colours[corner][3] == 255; };
        if (!std::all_of(triangle.begin(), triangle.end(), opaque)) continue;
        const auto& a = mesh.points[triangle[0]];
        const auto& b = mesh.points[triangle[1]];
        const auto& c = mesh.points[triangle[2]];
        area += std::abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2;
    }
    return area;
}

TEST(MeshBuilder, ALineHasItsWidthInPixelsWhateverTheScale) {
    for (const double pixelSize : {1e-4, 0.03, 2.0}) {
        MeshBuilder builder({Vector2(3, 4), pixelSize, false}, kEverything, 1);
        builder.add(
            Stroke{{Vector2(3, 4), Vector2(3, 4) + Vector2(60, 80) * pixelSize}, kPaint, 5, false, {}});
        // 100 pixels long; the outermost pixel of the width is the fading edge
        EXPECT_NEAR(opaqueArea(builder.mesh()), 100 * 4, 0.1);
    }
}

TEST(MeshBuilder, DevicePixelRatioMakesLinesWider) {
    MeshBuilder builder({Vector2::Zero(), 1, false}, kEverything, 2);
    builder.add(Stroke{{Vector2(0, 0), Vector2(100, 0)}, kPaint, 5, false, {}});
    EXPECT_NEAR(opaqueArea(builder.mesh()), 100 * 9, 0.1);
}

TEST(MeshBuilder, DashesCoverTheirShareOfTheLine) {
    MeshBuilder builder({Vector2::Zero(), 1, false}, kEverything, 1);
    builder.add(Stroke{{Vector2(0, 0), Vector2(33, 0), Vector2(100, 0)}, kPaint, 3, false, {7, 3}});
    EXPECT_NEAR(opaqueArea(builder.mesh()), 70 * 2, 0.1);
}

TEST(MeshBuilder, LongDashedLineSeenFromNearStaysSmall) {
    const Box2D window{Vector2(-500, -500), Vector2(500, 500)};
    MeshBuilder builder({Vector2(50, 0), 1e-6, false}, window, 1); // 10 nm a pixel in the middle of a metre
    builder.add(Stroke{{Vector2(0, 0), Vector2(100, 0)}, kPaint, 2, false, {5, 5}});
    EXPECT_LT(builder.mesh().points.size(), 1000U);
    EXPECT_NEAR(opaqueArea(builder.mesh()), 500, 10);
}

TEST(MeshBuilder, YDownIsMirrored) {
    MeshBuilder builder({Vector2::Zero(), 1, true}, kEverything, 1);
    builder.add(Fill{{Vector2(0, 10), Vector2(10, 10), Vector2(10, 20)}, {}, kPaint});
    for (const auto& point : builder.mesh().points)
        EXPECT_LE(point[1], -10);
}

TEST(MeshBuilder, RingFillLeavesTheHoleOpen) {
    MeshBuilder builder({Vector2::Zero(), 1, false}, kEverything, 1);
    const auto square = [](double half) {
        return std::vector<Vector2>{{-half, -half}, {half, -half}, {half, half}, {-half, half}};
    };
    builder.add(Fill{square(10), square(6), kPaint});
    EXPECT_NEAR(opaqueArea(builder.mesh()), 400 - 144, 1e-3);
}

TEST(ClipPolyline, KeepsTheInsideAndWhereItBegins) {
    const Box2D box{Vector2(0, 0), Vector2(10, 10)};
    const auto runs =
        clipPolyline({Vector2(-5, 5), Vector2(5, 5), Vector2(5, 20), Vector2(8, 20), Vector2(8, 2)}, box);
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_DOUBLE_EQ(runs[0].start, 5);
    ASSERT_EQ(runs[0].points.size(), 3U);
    EXPECT_EQ(runs[0].points.front(), Vector2(0, 5));
    EXPECT_EQ(runs[0].points.back(), Vector2(5, 10));
    EXPECT_DOUBLE_EQ(runs[1].start, 10 + 15 + 3 + 10);
    EXPECT_EQ(runs[1].points.back(), Vector2(8, 2));
    EXPECT_TRUE(clipPolyline({Vector2(-5, -5), Vector2(-5, 20)}, box).empty());
}

} // namespace

} // namespace pairscope
