#pragma once

#include "core/scan/ScanJournal.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace pairscope::test {

/// A folder for the journals of one test, gone after it.
class ScanFolder : public testing::Test {
protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        m_folder = std::filesystem::path(testing::TempDir()) /
                   (std::string("pairscope-scan-") + test->test_suite_name() + "-" + test->name());
        std::filesystem::remove_all(m_folder);
        std::filesystem::create_directories(m_folder);
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    [[nodiscard]] std::filesystem::path file(const std::string& name = "a.scan.sqlite") const {
        return m_folder / name;
    }
    [[nodiscard]] static ScanJournal written(const std::filesystem::path& file) {
        auto journal = ScanJournal::open(file, ScanJournal::Access::Write);
        if (!journal) throw std::runtime_error(journal.error().message);
        return std::move(*journal);
    }
    [[nodiscard]] static ScanJournal read(const std::filesystem::path& file) {
        auto journal = ScanJournal::open(file, ScanJournal::Access::Read);
        if (!journal) throw std::runtime_error(journal.error().message);
        return std::move(*journal);
    }

    /// A queue of `candidates` lines, 26/1/0/0, 26/1/1/0, ...
    [[nodiscard]] static ScanQueue queueIn(ScanJournal& journal, std::size_t candidates = 10) {
        std::vector<QueuedCandidate> lines(candidates);
        for (std::size_t i = 0; i < candidates; ++i)
            lines[i].id = idOf(i);
        return journal.addQueue({{}, "f00d", "pairs.csv", candidates, "all shown", {}}, lines).value();
    }
    [[nodiscard]] static Scan scanIn(ScanJournal& journal, const std::string& queue,
                                     const std::string& scanner = "ada") {
        return journal.addScan({{}, queue, scanner, VerdictSet::usual(), "Pairscope test", {}}).value();
    }
    [[nodiscard]] static EventId idOf(std::size_t i) { return {26, 1, static_cast<std::uint32_t>(i), 0}; }
    [[nodiscard]] static ScanEntry verdictOf(const Scan& scan, std::size_t i, const std::string& verdict) {
        ScanEntry entry;
        entry.scan = scan.id;
        entry.candidate = idOf(i);
        entry.verdict = verdict;
        entry.program = "Pairscope test";
        return entry;
    }

    std::filesystem::path m_folder;
};

} // namespace pairscope::test
