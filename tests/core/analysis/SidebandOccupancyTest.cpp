#include "core/analysis/SidebandOccupancy.h"

#include "core/candidate/BatchReconstruction.h"
#include "core/math/Units.h"
#include "core/simulation/ToyPairs.h"
#include "tests/core/analysis/PlaneTable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <vector>

using namespace pairscope;
using namespace pairscope::test;
using testing::ElementsAre;
using testing::Pair;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// A half plane and a square that overlap.
SidebandPlane overlapping() {
    SidebandPlane plane = planeOf({box("left", {std::nullopt, 1}, {})});
    plane.regions.push_back({"square", "#d55e00", PolygonRegion{{{0, 0}, {2, 0}, {2, 2}, {0, 2}}}, {}});
    return plane;
}

Occupancy occupancyOf(const CandidateTable& table, const SidebandPlane& plane, ConfidenceLevel level = {}) {
    return occupancy(table, plane, RowSet::all(table.rows()), level);
}

/// Fits a sample whose row 5 cannot be fitted: its covariance is not positive definite.
std::shared_ptr<const CandidateTable> fittedToys() {
    ToyOptions options;
    options.conversions = 210;
    options.darkPhotons = {{17.0_MeV, 100}};
    auto pairs = std::make_shared<PairTable>(generateToyPairs(options));
    pairs->track(5, 0)[kTrackParameterCount] = -1;
    return reconstructAll(std::move(pairs), belle2Detector());
}

} // namespace

TEST(SidebandOccupancy, CountsRegionsOverlapOutsideAndMissingApart) {
    const auto table = planeTable({{-1, 5},       // left
                                   {0.5, 0.5},    // both
                                   {1, 2},        // both, on the boundary of both
                                   {1.5, 1},      // square
                                   {3, 3},        // neither
                                   {kNaN, 1},     // missing
                                   {0.5, kNaN}}); // missing
    const Occupancy result = occupancyOf(*table, overlapping());
    EXPECT_EQ(result.entries, 5U);
    EXPECT_EQ(result.missing, 2U);
    EXPECT_EQ(result.outside, 1U);
    ASSERT_EQ(result.regions.size(), 2U);
    EXPECT_EQ(result.regions[0].count, 3U);
    EXPECT_EQ(result.regions[1].count, 3U);
    EXPECT_DOUBLE_EQ(result.regions[0].fraction.value(), 0.6);
    EXPECT_EQ(result.regions[0].interval, garwoodInterval(3));
    EXPECT_THAT(result.cells, ElementsAre(Pair(0, 1), Pair(1, 1), Pair(2, 1), Pair(3, 2)));
    EXPECT_FALSE(result.truth);
}

TEST(SidebandOccupancy, GivesPurityAndEfficiencyWhereTheClassesAreKnown) {
    constexpr auto kSignal = PairClass::Signal;
    constexpr auto kConversion = PairClass::Conversion;
    const auto table =
        planeTable({{0.5, 0.5}, {1.5, 0.5}, {1.5, 0.7}, {-1, 0}, {5, 5}, {kNaN, 0}},
                   {kSignal, kConversion, kConversion, PairClass::PromptPair, kSignal, kSignal});
    const Occupancy result = occupancyOf(*table, overlapping());
    EXPECT_TRUE(result.truth);
    EXPECT_EQ(result.regions[0].classes, (ClassCounts{0, 1, 0, 1}));
    EXPECT_EQ(result.regions[1].classes, (ClassCounts{0, 1, 2, 0}));
    EXPECT_EQ(result.regions[0].purity, proportion(1, 2));
    EXPECT_EQ(result.regions[1].purity, proportion(1, 3));
    EXPECT_EQ(result.regions[1].efficiency, proportion(1, 3)) << "of all signal, without a vertex too";
    const auto without = planeTable({{0.5, 0.5}});
    EXPECT_FALSE(occupancyOf(*without, overlapping()).regions[0].purity.has_value());
    EXPECT_FALSE(occupancyOf(*without, overlapping()).regions[0].efficiency.has_value());
}

TEST(SidebandOccupancy, GivesADensityWhereTheAreaIsFinite) {
    const auto table = planeTable({{0.5, 0.5}, {1.5, 0.5}, {1.5, 1.7}});
    const Occupancy result = occupancyOf(*table, overlapping());
    EXPECT_FALSE(result.regions[0].density.has_value());
    EXPECT_DOUBLE_EQ(result.regions[1].area.value(), 4);
    EXPECT_DOUBLE_EQ(result.regions[1].density.value(), 0.75);
}

TEST(SidebandOccupancy, MeasuresTheAreaOfAShape) {
    EXPECT_DOUBLE_EQ(areaOf(RectangleRegion{{-1, 2}, {1, 5}}).value(), 12);
    EXPECT_FALSE(areaOf(RectangleRegion{{-1, 2}, {1, std::nullopt}}).has_value());
    EXPECT_DOUBLE_EQ(areaOf(PolygonRegion{{{0, 0}, {4, 0}, {4, 3}}}).value(), 6);
    EXPECT_DOUBLE_EQ(areaOf(PolygonRegion{{{4, 3}, {4, 0}, {0, 0}}}).value(), 6);
    EXPECT_FALSE(areaOf(PolygonRegion{{{0, 0}, {1, 1}, {1, 0}, {0, 1}}}).has_value()) << "crosses itself";
    EXPECT_DOUBLE_EQ(areaOf(PolygonRegion{{{0, 0}, {1, 1}}}).value(), 0);
    EXPECT_FALSE(areaOf(ExpressionRegion{"rho > 1"}).has_value());
}

TEST(SidebandOccupancy, HasNoFractionOfNothing) {
    const Occupancy result = occupancyOf(*planeTable({}), overlapping(), ConfidenceLevel{0.95});
    EXPECT_FALSE(result.regions[0].fraction.has_value());
    EXPECT_EQ(result.regions[0].count, 0U);
    EXPECT_EQ(result.regions[0].interval, garwoodInterval(0, ConfidenceLevel{0.95}));
    EXPECT_EQ(result.entries, 0U);
    EXPECT_THROW((void)occupancyOf(*planeTable({}), overlapping(), ConfidenceLevel{1}),
                 std::invalid_argument);
}

TEST(SidebandOccupancy, TellsNothingFromWhichABlindedCountCouldBeGot) {
    // all of one set are the same but for what the blinded box holds
    const Points seen{{0.7, 0.2}, {0.8, 0.3}, {0.2, 0.7}, {0.6, 0.7}, {0.9, 0.9}};
    std::vector<Occupancy> results;
    for (const std::size_t hidden : {0U, 3U, 20U}) {
        Points points = seen;
        points.insert(points.end(), hidden, {0.25, 0.25});
        points.insert(points.end(), 30 - hidden, {7, 7}); // the file has as many rows
        std::vector<PairClass> classes(points.size(), PairClass::Conversion);
        for (std::size_t i = 0; i < hidden; ++i)
            classes[seen.size() + i] = PairClass::Signal;
        classes[0] = PairClass::Signal;
        results.push_back(occupancyOf(*planeTable(points, classes), abcdPlane(true)));
    }
    for (const Occupancy& result : results) {
        EXPECT_TRUE(result.blinded);
        EXPECT_TRUE(result.regions[0].blinded);
        EXPECT_EQ(result.regions[0].count, 0U);
        EXPECT_EQ(result.regions[0].classes, ClassCounts{});
        EXPECT_FALSE(result.regions[0].purity.has_value());
        EXPECT_EQ(result.regions[1].count, 2U);
        EXPECT_EQ(result.entries, 5U);
        EXPECT_EQ(result.outside, 0U);
        EXPECT_EQ(result.missing, 0U);
        EXPECT_EQ(result.cells, results.front().cells);
        EXPECT_DOUBLE_EQ(result.regions[1].fraction.value(), 0.4);
        EXPECT_FALSE(result.regions[1].efficiency.has_value());
        EXPECT_EQ(result.regions[1].purity, proportion(1, 2));
    }
}

TEST(SidebandOccupancy, LeavesTheBlindedPartOutOfARegionThatOverlapsIt) {
    SidebandPlane plane = overlapping();
    plane.regions[1].blind = true;
    const auto table = planeTable({{-1, 5}, {0.5, 0.5}, {0.6, 0.6}});
    EXPECT_EQ(occupancyOf(*table, plane).regions[0].count, 1U);
    EXPECT_EQ(occupancyOf(*table, unblinded(plane)).regions[0].count, 3U);
    EXPECT_EQ(occupancyOf(*table, unblinded(plane)).regions[1].count, 2U);
}

TEST(SidebandOccupancy, CountsTheRowsOfATableThatItIsGiven) {
    const auto table = fittedToys();
    const SidebandPlane regions = defaultSidebandPlane();
    const RowSet rows(std::vector<RowSet::Row>{5, 7, 9, 11});
    const Occupancy result = occupancy(*table, regions, rows);
    EXPECT_EQ(result.missing, 1U) << "a failed fit has neither radius nor shift";
    EXPECT_EQ(result.entries, 3U);
    EXPECT_TRUE(result.truth);
    for (std::size_t r = 0; r < regions.regions.size(); ++r) {
        std::size_t expected = 0;
        for (const RowSet::Row row : rows)
            expected += contains(regions.regions[r], table->value(CandidateColumn::Rho, row),
                                 table->value(CandidateColumn::DeltaM, row))
                            ? 1
                            : 0;
        EXPECT_EQ(result.regions[r].count, expected) << regions.regions[r].name;
    }
}

TEST(SidebandOccupancy, TellsSimulatedConversionsFromPromptPairsByTheDefaultRegions) {
    const Occupancy result = occupancyOf(*fittedToys(), defaultSidebandPlane());
    const auto classes = [&](std::size_t region, PairClass pairClass) {
        return result.regions[region].classes[static_cast<std::size_t>(pairClass)];
    };
    EXPECT_GT(classes(0, PairClass::Signal), 50U);     // of 100
    EXPECT_LT(classes(0, PairClass::Conversion), 12U); // of 210
    EXPECT_GT(classes(3, PairClass::Conversion) + classes(4, PairClass::Conversion), 150U);
    EXPECT_LT(classes(3, PairClass::Signal) + classes(4, PairClass::Signal), 20U);
}

TEST(SidebandOccupancy, HasNothingToCountInAnEmptyTable) {
    const Occupancy result = occupancy(CandidateTable(), defaultSidebandPlane(), RowSet());
    EXPECT_EQ(result.entries + result.missing, 0U);
    EXPECT_FALSE(result.truth);
}
