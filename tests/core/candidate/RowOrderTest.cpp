#include "core/candidate/RowOrder.h"

#include "core/candidate/BatchReconstruction.h"
#include "core/simulation/DemonstrationSample.h"
#include "tests/support/ColumnOf.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace pairscope;

namespace {

using Rows = std::vector<std::uint32_t>;

} // namespace

TEST(RowOrder, PutsNumbersInOrderAndWhatHasNoneLast) {
    const double none = std::nan("");
    const test::ColumnOf column({2, none, -1, 2, none, 7});
    EXPECT_EQ(rowsByNumber(column, false), (Rows{2, 0, 3, 5, 1, 4}));
    EXPECT_EQ(rowsByNumber(column, true), (Rows{5, 0, 3, 2, 1, 4}));
    EXPECT_TRUE(rowsByNumber(test::ColumnOf({}), false).empty());
}

TEST(RowOrder, OfManyRowsIsThatOfAStableSort) {
    std::mt19937 random(3);
    std::vector<double> numbers(50000);
    for (double& number : numbers)
        number = random() % 50 == 0 ? std::nan("") : static_cast<double>(random() % 1000);
    for (const bool descending : {false, true}) {
        Rows expected(numbers.size());
        std::iota(expected.begin(), expected.end(), 0U);
        std::ranges::stable_sort(expected, [&](std::uint32_t a, std::uint32_t b) {
            if (std::isnan(numbers[a]) || std::isnan(numbers[b]))
                return !std::isnan(numbers[a]) && std::isnan(numbers[b]);
            return descending ? numbers[b] < numbers[a] : numbers[a] < numbers[b];
        });
        EXPECT_EQ(rowsByNumber(test::ColumnOf(numbers), descending), expected);
    }
}

TEST(RowOrder, ByIdAndByOutcome) {
    const auto detector = test::belle2Detector();
    const auto table =
        reconstructAll(std::make_shared<const PairTable>(*demonstrationSample(detector)), detector);
    const Rows byId = rowsById(table->pairs(), true);
    for (std::size_t i = 1; i < byId.size(); ++i)
        EXPECT_GE(table->pairs().id(byId[i - 1]), table->pairs().id(byId[i]));
    const Rows byOutcome = rowsByOutcome(*table, false);
    for (std::size_t i = 1; i < byOutcome.size(); ++i)
        EXPECT_LE(table->status(byOutcome[i - 1]), table->status(byOutcome[i]));
}
