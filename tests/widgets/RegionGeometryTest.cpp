#include "widgets/plots/RegionGeometry.h"

#include <gtest/gtest.h>

using namespace pairscope;

namespace {

/// 10 units of x on 1000 pixels and 10 of y on 500, so that 1 unit is 100 pixels across and 50 down.
PlaneView tenByTen() {
    return {QRectF(0, 0, 1000, 500), 0, 10, 0, 10};
}

Region rectangle(ClosedRange x, ClosedRange y) {
    return {"box", "#0072b2", RectangleRegion{x, y}, {}};
}

Region triangle() {
    return {"triangle", "#0072b2", PolygonRegion{{{2, 2}, {8, 2}, {5, 8}}}, {}};
}

const RectangleRegion& box(const Region& region) {
    return std::get<RectangleRegion>(region.shape);
}

} // namespace

TEST(PlaneView, GoesUpwardsInTheDataAndDownwardsOnTheScreenAndBack) {
    const PlaneView view = tenByTen();
    EXPECT_EQ(view.toPixel({0, 0}), QPointF(0, 500));
    EXPECT_EQ(view.toPixel({10, 10}), QPointF(1000, 0));
    EXPECT_TRUE(view.toData(view.toPixel({3.3, 7.1})).isApprox(Vector2(3.3, 7.1)));
}

TEST(RegionGeometry, HoldsSidesAndCornersOfARectangle) {
    const std::vector<Region> regions{rectangle({2, 4}, {2, 6})};
    const auto sidesAt = [&](double x, double y) {
        const auto grip = gripAt(regions, tenByTen(), tenByTen().toPixel({x, y}), std::nullopt);
        return grip ? grip->sides : 0U;
    };
    EXPECT_EQ(sidesAt(2, 4), RegionGrip::kLeft);
    EXPECT_EQ(sidesAt(4, 4), RegionGrip::kRight);
    EXPECT_EQ(sidesAt(3, 2), RegionGrip::kBottom);
    EXPECT_EQ(sidesAt(3, 6), RegionGrip::kTop);
    EXPECT_EQ(sidesAt(4, 6), RegionGrip::kRight | RegionGrip::kTop);
    EXPECT_EQ(sidesAt(3, 4), 0U) << "the body of a region that is not active";
    EXPECT_EQ(sidesAt(2, 7), 0U) << "on the line of a side, but beyond it";
}

TEST(RegionGeometry, HoldsTheBodyOfTheActiveRegionOnly) {
    const std::vector<Region> regions{rectangle({2, 4}, {2, 6})};
    const QPointF inside = tenByTen().toPixel({3, 4});
    EXPECT_FALSE(gripAt(regions, tenByTen(), inside, std::nullopt));
    const auto grip = gripAt(regions, tenByTen(), inside, 0);
    ASSERT_TRUE(grip);
    EXPECT_EQ(grip->kind, RegionGrip::Kind::Body);
}

TEST(RegionGeometry, HasNoGripWhereARectangleIsOpen) {
    const std::vector<Region> regions{rectangle({std::nullopt, 4}, {2, std::nullopt})};
    EXPECT_FALSE(gripAt(regions, tenByTen(), tenByTen().toPixel({0, 5}), std::nullopt));
    EXPECT_FALSE(gripAt(regions, tenByTen(), tenByTen().toPixel({2, 10}), std::nullopt));
    EXPECT_TRUE(gripAt(regions, tenByTen(), tenByTen().toPixel({4, 9}), std::nullopt));
}

TEST(RegionGeometry, PrefersTheRegionThatIsDrawnOnTop) {
    const std::vector<Region> regions{rectangle({2, 4}, {2, 6}), rectangle({2, 8}, {1, 7})};
    EXPECT_EQ(gripAt(regions, tenByTen(), tenByTen().toPixel({2, 4}), std::nullopt)->region, 1U);
    EXPECT_EQ(regionAt(regions, tenByTen(), tenByTen().toPixel({3, 4})), 1U);
    EXPECT_EQ(regionAt(regions, tenByTen(), tenByTen().toPixel({9, 9})), std::nullopt);
}

TEST(RegionGeometry, DragsASideAndStopsAtTheOppositeOne) {
    const Region region = rectangle({2, 4}, {2, 6});
    const RegionGrip left{0, RegionGrip::Kind::Sides, RegionGrip::kLeft, 0};
    EXPECT_EQ(box(dragged(region, left, {1, 5})).x, (ClosedRange{3, 4}));
    EXPECT_EQ(box(dragged(region, left, {1, 5})).y, (ClosedRange{2, 6}));
    EXPECT_EQ(box(dragged(region, left, {9, 0})).x, (ClosedRange{4, 4}));
}

TEST(RegionGeometry, DragsACornerByBothOfItsSides) {
    const RegionGrip corner{0, RegionGrip::Kind::Sides, RegionGrip::kRight | RegionGrip::kTop, 0};
    const Region moved = dragged(rectangle({2, 4}, {2, 6}), corner, {1, -2});
    EXPECT_EQ(box(moved), (RectangleRegion{{2, 5}, {2, 4}}));
}

TEST(RegionGeometry, LeavesOpenEndsOpenWhenTheWholeIsDragged) {
    const RegionGrip body{0, RegionGrip::Kind::Body, 0, 0};
    const Region moved = dragged(rectangle({std::nullopt, 4}, {2, std::nullopt}), body, {1, 1});
    EXPECT_EQ(box(moved), (RectangleRegion{{std::nullopt, 5}, {3, std::nullopt}}));
}

TEST(RegionGeometry, DragsCornersEdgesAndTheWholeOfAPolygon) {
    const std::vector<Region> regions{triangle()};
    const auto corner = gripAt(regions, tenByTen(), tenByTen().toPixel({8, 2}), std::nullopt);
    ASSERT_TRUE(corner);
    EXPECT_EQ(*corner, (RegionGrip{0, RegionGrip::Kind::Vertex, 0, 1}));
    const auto edge = gripAt(regions, tenByTen(), tenByTen().toPixel({3.5, 5}), std::nullopt);
    ASSERT_TRUE(edge);
    EXPECT_EQ(*edge, (RegionGrip{0, RegionGrip::Kind::Edge, 0, 2})) << "from the last vertex to the first";
    using Vertices = std::vector<std::pair<double, double>>;
    const auto vertices = [](const Region& region) { return std::get<PolygonRegion>(region.shape).vertices; };
    EXPECT_EQ(vertices(dragged(regions[0], *corner, {1, 1})), (Vertices{{2, 2}, {9, 3}, {5, 8}}));
    EXPECT_EQ(vertices(dragged(regions[0], *edge, {1, 1})), (Vertices{{3, 3}, {8, 2}, {6, 9}}));
    const RegionGrip body{0, RegionGrip::Kind::Body, 0, 0};
    EXPECT_EQ(vertices(dragged(regions[0], body, {1, 1})), (Vertices{{3, 3}, {9, 3}, {6, 9}}));
}
