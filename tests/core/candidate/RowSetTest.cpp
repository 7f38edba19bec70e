#include "core/candidate/RowSet.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

using namespace pairscope;

namespace {

using Rows = std::vector<RowSet::Row>;

Rows rowsOf(const RowSet& set) {
    return {set.begin(), set.end()};
}

} // namespace

TEST(RowSet, IsAscendingWithEachRowOnce) {
    EXPECT_EQ(rowsOf(RowSet(Rows{7, 3, 7, 1})), (Rows{1, 3, 7}));
    EXPECT_EQ(rowsOf(RowSet::all(4)), (Rows{0, 1, 2, 3}));
    EXPECT_TRUE(RowSet().empty());
    EXPECT_TRUE(RowSet::all(0).empty());
    EXPECT_EQ(RowSet(Rows{}), RowSet());
}

TEST(RowSet, KnowsWhatItContains) {
    const RowSet set(Rows{2, 5, 9});
    for (const std::size_t row : {2U, 5U, 9U})
        EXPECT_TRUE(set.contains(row));
    for (const std::size_t row : {0U, 3U, 10U})
        EXPECT_FALSE(set.contains(row));
    EXPECT_FALSE(RowSet().contains(0));
    EXPECT_EQ(rowsOf(set.below(9)), (Rows{2, 5}));
    EXPECT_EQ(set.below(100), set);
}

TEST(RowSet, CombinesAsSetsDo) {
    std::mt19937 random(4);
    const auto number = [&random] { return static_cast<RowSet::Row>(random() % 30); };
    for (int round = 0; round < 50; ++round) {
        std::set<RowSet::Row> a;
        std::set<RowSet::Row> b;
        for (int i = 0; i < 20; ++i) {
            a.insert(number());
            b.insert(number());
        }
        const RowSet first(Rows(a.begin(), a.end()));
        const RowSet second(Rows(b.begin(), b.end()));
        for (RowSet::Row row = 0; row < 30; ++row) {
            EXPECT_EQ(first.united(second).contains(row), a.contains(row) || b.contains(row));
            EXPECT_EQ(first.intersected(second).contains(row), a.contains(row) && b.contains(row));
            EXPECT_EQ(first.without(second).contains(row), a.contains(row) && !b.contains(row));
        }
    }
    const RowSet some(Rows{1, 2});
    EXPECT_EQ(some.united(RowSet()), some);
    EXPECT_TRUE(some.intersected(RowSet()).empty());
    EXPECT_TRUE(some.without(some).empty());
}
