#include "core/analysis/RowSelection.h"

#include "tests/support/ColumnOf.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace pairscope;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Points {
    /// Three in a hundred have no x, three no y.
    explicit Points(std::size_t count) {
        std::mt19937_64 random(7);
        std::uniform_real_distribution<double> number(-1, 1);
        for (std::size_t i = 0; i < count; ++i) {
            x.push_back(i % 100 < 3 ? kNaN : number(random));
            y.push_back(i % 100 > 96 ? kNaN : number(random));
        }
    }

    std::vector<double> x;
    std::vector<double> y;
};

std::vector<Vector2> star(int corners) {
    std::vector<Vector2> polygon;
    for (int i = 0; i < corners; ++i) { // crosses itself
        const double angle = 2.4 * i;
        const double radius = 0.3 + 0.6 * (i % 3) / 2;
        polygon.emplace_back(radius * std::cos(angle), radius * std::sin(angle));
    }
    return polygon;
}

} // namespace

TEST(RowSelection, OfARangeHasItsEndsAndNoMissingNumbers) {
    const test::ColumnOf column({1, 2, 3, kNaN, 2.5, 4});
    EXPECT_EQ(rowsInRange(column, RowSet::all(6), {2, 3}), RowSet({1, 2, 4}));
    EXPECT_EQ(rowsInRange(column, RowSet::all(6), {{}, 2}), RowSet({0, 1}));
    EXPECT_EQ(rowsInRange(column, RowSet::all(6), {}), RowSet({0, 1, 2, 4, 5}));
    EXPECT_EQ(rowsInRange(column, RowSet({5, 1}), {2, 9}), RowSet({1, 5}));
    EXPECT_TRUE(rowsInRange(column, {}, {}).empty());
}

TEST(RowSelection, OfABoxIsThatOfAPlainLoopWhateverTheNumberOfRows) {
    const Points points(100000);
    const test::ColumnOf x(points.x);
    const test::ColumnOf y(points.y);
    const RectangleRegion box{{-0.25, 0.5}, {{}, 0.125}};
    const RowSet odd = [] {
        std::vector<RowSet::Row> rows;
        for (RowSet::Row row = 1; row < 100000; row += 2)
            rows.push_back(row);
        return RowSet(std::move(rows));
    }();
    std::vector<RowSet::Row> expected;
    for (const RowSet::Row row : odd)
        if (contains(box, points.x[row], points.y[row])) expected.push_back(row);
    ASSERT_GT(expected.size(), 5000U);
    EXPECT_EQ(rowsInBox(x, y, odd, box), RowSet(expected));
}

TEST(RowSelection, OfAPolygonFollowsTheEvenOddRuleOfTheRegions) {
    const Points points(50000);
    const test::ColumnOf x(points.x);
    const test::ColumnOf y(points.y);
    for (const int corners : {3, 4, 17, 300}) {
        const std::vector<Vector2> polygon = star(corners);
        PolygonRegion region;
        for (const Vector2& vertex : polygon)
            region.vertices.emplace_back(vertex.x(), vertex.y());
        std::vector<RowSet::Row> expected;
        for (RowSet::Row row = 0; row < points.x.size(); ++row)
            if (contains(region, points.x[row], points.y[row])) expected.push_back(row);
        ASSERT_GT(expected.size(), 1000U);
        EXPECT_EQ(rowsInPolygon(x, y, RowSet::all(points.x.size()), polygon), RowSet(expected))
            << corners << " corners";
    }
}

TEST(RowSelection, OfALevelRectangleIsThatOfTheBox) {
    const Points points(20000);
    const test::ColumnOf x(points.x);
    const test::ColumnOf y(points.y);
    const RowSet all = RowSet::all(points.x.size());
    std::mt19937_64 random(8);
    std::uniform_real_distribution<double> number(-1, 1);
    for (int i = 0; i < 20; ++i) {
        const auto [xLow, xHigh] = std::minmax({number(random), number(random)});
        const auto [yLow, yHigh] = std::minmax({number(random), number(random)});
        const std::vector<Vector2> corners = {{xLow, yLow}, {xHigh, yLow}, {xHigh, yHigh}, {xLow, yHigh}};
        EXPECT_EQ(rowsInPolygon(x, y, all, corners), rowsInBox(x, y, all, {{xLow, xHigh}, {yLow, yHigh}}));
        const std::vector<double> cornerX = {xLow, xHigh, xHigh, xLow, (xLow + xHigh) / 2};
        const std::vector<double> cornerY = {yLow, yLow, yHigh, yHigh, yHigh};
        EXPECT_EQ(rowsInPolygon(test::ColumnOf(cornerX), test::ColumnOf(cornerY), RowSet::all(5), corners),
                  RowSet::all(5));
    }
}

TEST(RowSelection, OfAPolygonHasItsBoundary) {
    const test::ColumnOf x({0, 2, 1, 1, 2, 2.001, -0.001});
    const test::ColumnOf y({0, 2, 1, 0, 1, 1, 0});
    const std::vector<Vector2> triangle = {{0, 0}, {2, 0}, {2, 2}};
    EXPECT_EQ(rowsInPolygon(x, y, RowSet::all(7), triangle), RowSet({0, 1, 2, 3, 4}));
}

TEST(RowSelection, OfWhatIsNoPolygonIsEmpty) {
    const test::ColumnOf x({0, 1});
    const test::ColumnOf y({0, 1});
    const std::vector<Vector2> line = {{0, 0}, {1, 1}};
    EXPECT_TRUE(rowsInPolygon(x, y, RowSet::all(2), line).empty());
    const std::vector<Vector2> lost = {{0, 0}, {1, 1}, {kNaN, 0}};
    EXPECT_TRUE(rowsInPolygon(x, y, RowSet::all(2), lost).empty());
    // all on one height: a line there and back, which is its own boundary
    const std::vector<Vector2> flat = {{0, 0}, {2, 0}, {1, 0}};
    EXPECT_EQ(rowsInPolygon(x, y, RowSet::all(2), flat), RowSet({0}));
}
