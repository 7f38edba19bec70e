#include "tests/app/commands/ScanJournalFixture.h"

#include "core/io/PairSink.h"
#include "core/io/PairSource.h"
#include "core/scan/DatasetFingerprint.h"
#include "core/scan/ScanSample.h"
#include "core/simulation/ToyPairs.h"

#include <numeric>
#include <stdexcept>

namespace pairscope::test {

namespace {

ScanJournal opened(const std::string& file) {
    auto journal = ScanJournal::open(file, ScanJournal::Access::Write);
    if (!journal) throw std::runtime_error(journal.error().message);
    return std::move(*journal);
}

PairTable toys(std::size_t rows, std::uint64_t seed) {
    ToyOptions options;
    options.conversions = rows;
    options.seed = seed;
    return generateToyPairs(options);
}

/// As if they had been measured.
PairTable withoutTruth(const PairTable& from) {
    PairTable to({from.contents().photons, false, false, false}, from.rows());
    for (std::size_t row = 0; row < from.rows(); ++row) {
        PairEvent event = from.event(row);
        event.truth.reset();
        event.id = {26, 1000, static_cast<std::uint32_t>(10 * row), 0};
        to.setEvent(row, event);
    }
    return to;
}

} // namespace

ScanJournalFixture::ScanJournalFixture() {
    if (!writePairs(withoutTruth(toys(kPairs, 1)), m_data)) throw std::runtime_error("no pairs");
    m_pairs = readPairs(m_data).value().pairs;
}

ScanQueue ScanJournalFixture::queue(std::size_t known) {
    std::vector<RowSet::Row> rows(m_pairs->rows());
    std::iota(rows.begin(), rows.end(), RowSet::Row{0});
    const PairTable simulated = toys(known, 2);
    const auto lines = makeQueue(*m_pairs, rows, known > 0 ? &simulated : nullptr, 3);
    return opened(m_journal)
        .addQueue({{}, datasetFingerprint(*m_pairs), "pairs.csv", m_pairs->rows(), "all shown", {}}, lines)
        .value();
}

Scan ScanJournalFixture::scan(const ScanQueue& queue, const std::string& scanner,
                              const std::vector<std::string>& verdicts, bool finished) {
    ScanJournal journal = opened(m_journal);
    const Scan scan =
        journal.addScan({{}, queue.id, scanner, VerdictSet::usual(), "Pairscope test", {}}).value();
    const auto lines = journal.candidates(queue.id).value();
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (verdicts[i].empty()) continue;
        ScanEntry entry;
        entry.scan = scan.id;
        entry.candidate = lines.at(i).id;
        entry.verdict = verdicts[i];
        entry.program = "Pairscope test";
        if (!journal.append(entry)) throw std::runtime_error("no verdict");
    }
    if (finished) append(scan, ScanAction::Finish);
    return scan;
}

void ScanJournalFixture::append(const Scan& scan, ScanAction action) {
    ScanEntry entry;
    entry.scan = scan.id;
    entry.action = action;
    if (!opened(m_journal).append(entry)) throw std::runtime_error("no entry");
}

std::vector<ScanEntry> ScanJournalFixture::entries(const Scan& scan) const {
    const auto journal = ScanJournal::open(m_journal, ScanJournal::Access::Read);
    return journal.value().entries(scan.id).value();
}

} // namespace pairscope::test
