#pragma once

#include "core/scan/Agreement.h"
#include "core/scan/ScanJournal.h"
#include "core/scan/ScanState.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace pairscope {

/// A scan with what became of it.
struct ScanInJournal {
    Scan scan;
    ScanQueue queue;
    ScanState state;
    std::size_t candidates = 0; ///< of the queue
};

/// All that a journal knows of one dataset.
struct DatasetScans {
    /// In the order of their start; without those in which nothing was said yet, which may be mistakes.
    std::vector<ScanInJournal> scans;
    std::map<ScannedCandidate, QueuedCandidate> truth;
    std::map<std::string, std::vector<QueuedCandidate>> queues; ///< candidates by queue, in its order
    VerdictSet verdicts; ///< of all scans together: the first that names a verdict says what it is

    /// The scanners, by name, each once, with what they said without knowing of others: not in a scan of a
    /// queue made from results.
    [[nodiscard]] std::vector<ScannerVerdicts> scanners() const;
    /// What a scanner says of each candidate now, scans of queues made from results included.
    [[nodiscard]] std::map<ScannedCandidate, CandidateVerdict> latestOf(const std::string& scanner) const;
    /// Candidates of the dataset that have a verdict of this scanner.
    [[nodiscard]] std::set<EventId> scannedBy(const std::string& scanner) const;
    /// Whether every scan of a scanner is finished or was unblinded: then truth may be told with the
    /// verdicts.
    [[nodiscard]] bool mayBeSeen(const std::string& scanner) const;
    /// The candidate that has this id in the queue of a scan.
    [[nodiscard]] ScannedCandidate named(const ScanInJournal& scan, const EventId& id) const;

private:
    /// The later of two verdicts of a candidate holds.
    void add(const ScanInJournal& scan, std::map<ScannedCandidate, CandidateVerdict>& latest) const;
};

/// Known ones by their queue, where alone their id means something.
[[nodiscard]] ScannedCandidate scannedCandidate(const ScanQueue& queue, const QueuedCandidate& candidate);
/// Which of two verdicts of one scanner holds; the same on every machine.
[[nodiscard]] bool isLater(const CandidateVerdict& one, const CandidateVerdict& other);

/// @param fingerprint of the dataset; empty: of the only one in the journal
/// @return or why not: several datasets in the journal, none
[[nodiscard]] tl::expected<DatasetScans, ScanError> datasetScans(const ScanJournal& journal,
                                                                 const std::string& fingerprint = {});

} // namespace pairscope
