#pragma once

#include <filesystem>
#include <vector>

namespace pairscope {

/// What the command line says about the window.
struct WindowOptions {
    std::vector<std::filesystem::path> files; ///< to open; none: the demonstration sample
};

} // namespace pairscope
