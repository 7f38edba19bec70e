#include "core/scan/ScanJournal.h"

#include "core/scan/ScanState.h"
#include "core/scan/UtcTime.h"
#include "tests/core/scan/ScanFolder.h"

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>

#include <cmath>
#include <csignal>
#include <fstream>
#include <random>
#include <set>

#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace pairscope;
using namespace pairscope::test;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

class ScanJournalTest : public ScanFolder {
protected:
    [[nodiscard]] std::vector<std::string> verdictsIn(const std::filesystem::path& file, const Scan& scan) {
        std::vector<std::string> verdicts;
        for (const ScanEntry& entry : read(file).entries(scan.id).value())
            verdicts.push_back(entry.verdict);
        return verdicts;
    }
    /// Ends like a program that was killed: nothing of this process is cleaned up.
    template<class Work>
    static pid_t inOtherProcess(Work work) {
        const pid_t child = fork();
        if (child == 0) {
            try {
                work();
            } catch (...) { // else it would go on as a second run of the tests
                _exit(1);
            }
            _exit(0);
        }
        return child;
    }
};

ScanError::Kind kindOfOpening(const std::filesystem::path& file, ScanJournal::Access access) {
    const auto journal = ScanJournal::open(file, access);
    return journal ? throw std::runtime_error("it could be opened") : journal.error().kind;
}

} // namespace

TEST_F(ScanJournalTest, GivesBackWhatWasWritten) {
    Scan scan;
    ScanQueue queue;
    ScanEntry given;
    {
        ScanJournal journal = written(file());
        std::vector<QueuedCandidate> lines{{idOf(3), PairClass::Conversion, false, {}},
                                           {idOf(1), PairClass::Signal, true, {1.5, std::nan(""), -0.25}}};
        queue = journal.addQueue({{}, "f00d", "pairs.csv", 7, "2 of a list of 2", {}}, lines).value();
        scan = scanIn(journal, queue.id, "Gr\xc3\xa9goire");
        ScanEntry entry = verdictOf(scan, 3, "conversion");
        entry.reason = "two vertices";
        entry.confidence = Confidence::High;
        entry.seen = {0.0123, 0.001, -0.0113, std::nan(""), "Ambiguous", "{\"minimum\":\"global\"}", true};
        given = journal.append(entry).value();
    }
    const ScanJournal journal = read(file());
    EXPECT_THAT(journal.queues().value(), ElementsAre(queue));
    EXPECT_THAT(journal.scans().value(), ElementsAre(scan));
    const auto lines = journal.candidates(queue.id).value();
    ASSERT_EQ(lines.size(), 2);
    EXPECT_EQ(lines[0], (QueuedCandidate{idOf(3), PairClass::Conversion, false, {}}));
    EXPECT_EQ(lines[1].id, idOf(1));
    EXPECT_EQ(lines[1].trueClass, PairClass::Signal);
    EXPECT_TRUE(lines[1].known);
    ASSERT_EQ(lines[1].pair.size(), 3);
    EXPECT_EQ(lines[1].pair[0], 1.5);
    EXPECT_TRUE(std::isnan(lines[1].pair[1]));
    const auto entries = journal.entries(scan.id).value();
    ASSERT_EQ(entries.size(), 1);
    const ScanEntry& entry = entries[0];
    EXPECT_EQ(entry.id, given.id);
    EXPECT_EQ(entry.time, given.time);
    EXPECT_EQ(entry.candidate, idOf(3));
    EXPECT_EQ(entry.verdict, "conversion");
    EXPECT_EQ(entry.reason, "two vertices");
    EXPECT_EQ(entry.confidence, Confidence::High);
    EXPECT_EQ(entry.seen.massBefore, 0.0123);
    EXPECT_TRUE(std::isnan(entry.seen.rho));
    EXPECT_EQ(entry.seen.status, "Ambiguous");
    EXPECT_EQ(entry.seen.fitOptions, "{\"minimum\":\"global\"}");
    EXPECT_TRUE(entry.seen.chosenByHand);
    EXPECT_EQ(entry.program, "Pairscope test");
}

TEST_F(ScanJournalTest, TimesRiseWithinAScanWhateverTheClockSays) {
    ScanJournal journal = written(file());
    const Scan scan = scanIn(journal, queueIn(journal).id);
    std::string before;
    for (std::size_t i = 0; i < 20; ++i) {
        const ScanEntry entry = journal.append(verdictOf(scan, i, "fake")).value();
        EXPECT_GT(entry.time, before);
        before = entry.time;
    }
    EXPECT_EQ(utcAfter("2999-12-31T23:59:59.999999Z"), "3000-01-01T00:00:00.000000Z");
    EXPECT_EQ(utcAfter("2999-02-03T04:05:06.000009Z"), "2999-02-03T04:05:06.000010Z");
    EXPECT_LT(utcAfter(""), "2999");
    EXPECT_GE(utcAfter("1999-02-03T04:05:06.000009Z"), before);
}

TEST_F(ScanJournalTest, OtherFilesAreRefusedAndLeftAsTheyAre) {
    using Access = ScanJournal::Access;
    std::ofstream(file("text.csv")) << "__experiment__,__run__\n1,2\n" << std::string(2000, 'x');
    EXPECT_EQ(kindOfOpening(file("text.csv"), Access::Write), ScanError::Kind::NotAJournal);
    SQLite::Database(file("other.sqlite"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE songs (name TEXT)");
    EXPECT_EQ(kindOfOpening(file("other.sqlite"), Access::Write), ScanError::Kind::NotAJournal);
    EXPECT_EQ(kindOfOpening(file("none"), Access::Read), ScanError::Kind::CannotOpen);
    EXPECT_FALSE(std::filesystem::exists(file("none")));
    EXPECT_EQ(kindOfOpening(file("no/folder/x"), Access::Write), ScanError::Kind::CannotOpen);
    EXPECT_EQ(kindOfOpening(m_folder, Access::Write), ScanError::Kind::CannotOpen);
    std::string first;
    std::getline(std::ifstream(file("text.csv")), first);
    EXPECT_EQ(first, "__experiment__,__run__");
}

TEST_F(ScanJournalTest, AJournalOfALaterProgramIsNotTouched) {
    { const ScanJournal made = written(file()); }
    SQLite::Database(file(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
    const auto journal = ScanJournal::open(file(), ScanJournal::Access::Write);
    ASSERT_FALSE(journal);
    EXPECT_EQ(journal.error().kind, ScanError::Kind::NewerVersion);
    EXPECT_THAT(journal.error().message, HasSubstr("version 99"));
}

TEST_F(ScanJournalTest, ADamagedJournalIsSaidToBe) {
    Scan scan;
    {
        ScanJournal journal = written(file());
        scan = scanIn(journal, queueIn(journal, 2000).id);
        for (std::size_t i = 0; i < 100; ++i)
            ASSERT_TRUE(journal.append(verdictOf(scan, i, "fake")));
    }
    std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(5000);
    bytes << std::string(60000, '\x7f');
    bytes.close();
    ScanJournal journal = written(file());
    const auto entries = journal.entries(scan.id);
    ASSERT_FALSE(entries);
    EXPECT_EQ(entries.error().kind, ScanError::Kind::Damaged);
}

TEST_F(ScanJournalTest, AReadOnlyJournalIsRefusedAtOnce) {
    if (geteuid() == 0) GTEST_SKIP() << "root may write everything";
    { const ScanJournal made = written(file()); }
    std::filesystem::permissions(file(), std::filesystem::perms::owner_read);
    EXPECT_EQ(kindOfOpening(file(), ScanJournal::Access::Write), ScanError::Kind::ReadOnly);
    EXPECT_TRUE(ScanJournal::open(file(), ScanJournal::Access::Read));
}

TEST_F(ScanJournalTest, TwoProgramsTakeTurns) {
    Scan scan;
    {
        ScanJournal journal = written(file());
        scan = scanIn(journal, queueIn(journal).id);
    }
    constexpr int kEach = 60;
    std::vector<pid_t> children;
    for (const char* word : {"fake", "prompt"})
        children.push_back(inOtherProcess([&] {
            ScanJournal journal = written(file());
            for (std::size_t i = 0; i < kEach; ++i)
                if (!journal.append(verdictOf(scan, i, word))) _exit(1);
        }));
    for (const pid_t child : children) {
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        EXPECT_EQ(status, 0);
    }
    const auto entries = read(file()).entries(scan.id).value();
    EXPECT_EQ(entries.size(), 2 * kEach);
    std::set<std::string> times;
    for (const ScanEntry& entry : entries)
        times.insert(entry.time);
    EXPECT_EQ(times.size(), entries.size());
    EXPECT_EQ(std::ranges::count(entries, "fake", &ScanEntry::verdict), kEach);
}

TEST_F(ScanJournalTest, WhatGoesWrongInAnotherProcessEndsThatOneOnly) {
    std::ofstream(file("mine.txt")) << "of this process";
    const pid_t child = inOtherProcess([] { throw std::runtime_error("no journal"); });
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 1);
    EXPECT_TRUE(std::filesystem::exists(file("mine.txt"))) << "it went on with the end of this test";
}

/// The child tells through a pipe of every verdict that was acknowledged; then it is killed.
TEST_F(ScanJournalTest, NoAcknowledgedVerdictIsLostWhenTheProgramIsKilled) {
    Scan scan;
    {
        ScanJournal journal = written(file());
        scan = scanIn(journal, queueIn(journal).id);
    }
    std::mt19937 random(20251);
    std::size_t acknowledged = 0;
    std::size_t atLeastOne = 0;
    for (int round = 0; round < 100; ++round) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = inOtherProcess([&] {
            ScanJournal journal = written(file());
            for (std::size_t i = acknowledged;; ++i) {
                if (!journal.append(verdictOf(scan, i, std::to_string(i)))) _exit(1);
                if (write(ends[1], "v", 1) != 1) _exit(1);
            }
        });
        close(ends[1]);
        usleep(std::uniform_int_distribution<useconds_t>(0, 40000)(random));
        kill(child, SIGKILL);
        ASSERT_EQ(waitpid(child, nullptr, 0), child);
        std::size_t told = 0;
        for (char byte = 0; ::read(ends[0], &byte, 1) == 1;)
            ++told;
        close(ends[0]);
        atLeastOne += told > 0;
        const auto journal =
            ScanJournal::open(file(), ScanJournal::Access::Write); // what comes after a crash
        ASSERT_TRUE(journal) << journal.error().message;
        const auto entries = journal->entries(scan.id);
        ASSERT_TRUE(entries) << entries.error().message;
        ASSERT_GE(entries->size(), acknowledged + told);
        ASSERT_LE(entries->size(), acknowledged + told + 1) << "one may be written and not told";
        for (std::size_t i = acknowledged; i < entries->size(); ++i)
            ASSERT_EQ((*entries)[i].verdict, std::to_string(i));
        acknowledged = entries->size();
    }
    EXPECT_GT(atLeastOne, 10) << "the rounds were too short to try anything";
}

/// On a disk of 600 kB, made for the test where that is allowed.
TEST_F(ScanJournalTest, AFullDiskIsToldAndNothingIsLost) {
    const std::filesystem::path disk = m_folder / "disk";
    std::filesystem::create_directory(disk);
    if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=600k") != 0)
        GTEST_SKIP() << "only root may make a small disk";
    struct Unmount {
        const std::filesystem::path& disk;
        ~Unmount() { umount2(disk.c_str(), MNT_DETACH); }
    } const unmount{disk};
    std::size_t given = 0;
    Scan scan;
    {
        ScanJournal journal = written(disk / "a.sqlite");
        scan = scanIn(journal, queueIn(journal).id);
        ScanEntry entry = verdictOf(scan, 0, "fake");
        entry.comment = std::string(1000, 'c');
        auto answer = journal.append(entry);
        for (; answer && given < 1000; ++given)
            answer = journal.append(entry);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, ScanError::Kind::DiskFull) << answer.error().message;
        EXPECT_THAT(answer.error().message, HasSubstr("disk is full"));
        EXPECT_EQ(journal.entries(scan.id).value().size(), given);
    }
    EXPECT_GT(given, 10);
    EXPECT_EQ(read(disk / "a.sqlite").entries(scan.id).value().size(), given);
}

TEST_F(ScanJournalTest, MergingTwiceChangesNothingAndAForeignFileLeavesAllAsItWas) {
    ScanJournal mine = written(file("mine"));
    const Scan scan = scanIn(mine, queueIn(mine).id, "ada");
    ASSERT_TRUE(mine.append(verdictOf(scan, 0, "fake")));
    {
        ScanJournal theirs = written(file("theirs"));
        const Scan other = scanIn(theirs, queueIn(theirs).id, "emmy");
        ASSERT_TRUE(theirs.append(verdictOf(other, 0, "prompt")));
        ASSERT_TRUE(theirs.append(verdictOf(other, 1, "prompt")));
    }
    EXPECT_EQ(mine.merge(file("theirs")).value(), 2);
    EXPECT_EQ(mine.merge(file("theirs")).value(), 0);
    EXPECT_EQ(mine.scans().value().size(), 2);
    EXPECT_EQ(mine.queues().value().size(), 2);
    std::ofstream(file("foreign")) << std::string(4096, 'x');
    EXPECT_EQ(mine.merge(file("foreign")).error().kind, ScanError::Kind::NotAJournal);
    EXPECT_EQ(mine.merge(file("absent")).error().kind, ScanError::Kind::CannotOpen);
    EXPECT_TRUE(mine.append(verdictOf(scan, 1, "fake"))) << "it is still open";
}

TEST_F(ScanJournalTest, LiesBesideTheData) {
    EXPECT_EQ(journalBeside("/data/pairs.h5"), "/data/pairs.scan.sqlite");
    EXPECT_EQ(journalBeside("/data.d/pairs.csv.gz"), "/data.d/pairs.scan.sqlite");
    EXPECT_EQ(journalBeside("pairs"), "pairs.scan.sqlite");
}

TEST_F(ScanJournalTest, AJournalThatWasMovedTakesNothingMore) {
    ScanJournal journal = written(file());
    const Scan scan = scanIn(journal, queueIn(journal).id);
    ASSERT_TRUE(journal.append(verdictOf(scan, 0, "fake")));
    std::filesystem::rename(file(), file("elsewhere"));
    const auto answer = journal.append(verdictOf(scan, 1, "fake"));
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message, HasSubstr("moved, replaced or removed"));
}

TEST_F(ScanJournalTest, AFinishedScanTakesNoVerdictFromAnyProgram) {
    ScanJournal journal = written(file());
    const Scan scan = scanIn(journal, queueIn(journal).id);
    ScanEntry end;
    end.scan = scan.id;
    end.action = ScanAction::Finish;
    {
        ScanJournal other = written(file());
        ASSERT_TRUE(other.append(end));
    }
    const auto answer = journal.append(verdictOf(scan, 0, "fake"));
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message, HasSubstr("was finished"));
}

TEST_F(ScanJournalTest, SaysWhenAnotherProgramWrote) {
    ScanJournal journal = written(file());
    const Scan scan = scanIn(journal, queueIn(journal).id);
    EXPECT_FALSE(journal.othersWrote().value());
    ASSERT_TRUE(journal.append(verdictOf(scan, 0, "fake")));
    EXPECT_FALSE(journal.othersWrote().value()) << "that was this one";
    {
        ScanJournal other = written(file());
        ASSERT_TRUE(other.append(verdictOf(scan, 1, "fake")));
    }
    EXPECT_TRUE(journal.othersWrote().value());
    EXPECT_FALSE(journal.othersWrote().value());
}

TEST_F(ScanJournalTest, NobodyCanScanWithASetThatHasAProblem) {
    ScanJournal journal = written(file());
    const ScanQueue queue = queueIn(journal);
    VerdictSet set = VerdictSet::usual();
    set.kinds[1].key = '1';
    const auto scan = journal.addScan({{}, queue.id, "ada", set, "Pairscope test", {}});
    ASSERT_FALSE(scan);
    EXPECT_THAT(scan.error().message, HasSubstr("the key 1"));
}

TEST_F(ScanJournalTest, TakingFromItselfBringsNothing) {
    ScanJournal journal = written(file());
    const Scan scan = scanIn(journal, queueIn(journal).id);
    ASSERT_TRUE(journal.append(verdictOf(scan, 0, "fake")));
    EXPECT_EQ(journal.merge(file()).value(), 0);
}
