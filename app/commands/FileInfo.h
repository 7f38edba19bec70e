#pragma once

#include "app/commands/JsonText.h"

#include <string>

namespace pairscope {

/// What is in a file of pairs: format, lists, rows, ids, contents, columns that are not used.
[[nodiscard]] std::string fileInfoText(const PairFile& file, const std::string& name);
[[nodiscard]] Json fileInfoJson(const PairFile& file, const std::string& name);

} // namespace pairscope
