#pragma once

#include "core/analysis/Filter.h"
#include "core/analysis/SidebandPlane.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace pairscope {

/// Which candidates a list shows.
enum class ShownStatus : std::uint8_t {
    All,
    FailedOrAmbiguous, ///< what to look at: everything that is not one good vertex
};

/// A cut on one column, from its header: a range in native units, or some of the words of a text column.
struct ColumnCut {
    CandidateColumn column = CandidateColumn::Rho;
    ClosedRange range;              ///< of a column of numbers; rows without a number do not pass
    std::vector<std::string> words; ///< of a text column: those that pass

    bool operator==(const ColumnCut&) const = default;
};

/// Everything by which a person chooses what is shown; all of it must hold.
struct CandidateFilter {
    std::string text; ///< an expression, or plain text to be found: see isExpression()
    ShownStatus status = ShownStatus::All;
    std::vector<ColumnCut> cuts; ///< at most one for each column

    [[nodiscard]] bool passesAll() const { return *this == CandidateFilter{}; }
    bool operator==(const CandidateFilter&) const = default;
};

/// A text with one of < > = ! & | ( is an expression; another is looked for in id, status, reason and layer,
/// capitals or not.
[[nodiscard]] bool isExpression(std::string_view text);

/// Rows that pass, on all cores, or why the expression cannot be used: it is wrong, it has a word that this
/// table does not know, or nothing contains a text that is the beginning of a name. When `stop` was requested
/// the result is of no use.
[[nodiscard]] tl::expected<RowSet, FilterError>
passing(const CandidateTable& table, const CandidateFilter& filter, const std::stop_token& stop = {});

/// "rho 1.2 to 4 cm", "layer PXD_L1, PXD_L2", in display units.
[[nodiscard]] std::string describe(const ColumnCut& cut);

/// A filter that was given a name to be used again.
struct NamedFilter {
    std::string name;
    std::string text; ///< an expression or text to be found

    bool operator==(const NamedFilter&) const = default;
};

} // namespace pairscope
