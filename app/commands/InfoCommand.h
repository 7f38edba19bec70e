#pragma once

#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope info FILE | --columns | --layers`: what is in a file, what the columns mean, what the detector
/// is made of.
[[nodiscard]] Command addInfoCommand(CLI::App& program);

} // namespace pairscope
