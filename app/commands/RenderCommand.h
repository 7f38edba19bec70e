#pragma once

#include "app/commands/Command.h"

namespace pairscope {

/// `pairscope render FILE -o PICTURE`: one candidate in the transverse plane as a picture, without a display.
[[nodiscard]] Command addRenderCommand(CLI::App& program);

} // namespace pairscope
