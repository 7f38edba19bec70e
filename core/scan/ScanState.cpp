#include "core/scan/ScanState.h"

#include <algorithm>

namespace pairscope {

ScanState::ScanState(std::span<const ScanEntry> entries) {
    for (const ScanEntry& entry : entries)
        apply(entry);
}

void ScanState::apply(const ScanEntry& entry) {
    const bool said = entry.action != ScanAction::Unblind && entry.action != ScanAction::Finish;
    if (m_finished && said) return;
    switch (entry.action) {
    case ScanAction::Verdict:
        m_history[entry.candidate].push_back(entry);
        decide(entry.candidate);
        return;
    case ScanAction::Undo:
        std::erase_if(m_history[entry.candidate],
                      [&entry](const ScanEntry& given) { return given.id == entry.undoes; });
        decide(entry.candidate);
        return;
    case ScanAction::Comment:
        m_candidates[entry.candidate].comment = entry.comment;
        return;
    case ScanAction::Unblind:
        m_unblinded = m_unblinded || !m_finished; // afterwards it is no secret any more
        return;
    case ScanAction::Finish:
        m_finished = true;
        return;
    }
}

/// The last verdict that was not undone is what holds.
void ScanState::decide(const EventId& candidate) {
    CandidateVerdict& verdict = m_candidates[candidate];
    if (!verdict.verdict.empty()) {
        --m_tally[verdict.verdict];
        --m_decided;
    }
    const std::vector<ScanEntry>& given = m_history[candidate];
    if (given.empty()) {
        verdict = {.comment = verdict.comment};
        return;
    }
    const ScanEntry& last = given.back();
    verdict = {last.id,         last.verdict, last.reason, last.confidence,
               verdict.comment, last.time,    last.seen,   last.program};
    ++m_tally[last.verdict];
    ++m_decided;
}

const CandidateVerdict* ScanState::of(const EventId& candidate) const {
    const auto found = m_candidates.find(candidate);
    return found == m_candidates.end() ? nullptr : &found->second;
}

bool ScanState::hasVerdict(const EventId& candidate) const {
    const CandidateVerdict* verdict = of(candidate);
    return verdict && !verdict->verdict.empty();
}

} // namespace pairscope
