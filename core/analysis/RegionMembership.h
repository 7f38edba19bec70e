#pragma once

#include "core/analysis/Filter.h"
#include "core/analysis/SidebandPlane.h"
#include "core/candidate/RowSet.h"

#include <cstdint>
#include <vector>

namespace pairscope {

/// In which regions of a plane each of some rows is, counted once on all cores.
struct RegionMembership {
    using Mask = std::uint32_t;
    static constexpr std::size_t kMostRegions = 32;

    RowSet rows;
    std::vector<Mask> regions; ///< of rows[i]: bit k for region k
    std::size_t missing = 0;   ///< rows in no region, with a coordinate that does not exist

    /// Rows that are in any region of the mask.
    [[nodiscard]] RowSet in(Mask mask) const;
};

/// Bits of the regions with this role.
[[nodiscard]] RegionMembership::Mask maskOf(const SidebandPlane& plane, RegionRole role);
/// Bits of the blinded regions.
[[nodiscard]] RegionMembership::Mask blindMask(const SidebandPlane& plane);

/// An expression that cannot be compiled contains nothing; regions beyond kMostRegions are not looked at.
[[nodiscard]] RegionMembership membership(const CandidateTable& table, const SidebandPlane& plane,
                                          const RowSet& rows);

} // namespace pairscope
