#include "core/analysis/SidebandPlane.h"

#include "core/kinematics/ExpectedShift.h"
#include "core/math/Units.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

using namespace pairscope;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

const PolygonRegion kTriangle{{{0, 0}, {3, 1}, {1, 2}}};

Region region(const SidebandPlane& plane, std::string_view name) {
    for (const Region& candidate : plane.regions)
        if (candidate.name == name) return candidate;
    throw std::out_of_range("no such region");
}

} // namespace

TEST(SidebandPlane, CountsTheBoundsOfARectangleAsInside) {
    const RectangleRegion rectangle{{-1, 2}, {0, 3}};
    for (const double x : {-1.0, 0.3, 2.0})
        for (const double y : {0.0, 3.0})
            EXPECT_TRUE(contains(rectangle, x, y));
    EXPECT_FALSE(contains(rectangle, std::nextafter(2.0, 3.0), 1));
    EXPECT_FALSE(contains(rectangle, std::nextafter(-1.0, -2.0), 1));
    EXPECT_FALSE(contains(rectangle, 0, std::nextafter(3.0, 4.0)));
    EXPECT_FALSE(contains(rectangle, 0, std::nextafter(0.0, -1.0)));
}

TEST(SidebandPlane, LetsEitherEndOfARectangleBeOpen) {
    const RectangleRegion rectangle{{std::nullopt, 1}, {2, std::nullopt}};
    EXPECT_TRUE(contains(rectangle, -kInfinity, kInfinity));
    EXPECT_TRUE(contains(rectangle, -1e300, 2));
    EXPECT_FALSE(contains(rectangle, 1.5, 5));
    EXPECT_TRUE(contains(RectangleRegion{}, 1e9, -1e9));
}

TEST(SidebandPlane, NeverContainsANaN) {
    for (const Region& shape :
         {Region{"open", "#000000", RectangleRegion{}, {}}, Region{"triangle", "#000000", kTriangle, {}}}) {
        EXPECT_FALSE(contains(shape, kNaN, 1));
        EXPECT_FALSE(contains(shape, 1, kNaN));
    }
}

TEST(SidebandPlane, CountsVerticesAndEdgesOfAPolygonAsInside) {
    for (const auto& [x, y] : kTriangle.vertices)
        EXPECT_TRUE(contains(kTriangle, x, y));
    EXPECT_TRUE(contains(kTriangle, 1.5, 0.5));
    EXPECT_TRUE(contains(kTriangle, 2, 1.5));
    EXPECT_TRUE(contains(kTriangle, 0.3, 0.1)) << "on the edge but for rounding";
    EXPECT_TRUE(contains(kTriangle, 1.3, 1));
    EXPECT_FALSE(contains(kTriangle, 1.5, 0.499));
    EXPECT_FALSE(contains(kTriangle, -0.001, 0));
    EXPECT_FALSE(contains(kTriangle, 3.001, 1));
    EXPECT_FALSE(contains(kTriangle, 4.5, 1.5)) << "on the line of an edge, beyond its end";
}

TEST(SidebandPlane, AgreesWithHalfPlanesForAConvexPolygonOfEitherSense) {
    const PolygonRegion reversed{{kTriangle.vertices.rbegin(), kTriangle.vertices.rend()}};
    int inside = 0;
    for (double x = -0.5; x < 3.5; x += 0.0731)
        for (double y = -0.5; y < 2.5; y += 0.0617) {
            const bool expected = 3 * y - x > 0 && 2 * x - y > 0 && 5 - x - 2 * y > 0;
            EXPECT_EQ(contains(kTriangle, x, y), expected) << x << ' ' << y;
            EXPECT_EQ(contains(reversed, x, y), expected) << x << ' ' << y;
            inside += expected ? 1 : 0;
        }
    EXPECT_GT(inside, 400);
}

TEST(SidebandPlane, CountsThroughAVertexLevelWithThePointOnce) {
    const PolygonRegion diamond{{{1, 0}, {2, 1}, {1, 2}, {0, 1}}};
    EXPECT_TRUE(contains(diamond, 0.5, 1));
    EXPECT_FALSE(contains(diamond, -0.5, 1));
    EXPECT_FALSE(contains(diamond, -0.5, 0));
    EXPECT_FALSE(contains(diamond, -0.5, 2));
}

TEST(SidebandPlane, LeavesAHoleWhereAPolygonCoversTwice) {
    // a pentagram: its centre is passed round twice
    PolygonRegion star;
    for (int i = 0; i < 5; ++i)
        star.vertices.emplace_back(std::cos(2 * kPi * 2 * i / 5), std::sin(2 * kPi * 2 * i / 5));
    EXPECT_FALSE(contains(star, 0, 0));
    EXPECT_TRUE(contains(star, 0.6, 0));
}

TEST(SidebandPlane, HasNothingInAPolygonOfLessThanThreeVertices) {
    EXPECT_FALSE(contains(PolygonRegion{}, 0, 0));
    EXPECT_FALSE(contains(PolygonRegion{{{0, 0}, {1, 1}}}, 0.5, 0.5));
    EXPECT_FALSE(contains(boundingBox(PolygonRegion{}), 0, 0));
}

TEST(SidebandPlane, BoundsARegionByTheSmallestRectangle) {
    EXPECT_EQ(boundingBox(kTriangle), (RectangleRegion{{0, 3}, {0, 2}}));
    const RectangleRegion open{{std::nullopt, 1}, {}};
    EXPECT_EQ(boundingBox(open), open);
}

TEST(SidebandPlane, KnowsAColourWhenItSeesOne) {
    for (const char* colour : {"#0072b2", "#ABCDEF", "#000000"})
        EXPECT_TRUE(isColour(colour)) << colour;
    for (const char* text : {"", "#fff", "0072b2", "#0072b", "#0072b2f", "#0072bg", "red", "#0072 2"})
        EXPECT_FALSE(isColour(text)) << text;
}

TEST(SidebandPlane, StartsWithRegionsInRadiusAndShift) {
    const SidebandPlane plane = defaultSidebandPlane();
    EXPECT_EQ(plane.x, CandidateColumn::Rho);
    EXPECT_EQ(plane.y, CandidateColumn::DeltaM);
    std::set<std::string> colours;
    for (const Region& candidate : plane.regions) {
        EXPECT_TRUE(isColour(candidate.colour));
        colours.insert(candidate.colour);
    }
    EXPECT_EQ(colours.size(), plane.regions.size());
    EXPECT_TRUE(contains(region(plane, "prompt"), 0.1, 0.5_MeV));
    EXPECT_FALSE(contains(region(plane, "prompt"), 0.1, -10.0_MeV));
    EXPECT_TRUE(contains(region(plane, "displaced"), 3.77, -1.0_MeV));
    EXPECT_TRUE(contains(region(plane, "shifted"), 0.2, -10.0_MeV));
}

TEST(SidebandPlane, HasTheExpectedShiftOfConversionsAwayFromTheBeamInTheirRegions) {
    const SidebandPlane plane = defaultSidebandPlane();
    for (const double rho : {1.05, 1.4, 2.2, 3.9, 8.0, 10.4, 13.5}) {
        const Region where = region(plane, rho < 4.2 ? "conversions" : "outer conversions");
        for (const double x : {0.06, 0.1, 0.2, 0.5, 0.8})
            EXPECT_TRUE(contains(where, rho, ExpectedShift::collinear(x).deltaMass(rho))) << rho << ' ' << x;
        EXPECT_FALSE(contains(where, rho, 0));
    }
}

TEST(SidebandPlane, StartsWithAGridForAnAbcdEstimate) {
    const SidebandPlane plane = defaultSidebandPlane();
    const auto of = [&](RegionRole role) {
        std::vector<RectangleRegion> found;
        for (const Region& candidate : plane.regions)
            if (candidate.role == role) found.push_back(std::get<RectangleRegion>(candidate.shape));
        EXPECT_EQ(found.size(), 1U) << toString(role);
        return found.at(0);
    };
    const RectangleRegion a = of(RegionRole::Signal);
    const RectangleRegion d = of(RegionRole::D);
    EXPECT_EQ(of(RegionRole::B), (RectangleRegion{d.x, a.y}));
    EXPECT_EQ(of(RegionRole::C), (RectangleRegion{a.x, d.y}));
    EXPECT_EQ(a.x.high, d.x.low);
    EXPECT_EQ(a.y.low, d.y.high);
    // between the edges each point is in one region alone
    for (double rho = 0.013; rho < 18; rho += 0.0371)
        for (double shift = -0.3; shift < 0.01; shift += 0.00217) {
            int regions = 0;
            for (const Region& candidate : plane.regions)
                regions += contains(candidate, rho, shift) ? 1 : 0;
            EXPECT_LE(regions, 1) << rho << ' ' << shift;
        }
}

TEST(SidebandPlane, IsTheSameUnblindedButForTheBlinding) {
    SidebandPlane plane = defaultSidebandPlane();
    plane.regions[1].blind = true;
    EXPECT_NE(unblinded(plane), plane);
    EXPECT_EQ(unblinded(plane), defaultSidebandPlane());
}

TEST(SidebandPlane, KnowsARoleByItsName) {
    for (const RegionRole role : {RegionRole::None, RegionRole::Signal, RegionRole::B, RegionRole::C,
                                  RegionRole::D, RegionRole::Validation})
        EXPECT_EQ(regionRole(toString(role)), role);
    EXPECT_FALSE(regionRole("A").has_value());
    EXPECT_FALSE(regionRole("b").has_value());
}

TEST(SidebandPlane, HasNoPlaceForAnExpression) {
    const Region expression{"e", "#000000", ExpressionRegion{"rho > 1"}, {}};
    EXPECT_FALSE(contains(expression, 2, 2));
    EXPECT_EQ(boundingBox(expression.shape), RectangleRegion{});
}
