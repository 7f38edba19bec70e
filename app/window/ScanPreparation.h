#pragma once

#include "app/window/Dataset.h"
#include "core/analysis/SidebandPlane.h"
#include "core/candidate/ParallelRows.h"
#include "core/candidate/Reconstruction.h"
#include "core/scan/ScanJournal.h"
#include "widgets/panels/MessageBar.h"
#include "widgets/panels/ScanOffer.h"

#include <tl/expected.hpp>

#include <stop_token>

namespace pairscope {

/// All that is needed to begin a new scan, or to go on with one.
struct ScanTask {
    std::shared_ptr<const Dataset> dataset; ///< the whole
    std::shared_ptr<const DetectorModel> detector;
    RowSet shown;
    std::vector<SidebandPlane>
        planes; ///< known candidates in blind regions are not mixed in; empty: unblinded
    Reconstruction::Options options;
    std::filesystem::path journal;
    std::string fingerprint; ///< of the dataset
    std::string program;
    ScanRequest request;   ///< of a new scan
    bool informed = false; ///< the choice was made from what scanners said
    std::string resume;    ///< id of a scan; empty: a new one
};

/// A scan with its candidates fitted, in the order of its queue, and what was said of them so far.
struct PreparedScan {
    Scan scan;
    ScanQueue queue;
    std::vector<ScanEntry> entries;
    std::shared_ptr<const Dataset> dataset; ///< without truth
    Reconstruction::Options options;
    std::filesystem::path journal;
    std::size_t tellable = 0; ///< known candidates whose event number the dataset does not have room for
    bool mixed = false;       ///< simulated candidates are among others that may be data
};

using ScanAnswer = tl::expected<PreparedScan, Message>;

/// Chooses the queue, mixes in known candidates, fits all, and writes queue and scan into the journal: or, to
/// resume, reads them there. Takes as long as the fits; any thread.
[[nodiscard]] ScanAnswer prepareScan(const ScanTask& task, const std::stop_token& stop,
                                     const Progress& progress);

} // namespace pairscope
