#pragma once

#include "core/analysis/AbcdStudy.h"
#include "core/analysis/OccupancyComparison.h"

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <string>

namespace pairscope {

/// What the sideband panel wants to know of a plane.
struct SidebandQuestion {
    std::shared_ptr<const CandidateTable> table; ///< may be null
    RowSet rows;
    SidebandPlane plane; ///< blind regions in it are not looked into
    bool abcd = true;    ///< the estimate is wanted, which takes much longer than counting
    Kappa kappa;
    bool comparison = true;                       ///< it is wanted
    bool kappaOfSecond = false;                   ///< else `kappa`
    std::shared_ptr<const CandidateTable> second; ///< to compare with; may be null
    std::optional<PairClass> firstClass;          ///< two true classes are compared instead
    std::optional<PairClass> secondClass;
};

struct SidebandAnswer {
    Occupancy occupancy;
    tl::expected<AbcdStudy, std::string> abcd = tl::unexpected(std::string("no file is open"));
    std::optional<MeasuredKappa> secondKappa;
    std::optional<OccupancyComparison> comparison;
};

/// Counts once and draws everything from it. Safe from any thread.
[[nodiscard]] SidebandAnswer answer(const SidebandQuestion& question);

} // namespace pairscope
