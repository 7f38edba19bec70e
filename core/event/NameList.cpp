#include "core/event/NameList.h"

#include <algorithm>
#include <limits>
#include <mutex>

namespace pairscope {

NameList::NameList(const NameList& other) {
    *this = other;
}

NameList& NameList::operator=(const NameList& other) {
    if (this == &other) return *this;
    const std::scoped_lock lock(m_mutex, other.m_mutex);
    m_names = other.m_names;
    return *this;
}

std::optional<NameList::Number> NameList::find(std::string_view name) const {
    const auto found = std::find(m_names.begin(), m_names.end(), name);
    if (found == m_names.end()) return std::nullopt;
    return static_cast<Number>(found - m_names.begin() + 1);
}

std::optional<NameList::Number> NameList::numberOf(std::string_view name) {
    if (name.empty()) return Number{0};
    {
        const std::shared_lock lock(m_mutex);
        if (const auto number = find(name)) return number;
    }
    const std::scoped_lock lock(m_mutex);
    if (const auto number = find(name)) return number; // another thread was faster
    if (m_names.size() >= std::numeric_limits<Number>::max()) return std::nullopt;
    m_names.emplace_back(name);
    return static_cast<Number>(m_names.size());
}

std::string_view NameList::name(Number number) const {
    if (number == 0) return {};
    const std::shared_lock lock(m_mutex);
    return m_names[number - std::size_t{1}];
}

std::size_t NameList::longest() const {
    const std::shared_lock lock(m_mutex);
    std::size_t longest = 0;
    for (const std::string& name : m_names)
        longest = std::max(longest, name.size());
    return longest;
}

} // namespace pairscope
