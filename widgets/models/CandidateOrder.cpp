#include "widgets/models/CandidateOrder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pairscope {

namespace {

/// Keys beside their rows: sorting contiguous pairs is several times faster than looking keys up through the
/// permutation.
template<class Key>
void sortKeyed(std::vector<std::pair<Key, std::uint32_t>>& keyed, bool descending) {
    if (descending)
        std::stable_sort(keyed.begin(), keyed.end(),
                         [](const auto& a, const auto& b) { return b.first < a.first; });
    else
        std::stable_sort(keyed.begin(), keyed.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
}

} // namespace

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

void sortByNumber(std::vector<std::uint32_t>& rows, std::span<const double> key, bool descending) {
    const auto numbersEnd = std::stable_partition(rows.begin(), rows.end(),
                                                  [key](std::uint32_t row) { return !std::isnan(key[row]); });
    std::vector<std::pair<double, std::uint32_t>> keyed;
    keyed.reserve(static_cast<std::size_t>(numbersEnd - rows.begin()));
    std::for_each(rows.begin(), numbersEnd, [&](std::uint32_t row) { keyed.emplace_back(key[row], row); });
    sortKeyed(keyed, descending);
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const auto& entry) { return entry.second; });
}

void sortById(std::vector<std::uint32_t>& rows, const PairTable& pairs, bool descending) {
    std::vector<std::pair<EventId, std::uint32_t>> keyed;
    keyed.reserve(rows.size());
    for (const std::uint32_t row : rows)
        keyed.emplace_back(pairs.id(row), row);
    sortKeyed(keyed, descending);
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const auto& entry) { return entry.second; });
}

} // namespace pairscope
