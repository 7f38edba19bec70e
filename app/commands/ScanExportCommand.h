#pragma once

#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope scan export`: the verdicts as CSV or JSON.
[[nodiscard]] Command addScanExportCommand(CLI::App& scan);

} // namespace pairscope
