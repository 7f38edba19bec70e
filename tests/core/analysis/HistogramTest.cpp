#include "core/analysis/Histogram.h"

#include "tests/support/ColumnOf.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace pairscope;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

TEST(Histogram, PutsAValueOnAnEdgeIntoTheUpperBin) {
    Histogram histogram({4, 0, 2});
    for (const double value : {0.0, 0.5, 0.49999, 1.0, 1.99999, 2.0, -1e-12})
        histogram.fill(value);
    EXPECT_EQ(histogram.content(0), 2);
    EXPECT_EQ(histogram.content(1), 1);
    EXPECT_EQ(histogram.content(2), 1);
    EXPECT_EQ(histogram.content(3), 1);
    EXPECT_EQ(histogram.underflow(), 1);
    EXPECT_EQ(histogram.overflow(), 1);
    EXPECT_EQ(histogram.sum(), 5);
    EXPECT_EQ(histogram.maximum(), 2);
}

TEST(Histogram, CountsNaNAsMissingAndNeverInABin) {
    Histogram histogram({3, -1, 1});
    histogram.fill(std::array{kNaN, 0.0, -kNaN, kInfinity, -kInfinity, -kInfinity});
    EXPECT_EQ(histogram.missing(), 2U);
    EXPECT_EQ(histogram.sum(), 1);
    EXPECT_EQ(histogram.overflow(), 1);
    EXPECT_EQ(histogram.underflow(), 2);
}

TEST(Histogram, FillsOnlyTheRowsItIsGiven) {
    const test::ColumnOf column({0.1, 0.2, 0.6, kNaN, 0.7});
    Histogram histogram({2, 0, 1});
    histogram.fill(column, std::array<std::uint32_t, 4>{4, 0, 3, 4});
    EXPECT_EQ(histogram.content(0), 1);
    EXPECT_EQ(histogram.content(1), 2);
    EXPECT_EQ(histogram.missing(), 1U);
}

TEST(Histogram, HasSquareRootErrorsAndGarwoodIntervalsForCounts) {
    Histogram histogram({2, 0, 1});
    for (int i = 0; i < 9; ++i)
        histogram.fill(0.25);
    EXPECT_FALSE(histogram.weighted());
    EXPECT_EQ(histogram.error(0), 3);
    EXPECT_EQ(histogram.error(1), 0);
    EXPECT_EQ(histogram.interval(0), garwoodInterval(9));
    EXPECT_EQ(histogram.interval(1, ConfidenceLevel{0.9}), garwoodInterval(0, ConfidenceLevel{0.9}));
}

TEST(Histogram, SumsWeightsAndTheirSquares) {
    Histogram histogram({1, 0, 1});
    histogram.fill(0.5, 3.0);
    histogram.fill(0.5, -1.0);
    histogram.fill(0.5, kNaN);
    histogram.fill(7.0, 0.25);
    EXPECT_TRUE(histogram.weighted());
    EXPECT_EQ(histogram.content(0), 2);
    EXPECT_DOUBLE_EQ(histogram.error(0), std::sqrt(10.0));
    EXPECT_EQ(histogram.overflow(), 0.25);
    EXPECT_EQ(histogram.missing(), 1U);
}

TEST(Histogram, AddsToTheHistogramOfAllValues) {
    const Binning binning{5, 0, 1};
    Histogram first(binning);
    Histogram second(binning);
    Histogram all(binning);
    for (int i = -3; i < 20; ++i) {
        const double value = i == 7 ? kNaN : 0.07 * i;
        (i % 2 == 0 ? first : second).fill(value);
        all.fill(value);
    }
    first += second;
    EXPECT_EQ(first, all);
    EXPECT_NE(second, all);
    EXPECT_THROW(first += Histogram({5, 0, 2}), std::invalid_argument);
}

TEST(Histogram, HasEdgesThatEndExactlyAtItsBounds) {
    const Binning binning{7, -0.3, 0.4};
    EXPECT_EQ(binning.edge(0), -0.3);
    EXPECT_EQ(binning.edge(7), 0.4);
    EXPECT_NEAR(binning.edge(3), 0, 1e-16);
    EXPECT_NEAR(binning.width(), 0.1, 1e-16);
    EXPECT_NEAR(binning.centre(0), -0.25, 1e-16);
    Histogram histogram(binning);
    for (int bin = 0; bin < binning.bins; ++bin)
        histogram.fill(binning.centre(bin));
    for (int bin = 0; bin < binning.bins; ++bin)
        EXPECT_EQ(histogram.content(bin), 1) << bin;
}

TEST(Histogram, RefusesImpossibleBinnings) {
    for (const Binning& bad : {Binning{0, 0, 1}, Binning{-3, 0, 1}, Binning{3, 1, 1}, Binning{3, 2, 1},
                               Binning{3, kNaN, 1}, Binning{3, 0, kInfinity}}) {
        EXPECT_THROW(Histogram{bad}, std::invalid_argument);
        EXPECT_THROW((Histogram2D{bad, {1, 0, 1}}), std::invalid_argument);
        EXPECT_THROW((Histogram2D{{1, 0, 1}, bad}), std::invalid_argument);
    }
}

TEST(Histogram2D, CountsEachPointInItsCell) {
    Histogram2D grid({2, 0, 2}, {3, -3, 0});
    const std::vector<double> x{0.5, 1.5, 1.5, 2.0, 0.5, kNaN, 0.5, 0.5};
    const std::vector<double> y{-2.5, -0.5, -0.1, -0.5, 0.0, -0.5, kNaN, -kInfinity};
    grid.fill(x, y);
    EXPECT_EQ(grid.content(0, 0), 1U);
    EXPECT_EQ(grid.content(1, 2), 2U);
    EXPECT_EQ(grid.content(1, 0), 0U);
    EXPECT_EQ(grid.maximum(), 2U);
    EXPECT_EQ(grid.inside(), 3U);
    EXPECT_EQ(grid.outside(), 3U);
    EXPECT_EQ(grid.missing(), 2U);
}

TEST(Histogram2D, DoesNotCountTheOutsideInItsMaximum) {
    Histogram2D grid({1, 0, 1}, {1, 0, 1});
    for (int i = 0; i < 5; ++i)
        grid.fill(2, 2);
    grid.fill(0.5, 0.5);
    EXPECT_EQ(grid.maximum(), 1U);
}

TEST(Histogram2D, ProjectsToTheHistogramOfEachCoordinate) {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        x.push_back(std::fmod(0.618034 * i, 1.0));
        y.push_back(std::fmod(0.414214 * i, 1.0));
        if (i % 3 != 0) rows.push_back(i);
    }
    Histogram2D grid({8, 0, 1}, {5, 0, 1});
    Histogram projection({8, 0, 1});
    grid.fill(test::ColumnOf(x), test::ColumnOf(y), rows);
    projection.fill(test::ColumnOf(x), rows);
    for (int i = 0; i < 8; ++i) {
        std::uint32_t sum = 0;
        for (int j = 0; j < 5; ++j)
            sum += grid.content(i, j);
        EXPECT_EQ(sum, projection.content(i)) << i;
    }
    EXPECT_EQ(grid.inside(), rows.size());
}

TEST(Histogram, OfManyRowsIsThatOfOneAfterTheOther) {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; i < 60000; ++i) {
        x.push_back(i % 17 == 0 ? kNaN : std::fmod(0.618034 * i, 1.2));
        y.push_back(std::fmod(0.414214 * i, 1.0));
        if (i % 7 != 0) rows.push_back(i);
    }
    Histogram together({16, 0, 1});
    together.fill(0.5); // what was there stays
    together.fill(test::ColumnOf(x), rows);
    Histogram2D grid({16, 0, 1}, {4, 0, 1});
    grid.fill(test::ColumnOf(x), test::ColumnOf(y), rows);
    Histogram each({16, 0, 1});
    each.fill(0.5);
    Histogram2D cells({16, 0, 1}, {4, 0, 1});
    for (const std::uint32_t row : rows) {
        each.fill(x[row]);
        cells.fill(x[row], y[row]);
    }
    EXPECT_EQ(together, each);
    EXPECT_EQ(grid, cells);
}
