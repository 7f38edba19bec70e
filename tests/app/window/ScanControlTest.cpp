#include "app/window/ScanControl.h"

#include "app/window/DatasetLoader.h"

#include "tests/support/TestDetector.h"

#include <SQLiteCpp/Database.h>

#include <QTemporaryDir>
#include <QUndoStack>
#include <QtTest/QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

using namespace pairscope;
using testing::HasSubstr;

namespace {

using From = QueueChoice::From;

class ScanControlTest : public testing::Test {
protected:
    ScanControlTest() : m_session(test::belle2Detector()), m_control(m_session, "Pairscope test", nullptr) {
        QObject::connect(&m_control, &ScanControl::failed,
                         [this](const Message& message) { m_message = message.what + u' ' + message.why; });
        m_control.setScanner(QStringLiteral("ada"));
        m_control.setVerdictsShown(true);
        m_session.setDataset(demonstrationDataset(m_session.detector()));
        m_control.setJournal(journal());
    }

    QString journal() const { return m_folder.filePath(QStringLiteral("a.scan.sqlite")); }
    QUndoStack& history() { return m_session.document().history(); }
    EventId id(std::size_t row) const { return m_session.table()->pairs().id(row); }

    static ScanRequest request(const QString& scanner = QStringLiteral("ada"), std::size_t sample = 10) {
        ScanRequest request;
        request.scanner = scanner;
        request.verdicts = VerdictSet::usual();
        request.choice = {From::RandomSample, sample, 3, {}, false};
        return request;
    }
    void begin(const ScanRequest& request) {
        m_message.clear();
        m_control.begin(request);
        waitForScan();
    }
    void waitForScan() {
        ASSERT_TRUE(
            QTest::qWaitFor([this] { return m_control.isScanning() || !m_message.isEmpty(); }, 20000));
    }
    void give(const char* verdict, bool advance = true) {
        m_control.give(QString::fromLatin1(verdict), {}, Confidence::None, advance);
    }
    std::vector<ScanEntry> entries() const {
        const auto journal = ScanJournal::open(this->journal().toStdString(), ScanJournal::Access::Read);
        return journal->entries(journal->scans()->back().id).value();
    }
    std::string said(std::size_t row) const {
        return std::string(m_session.table()->text(CandidateColumn::Verdict, row));
    }

    QTemporaryDir m_folder;
    Session m_session;
    ScanControl m_control;
    QString m_message;
};

} // namespace

TEST_F(ScanControlTest, AScanIsTheQueueAloneWithoutTruthAndAfterItAllIsBack) {
    CandidateFilter filter;
    filter.text = "rho > 1";
    m_session.document().setFilter(filter);
    m_session.select(RowSet({3, 4, 5}));
    const std::size_t shown = m_session.shown().size();
    const auto before = m_session.dataset();
    begin(request());
    ASSERT_TRUE(m_control.isScanning()) << m_message.toStdString();
    EXPECT_EQ(m_session.table()->rows(), 10);
    EXPECT_FALSE(m_session.table()->pairs().contents().truth);
    EXPECT_TRUE(m_session.dataset()->isSimulation()) << "it is still said to be one";
    EXPECT_TRUE(m_session.state().filter.text.empty());
    for (std::size_t row = 0; row < 10; ++row) {
        const auto original = before->table->find(id(row));
        ASSERT_TRUE(original);
        EXPECT_GT(before->table->value(CandidateColumn::Rho, *original), 1) << "of those shown";
        EXPECT_EQ(m_session.table()->value(CandidateColumn::Chi2, row),
                  before->table->value(CandidateColumn::Chi2, *original));
    }
    give("conversion");
    const EventId first = id(0);
    m_control.leave();
    EXPECT_FALSE(m_control.isScanning());
    EXPECT_EQ(m_session.table()->rows(), before->table->rows());
    EXPECT_TRUE(m_session.table()->pairs().contents().truth);
    EXPECT_EQ(m_session.shown().size(), shown);
    EXPECT_EQ(m_session.state().selection, RowSet({3, 4, 5}));
    EXPECT_EQ(said(*m_session.table()->find(first)), "conversion");
    EXPECT_EQ(said(0), "unscanned");
}

TEST_F(ScanControlTest, AVerdictIsInTheJournalWithWhatWasSeen) {
    begin(request());
    const EventId first = id(0);
    const auto candidate = m_session.current();
    m_control.give(QStringLiteral("mis-fit"), QStringLiteral("two vertices"), Confidence::High, true);
    EXPECT_EQ(m_session.currentRow(), 1u);
    ASSERT_EQ(entries().size(), 1);
    const ScanEntry entry = entries().front();
    EXPECT_EQ(entry.candidate, first);
    EXPECT_EQ(entry.verdict, "mis-fit");
    EXPECT_EQ(entry.reason, "two vertices");
    EXPECT_EQ(entry.confidence, Confidence::High);
    EXPECT_EQ(entry.seen.massBefore, candidate->massBefore.value);
    EXPECT_EQ(entry.seen.massAfter, candidate->stage().mass.value);
    EXPECT_THAT(entry.seen.fitOptions, HasSubstr("\"minimum\":\"global\""));
    EXPECT_EQ(entry.program, "Pairscope test");
    EXPECT_EQ(said(0), "mis-fit");
    const auto status = m_control.status();
    EXPECT_EQ(status->decided, 1);
    EXPECT_EQ(status->tally[2], 1);
    EXPECT_EQ(status->position, 2);
}

TEST_F(ScanControlTest, UndoGoesBackToTheCandidateAndRedoSaysItAgain) {
    begin(request());
    give("conversion");
    give("prompt");
    history().undo();
    EXPECT_EQ(m_session.currentRow(), 1u);
    EXPECT_EQ(said(1), "unscanned");
    EXPECT_EQ(m_control.status()->decided, 1);
    history().redo();
    EXPECT_EQ(said(1), "prompt");
    EXPECT_EQ(m_session.currentRow(), 2u);
    std::vector<ScanAction> actions;
    for (const ScanEntry& entry : entries())
        actions.push_back(entry.action);
    EXPECT_THAT(actions, testing::ElementsAre(ScanAction::Verdict, ScanAction::Verdict, ScanAction::Undo,
                                              ScanAction::Verdict));
}

TEST_F(ScanControlTest, ASecondThoughtReplacesTheVerdictAndUndoBringsTheFirstBack) {
    begin(request());
    give("conversion", false);
    EXPECT_EQ(m_session.currentRow(), 0u);
    give("fake", false);
    EXPECT_EQ(said(0), "fake");
    EXPECT_EQ(m_control.status()->decided, 1);
    history().undo();
    EXPECT_EQ(said(0), "conversion");
    history().undo();
    EXPECT_EQ(said(0), "unscanned");
}

TEST_F(ScanControlTest, CommentsAreStepsToo) {
    begin(request());
    m_control.comment(QStringLiteral("hit missing"));
    EXPECT_EQ(m_control.status()->current->comment, "hit missing");
    m_control.comment(QStringLiteral("hit missing"));
    EXPECT_EQ(entries().size(), 1) << "nothing new";
    history().undo();
    EXPECT_EQ(m_control.status()->current->comment, "");
}

TEST_F(ScanControlTest, GoesOnWhereItStopped) {
    begin(request());
    const auto pairs = m_session.dataset()->file.pairs;
    give("conversion");
    give("prompt");
    m_session.setDataset(demonstrationDataset(m_session.detector())); // as if the program had begun anew
    EXPECT_FALSE(m_control.isScanning());
    m_control.setJournal(journal());
    const ScanOffer offer = m_control.offer();
    ASSERT_EQ(offer.scans.size(), 1);
    EXPECT_EQ(offer.scans[0].state.decided(), 2);
    m_control.resume(QString::fromStdString(offer.scans[0].scan.id));
    waitForScan();
    ASSERT_TRUE(m_control.isScanning()) << m_message.toStdString();
    EXPECT_EQ(m_session.currentRow(), 2u);
    EXPECT_EQ(said(0), "conversion");
    EXPECT_EQ(said(1), "prompt");
    for (std::size_t row = 0; row < 10; ++row)
        EXPECT_EQ(id(row), pairs->id(row)) << "the same queue";
}

TEST_F(ScanControlTest, KnownCandidatesAreInTheQueueAndNotToldApart) {
    ScanRequest mixed = request(QStringLiteral("ada"), 20);
    mixed.known = 8;
    begin(mixed);
    ASSERT_TRUE(m_control.isScanning()) << m_message.toStdString();
    EXPECT_EQ(m_session.table()->rows(), 28);
    EXPECT_TRUE(m_control.isMixed());
    EXPECT_FALSE(m_session.table()->pairs().contents().truth);
    for (int i = 0; i < 28; ++i)
        give(i % 2 ? "conversion" : "prompt");
    EXPECT_EQ(m_control.status()->decided, 28);
    m_control.finish();
    const auto scans = m_control.scans();
    ASSERT_TRUE(scans);
    std::size_t known = 0;
    for (const auto& [candidate, truth] : (*scans)->truth)
        known += truth.known && truth.trueClass != PairClass::Unknown;
    EXPECT_EQ(known, 8);
    m_control.leave();
    EXPECT_EQ(m_session.table()->rows(), 400) << "they are no part of the dataset";
}

TEST_F(ScanControlTest, AnotherScannerMayHaveTheSameQueueAndSeesNoVerdict) {
    begin(request());
    give("conversion");
    const EventId first = id(0);
    m_control.leave();
    ScanRequest second = request(QStringLiteral("emmy"));
    second.sameQueueAs = QString::fromStdString(m_control.offer().scans[0].queue.id);
    begin(second);
    ASSERT_TRUE(m_control.isScanning()) << m_message.toStdString();
    EXPECT_EQ(id(0), first);
    EXPECT_EQ(said(0), "unscanned");
    EXPECT_EQ(m_control.status()->decided, 0);
    m_control.leave();
    EXPECT_EQ(said(*m_session.table()->find(first)), "unscanned") << "emmy has said nothing";
    m_control.setScanner(QStringLiteral("ada"));
    EXPECT_EQ(said(*m_session.table()->find(first)), "conversion");
}

TEST_F(ScanControlTest, AFinishedScanStaysAsItIs) {
    begin(request());
    give("conversion");
    m_control.finish();
    EXPECT_FALSE(history().canUndo());
    give("prompt");
    EXPECT_THAT(m_message.toStdString(), HasSubstr("finished"));
    EXPECT_EQ(m_control.status()->decided, 1);
    EXPECT_TRUE(m_control.status()->finished);
    EXPECT_EQ(entries().back().action, ScanAction::Finish);
}

TEST_F(ScanControlTest, VerdictsOfBeforeACrashCanBeUndoneAfterIt) {
    begin(request());
    give("conversion");
    give("prompt");
    m_session.setDataset(demonstrationDataset(m_session.detector()));
    m_control.setJournal(journal());
    m_control.resume(QString::fromStdString(m_control.offer().scans[0].scan.id));
    waitForScan();
    QCoreApplication::processEvents();
    ASSERT_TRUE(history().canUndo());
    history().undo();
    EXPECT_EQ(m_session.currentRow(), 1u);
    EXPECT_EQ(said(1), "unscanned");
    history().undo();
    EXPECT_EQ(said(0), "unscanned");
    EXPECT_FALSE(history().canUndo());
    EXPECT_EQ(entries().back().action, ScanAction::Undo);
}

TEST_F(ScanControlTest, AScanThatGoesOnInTwoWindowsIsOneScan) {
    begin(request());
    give("conversion");
    Session other(test::belle2Detector());
    ScanControl second(other, "Pairscope test", nullptr);
    other.setDataset(demonstrationDataset(other.detector()));
    second.setJournal(journal());
    second.resume(QString::fromStdString(second.offer().scans[0].scan.id));
    ASSERT_TRUE(QTest::qWaitFor([&] { return second.isScanning(); }, 20000));
    EXPECT_TRUE(second.give(QStringLiteral("fake"), {}, Confidence::None, true)); // of row 1
    m_session.setCurrent(2);
    give("unsure");
    EXPECT_EQ(said(1), "fake") << "what the other window said counts here too";
    EXPECT_EQ(m_control.status()->decided, 3);
    second.finish();
    give("prompt");
    EXPECT_THAT(m_message.toStdString(), HasSubstr("was finished"));
    EXPECT_EQ(m_control.status()->decided, 3);
}

TEST_F(ScanControlTest, AnUndoThatCannotBeWrittenCanBeTriedAgain) {
    begin(request());
    give("conversion");
    SQLite::Database other(journal().toStdString(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN EXCLUSIVE");
    history().undo();
    EXPECT_EQ(said(0), "conversion") << "it still holds";
    other.exec("ROLLBACK");
    QCoreApplication::processEvents();
    ASSERT_TRUE(history().canUndo());
    history().undo();
    EXPECT_EQ(said(0), "unscanned");
}

TEST_F(ScanControlTest, TheLastVerdictIsNotOverwrittenByOneKeyTooMany) {
    begin(request(QStringLiteral("ada"), 3));
    for (int i = 0; i < 3; ++i)
        give("conversion");
    give("fake");
    EXPECT_EQ(said(2), "conversion");
    EXPECT_EQ(entries().size(), 3);
    m_session.setCurrent(1);
    give("fake");
    EXPECT_EQ(said(1), "fake") << "gone to on purpose";
}

TEST_F(ScanControlTest, WhatIsCancelledLeavesNoScanBehind) {
    m_control.begin(request());
    m_control.job().cancel();
    QTest::qWait(200);
    EXPECT_FALSE(m_control.isScanning());
    EXPECT_TRUE(m_control.offer().scans.empty());
}

TEST_F(ScanControlTest, ASecondLookAtDisagreementsIsUnblindedAndNoIndependentScan) {
    begin(request());
    give("conversion");
    const EventId first = id(0);
    m_control.finish();
    m_control.leave();
    ScanRequest again = request();
    again.choice = {From::Ids, 0, 0, {first}, false};
    m_message.clear();
    m_control.beginAgain(again);
    waitForScan();
    ASSERT_TRUE(m_control.isScanning()) << m_message.toStdString();
    give("fake");
    EXPECT_TRUE(m_control.status()->unblinded);
    m_control.finish();
    m_control.leave();
    EXPECT_EQ(said(*m_session.table()->find(first)), "fake") << "the last word of the scanner";
    const auto scanners = (*m_control.scans())->scanners();
    ASSERT_EQ(scanners.size(), 1);
    EXPECT_EQ(scanners[0].verdicts.begin()->second.verdict, "conversion") << "what was said independently";
}

TEST_F(ScanControlTest, VerdictsAreNotShownBeforeTheyAreAskedFor) {
    begin(request());
    give("conversion");
    const EventId first = id(0);
    Session other(test::belle2Detector());
    ScanControl second(other, "Pairscope test", nullptr);
    second.setScanner(QStringLiteral("ada"));
    other.setDataset(demonstrationDataset(other.detector()));
    second.setJournal(journal());
    const auto row = *other.table()->find(first);
    EXPECT_EQ(other.table()->text(CandidateColumn::Verdict, row), "unscanned");
    second.setVerdictsShown(true);
    EXPECT_EQ(other.table()->text(CandidateColumn::Verdict, row), "conversion");
}

TEST_F(ScanControlTest, WhatCannotBeWrittenIsNoVerdict) {
    begin(request());
    give("conversion");
    const QUndoStack& steps = history();
    const int before = steps.count();
    SQLite::Database other(journal().toStdString(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN EXCLUSIVE"); // and does not end, as a program that hangs
    give("prompt");
    EXPECT_THAT(m_message.toStdString(), HasSubstr("another program holds it"));
    EXPECT_EQ(m_control.status()->decided, 1);
    EXPECT_EQ(m_session.currentRow(), 1u) << "the candidate is still to be judged";
    EXPECT_EQ(said(1), "unscanned");
    EXPECT_EQ(steps.count(), before);
    other.exec("ROLLBACK");
    give("prompt");
    EXPECT_EQ(said(1), "prompt");
    EXPECT_EQ(entries().size(), 2);
}

TEST_F(ScanControlTest, SaysWhyNothingCanBeScanned) {
    ScanRequest none = request();
    none.choice = {From::Ids, 0, 0, {{9, 9, 9, 9}}, false};
    begin(none);
    EXPECT_THAT(m_message.toStdString(), HasSubstr("no candidate in this choice"));
    m_control.setJournal(m_folder.filePath(QStringLiteral("no/such/folder.sqlite")));
    begin(request());
    EXPECT_THAT(m_message.toStdString(), HasSubstr("cannot be opened"));
    m_control.setJournal(journal());
    ScanRequest known = request();
    known.known = 5;
    known.knownFile = m_folder.filePath(QStringLiteral("absent.h5"));
    begin(known);
    EXPECT_THAT(m_message.toStdString(), HasSubstr("absent.h5"));
    EXPECT_FALSE(m_control.isScanning());
}

/// Verdicts, filters, selections, undo and redo in random order: the journal, the table and a plain list of
/// what was said agree after every step.
TEST_F(ScanControlTest, JournalTableAndHistoryAgreeOnARandomWalk) {
    begin(request(QStringLiteral("ada"), 12));
    std::mt19937 random(5);
    const auto dice = [&random](int sides) {
        return std::uniform_int_distribution<int>(0, sides - 1)(random);
    };
    std::vector<std::vector<std::string>> past{std::vector<std::string>(12, "unscanned")};
    std::size_t now = 0;
    const auto did = [&](const std::vector<std::string>& verdicts) {
        past.resize(now + 1);
        past.push_back(verdicts);
        ++now;
    };
    const auto steps = [this] { return static_cast<std::size_t>(history().index()); };
    for (int step = 0; step < 95; ++step) {
        const std::size_t before = steps();
        switch (dice(5)) {
        case 0:
            history().undo();
            now -= before - steps();
            break;
        case 1:
            history().redo();
            now += steps() - before;
            break;
        case 2:
            m_session.select(RowSet({static_cast<RowSet::Row>(dice(12))}));
            if (steps() > before) did(past[now]);
            break;
        default: {
            m_session.setCurrent(static_cast<std::size_t>(dice(12)));
            auto verdicts = past[now];
            const std::string verdict = VerdictSet::usual().kinds[static_cast<std::size_t>(dice(5))].name;
            verdicts[*m_session.currentRow()] = verdict;
            give(verdict.c_str(), dice(2) == 0);
            did(verdicts);
        }
        }
        ASSERT_EQ(steps(), now);
        const ScanState state{entries()};
        for (std::size_t row = 0; row < 12; ++row) {
            ASSERT_EQ(said(row), past[now][row]) << "step " << step << ", row " << row;
            const CandidateVerdict* verdict = state.of(id(row));
            ASSERT_EQ(verdict && !verdict->verdict.empty() ? verdict->verdict : "unscanned", past[now][row]);
        }
    }
    EXPECT_GT(entries().size(), 40);
}
