#pragma once

#include "app/ContactSheets.h"
#include "core/candidate/Reconstruction.h"
#include "core/event/PairTable.h"
#include "core/scan/DatasetScans.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pairscope {

/// Which candidates of a dataset's scans are on contact sheets.
struct SheetChoice {
    std::vector<std::string> scanners; ///< empty: all
    std::vector<std::string> verdicts; ///< with any of these; "unscanned" for none; empty: all
    std::optional<std::set<EventId>> ids;
    bool unblinded = false; ///< known candidates may be told although not every scan is finished
};

/// What is told and drawn of one candidate.
struct SheetItem {
    EventId id;
    std::size_t row = 0; ///< of SheetItems::pairs
    std::vector<SheetVerdict> verdicts;
    bool simulation = false;
    Reconstruction::Options fit;      ///< of whoever judged it first
    std::optional<double> chosenMass; ///< M after of the vertex that was chosen by hand, GeV
};

/// The candidates in the order in which they are queued, each once.
struct SheetItems {
    std::shared_ptr<const PairTable> pairs; ///< without truth
    std::vector<SheetItem> items;
    /// Simulated ones are among them that must not be told from the others yet.
    bool mayHideSimulation = false;
};

/// @param pairs the dataset of the scans
/// @return known candidates marked as simulation, where allFinished() or unblinded;
/// or why not: a queued candidate that is not there
[[nodiscard]] tl::expected<SheetItems, std::string>
sheetItems(const DatasetScans& scans, const PairTable& pairs, const SheetChoice& choice);

} // namespace pairscope
