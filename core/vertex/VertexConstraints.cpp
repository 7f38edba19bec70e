#include "core/vertex/VertexConstraints.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace pairscope {

namespace {

constexpr std::array kOpenings{Opening::Free, Opening::Zero};
constexpr std::array kOrigins{Origin::Anywhere, Origin::InBeamSpot, Origin::FromBeamSpot};

template<typename Range>
auto byName(const Range& values, std::string_view name) -> std::optional<typename Range::value_type> {
    const auto found =
        std::find_if(values.begin(), values.end(), [name](auto value) { return toString(value) == name; });
    if (found == values.end()) return std::nullopt;
    return *found;
}

} // namespace

std::string_view toString(Opening opening) {
    switch (opening) {
    case Opening::Free:
        return "free";
    case Opening::Zero:
        return "zero";
    }
    return "unknown";
}

std::string_view toString(Origin origin) {
    switch (origin) {
    case Origin::Anywhere:
        return "anywhere";
    case Origin::InBeamSpot:
        return "beam-spot";
    case Origin::FromBeamSpot:
        return "from-beam-spot";
    }
    return "unknown";
}

std::optional<Opening> parseOpening(std::string_view name) {
    return byName(kOpenings, name);
}

std::optional<Origin> parseOrigin(std::string_view name) {
    return byName(kOrigins, name);
}

void VertexConstraints::validate() const {
    if (origin == Origin::Anywhere) return;
    if (!spot.allFinite()) throw std::invalid_argument("vertex fit: the beam spot's centre is not finite");
    if (!checkSpd<3>(spotCovariance))
        throw std::invalid_argument("vertex fit: the beam spot's covariance is not positive definite");
}

} // namespace pairscope
