#include "core/analysis/SidebandOccupancy.h"

#include "core/math/Units.h"
#include "core/simulation/RandomStream.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

using namespace pairscope;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

SidebandPlane plane() {
    SidebandPlane result;
    result.regions = {{"left", "#0072b2", RectangleRegion{{std::nullopt, 1}, {}}, {}},
                      {"square", "#d55e00", PolygonRegion{{{0, 0}, {2, 0}, {2, 2}, {0, 2}}}, {}}};
    return result;
}

} // namespace

TEST(SidebandOccupancy, CountsRegionsOverlapOutsideAndMissingApart) {
    OccupancyCounter counter(plane());
    counter.add(-1, 5);     // left
    counter.add(0.5, 0.5);  // both
    counter.add(1, 2);      // both, on the boundary of both
    counter.add(1.5, 1);    // square
    counter.add(3, 3);      // neither
    counter.add(kNaN, 1);   // missing
    counter.add(0.5, kNaN); // missing
    const Occupancy result = counter.result();
    EXPECT_EQ(result.entries, 5U);
    EXPECT_EQ(result.missing, 2U);
    EXPECT_EQ(result.outside, 1U);
    ASSERT_EQ(result.regions.size(), 2U);
    EXPECT_EQ(result.regions[0].count, 3U);
    EXPECT_EQ(result.regions[1].count, 3U);
    EXPECT_DOUBLE_EQ(result.regions[0].fraction.value(), 0.6);
    EXPECT_EQ(result.regions[0].interval, garwoodInterval(3));
}

TEST(SidebandOccupancy, CountsTheTruthClassesInEachRegion) {
    OccupancyCounter counter(plane());
    counter.add(0.5, 0.5, PairClass::Signal);
    counter.add(1.5, 0.5, PairClass::Conversion);
    counter.add(1.5, 0.7, PairClass::Conversion);
    counter.add(-1, 0, PairClass::PromptPair);
    counter.add(-1, 0);
    const Occupancy result = counter.result();
    EXPECT_EQ(result.regions[0].classes, (ClassCounts{1, 1, 0, 1}));
    EXPECT_EQ(result.regions[1].classes, (ClassCounts{0, 1, 2, 0}));
}

TEST(SidebandOccupancy, HasNoFractionOfNothing) {
    const Occupancy result = OccupancyCounter(plane()).result(ConfidenceLevel{0.95});
    EXPECT_FALSE(result.regions[0].fraction.has_value());
    EXPECT_EQ(result.regions[0].count, 0U);
    EXPECT_EQ(result.regions[0].interval, garwoodInterval(0, ConfidenceLevel{0.95}));
    EXPECT_EQ(result.entries, 0U);
}

TEST(SidebandOccupancy, AgreesWithAskingEveryRegionOfEveryPoint) {
    SidebandPlane regions = defaultSidebandPlane();
    OccupancyCounter counter(regions);
    std::vector<std::size_t> expected(regions.regions.size());
    RandomStream random(4, 0);
    for (int i = 0; i < 5000; ++i) {
        const double rho = random.uniform(0, 18);
        const double shift = random.uniform(-300.0_MeV, 10.0_MeV);
        counter.add(rho, shift);
        for (std::size_t r = 0; r < expected.size(); ++r)
            expected[r] += contains(regions.regions[r], rho, shift) ? 1 : 0;
    }
    const Occupancy result = counter.result();
    for (std::size_t r = 0; r < expected.size(); ++r)
        EXPECT_EQ(result.regions[r].count, expected[r]) << regions.regions[r].name;
    EXPECT_GT(expected.back(), 500U);
}
