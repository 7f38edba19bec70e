#include "core/scan/DatasetScans.h"
#include "tests/core/scan/ScanFolder.h"

#include <gmock/gmock.h>

using namespace pairscope;
using namespace pairscope::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

class DatasetScansTest : public ScanFolder {
protected:
    static ScanQueue queueOf(ScanJournal& journal, const std::vector<QueuedCandidate>& lines,
                             const std::string& fingerprint = "f00d") {
        return journal.addQueue({{}, fingerprint, "pairs.h5", 9, "all", {}}, lines).value();
    }
    static void give(ScanJournal& journal, const Scan& scan, std::size_t i, const std::string& verdict) {
        ASSERT_TRUE(journal.append(verdictOf(scan, i, verdict)));
    }
    static void append(ScanJournal& journal, const Scan& scan, ScanAction action) {
        ScanEntry entry;
        entry.scan = scan.id;
        entry.action = action;
        ASSERT_TRUE(journal.append(entry));
    }
};

const QueuedCandidate kMeasured{{26, 1, 0, 0}, PairClass::Unknown, false, {}};
const QueuedCandidate kKnown{{26, 1, 1, 0}, PairClass::Conversion, true, {1.0, 2.0}};

TEST_F(DatasetScansTest, PutsTheScansOfOneScannerTogetherAndTheLatestVerdictHolds) {
    ScanJournal journal = written(file());
    const ScanQueue queue = queueIn(journal);
    const Scan first = scanIn(journal, queue.id, "ada");
    const Scan second = scanIn(journal, queue.id, "ada");
    const Scan other = scanIn(journal, queue.id, "emmy");
    give(journal, first, 0, "fake");
    give(journal, second, 0, "prompt");
    give(journal, first, 1, "fake");
    give(journal, second, 2, "prompt");
    give(journal, first, 2, "conversion"); // later, though in the scan begun first
    give(journal, other, 0, "unsure");
    const DatasetScans scans = datasetScans(journal).value();
    EXPECT_EQ(scans.scans.size(), 3U);
    EXPECT_EQ(scans.scans[0].candidates, 10U);
    EXPECT_EQ(scans.queues.at(queue.id).size(), 10U);
    const auto scanners = scans.scanners();
    ASSERT_EQ(scanners.size(), 2U);
    EXPECT_EQ(scanners[0].scanner, "ada");
    ASSERT_EQ(scanners[0].verdicts.size(), 3U);
    EXPECT_EQ(scanners[0].verdicts.at({"", idOf(0)}).verdict, "prompt");
    EXPECT_EQ(scanners[0].verdicts.at({"", idOf(1)}).verdict, "fake");
    EXPECT_EQ(scanners[0].verdicts.at({"", idOf(2)}).verdict, "conversion");
    EXPECT_EQ(scanners[1].verdicts.at({"", idOf(0)}).verdict, "unsure");
}

TEST_F(DatasetScansTest, AScannerHasFinishedWhenEveryScanIs) {
    ScanJournal journal = written(file());
    const ScanQueue queue = queueIn(journal);
    const Scan first = scanIn(journal, queue.id, "ada");
    const Scan second = scanIn(journal, queue.id, "ada");
    append(journal, first, ScanAction::Finish);
    EXPECT_TRUE(datasetScans(journal).value().scanners().at(0).finished) << "nothing was said in the second";
    give(journal, second, 0, "fake");
    EXPECT_FALSE(datasetScans(journal).value().scanners().at(0).finished);
    EXPECT_FALSE(datasetScans(journal).value().mayBeSeen("ada"));
    append(journal, second, ScanAction::Unblind);
    const DatasetScans looked = datasetScans(journal).value();
    EXPECT_FALSE(looked.scanners().at(0).finished);
    EXPECT_TRUE(looked.scanners().at(0).unblinded);
    EXPECT_TRUE(looked.mayBeSeen("ada"));
    append(journal, second, ScanAction::Finish);
    EXPECT_TRUE(datasetScans(journal).value().scanners().at(0).finished);
}

TEST_F(DatasetScansTest, KnownCandidatesAreNamedWithinTheirQueue) {
    ScanJournal journal = written(file());
    const ScanQueue one = queueOf(journal, {kMeasured, kKnown});
    QueuedCandidate pair = kKnown; // an ordinary pair may have the id that was made up in the other queue
    pair.known = false;
    pair.pair.clear();
    pair.trueClass = PairClass::Unknown;
    const ScanQueue two = queueOf(journal, {pair});
    const Scan scan = scanIn(journal, one.id, "ada");
    const Scan other = scanIn(journal, two.id, "ada");
    give(journal, scan, 1, "conversion");
    give(journal, other, 1, "fake");
    const DatasetScans scans = datasetScans(journal).value();
    const auto verdicts = scans.scanners().at(0).verdicts;
    ASSERT_EQ(verdicts.size(), 2U);
    EXPECT_EQ(verdicts.at({one.id, kKnown.id}).verdict, "conversion");
    EXPECT_EQ(verdicts.at({"", kKnown.id}).verdict, "fake");
    EXPECT_TRUE(scans.truth.at({one.id, kKnown.id}).known);
    EXPECT_EQ(scans.truth.at({"", kKnown.id}).trueClass, PairClass::Unknown);
}

TEST_F(DatasetScansTest, TruthIsKeptWhereAnyQueueHasIt) {
    ScanJournal journal = written(file());
    queueOf(journal, {kMeasured});
    QueuedCandidate simulated = kMeasured;
    simulated.trueClass = PairClass::Signal;
    queueOf(journal, {simulated});
    EXPECT_EQ(datasetScans(journal).value().truth.at({"", kMeasured.id}).trueClass, PairClass::Signal);
}

TEST_F(DatasetScansTest, VerdictSetsAreJoined) {
    ScanJournal journal = written(file());
    const ScanQueue queue = queueIn(journal);
    const Scan usual = scanIn(journal, queue.id, "ada");
    VerdictSet own;
    own.kinds = {{"fake", 'F', "#123456", "mine", {}}, {"beam gas", 'B', "#654321", "", {}}};
    own.reasons = {"large chi2", "noise"};
    const auto other = journal.addScan({{}, queue.id, "emmy", own, "Pairscope test", {}});
    ASSERT_TRUE(other);
    give(journal, usual, 0, "fake");
    give(journal, *other, 0, "beam gas");
    const VerdictSet all = datasetScans(journal).value().verdicts;
    ASSERT_TRUE(all.find("beam gas"));
    EXPECT_EQ(all.find("fake")->colour, VerdictSet::usual().find("fake")->colour);
    EXPECT_EQ(all.kinds.size(), VerdictSet::usual().kinds.size() + 1);
    EXPECT_EQ(all.reasons.size(), VerdictSet::usual().reasons.size() + 1);
}

TEST_F(DatasetScansTest, SaysWhichDatasetsThereAreWhenItIsNotClear) {
    ScanJournal journal = written(file());
    EXPECT_THAT(datasetScans(journal).error().message, HasSubstr("no scan yet"));
    queueOf(journal, {kMeasured}, "aaaa");
    const Scan scan = scanIn(journal, queueOf(journal, {kMeasured}, "bbbb").id, "ada");
    give(journal, scan, 0, "fake");
    const auto unclear = datasetScans(journal);
    ASSERT_FALSE(unclear);
    EXPECT_THAT(unclear.error().message, HasSubstr("aaaa  pairs.h5, 9 rows"));
    EXPECT_THAT(unclear.error().message, HasSubstr("bbbb"));
    EXPECT_THAT(datasetScans(journal, "aaaa").value().scans, IsEmpty());
    const DatasetScans second = datasetScans(journal, "bbbb").value();
    ASSERT_EQ(second.scans.size(), 1U);
    EXPECT_EQ(second.scans[0].scan, scan);
}

} // namespace
