#include "core/analysis/ColumnRange.h"

#include "tests/support/ColumnOf.h"

#include <gtest/gtest.h>

#include <limits>

using namespace pairscope;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

TEST(ColumnRange, LeavesTheTailsOut) {
    std::vector<double> values;
    for (int i = 0; i <= 1000; ++i)
        values.push_back((i * 8) % 1001); // 0 .. 1000 in disorder
    const test::ColumnOf column(values);
    EXPECT_EQ(centralRange(column, RowSet::all(1001), 0.01), (ValueRange{10, 990}));
    EXPECT_EQ(centralRange(column, RowSet::all(1001), 0), (ValueRange{0, 1000}));
}

TEST(ColumnRange, OfManyRowsIsThatOfASample) {
    std::vector<double> values;
    constexpr int kRows = 400000;
    for (int i = 0; i < kRows; ++i)
        values.push_back(static_cast<double>((static_cast<long>(i) * 7919) % kRows));
    const auto range = centralRange(test::ColumnOf(values), RowSet::all(kRows), 0.005);
    ASSERT_TRUE(range);
    EXPECT_NEAR(range->low, 0.005 * kRows, 0.002 * kRows); // four standard deviations of a quantile of 20,000
    EXPECT_NEAR(range->high, 0.995 * kRows, 0.002 * kRows);
}

TEST(ColumnRange, PassesOverWhatIsNotFiniteAndFindsTheOnlyNumberOfMany) {
    std::vector<double> values(100000, kNaN);
    const test::ColumnOf none(values);
    EXPECT_EQ(centralRange(none, RowSet::all(100000), 0.1), std::nullopt);
    EXPECT_EQ(fullRange(none, RowSet::all(100000)), std::nullopt);
    values[7] = kInfinity;
    values[77777] = 3;
    const test::ColumnOf one(values);
    EXPECT_EQ(centralRange(one, RowSet::all(100000), 0.1), (ValueRange{3, 3}));
    EXPECT_EQ(fullRange(one, RowSet::all(100000)), (ValueRange{3, 3}));
    EXPECT_EQ(fullRange(one, RowSet({1, 2})), std::nullopt);
    EXPECT_EQ(fullRange(one, {}), std::nullopt);
}

TEST(ColumnRange, IsFullFromTheLeastToTheGreatest) {
    const test::ColumnOf column({3, -2, kNaN, 9, 1});
    EXPECT_EQ(fullRange(column, RowSet::all(5)), (ValueRange{-2, 9}));
    EXPECT_EQ(fullRange(column, RowSet({0, 4})), (ValueRange{1, 3}));
}
