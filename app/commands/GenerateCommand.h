#pragma once

#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope generate -o OUT`: simulated pairs with their truth, and what sample they are.
[[nodiscard]] Command addGenerateCommand(CLI::App& program);

} // namespace pairscope
