#include "widgets/models/CandidateOrder.h"

#include <numeric>

namespace pairscope {

CandidateOrder::CandidateOrder(std::vector<std::uint32_t> rows, std::size_t tableRows)
    : m_rows(std::move(rows)), m_positions(tableRows, kHidden) {
    for (std::size_t position = 0; position < m_rows.size(); ++position)
        m_positions[m_rows[position]] = static_cast<std::uint32_t>(position);
}

CandidateOrder CandidateOrder::all(std::size_t tableRows) {
    std::vector<std::uint32_t> rows(tableRows);
    std::iota(rows.begin(), rows.end(), 0U);
    return {std::move(rows), tableRows};
}

std::optional<std::size_t> CandidateOrder::positionOf(std::size_t row) const {
    if (row >= m_positions.size() || m_positions[row] == kHidden) return std::nullopt;
    return m_positions[row];
}

} // namespace pairscope
