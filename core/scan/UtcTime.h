#pragma once

#include <string>
#include <string_view>

namespace pairscope {

/// Now: "2026-11-25T14:03:07.123456Z". The order of such texts is that of the times.
[[nodiscard]] std::string utcNow();
/// Now, or if that is not after `time`, a microsecond after it: clocks are set back now and then.
/// @param time as utcNow() writes it, or empty
[[nodiscard]] std::string utcAfter(std::string_view time);

} // namespace pairscope
