#include "core/candidate/RowOptions.h"

#include <algorithm>

namespace pairscope {

std::size_t RowOptions::numberOf(std::size_t row) const {
    for (std::size_t i = 0; i < m_others.size(); ++i)
        if (m_others[i].first.contains(row)) return i + 1;
    return 0;
}

const Reconstruction::Options& RowOptions::of(std::size_t row) const {
    const std::size_t number = numberOf(row);
    return number == 0 ? m_usual : m_others[number - 1].second;
}

std::vector<Reconstruction::Options> RowOptions::distinct() const {
    std::vector<Reconstruction::Options> all{m_usual};
    for (const auto& other : m_others)
        all.push_back(other.second);
    return all;
}

void RowOptions::apply(const RowSet& rows, const Reconstruction::Options& options) {
    Reconstruction::Options wanted = options;
    wanted.policy = m_usual.policy;
    for (auto& other : m_others)
        other.first = other.first.without(rows);
    std::erase_if(m_others, [](const auto& other) { return other.first.empty(); });
    if (wanted == m_usual) return;
    const auto same = std::ranges::find(m_others, wanted, [](const auto& other) { return other.second; });
    if (same != m_others.end())
        same->first = same->first.united(rows);
    else
        m_others.emplace_back(rows, wanted);
}

void RowOptions::setPolicy(MinimumPolicy policy) {
    m_usual.policy = policy;
    for (auto& other : m_others)
        other.second.policy = policy;
}

} // namespace pairscope
