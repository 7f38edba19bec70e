#pragma once

#include <filesystem>

namespace pairscope {

/// The file or folder, or what a link of that name leads to, is on a disk of this machine, as far as is
/// known: several programs may share memory by a file there, which over a network they cannot.
[[nodiscard]] bool isOnLocalDisk(const std::filesystem::path& place);

} // namespace pairscope
