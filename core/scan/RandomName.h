#pragma once

#include <string>
#include <string_view>

namespace pairscope {

/// 32 hexadecimal digits that nothing else has, on this machine or another.
[[nodiscard]] std::string randomName();
/// 32 hexadecimal digits that only this text has (XXH3, 128 bits).
[[nodiscard]] std::string nameOfContent(std::string_view text);

} // namespace pairscope
