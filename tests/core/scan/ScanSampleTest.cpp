#include "core/scan/ScanSample.h"

#include "core/scan/DatasetScans.h"
#include "tests/core/analysis/FilterSample.h"
#include "tests/core/scan/ScanFolder.h"

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

class ScanSampleInJournal : public ScanFolder {};

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

/// The sample has no gaps, 100 events to a run: see filterSample().
TEST(ScanSample, KnownPairsAreAmongTheOthersUnderIdsThatLookLikeTheDatasets) {
    const PairTable known = knownPairs();
    const auto rows = firstRows(100);
    const auto queue = makeQueue(data(), rows, &known, 3);
    ASSERT_EQ(queue.size(), 140);
    std::set<EventId> ofDataset;
    for (std::size_t row = 0; row < data().rows(); ++row)
        ofDataset.insert(data().id(row));
    std::set<EventId> ids;
    std::size_t mixed = 0;
    for (const QueuedCandidate& line : queue) {
        EXPECT_TRUE(ids.insert(line.id).second) << toString(line.id);
        EXPECT_TRUE(ofDataset.contains(line.id)) << toString(line.id);
        mixed += line.known;
    }
    EXPECT_EQ(mixed, 40);
    for (const Row row : rows)
        EXPECT_TRUE(ids.contains(data().id(row)));
    EXPECT_EQ(knownOutOfRange(data(), queue), 0);
}

TEST(ScanSample, AKnownPairIsNotThePairWhoseIdItHas) {
    const PairTable known = knownPairs();
    const auto queue = makeQueue(data(), firstRows(100), &known, 3);
    const auto sample = scanSample(data(), queue);
    ASSERT_TRUE(sample) << sample.error();
    std::vector<bool> found(known.rows());
    for (std::size_t i = 0; i < queue.size(); ++i) {
        EXPECT_EQ((*sample)->id(i), queue[i].id);
        if (!queue[i].known) {
            EXPECT_TRUE(sameTracks(**sample, i, data(), queue[i].id.event)) << "events are rows";
            continue;
        }
        EXPECT_FALSE(sameTracks(**sample, i, data(), queue[i].id.event));
        for (std::size_t row = 0; row < known.rows(); ++row)
            if (sameTracks(**sample, i, known, row)) {
                found[row] = true;
                EXPECT_EQ(queue[i].trueClass, known.pairClass(row));
            }
    }
    EXPECT_EQ(std::ranges::count(found, true), 40);
    std::vector<QueuedCandidate> lost{{data().id(7), PairClass::Signal, true, {}}};
    EXPECT_FALSE(scanSample(data(), lost)) << "without its numbers it is not the pair of that id";
}

/// What resume reads.
TEST_F(ScanSampleInJournal, IsTheSameWhenItIsReadAgain) {
    const PairTable known = knownPairs();
    const auto queue = makeQueue(data(), firstRows(100), &known, 3);
    ScanJournal journal = written(file());
    const ScanQueue about = journal.addQueue({{}, "f00d", "pairs.h5", 300, "all", {}}, queue).value();
    const Scan scan = scanIn(journal, about.id);
    for (const QueuedCandidate& line : queue) {
        ScanEntry entry = verdictOf(scan, 0, line.known ? "fake" : "prompt");
        entry.candidate = line.id;
        ASSERT_TRUE(journal.append(entry));
    }
    const auto read = journal.candidates(about.id).value();
    const auto sample = scanSample(data(), queue).value();
    const auto again = scanSample(data(), read).value();
    ASSERT_EQ(again->rows(), 140);
    for (std::size_t i = 0; i < 140; ++i)
        EXPECT_TRUE(again->id(i) == sample->id(i) && sameTracks(*again, i, *sample, i)) << i;
    const DatasetScans scans = datasetScans(journal).value();
    std::size_t onKnown = 0;
    const auto scanners = scans.scanners();
    for (const auto& [candidate, verdict] : scanners.at(0).verdicts) {
        EXPECT_EQ(verdict.verdict, candidate.queue.empty() ? "prompt" : "fake") << toString(candidate.id);
        onKnown += !candidate.queue.empty();
    }
    EXPECT_EQ(onKnown, 40);
    EXPECT_EQ(scans.scannedBy("ada").size(), 100) << "the rows whose ids were borrowed are not scanned";
}

TEST(ScanSample, WithKnownPairsTheWholeQueueIsShuffled) {
    const PairTable known = knownPairs();
    const auto rows = firstRows(100);
    const auto queue = makeQueue(data(), rows, &known, 3);
    std::vector<EventId> measured;
    for (const QueuedCandidate& line : queue)
        if (!line.known) measured.push_back(line.id);
    // of 99 neighbours half are in order, with a variance of 101/12 (Eulerian numbers)
    std::size_t ascents = 0;
    for (std::size_t i = 1; i < measured.size(); ++i)
        ascents += measured[i - 1] < measured[i];
    EXPECT_NEAR(static_cast<double>(ascents), 49.5, 5 * 2.9);
    const auto alone = makeQueue(data(), rows, nullptr, 3);
    EXPECT_TRUE(std::ranges::is_sorted(alone, {}, &QueuedCandidate::id)) << "nothing is hidden there";
    const PairTable none({}, 0);
    EXPECT_EQ(makeQueue(data(), rows, &none, 3), alone);
}

TEST(ScanSample, SaysHowManyKnownCandidatesTheirIdsTell) {
    const PairTable known = knownPairs();
    const auto queue = makeQueue(data(), firstRows(300), &known, 3);
    EXPECT_EQ(knownOutOfRange(data(), queue), 40) << "no id within the ranges is left";
}

TEST(ScanSample, AKnownPairHasNoMorePhotonsThanTheDataset) {
    const PairTable known = knownPairs();
    ASSERT_EQ(known.contents().photons, 1);
    for (const std::size_t photons : {0U, 1U, 2U}) {
        PairTable pairs({photons, false, false, false}, 3);
        for (std::size_t row = 0; row < 3; ++row)
            pairs.setId(row, data().id(row));
        const auto queue = makeQueue(pairs, firstRows(3), &known, 3);
        const auto sample = scanSample(pairs, queue).value();
        EXPECT_EQ(sample->contents(), pairs.contents());
        for (std::size_t i = 0; i < queue.size(); ++i)
            EXPECT_LE(sample->event(i).photons.size(), photons);
    }
}

TEST(ScanSample, AKnownPairLosesTheCovariancesThatTheDatasetDoesNotHave) {
    const PairTable known = knownPairs();
    PairTable pairs({1, false, true, false}, 3);
    for (std::size_t row = 0; row < 3; ++row)
        pairs.setId(row, data().id(row));
    const auto queue = makeQueue(pairs, firstRows(3), &known, 3);
    const auto sample = scanSample(pairs, queue).value();
    std::size_t seen = 0;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        if (!queue[i].known) continue;
        ++seen;
        for (const int daughter : {0, 1}) {
            const double* track = sample->track(i, daughter);
            const double* whole = queue[i].pair.data() + daughter * PairTable::kTrackNumbers;
            for (int j = 0; j < kTrackParameterCount; ++j)
                for (int k = j; k < kTrackParameterCount; ++k) {
                    const std::size_t at = kTrackParameterCount + packedIndex(j, k);
                    EXPECT_EQ(track[at], j == k ? whole[at] : 0) << j << k;
                }
            EXPECT_TRUE(std::equal(track, track + kTrackParameterCount, whole));
        }
    }
    EXPECT_EQ(seen, 40);
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
