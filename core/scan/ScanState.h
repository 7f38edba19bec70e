#pragma once

#include "core/scan/ScanRecord.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace pairscope {

/// What a scanner says of a candidate at present.
struct CandidateVerdict {
    std::string entry = {};   ///< id of the entry that says so; empty: no verdict
    std::string verdict = {}; ///< empty: none
    std::string reason = {};
    Confidence confidence = Confidence::None;
    std::string comment = {};
    std::string time = {}; ///< of the verdict, UTC
    SeenCandidate seen = {};
    std::string program = {}; ///< that wrote the verdict
};

/// What the lines of one scan amount to, line by line: verdicts that hold, comments, whether it is finished.
/// An undo of a verdict brings back the one before it. What comes after the end, as from a copy of the
/// journal that went on elsewhere, does not count.
class ScanState {
public:
    ScanState() = default;
    explicit ScanState(std::span<const ScanEntry> entries);

    /// @pre later than all before
    void apply(const ScanEntry& entry);

    /// Null for a candidate without verdict and comment.
    [[nodiscard]] const CandidateVerdict* of(const EventId& candidate) const;
    [[nodiscard]] bool hasVerdict(const EventId& candidate) const;
    [[nodiscard]] const std::map<EventId, CandidateVerdict>& candidates() const { return m_candidates; }
    /// Candidates with a verdict.
    [[nodiscard]] std::size_t decided() const { return m_decided; }
    /// How many candidates have each verdict.
    [[nodiscard]] const std::map<std::string, std::size_t>& tally() const { return m_tally; }
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// The scanner looked at results before the end.
    [[nodiscard]] bool isUnblinded() const { return m_unblinded; }

private:
    void decide(const EventId& candidate);

    std::map<EventId, CandidateVerdict> m_candidates;
    /// Verdicts of each candidate that were not undone, in their order.
    std::map<EventId, std::vector<ScanEntry>> m_history;
    std::map<std::string, std::size_t> m_tally;
    std::size_t m_decided = 0;
    bool m_finished = false;
    bool m_unblinded = false;
};

} // namespace pairscope
