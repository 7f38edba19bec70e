#include "core/scan/RandomName.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <random>

namespace pairscope {

std::string randomName() {
    std::random_device random;
    static_assert(std::random_device::max() == 0xffffffff);
    return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

std::string nameOfContent(std::string_view text) {
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

} // namespace pairscope
