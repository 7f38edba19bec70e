#pragma once

#include "app/commands/JsonText.h"
#include "core/analysis/AbcdStudy.h"

#include <string>

namespace pairscope {

/// @param kappaOrigin "assumed", "given", "measured in mc.h5"
[[nodiscard]] std::string abcdText(const AbcdStudy& study, const std::string& kappaOrigin,
                                   ConfidenceLevel level);
/// Infinite numbers are null.
[[nodiscard]] Json abcdJson(const AbcdStudy& study, const std::string& kappaOrigin);

} // namespace pairscope
