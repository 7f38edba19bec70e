#pragma once

#include "app/WindowOptions.h"

namespace pairscope {

/// Opens the main window and stays until it is closed. @return the exit status
[[nodiscard]] int runWindow(int& argc, char** argv, const WindowOptions& options);

} // namespace pairscope
