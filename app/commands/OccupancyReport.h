#pragma once

#include "app/commands/Console.h"
#include "app/commands/JsonText.h"
#include "core/analysis/OccupancyComparison.h"
#include "core/analysis/SidebandOccupancy.h"

#include <string>

namespace pairscope {

/// What is where, as a table with its explanations.
[[nodiscard]] std::string occupancyText(const SidebandPlane& plane, const Occupancy& occupancy,
                                        ConfidenceLevel level);
/// One object for each region; what is blinded is null.
[[nodiscard]] Json occupancyJson(const SidebandPlane& plane, const Occupancy& occupancy);

/// Two samples side by side.
struct NamedComparison {
    std::string first;
    std::string second;
    std::optional<OccupancyComparison> comparison; ///< nothing when either is empty
};
[[nodiscard]] std::string comparisonText(const SidebandPlane& plane, const NamedComparison& named);
[[nodiscard]] Json comparisonJson(const SidebandPlane& plane, const NamedComparison& named);

} // namespace pairscope
