#pragma once

#include "core/scan/DatasetScans.h"
#include "core/scan/QueueChoice.h"

#include <QString>

#include <vector>

namespace pairscope {

/// What can be scanned, for the start page.
struct ScanOffer {
    QString dataset;                  ///< name; empty: nothing is open
    std::size_t shown = 0;            ///< candidates that pass the filter and are not blinded
    bool simulation = false;          ///< the dataset has truth: it is hidden while scanning
    QString journal;                  ///< where verdicts go
    std::vector<ScanInJournal> scans; ///< of this dataset, in that journal; only what their own scanner may
                                      ///< see is shown
    QString problem;                  ///< why the journal cannot be used; empty: it can
};

/// What a person wants to scan.
struct ScanRequest {
    QString scanner;
    VerdictSet verdicts;
    QueueChoice choice;    ///< of a new queue
    std::size_t known = 0; ///< simulated candidates to mix in
    QString knownFile;     ///< where they come from; empty: half conversions, half prompt pairs, made now
    QString sameQueueAs;   ///< id of a queue of another scanner; empty: a new one
};

} // namespace pairscope
