#pragma once

#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope check FILE`: what is wrong with a file, row by row.
[[nodiscard]] Command addCheckCommand(CLI::App& program);

} // namespace pairscope
