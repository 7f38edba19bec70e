#include "core/scan/ScanJournal.h"
#include "tests/core/scan/ScanFolder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>

using namespace pairscope;
using namespace pairscope::test;

namespace {

/// Everything that stands in a journal: each queue, candidate, scan and entry as a line of text by its name.
using Content = std::map<std::string, std::string>;

std::string lineOf(const ScanEntry& entry) {
    const SeenCandidate& seen = entry.seen;
    return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", entry.scan, entry.time,
                       toString(entry.action), toString(entry.candidate), entry.verdict, entry.reason,
                       toString(entry.confidence), entry.comment, entry.undoes, seen.massBefore,
                       seen.massAfter, seen.deltaM, seen.rho, seen.status, seen.fitOptions, seen.chosenByHand,
                       entry.program);
}

Content contentOf(const ScanJournal& journal) {
    Content content;
    const auto queues = journal.queues();
    for (const ScanQueue& queue : queues.value()) {
        content["queue " + queue.id] = fmt::format("{}|{}|{}|{}|{}", queue.fingerprint, queue.dataset,
                                                   queue.rows, queue.choice, queue.created);
        int place = 0;
        const auto candidates = journal.candidates(queue.id);
        for (const QueuedCandidate& candidate : candidates.value())
            content[fmt::format("candidate {} {}", queue.id, place++)] =
                fmt::format("{}|{}|{}|{}", toString(candidate.id), toString(candidate.trueClass),
                            candidate.known, fmt::join(candidate.pair, " "));
    }
    const auto scans = journal.scans();
    for (const Scan& scan : scans.value()) {
        content["scan " + scan.id] = fmt::format("{}|{}|{}|{}|{}", scan.queue, scan.scanner,
                                                 writeVerdictSet(scan.verdicts), scan.program, scan.started);
        std::string order;
        const auto entries = journal.entries(scan.id);
        for (const ScanEntry& entry : entries.value()) {
            content["entry " + entry.id] = lineOf(entry);
            order += entry.id;
        }
        content["order " + scan.id] = order;
    }
    return content;
}

std::size_t entriesIn(const Content& content) {
    return static_cast<std::size_t>(
        std::ranges::count_if(content, [](const auto& line) { return line.first.starts_with("entry "); }));
}

class ScanMerge : public ScanFolder {
protected:
    [[nodiscard]] std::size_t below(std::size_t bound) {
        return std::uniform_int_distribution<std::size_t>(0, bound - 1)(m_random);
    }

    void addQueue(ScanJournal& journal) {
        std::vector<QueuedCandidate> lines(1 + below(5));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            lines[i] = {idOf(i), static_cast<PairClass>(below(4)), below(3) == 0, {}};
            if (lines[i].known) lines[i].pair = {0.5 * static_cast<double>(below(9)), -1e-300};
        }
        ASSERT_TRUE(journal.addQueue({{}, "f00d", "pairs.h5", 7, "all", {}}, lines));
    }

    void addScan(ScanJournal& journal, const ScanQueue& queue) {
        const Scan scan = scanIn(journal, queue.id, below(2) == 0 ? "ada" : "emmy");
        ASSERT_FALSE(scan.id.empty());
    }

    void addEntry(ScanJournal& journal, const std::vector<Scan>& scans) {
        ScanEntry entry = verdictOf(scans[below(scans.size())], below(5), "");
        entry.action = static_cast<ScanAction>(below(5));
        if (entry.action == ScanAction::Verdict) {
            entry.verdict = below(2) == 0 ? "fake" : "prompt";
            entry.confidence = static_cast<Confidence>(below(4));
            entry.seen.massBefore = static_cast<double>(below(100)) / 7;
            entry.seen.fitOptions = fmt::format("{{\"minimum\":\"{}\"}}", below(3));
        }
        if (entry.action == ScanAction::Undo) entry.undoes = "something";
        if (entry.action == ScanAction::Comment) entry.comment = "it's \"odd\", \xc3\xa9";
        if (entry.action == ScanAction::Finish && below(6) > 0) entry.action = ScanAction::Unblind;
        const auto written = journal.append(entry);
        if (!written) {
            EXPECT_NE(written.error().message.find("was finished"), std::string::npos);
        }
    }

    /// One of the things that happen to a journal.
    void happen(ScanJournal& journal) {
        const auto queues = journal.queues().value();
        const auto scans = journal.scans().value();
        const std::size_t dice = below(10);
        if (queues.empty() || dice == 0)
            addQueue(journal);
        else if (scans.empty() || dice == 1)
            addScan(journal, queues[below(queues.size())]);
        else
            addEntry(journal, scans);
    }

    /// Journals of machines that scan and now and then take from each other: copies of one scan go on apart.
    [[nodiscard]] std::vector<std::filesystem::path> machines(std::size_t count) {
        std::vector<std::filesystem::path> files;
        std::vector<ScanJournal> journals;
        for (std::size_t i = 0; i < count; ++i) {
            files.push_back(file(fmt::format("machine{}", i)));
            journals.push_back(written(files.back()));
        }
        for (int step = 0; step < 60; ++step) {
            const std::size_t here = below(count);
            const std::size_t there = below(count);
            if (below(12) == 0 && there != here)
                EXPECT_TRUE(journals[here].merge(files[there]));
            else
                happen(journals[here]);
        }
        return files;
    }

    std::mt19937_64 m_random;
};

TEST_F(ScanMerge, InAnyOrderAndTwiceGivesAllThatAnyMachineHas) {
    for (const unsigned seed : {1U, 2U, 3U}) {
        SCOPED_TRACE(seed);
        SetUp();
        m_random.seed(seed);
        auto files = machines(4);
        Content all; // the union, made without any merge
        for (const auto& path : files) {
            Content one = contentOf(read(path));
            std::erase_if(one, [](const auto& line) { return line.first.starts_with("order "); });
            for (const auto& [name, line] : one)
                ASSERT_EQ(all.emplace(name, line).first->second, line) << "one name for two things";
        }
        ASSERT_GT(entriesIn(all), 20U);

        std::optional<Content> first;
        for (int round = 0; round < 3; ++round) {
            std::ranges::shuffle(files, m_random);
            ScanJournal journal = written(file(fmt::format("all{}", round)));
            std::size_t came = 0;
            for (const auto& path : files)
                came += journal.merge(path).value();
            EXPECT_EQ(came, entriesIn(all));
            const Content merged = contentOf(journal);
            Content named = merged;
            std::erase_if(named, [](const auto& line) { return line.first.starts_with("order "); });
            EXPECT_EQ(named, all);
            if (!first) first = merged;
            EXPECT_EQ(merged, *first); // the order of entries too

            std::ranges::shuffle(files, m_random);
            for (const auto& path : files)
                EXPECT_EQ(journal.merge(path).value(), 0U);
            EXPECT_EQ(contentOf(journal), merged);
        }
    }
}

TEST_F(ScanMerge, ByWayOfOthersGivesTheSame) {
    m_random.seed(9);
    const auto files = machines(3);
    ScanJournal direct = written(file("direct"));
    for (const auto& path : files)
        ASSERT_TRUE(direct.merge(path));
    {
        ScanJournal half = written(file("half")); // (a + b), then c + (a + b)
        ASSERT_TRUE(half.merge(files[0]));
        ASSERT_TRUE(half.merge(files[1]));
    }
    ScanJournal whole = written(file("whole"));
    ASSERT_TRUE(whole.merge(files[2]));
    ASSERT_TRUE(whole.merge(file("half")));
    EXPECT_EQ(contentOf(whole), contentOf(direct));
}

TEST_F(ScanMerge, LeavesTheOtherJournalAsItIs) {
    m_random.seed(4);
    const auto files = machines(2);
    const Content before = contentOf(read(files[1]));
    ScanJournal journal = written(files[0]);
    ASSERT_TRUE(journal.merge(files[1]));
    EXPECT_EQ(contentOf(read(files[1])), before);
}

TEST_F(ScanMerge, ADamagedJournalLeavesThisOneAsItWas) {
    {
        ScanJournal damaged = written(file("damaged"));
        const Scan scan = scanIn(damaged, queueIn(damaged, 3000).id);
        for (std::size_t i = 0; i < 50; ++i)
            ASSERT_TRUE(damaged.append(verdictOf(scan, i, "fake")));
    }
    const auto size = std::filesystem::file_size(file("damaged"));
    std::filesystem::resize_file(file("damaged"), size / 2);
    ScanJournal journal = written(file());
    const Scan scan = scanIn(journal, queueIn(journal).id);
    ASSERT_TRUE(journal.append(verdictOf(scan, 0, "prompt")));
    const Content before = contentOf(journal);
    const auto came = journal.merge(file("damaged"));
    ASSERT_FALSE(came);
    EXPECT_EQ(came.error().kind, ScanError::Kind::Damaged) << came.error().message;
    EXPECT_EQ(contentOf(journal), before);
    EXPECT_TRUE(journal.append(verdictOf(scan, 1, "prompt"))) << "it is still open";
}

} // namespace
