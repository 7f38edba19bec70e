#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pairscope {

/// The stable name of a candidate: what links, journals and file names use, never a position in an array.
struct EventId {
    std::int32_t experiment = 0;
    std::int32_t run = 0;
    std::uint32_t event = 0;
    std::uint32_t candidate = 0;

    auto operator<=>(const EventId&) const = default;
};

/// "26/1000/62/0".
[[nodiscard]] std::string toString(const EventId& id);

/// Reads "experiment/run/event/candidate"; the candidate may be left out (0), spaces around numbers are
/// allowed.
[[nodiscard]] std::optional<EventId> parseEventId(std::string_view text);

} // namespace pairscope
