#include "core/analysis/VertexDensity.h"

#include "core/candidate/RowSet.h"
#include "tests/support/ColumnOf.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

namespace pairscope {

namespace {

using test::ColumnOf;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// 3 x 2 cells of half a centimetre from (1, -1).
const CellGrid kGrid{{1, -1}, 0.5, 3, 2};

VertexDensity counted(const CellGrid& grid, const ColumnView& x, const ColumnView& y) {
    VertexDensity density;
    density.count(grid, x, y, RowSet::all(x.size()).rows());
    return density;
}

std::vector<std::uint32_t> numbers(const VertexDensity& density) {
    return {density.counts().begin(), density.counts().end()};
}

TEST(VertexDensity, CountsTheLowestRowFirst) {
    const VertexDensity density =
        counted(kGrid, ColumnOf({1.1, 1.2, 2.4, 1.6}), ColumnOf({-0.9, -0.6, -0.9, -0.1}));
    EXPECT_EQ(numbers(density), (std::vector<std::uint32_t>{2, 0, 1, 0, 1, 0}));
    EXPECT_EQ(density.maximum(), 2u);
    EXPECT_EQ(density.inside(), 4u);
}

TEST(VertexDensity, ACellHasItsLowerAndLeftEdgeOnly) {
    const VertexDensity density =
        counted(kGrid, ColumnOf({1, 1.5, 2.5, 1, 1}), ColumnOf({-1, -0.5, -0.9, 0, -0.5}));
    EXPECT_EQ(numbers(density), (std::vector<std::uint32_t>{1, 0, 0, 1, 1, 0}));
    EXPECT_EQ(density.inside(), 3u);
}

TEST(VertexDensity, WhatIsNowhereOrBesideIsNotCounted) {
    const double infinity = std::numeric_limits<double>::infinity();
    const VertexDensity density = counted(kGrid, ColumnOf({kNan, 1.2, 0.9, 1.2, -infinity, 1e300}),
                                          ColumnOf({-0.8, kNan, -0.8, 0.1, -0.8, infinity}));
    EXPECT_EQ(density.inside(), 0u);
    EXPECT_EQ(density.maximum(), 0u);
}

TEST(VertexDensity, CountsTheGivenRowsOnly) {
    const ColumnOf x({1.1, 1.1, 1.1});
    const ColumnOf y({-0.9, -0.4, -0.9});
    VertexDensity density;
    density.count(kGrid, x, y, RowSet({1, 2}).rows());
    EXPECT_EQ(density.at({1.2, -0.7}), 1u);
    EXPECT_EQ(density.at({1.2, -0.2}), 1u);
    EXPECT_EQ(density.at({2.2, -0.2}), 0u);
    EXPECT_EQ(density.at({0.9, -0.2}), std::nullopt);
    density.count(kGrid, x, y, {});
    EXPECT_EQ(density.inside(), 0u); // nothing is left of the count before
}

TEST(VertexDensity, ManyOnAllCoresAreThoseCountedOneByOne) {
    constexpr std::size_t kRows = 300'000;
    std::mt19937 random(3);
    std::normal_distribution<double> place(0, 1);
    std::vector<double> x(kRows);
    std::vector<double> y(kRows);
    for (std::size_t row = 0; row < kRows; ++row) {
        x[row] = place(random);
        y[row] = row % 10 == 0 ? kNan : place(random);
    }
    const CellGrid grid{{-2, -2}, 0.01, 400, 300};
    std::vector<std::uint32_t> expected(grid.cells());
    std::size_t inside = 0;
    for (std::size_t row = 0; row < kRows; ++row) {
        const double column = std::floor((x[row] + 2) * 100);
        const double line = std::floor((y[row] + 2) * 100);
        if (!(column >= 0 && column < 400 && line >= 0 && line < 300)) continue;
        ++expected[static_cast<std::size_t>(line * 400 + column)];
        ++inside;
    }
    const VertexDensity density = counted(grid, ColumnOf(x), ColumnOf(y));
    EXPECT_EQ(numbers(density), expected);
    EXPECT_EQ(density.inside(), inside);
    EXPECT_EQ(density.maximum(), *std::max_element(expected.begin(), expected.end()));
}

TEST(VertexDensity, RefusesCellsThatCannotBe) {
    VertexDensity density;
    const ColumnView none;
    EXPECT_THROW(density.count({{0, 0}, 0, 2, 2}, none, none, {}), std::invalid_argument);
    EXPECT_THROW(density.count({{0, 0}, kNan, 2, 2}, none, none, {}), std::invalid_argument);
    EXPECT_THROW(density.count({{kNan, 0}, 1, 2, 2}, none, none, {}), std::invalid_argument);
    EXPECT_THROW(density.count({{0, 0}, 1, -1, 2}, none, none, {}), std::invalid_argument);
    density.count({{0, 0}, 1, 0, 0}, none, none, {});
    EXPECT_EQ(density.at({0, 0}), std::nullopt);
}

} // namespace

} // namespace pairscope
