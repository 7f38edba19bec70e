#include "core/scan/DatasetScans.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace pairscope {

namespace {

template<class T>
using Answer = ScanJournal::Answer<T>;

/// One line for each dataset: what to say when it is not clear which is meant.
std::string listed(const std::vector<ScanQueue>& queues) {
    std::map<std::string, const ScanQueue*> byFingerprint;
    for (const ScanQueue& queue : queues)
        byFingerprint.emplace(queue.fingerprint, &queue);
    std::string text;
    for (const auto& [fingerprint, queue] : byFingerprint)
        text += fmt::format("\n  {}  {}, {} rows", fingerprint, queue->dataset, queue->rows);
    return text;
}

Answer<std::string> onlyFingerprint(const std::vector<ScanQueue>& queues, const std::string& file) {
    if (queues.empty())
        return tl::unexpected(
            ScanError{ScanError::Kind::Other, fmt::format("{} has no scan yet: nothing was queued.", file)});
    const auto differs = [&](const ScanQueue& queue) { return queue.fingerprint != queues[0].fingerprint; };
    if (std::ranges::none_of(queues, differs)) return queues[0].fingerprint;
    return tl::unexpected(
        ScanError{ScanError::Kind::Other,
                  fmt::format("{} has scans of several datasets; say which:{}", file, listed(queues))});
}

/// Truth of a candidate that is in several queues is kept where any of them has it.
void addTruth(DatasetScans& scans, const ScanQueue& queue, const std::vector<QueuedCandidate>& candidates) {
    for (const QueuedCandidate& candidate : candidates) {
        const auto [entry, isNew] = scans.truth.emplace(scannedCandidate(queue, candidate), candidate);
        if (!isNew && entry->second.trueClass == PairClass::Unknown)
            entry->second.trueClass = candidate.trueClass;
    }
}

void addVerdicts(VerdictSet& all, const VerdictSet& more) {
    for (const VerdictKind& kind : more.kinds)
        if (!all.find(kind.name)) all.kinds.push_back(kind);
    for (const std::string& reason : more.reasons)
        if (std::ranges::find(all.reasons, reason) == all.reasons.end()) all.reasons.push_back(reason);
}

Answer<decltype(DatasetScans::queues)> candidatesOf(const ScanJournal& journal,
                                                    const std::vector<ScanQueue>& queues,
                                                    const std::string& fingerprint) {
    decltype(DatasetScans::queues) result;
    for (const ScanQueue& queue : queues) {
        if (queue.fingerprint != fingerprint) continue;
        auto candidates = journal.candidates(queue.id);
        if (!candidates) return tl::unexpected(candidates.error());
        result.emplace(queue.id, std::move(*candidates));
    }
    return result;
}

} // namespace

ScannedCandidate scannedCandidate(const ScanQueue& queue, const QueuedCandidate& candidate) {
    return {candidate.known ? queue.id : std::string{}, candidate.id};
}

ScannedCandidate DatasetScans::named(const ScanInJournal& scan, const EventId& id) const {
    ScannedCandidate known{scan.queue.id, id};
    return truth.contains(known) ? known : ScannedCandidate{{}, id};
}

bool isLater(const CandidateVerdict& one, const CandidateVerdict& other) {
    return std::tie(one.time, one.entry) > std::tie(other.time, other.entry);
}

void DatasetScans::add(const ScanInJournal& scan,
                       std::map<ScannedCandidate, CandidateVerdict>& latest) const {
    for (const auto& [id, verdict] : scan.state.candidates()) {
        if (verdict.verdict.empty()) continue;
        const auto [entry, isNew] = latest.emplace(named(scan, id), verdict);
        if (!isNew && isLater(verdict, entry->second)) entry->second = verdict;
    }
}

std::map<ScannedCandidate, CandidateVerdict> DatasetScans::latestOf(const std::string& scanner) const {
    std::map<ScannedCandidate, CandidateVerdict> latest;
    for (const ScanInJournal& scan : scans)
        if (scan.scan.scanner == scanner) add(scan, latest);
    return latest;
}

std::set<EventId> DatasetScans::scannedBy(const std::string& scanner) const {
    std::set<EventId> ids;
    for (const auto& [candidate, verdict] : latestOf(scanner))
        if (candidate.queue.empty()) ids.insert(candidate.id);
    return ids;
}

bool DatasetScans::mayBeSeen(const std::string& scanner) const {
    return std::ranges::all_of(scans, [&](const ScanInJournal& scan) {
        return scan.scan.scanner != scanner || scan.queue.informed || scan.state.isFinished() ||
               scan.state.isUnblinded();
    });
}

std::vector<ScannerVerdicts> DatasetScans::scanners() const {
    std::map<std::string, ScannerVerdicts> byName;
    for (const ScanInJournal& scan : scans) {
        if (scan.queue.informed) continue;
        ScannerVerdicts& scanner = byName[scan.scan.scanner];
        scanner.scanner = scan.scan.scanner;
        scanner.finished = scanner.finished && scan.state.isFinished();
        scanner.unblinded = scanner.unblinded || scan.state.isUnblinded();
        add(scan, scanner.verdicts);
    }
    std::vector<ScannerVerdicts> result;
    for (auto& [name, scanner] : byName)
        result.push_back(std::move(scanner));
    return result;
}

Answer<DatasetScans> datasetScans(const ScanJournal& journal, const std::string& fingerprint) {
    const auto queues = journal.queues();
    if (!queues) return tl::unexpected(queues.error());
    const auto dataset = fingerprint.empty() ? onlyFingerprint(*queues, journal.file().string())
                                             : Answer<std::string>(fingerprint);
    if (!dataset) return tl::unexpected(dataset.error());
    auto candidates = candidatesOf(journal, *queues, *dataset);
    if (!candidates) return tl::unexpected(candidates.error());
    const auto allScans = journal.scans();
    if (!allScans) return tl::unexpected(allScans.error());

    DatasetScans result;
    result.queues = std::move(*candidates);
    for (const ScanQueue& queue : *queues)
        if (const auto found = result.queues.find(queue.id); found != result.queues.end())
            addTruth(result, queue, found->second);
    for (const Scan& scan : *allScans) {
        const auto queued = result.queues.find(scan.queue);
        if (queued == result.queues.end()) continue;
        const auto entries = journal.entries(scan.id);
        if (!entries) return tl::unexpected(entries.error());
        if (entries->empty()) continue;
        const auto queue = std::ranges::find(*queues, scan.queue, &ScanQueue::id);
        addVerdicts(result.verdicts, scan.verdicts);
        result.scans.push_back({scan, *queue, ScanState(*entries), queued->second.size()});
    }
    return result;
}

} // namespace pairscope
