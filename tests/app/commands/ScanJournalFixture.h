#pragma once

#include "core/event/PairTable.h"
#include "core/scan/ScanJournal.h"
#include "tests/app/commands/TestProgram.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace pairscope::test {

/// A data file and a journal in which people scan it.
class ScanJournalFixture : public testing::Test {
protected:
    static constexpr std::size_t kPairs = 12;

    ScanJournalFixture();

    /// A queue of all pairs, with `known` simulated ones among them.
    [[nodiscard]] ScanQueue queue(std::size_t known = 0);
    /// What somebody says of the first candidates of a queue, in its order; empty for nothing.
    Scan scan(const ScanQueue& queue, const std::string& scanner, const std::vector<std::string>& verdicts,
              bool finished = true);
    /// Everything the journal has of a scan.
    [[nodiscard]] std::vector<ScanEntry> entries(const Scan& scan) const;
    void append(const Scan& scan, ScanAction action);

    TemporaryFolder m_folder;
    std::shared_ptr<const PairTable> m_pairs; ///< measured: without truth
    std::string m_data = m_folder.path("pairs.csv");
    std::string m_journal = m_folder.path("pairs.scan.sqlite");
};

} // namespace pairscope::test
