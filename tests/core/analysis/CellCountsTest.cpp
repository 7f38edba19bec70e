#include "core/analysis/CellCounts.h"

#include "tests/support/ColumnOf.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <random>
#include <stdexcept>

using namespace pairscope;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMany = 50000;

std::vector<double> numbers(unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::vector<double> values;
    for (std::size_t i = 0; i < kMany; ++i)
        values.push_back(i % 50 == seed ? kNaN : normal(random));
    return values;
}

/// Every third row in group 0, every third in group 1, the others in none; ends before the last rows.
RowGrouping thirds() {
    RowGrouping grouping{{"a", "b"}, std::vector<std::uint8_t>(kMany - 10)};
    for (std::size_t row = 0; row < grouping.groupOf.size(); ++row)
        grouping.groupOf[row] = row % 3 == 2 ? RowGrouping::kNone : static_cast<std::uint8_t>(row % 3);
    return grouping;
}

} // namespace

TEST(CellCounts, AreThoseOfAPlainLoopForEveryGroup) {
    const std::vector<double> x = numbers(1);
    const std::vector<double> y = numbers(2);
    const RowGrouping grouping = thirds();
    const Binning xCells{8, -2, 2};
    const Binning yCells{5, -1, 1.5};
    std::vector<std::array<std::uint32_t, 3>> expected(40);
    std::size_t inside = 0;
    for (std::size_t row = 0; row < kMany; ++row) {
        if (!(x[row] >= -2 && x[row] < 2 && y[row] >= -1 && y[row] < 1.5)) continue;
        const auto cell =
            static_cast<std::size_t>((x[row] + 2) * 2) + 8 * static_cast<std::size_t>((y[row] + 1) * 2);
        ++expected[cell][row < grouping.groupOf.size() ? row % 3 : 2];
        ++inside;
    }
    const CellCounts counts(xCells, yCells, test::ColumnOf(x), test::ColumnOf(y), RowSet::all(kMany),
                            &grouping);
    const CellCounts plain(xCells, yCells, test::ColumnOf(x), test::ColumnOf(y), RowSet::all(kMany));
    std::uint32_t most = 0;
    for (int j = 0; j < 5; ++j)
        for (int i = 0; i < 8; ++i) {
            const auto& cell = expected[static_cast<std::size_t>(i + 8 * j)];
            EXPECT_EQ(counts.count(i, j, 0), cell[0]);
            EXPECT_EQ(counts.count(i, j, 1), cell[1]);
            EXPECT_EQ(counts.count(i, j), cell[0] + cell[1] + cell[2]);
            EXPECT_EQ(plain.count(i, j), counts.count(i, j));
            EXPECT_EQ(counts.mostFrequent(i, j), cell[1] > cell[0] ? 1U : 0U);
            most = std::max(most, cell[0] + cell[1] + cell[2]);
        }
    EXPECT_GT(most, 1000U);
    EXPECT_EQ(counts.maximum(), most);
    EXPECT_EQ(counts.inside(), inside);
    EXPECT_EQ(plain.mostFrequent(0, 0), std::nullopt);
}

TEST(CellCounts, NeedCellsOfSomeSize) {
    const test::ColumnOf none({});
    EXPECT_THROW(CellCounts({0, 0, 1}, {1, 0, 1}, none, none, {}), std::invalid_argument);
    EXPECT_THROW(CellCounts({1, 0, 1}, {1, 1, 1}, none, none, {}), std::invalid_argument);
    EXPECT_EQ(CellCounts({2, 0, 1}, {3, 0, 1}, none, none, {}).maximum(), 0U);
    EXPECT_EQ(CellCounts().count(0, 0), 0U);
}

TEST(RowsOfGroups, AreTheShownRowsOfEach) {
    const RowGrouping grouping{{"a", "b", "c"}, {0, 1, 1, RowGrouping::kNone, 0}};
    const std::vector<RowSet> rows = rowsOfGroups(grouping, RowSet({1, 2, 3, 4, 9}));
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0], RowSet({4}));
    EXPECT_EQ(rows[1], RowSet({1, 2}));
    EXPECT_TRUE(rows[2].empty());
}
