#pragma once

#include "core/scan/ScanState.h"
#include "core/scan/VerdictSet.h"

#include <QString>

#include <optional>
#include <vector>

namespace pairscope {

/// Where a scan stands.
struct ScanStatus {
    QString scanner;
    QString queue; ///< how it was chosen
    VerdictSet verdicts;
    QString candidate;        ///< id on screen; empty: none
    std::size_t position = 0; ///< in the queue, from 1
    std::size_t total = 0;
    std::size_t decided = 0;
    std::vector<std::size_t> tally;          ///< by kind of verdict
    std::optional<CandidateVerdict> current; ///< of the candidate on screen
    double perMinute = 0;                    ///< over the last verdicts of this sitting; 0: not known yet
    QString undo;                            ///< what Ctrl+Z takes back; empty: nothing
    bool finished = false;
    bool unblinded = false;
    QString journal;
};

} // namespace pairscope
