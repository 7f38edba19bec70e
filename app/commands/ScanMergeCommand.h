#pragma once

#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope scan merge`: journals of other machines into one.
[[nodiscard]] Command addScanMergeCommand(CLI::App& scan);

} // namespace pairscope
