#include "core/scan/MadeUpIds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>

using namespace pairscope;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

namespace {

PairTable tableOf(const std::vector<EventId>& ids) {
    PairTable pairs({}, ids.size());
    for (std::size_t row = 0; row < ids.size(); ++row)
        pairs.setId(row, ids[row]);
    return pairs;
}

/// Events `first` to `first + count - 1` of a run, every `step`-th.
void addRun(std::vector<EventId>& ids, std::int32_t run, std::uint32_t first, std::uint32_t count,
            std::uint32_t step = 1, std::uint32_t candidate = 0) {
    for (std::uint32_t i = 0; i < count; ++i)
        ids.push_back({8, run, first + i * step, candidate});
}

std::vector<RowSet::Row> rowsTo(std::size_t count) {
    std::vector<RowSet::Row> rows(count);
    std::iota(rows.begin(), rows.end(), RowSet::Row{0});
    return rows;
}

std::vector<EventId> madeUp(const std::vector<EventId>& ids, std::size_t queued, std::size_t count) {
    const PairTable pairs = tableOf(ids);
    MadeUpIds source(pairs, rowsTo(queued));
    RandomStream random(5, 0);
    std::vector<EventId> made;
    for (std::size_t i = 0; i < count; ++i)
        made.push_back(source.next(random));
    std::vector<EventId> sorted = made;
    std::ranges::sort(sorted);
    EXPECT_EQ(std::ranges::adjacent_find(sorted), sorted.end()) << "an id was given twice";
    for (std::size_t row = 0; row < queued; ++row)
        EXPECT_THAT(made, Not(Contains(ids[row])));
    return made;
}

} // namespace

TEST(MadeUpIds, LieInGapsOfTheRunsWithinTheirRanges) {
    std::vector<EventId> ids;
    addRun(ids, 3, 1000, 100, 7);
    addRun(ids, 4, 900000, 300, 11, 2);
    std::size_t ofFirst = 0;
    for (const EventId& id : madeUp(ids, ids.size(), 200)) {
        ofFirst += id.run == 3;
        EXPECT_EQ(id.experiment, 8);
        EXPECT_EQ(id.candidate, id.run == 3 ? 0U : 2U);
        EXPECT_GE(id.event, id.run == 3 ? 1000U : 900000U);
        EXPECT_LE(id.event, id.run == 3 ? 1000U + 99 * 7 : 900000U + 299 * 11);
        EXPECT_THAT(ids, Not(Contains(id)));
    }
    EXPECT_NEAR(static_cast<double>(ofFirst), 50, 5 * 6.2)
        << "as the rows: a quarter of 200, binomial sigma 6.2";
}

TEST(MadeUpIds, AreThoseOfOtherRowsWhereEventsHaveNoGaps) {
    std::vector<EventId> ids;
    addRun(ids, 1, 0, 60);
    addRun(ids, 2, 0, 40);
    for (const EventId& id : madeUp(ids, 30, 70))
        EXPECT_THAT(ids, Contains(id));
}

/// Once all rows are used, runs grow at both ends, without a gap that would tell where the data end.
TEST(MadeUpIds, ContinueTheRunsWhereEverythingIsTaken) {
    std::vector<EventId> ids;
    addRun(ids, 1, 500, 50);
    auto all = madeUp(ids, 50, 40);
    const auto below = std::ranges::count_if(all, [](const EventId& id) { return id.event < 500; });
    EXPECT_NEAR(static_cast<double>(below), 20, 4 * 3.2) << "binomial sigma 3.2";
    all.insert(all.end(), ids.begin(), ids.end());
    std::ranges::sort(all);
    EXPECT_EQ(all.back().event - all.front().event + 1, 90U);
}

TEST(MadeUpIds, ContinueUpwardsWhereTheRunBeginsWithZeroAndDownwardsFromTheLastNumber) {
    std::vector<EventId> ids;
    addRun(ids, 1, 0, 50);
    EXPECT_THAT(madeUp(ids, 50, 2), ElementsAre(EventId{8, 1, 50, 0}, EventId{8, 1, 51, 0}));
    constexpr std::uint32_t kLast = std::numeric_limits<std::uint32_t>::max();
    ids.clear();
    addRun(ids, 1, kLast - 49, 50);
    EXPECT_THAT(madeUp(ids, 50, 1), ElementsAre(EventId{8, 1, kLast - 50, 0}));
}

/// Selected data have many runs with one pair.
TEST(MadeUpIds, ARunWithOneEventMayHaveAnyOfTheDataset) {
    std::vector<EventId> ids;
    for (std::int32_t run = 0; run < 50; ++run)
        addRun(ids, run, 1000U * static_cast<std::uint32_t>(run + 1), 1);
    for (const EventId& id : madeUp(ids, 50, 30)) {
        EXPECT_GE(id.event, 1000U);
        EXPECT_LE(id.event, 50000U);
        EXPECT_LT(id.run, 50);
    }
}

TEST(MadeUpIds, AnEmptyDatasetHasSomeToo) {
    EXPECT_EQ(madeUp({}, 0, 5).size(), 5);
}
