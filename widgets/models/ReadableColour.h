#pragma once

#include <QColor>

namespace pairscope {

/// Black or white, whichever stands out on `ground` (relative luminance of sRGB): a contrast of at least 4.5.
[[nodiscard]] QColor readableOn(const QColor& ground);

} // namespace pairscope
