#pragma once

#include <filesystem>

namespace pairscope {

/// The folder is on a disk of this machine, as far as is known: several programs may share memory by a file
/// there, which over a network they cannot.
[[nodiscard]] bool isOnLocalDisk(const std::filesystem::path& folder);

} // namespace pairscope
