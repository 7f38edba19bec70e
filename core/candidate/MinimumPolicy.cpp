#include "core/candidate/MinimumPolicy.h"

namespace pairscope {

std::string_view toString(MinimumPolicy policy) {
    switch (policy) {
    case MinimumPolicy::Global:
        return "global";
    case MinimumPolicy::NearestInteractionPoint:
        return "nearest-ip";
    case MinimumPolicy::MostProbableLayer:
        return "most-probable-layer";
    }
    return "unknown";
}

std::optional<MinimumPolicy> minimumPolicy(std::string_view name) {
    for (const MinimumPolicy policy :
         {MinimumPolicy::Global, MinimumPolicy::NearestInteractionPoint, MinimumPolicy::MostProbableLayer})
        if (toString(policy) == name) return policy;
    return std::nullopt;
}

} // namespace pairscope
