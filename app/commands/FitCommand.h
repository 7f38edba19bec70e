#pragma once

#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope fit FILE -o OUT`: every pair reconstructed, one row of results for each.
[[nodiscard]] Command addFitCommand(CLI::App& program);

} // namespace pairscope
