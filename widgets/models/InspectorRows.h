#pragma once

#include "core/candidate/Candidate.h"

#include <QString>

#include <optional>
#include <vector>

namespace pairscope {

/// One number of a candidate at one stage, as shown.
struct InspectorCell {
    QString text;               ///< without unit
    QString why;                ///< why there is no number, or what else to know
    std::optional<double> pull; ///< (value - truth) / error, where all three exist
};

/// One quantity at all stages: perigee, each minimum of the vertex fit, the kinematic fit (when the pair has
/// a photon), then (when the pair has truth) truth and the pull of the chosen minimum.
struct InspectorRow {
    QString title; ///< "p", "M"; for a heading the name of its group
    QString unit;
    QString description; ///< what it is, with the name basf2 gives it
    std::vector<InspectorCell> cells;
    bool heading = false;
};

/// A candidate as a table of quantities and stages.
struct InspectorTable {
    std::vector<QString> stages;
    std::vector<InspectorRow> rows;
};

[[nodiscard]] InspectorTable inspectorTable(const Candidate& candidate, const DetectorModel& detector);

} // namespace pairscope
