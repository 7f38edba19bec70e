#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pairscope {

/// Which of the minima that the data allow is "the" vertex of a candidate.
enum class MinimumPolicy : std::uint8_t {
    Global,                  ///< the lowest chi2
    NearestInteractionPoint, ///< the smallest transverse distance
    MostProbableLayer,       ///< the one nearest to where LayerAssociation puts the pair
};
[[nodiscard]] std::string_view toString(MinimumPolicy policy);
/// By the name that files and the command line use: "global", "nearest-ip", "most-probable-layer".
[[nodiscard]] std::optional<MinimumPolicy> minimumPolicy(std::string_view name);

} // namespace pairscope
