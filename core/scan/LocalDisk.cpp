#include "core/scan/LocalDisk.h"

#include <linux/magic.h>
#include <sys/statfs.h>

#include <algorithm>
#include <array>

namespace pairscope {

namespace {

// not in linux/magic.h of all versions
constexpr long kZfs = 0x2fc12fc1;
constexpr std::array<long, 7> kLocal = {EXT4_SUPER_MAGIC,
                                        XFS_SUPER_MAGIC,
                                        BTRFS_SUPER_MAGIC,
                                        TMPFS_MAGIC,
                                        OVERLAYFS_SUPER_MAGIC,
                                        F2FS_SUPER_MAGIC,
                                        kZfs};

} // namespace

bool isOnLocalDisk(const std::filesystem::path& place) {
    struct statfs facts {};
    if (statfs(place.c_str(), &facts) != 0) return false;
    return std::ranges::find(kLocal, static_cast<long>(facts.f_type)) != kLocal.end();
}

} // namespace pairscope
