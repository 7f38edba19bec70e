#include "core/scan/ScanSample.h"

#include "core/scan/DatasetFingerprint.h"
#include "tests/core/analysis/FilterSample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

using namespace pairscope;
using namespace pairscope::test;
using testing::HasSubstr;

namespace {

using Row = RowSet::Row;

const PairTable& data() {
    return filterSample().pairs();
}

std::vector<Row> firstRows(Row count) {
    std::vector<Row> rows;
    for (Row row = 0; row < count; ++row)
        rows.push_back(row);
    return rows;
}

/// The last 40 pairs of the sample, as known ones.
PairTable knownPairs() {
    PairTable known(data().contents(), 40);
    for (std::size_t i = 0; i < 40; ++i)
        known.setEvent(i, data().event(data().rows() - 40 + i));
    return known;
}

bool sameTracks(const PairTable& a, std::size_t row, const PairTable& b, std::size_t other) {
    const auto first = packPair(a, row);
    const auto second = packPair(b, other);
    return std::equal(first.begin(), first.end(), second.begin(), second.end(),
                      [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

} // namespace

TEST(ScanSample, HasThePairsOfTheQueueInItsOrderWithoutTruth) {
    const std::vector<Row> rows{5, 2, 90};
    const auto queue = makeQueue(data(), rows, nullptr, 1);
    const auto sample = scanSample(data(), queue);
    ASSERT_TRUE(sample) << sample.error();
    ASSERT_EQ((*sample)->rows(), 3);
    EXPECT_FALSE((*sample)->contents().truth);
    EXPECT_TRUE((*sample)->contents().simulation) << "only a simulation has truth";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ((*sample)->id(i), data().id(rows[i]));
        EXPECT_TRUE(sameTracks(**sample, i, data(), rows[i]));
        EXPECT_EQ(queue[i].trueClass, data().pairClass(rows[i])) << "kept for later";
        EXPECT_FALSE((*sample)->event(i).truth);
    }
}

TEST(ScanSample, KnownPairsAreAmongTheOthersUnderIdsThatNoneHas) {
    const PairTable known = knownPairs();
    const auto rows = firstRows(100);
    const auto queue = makeQueue(data(), rows, &known, 3);
    ASSERT_EQ(queue.size(), 140);
    std::set<EventId> ids;
    for (std::size_t row = 0; row < data().rows(); ++row)
        ids.insert(data().id(row));
    const auto sample = scanSample(data(), queue);
    ASSERT_TRUE(sample) << sample.error();
    std::size_t nextKnown = 0;
    std::size_t nextRow = 0;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        if (!queue[i].known) {
            EXPECT_EQ(queue[i].id, data().id(nextRow++)) << "the others keep their order";
            continue;
        }
        EXPECT_TRUE(ids.insert(queue[i].id).second) << toString(queue[i].id);
        EXPECT_EQ(queue[i].id.experiment, data().id(0).experiment);
        EXPECT_EQ(queue[i].trueClass, known.pairClass(nextKnown));
        EXPECT_TRUE(sameTracks(**sample, i, known, nextKnown++));
    }
    EXPECT_EQ(nextKnown, 40);
    EXPECT_EQ(nextRow, 100);
}

/// Each line is known with probability 40/140; over 200 seeds 57 +- 6.4.
TEST(ScanSample, KnownPairsAreAtAnyPlaceWithTheSameProbability) {
    const PairTable known = knownPairs();
    const auto rows = firstRows(100);
    std::vector<int> counts(140);
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto queue = makeQueue(data(), rows, &known, seed);
        for (std::size_t i = 0; i < queue.size(); ++i)
            counts[i] += queue[i].known;
    }
    EXPECT_GT(*std::ranges::min_element(counts), 57 - 5 * 6.4);
    EXPECT_LT(*std::ranges::max_element(counts), 57 + 5 * 6.4);
}

TEST(ScanSample, ASeedGivesTheSameQueue) {
    const PairTable known = knownPairs();
    const auto rows = firstRows(20);
    const auto queue = makeQueue(data(), rows, &known, 3);
    const auto again = makeQueue(data(), rows, &known, 3);
    const auto other = makeQueue(data(), rows, &known, 4);
    const auto sameIds = [](const auto& a, const auto& b) {
        return std::ranges::equal(a, b, {}, &QueuedCandidate::id, &QueuedCandidate::id);
    };
    EXPECT_TRUE(sameIds(queue, again));
    EXPECT_FALSE(sameIds(queue, other));
}

TEST(ScanSample, CandidatesThatAreNotInTheDataAreNamed) {
    const std::vector<QueuedCandidate> queue{{data().id(1), PairClass::Unknown, false, {}},
                                             {{7, 7, 7, 7}, PairClass::Unknown, false, {}}};
    const auto sample = scanSample(data(), queue);
    ASSERT_FALSE(sample);
    EXPECT_THAT(sample.error(), HasSubstr("1 of the queue's candidates are not in this dataset: 7/7/7/7"));
}
