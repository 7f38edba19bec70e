#pragma once

#include "app/ContactSheets.h"
#include "app/commands/Command.h"

#include <vector>

namespace pairscope {

/// `pairscope scan export|merge|agreement|sheets`.
[[nodiscard]] std::vector<Command> addScanCommands(CLI::App& program, const DrawSheets& drawSheets);

} // namespace pairscope
