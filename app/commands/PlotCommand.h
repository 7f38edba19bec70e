#pragma once

#include "app/PopulationPicture.h"
#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope plot`.
[[nodiscard]] Command addPlotCommand(CLI::App& program, const DrawPopulation& draw);

} // namespace pairscope
