#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/candidate/RowSet.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// Why a text is no filter.
struct FilterError {
    std::size_t position = 0; ///< of the character (byte of the UTF-8 text) where it went wrong
    std::size_t length = 0;   ///< of what is wrong there; 0: something is missing there
    std::string message;      ///< "there is no column 'roh': did you mean 'rho'?"

    bool operator==(const FilterError&) const = default;
};

/// The message under the text, with a caret below the place.
[[nodiscard]] std::string describe(const FilterError& error, std::string_view text);

/// An expression over the columns of a table, e.g. `rho > 1.2 && deltaM < -5*MeV && nearestLayer ==
/// "PXD_L1"`. Columns by their file names, in native units; the units cm, mm, um, GeV, MeV, keV, rad, mrad,
/// deg and the constants pi and me are numbers; columns of words are compared with words in quotes by == and
/// !=. A comparison with a number that does not exist is false, as is != with it. A value; the same filter
/// can be used from several threads.
class Filter {
public:
    /// @return the compiled filter, or where the text is wrong. An empty text lets everything pass.
    [[nodiscard]] static tl::expected<Filter, FilterError> compile(std::string_view text);

    [[nodiscard]] const std::string& text() const { return m_text; }
    /// Columns that it reads.
    [[nodiscard]] const std::vector<CandidateColumn>& columns() const;

    /// Rows of `among` that pass, on all cores. When `stop` was requested the result is of no use.
    [[nodiscard]] RowSet passing(const CandidateTable& table, const RowSet& among,
                                 const std::stop_token& stop = {}) const;
    [[nodiscard]] RowSet passing(const CandidateTable& table, const std::stop_token& stop = {}) const;

    /// The first word that no candidate of this table can have, as a misspelt layer; such a word equals
    /// nothing.
    [[nodiscard]] std::optional<FilterError> unknownWord(const CandidateTable& table) const;

private:
    struct Program;
    std::string m_text;
    std::shared_ptr<const Program> m_program; ///< null: everything passes
};

/// A name that an expression may use.
struct FilterName {
    std::string name;        ///< "deltaM"
    std::string description; ///< "massAfter - massBefore [GeV]"
    bool text = false;       ///< compared with words
};
/// All names: columns, units, constants, functions, for completion and help.
[[nodiscard]] const std::vector<FilterName>& filterNames();

} // namespace pairscope
