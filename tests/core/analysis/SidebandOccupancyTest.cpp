#include "core/analysis/SidebandOccupancy.h"

#include "core/candidate/BatchReconstruction.h"
#include "core/math/Units.h"
#include "core/simulation/RandomStream.h"
#include "core/simulation/ToyPairs.h"
#include "tests/core/detector/TestDetectors.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <numeric>
#include <vector>

using namespace pairscope;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

SidebandPlane plane() {
    SidebandPlane result;
    result.regions = {{"left", "#0072b2", RectangleRegion{{std::nullopt, 1}, {}}, {}},
                      {"square", "#d55e00", PolygonRegion{{{0, 0}, {2, 0}, {2, 2}, {0, 2}}}, {}}};
    return result;
}

std::vector<std::uint32_t> allRows(const CandidateTable& table) {
    std::vector<std::uint32_t> rows(table.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

/// Fits a sample whose row 5 cannot be fitted: its covariance is not positive definite.
std::shared_ptr<const CandidateTable> fittedToys() {
    ToyOptions options;
    options.conversions = 210;
    options.darkPhotons = {{17.0_MeV, 100}};
    auto pairs = std::make_shared<PairTable>(generateToyPairs(options));
    pairs->track(5, 0)[kTrackParameterCount] = -1;
    const auto detector = std::make_shared<const DetectorModel>(test::belle2());
    return reconstructAll(std::move(pairs), detector);
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

TEST(SidebandOccupancy, CountsTheRowsOfATableThatItIsGiven) {
    const auto table = fittedToys();
    const SidebandPlane regions = defaultSidebandPlane();
    const std::vector<std::uint32_t> rows{5, 7, 9, 11};
    const Occupancy result = occupancy(*table, regions, rows);
    EXPECT_EQ(result.missing, 1U) << "a failed fit has neither radius nor shift";
    EXPECT_EQ(result.entries, 3U);
    EXPECT_TRUE(result.truth);
    for (std::size_t r = 0; r < regions.regions.size(); ++r) {
        std::size_t expected = 0;
        for (const std::uint32_t row : rows)
            expected += contains(regions.regions[r], table->value(CandidateColumn::Rho, row),
                                 table->value(CandidateColumn::DeltaM, row))
                            ? 1
                            : 0;
        EXPECT_EQ(result.regions[r].count, expected) << regions.regions[r].name;
    }
}

TEST(SidebandOccupancy, TellsSimulatedConversionsFromPromptPairsByTheDefaultRegions) {
    const auto table = fittedToys();
    const Occupancy result = occupancy(*table, defaultSidebandPlane(), allRows(*table));
    const auto& prompt = result.regions.front().classes;
    const auto& band = result.regions.back().classes;
    constexpr auto kSignal = static_cast<std::size_t>(PairClass::Signal);
    constexpr auto kConversion = static_cast<std::size_t>(PairClass::Conversion);
    EXPECT_GT(prompt[kSignal], 50U);     // of 100
    EXPECT_LT(prompt[kConversion], 12U); // of 210
    EXPECT_GT(band[kConversion], 150U);
    EXPECT_LT(band[kSignal], 10U);
}

TEST(SidebandOccupancy, HasNothingToCountInAnEmptyTable) {
    const Occupancy result = occupancy(CandidateTable(), defaultSidebandPlane(), {});
    EXPECT_EQ(result.entries + result.missing, 0U);
    EXPECT_FALSE(result.truth);
}
