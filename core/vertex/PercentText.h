#pragma once

#include <fmt/format.h>

#include <string>

namespace pairscope {

/// "83 %", "> 99 %", "< 1 %": a probability is never told as certain.
[[nodiscard]] inline std::string percentText(double probability) {
    if (probability > 0.99) return "> 99 %";
    if (probability < 0.01) return "< 1 %";
    return fmt::format("{:.0f} %", 100 * probability);
}

} // namespace pairscope
