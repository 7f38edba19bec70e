#include "core/event/EventId.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace pairscope {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

template<typename Integer>
bool readNumber(std::string_view text, Integer& number) {
    text = trimmed(text);
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    return result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

} // namespace

std::string toString(const EventId& id) {
    return fmt::format("{}/{}/{}/{}", id.experiment, id.run, id.event, id.candidate);
}

std::optional<EventId> parseEventId(std::string_view text) {
    std::array<std::string_view, 4> parts;
    std::size_t count = 0;
    while (count < parts.size()) {
        const auto slash = text.find('/');
        parts[count++] = text.substr(0, slash);
        if (slash == std::string_view::npos) {
            text = {};
            break;
        }
        text.remove_prefix(slash + 1);
    }
    if (!text.empty() || count < 3) return std::nullopt;
    EventId id;
    if (!readNumber(parts[0], id.experiment) || !readNumber(parts[1], id.run) ||
        !readNumber(parts[2], id.event))
        return std::nullopt;
    if (count == 4 && !readNumber(parts[3], id.candidate)) return std::nullopt;
    return id;
}

} // namespace pairscope
