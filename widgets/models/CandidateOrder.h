#pragma once

#include "core/candidate/CandidateTable.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace pairscope {

/// Which candidates of a table are shown, and in what order: a permutation with its inverse. `position` is a
/// place in the shown order, `row` a row of the CandidateTable.
class CandidateOrder {
public:
    CandidateOrder() = default;
    /// Shows `rows` in the order given. @pre each below `tableRows`, none twice
    CandidateOrder(std::vector<std::uint32_t> rows, std::size_t tableRows);
    [[nodiscard]] static CandidateOrder all(std::size_t tableRows);

    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    [[nodiscard]] std::size_t rowAt(std::size_t position) const { return m_rows[position]; }
    /// Nothing for a row that is not shown.
    [[nodiscard]] std::optional<std::size_t> positionOf(std::size_t row) const;
    [[nodiscard]] const std::vector<std::uint32_t>& rows() const { return m_rows; }

private:
    static constexpr std::uint32_t kHidden = UINT32_MAX;
    std::vector<std::uint32_t> m_rows;
    std::vector<std::uint32_t> m_positions;
};

} // namespace pairscope
