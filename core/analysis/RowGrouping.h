#pragma once

#include "core/analysis/CandidateFilter.h"
#include "core/candidate/RowSet.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace pairscope {

/// Rows of a table in groups that a plot shows side by side: the truth classes, the outcomes of the fit, ...
struct RowGrouping {
    static constexpr std::uint8_t kNone = 255;

    std::vector<std::string> names;    ///< of the groups, for people: "signal", "Ambiguous", "my filter"
    std::vector<std::uint8_t> groupOf; ///< of every row of the table; kNone: in no group

    bool operator==(const RowGrouping&) const = default;
};

enum class GroupBy : std::uint8_t {
    Nothing,
    TrueClass,
    Status,
    Verdict,
    Layer,     ///< the groups of the nearest layers
    Selection, ///< selected and not
    Filter,    ///< passing and not
};

/// @param selection for GroupBy::Selection
/// @param filter for GroupBy::Filter; one that cannot be compiled lets nothing pass
/// @return null for GroupBy::Nothing
[[nodiscard]] std::shared_ptr<const RowGrouping> groupRows(const CandidateTable& table, GroupBy by,
                                                           const RowSet& selection = {},
                                                           const NamedFilter& filter = {});

} // namespace pairscope
