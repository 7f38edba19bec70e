#pragma once

#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope sideband FILE`: how many candidates are in which region of the (rho, Delta M) plane.
[[nodiscard]] Command addSidebandCommand(CLI::App& program);

} // namespace pairscope
