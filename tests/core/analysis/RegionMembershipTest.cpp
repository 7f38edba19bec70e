#include "core/analysis/RegionMembership.h"

#include "core/simulation/RandomStream.h"
#include "tests/core/analysis/PlaneTable.h"

#include <gtest/gtest.h>

#include <limits>

using namespace pairscope;
using namespace pairscope::test;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

SidebandPlane mixedPlane() {
    SidebandPlane plane = planeOf({box("open", {std::nullopt, 0.3}, {}, RegionRole::B),
                                   box("small", {0.2, 0.6}, {0.2, 0.4}, RegionRole::Signal)});
    plane.regions.push_back(
        {"triangle", "#009e73", PolygonRegion{{{0.1, 0.1}, {0.9, 0.2}, {0.5, 0.9}}}, {}, RegionRole::B});
    plane.regions.push_back({"line", "#009e73", PolygonRegion{{{0.1, 0.1}, {0.9, 0.2}}}, {}, RegionRole::C});
    plane.regions.push_back({"expression", "#009e73", ExpressionRegion{"kT + kL > 1.2"}, {}, RegionRole::D});
    plane.regions.push_back({"nonsense", "#009e73", ExpressionRegion{"kT +"}, {}, RegionRole::D});
    return plane;
}

Points randomPoints(std::size_t count) {
    RandomStream random(11, 0);
    Points points;
    for (std::size_t i = 0; i < count; ++i)
        points.emplace_back(random.uniform(-0.1, 1.1), random.uniform(-0.1, 1.1));
    return points;
}

} // namespace

TEST(RegionMembership, AgreesWithAskingEveryRegionOfEveryRow) {
    Points points = randomPoints(20000); // several blocks of rows
    points[77].first = kNaN;
    points[78].second = kNaN;
    const auto table = planeTable(points);
    const SidebandPlane plane = mixedPlane();
    std::vector<RowSet::Row> chosen;
    for (RowSet::Row row = 0; row < points.size(); ++row)
        if (row % 7 != 3 || row < 100) chosen.push_back(row);
    const RegionMembership where = membership(*table, plane, RowSet(chosen));
    ASSERT_EQ(where.regions.size(), chosen.size());
    std::array<std::size_t, 6> counts{};
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const auto [x, y] = points[chosen[i]];
        for (std::size_t k = 0; k < 4; ++k)
            ASSERT_EQ((where.regions[i] >> k & 1U) != 0, contains(plane.regions[k], x, y)) << x << ' ' << y;
        ASSERT_EQ((where.regions[i] >> 4 & 1U) != 0, x + y > 1.2) << x << ' ' << y;
        for (std::size_t k = 0; k < 6; ++k)
            counts[k] += where.regions[i] >> k & 1U;
    }
    EXPECT_GT(*std::min_element(counts.begin(), counts.begin() + 3), 500U);
    EXPECT_GT(counts[4], 1000U);
    EXPECT_EQ(counts[3], 0U) << "two vertices enclose nothing";
    EXPECT_EQ(counts[5], 0U) << "what cannot be compiled contains nothing";
    EXPECT_EQ(where.missing, 2U);
}

TEST(RegionMembership, GivesTheRowsOfAnyRegionOfAMask) {
    const Points points = randomPoints(10000);
    const auto table = planeTable(points);
    const SidebandPlane plane = mixedPlane();
    const RegionMembership where = membership(*table, plane, RowSet::all(points.size()));
    const auto mask = maskOf(plane, RegionRole::B);
    EXPECT_EQ(mask, 0b101U);
    std::vector<RowSet::Row> expected;
    for (RowSet::Row row = 0; row < points.size(); ++row)
        if (contains(plane.regions[0], points[row].first, points[row].second) ||
            contains(plane.regions[2], points[row].first, points[row].second))
            expected.push_back(row);
    EXPECT_EQ(where.in(mask), RowSet(expected));
    EXPECT_GT(expected.size(), 1000U);
    EXPECT_TRUE(where.in(0).empty());
}

TEST(RegionMembership, CountsAsMissingOnlyWhatIsInNoRegionForWantOfACoordinate) {
    const auto table = planeTable({{kNaN, 0.5}, {0.5, kNaN}, {0.5, 0.5}, {9, 9}});
    SidebandPlane plane = planeOf({box("all", {0, 1}, {0, 1})});
    EXPECT_EQ(membership(*table, plane, RowSet::all(4)).missing, 2U);
    plane.regions.push_back({"expression", "#009e73", ExpressionRegion{"kL < 1"}, {}});
    const RegionMembership where = membership(*table, plane, RowSet::all(4));
    EXPECT_EQ(where.missing, 1U);
    EXPECT_EQ(where.regions, (std::vector<RegionMembership::Mask>{2, 0, 3, 0}));
}

TEST(RegionMembership, LooksAtAsManyRegionsAsAMaskHasBits) {
    SidebandPlane plane;
    for (int i = 0; i < 40; ++i)
        plane.regions.push_back(box("r", {}, {}));
    plane.x = CandidateColumn::KT;
    plane.y = CandidateColumn::KL;
    const auto table = planeTable({{0.5, 0.5}});
    EXPECT_EQ(membership(*table, plane, RowSet::all(1)).regions.front(), 0xffffffffU);
    plane.regions[31].role = RegionRole::D;
    plane.regions[32].role = RegionRole::D;
    plane.regions[33].blind = true;
    EXPECT_EQ(maskOf(plane, RegionRole::D), 0x80000000U);
    EXPECT_EQ(blindMask(plane), 0U);
}

TEST(RegionMembership, OfNothingIsEmpty) {
    EXPECT_TRUE(membership(CandidateTable(), mixedPlane(), {}).regions.empty());
    EXPECT_TRUE(RegionMembership().in(1).empty());
}
