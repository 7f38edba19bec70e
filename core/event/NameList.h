#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

namespace pairscope {

/// Names that many rows share, each kept once: a row keeps the number of its name only. Number 0 is the empty
/// name. Safe from several threads; the numbers then depend on who came first, the names do not.
class NameList {
public:
    using Number = std::uint8_t;

    NameList() = default;
    NameList(const NameList& other);
    NameList& operator=(const NameList& other);

    /// The number of a name, which is added when it is new. @return nothing when 255 others are there.
    [[nodiscard]] std::optional<Number> numberOf(std::string_view name);
    /// @pre a number that numberOf() gave. The view lives as long as the list.
    [[nodiscard]] std::string_view name(Number number) const;
    /// Characters of the longest name.
    [[nodiscard]] std::size_t longest() const;

private:
    [[nodiscard]] std::optional<Number> find(std::string_view name) const;

    mutable std::shared_mutex m_mutex;
    std::deque<std::string> m_names; ///< of the numbers from 1; a deque never moves what it has
};

} // namespace pairscope
