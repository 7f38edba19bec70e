#pragma once

#include "core/candidate/ColumnView.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// What a scanner says of each row of a table: 0 for nothing, else a verdict of a list, counted from 1.
/// Immutable; copies share the numbers of the rows in which they agree.
class VerdictColumn {
public:
    static constexpr std::string_view kNone = "unscanned";

    /// Nothing is said of any row.
    explicit VerdictColumn(std::size_t rows = 0, std::vector<std::string> names = {});
    /// @pre numbers of every row, none above the number of names
    VerdictColumn(std::span<const std::uint8_t> numbers, std::vector<std::string> names);

    /// A copy in which one row has another verdict. @pre row in the table, number at most names().size()
    [[nodiscard]] VerdictColumn with(std::size_t row, std::uint8_t number) const;

    [[nodiscard]] ColumnView view() const { return {m_blocks.data(), m_rows}; }
    /// Of the verdicts, from 1 on.
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
    /// "unscanned" for 0; empty for a number that is none.
    [[nodiscard]] std::string_view word(std::size_t number) const;

private:
    using Block = std::array<double, ColumnView::kRowsPerBlock>;

    void refer();

    std::size_t m_rows;
    std::vector<std::string> m_names;
    std::vector<std::shared_ptr<const Block>> m_numbers;
    std::vector<const double*> m_blocks;
};

} // namespace pairscope
