#pragma once

#include "app/ContactSheets.h"
#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope scan sheets`: pictures of the scanned candidates on pages.
[[nodiscard]] Command addScanSheetsCommand(CLI::App& scan, const DrawSheets& draw);

} // namespace pairscope
