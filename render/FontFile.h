#pragma once

#include <string>

namespace pairscope {

/// A font file that has Greek letters and mathematical signs, from the usual places of the system (package
/// fonts-dejavu-core); empty when there is none, and the drawing library's built-in font is used.
[[nodiscard]] const std::string& fontFile(bool bold);

} // namespace pairscope
