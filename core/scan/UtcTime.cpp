#include "core/scan/UtcTime.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace pairscope {

namespace {

using Microseconds = std::chrono::sys_time<std::chrono::microseconds>;

std::string text(Microseconds time) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    // not by system_clock, whose nanoseconds end in 2262
    const auto calendar = fmt::gmtime(static_cast<std::time_t>(second.time_since_epoch().count()));
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z", calendar, (time - second).count());
}

Microseconds now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

/// The beginning of time for what is no such text.
Microseconds timeOf(std::string_view text) {
    std::tm parts{};
    long fraction = 0;
    const std::string copy(text);
    if (std::sscanf(copy.c_str(), "%d-%d-%dT%d:%d:%d.%6ldZ", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
                    &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &fraction) != 7)
        return {};
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    return Microseconds(std::chrono::seconds(timegm(&parts)) + std::chrono::microseconds(fraction));
}

} // namespace

std::string utcNow() {
    return text(now());
}

std::string utcAfter(std::string_view time) {
    return text(std::max(now(), timeOf(time) + std::chrono::microseconds(1)));
}

} // namespace pairscope
