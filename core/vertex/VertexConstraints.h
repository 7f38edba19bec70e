#pragma once

#include "core/math/LinearAlgebra.h"

#include <cstdint>
#include <string_view>

namespace pairscope {

/// Whether the legs may open at the vertex.
enum class Opening : std::uint8_t {
    Free,
    Zero, ///< phi and tanLambda of both legs are equal there: a photon conversion, two constraints
};

/// What is known of where the pair comes from.
enum class Origin : std::uint8_t {
    Anywhere,
    InBeamSpot,   ///< the vertex lies in the beam spot: three measurements
    FromBeamSpot, ///< the line through the vertex along the pair's momentum passes the beam spot: two
};
[[nodiscard]] std::string_view toString(Opening opening);
[[nodiscard]] std::string_view toString(Origin origin);

/// What a vertex fit knows beside the two tracks.
struct VertexConstraints {
    Opening opening = Opening::Free;
    Origin origin = Origin::Anywhere;
    Vector3 spot = Vector3::Zero();           ///< centre of the beam spot, cm; used unless Anywhere
    Matrix3 spotCovariance = Matrix3::Zero(); ///< cm^2; positive definite unless Anywhere

    bool operator==(const VertexConstraints&) const = default;
    [[nodiscard]] bool none() const { return opening == Opening::Free && origin == Origin::Anywhere; }
    /// How many degrees of freedom the constraints add to the one of two free tracks.
    [[nodiscard]] int count() const {
        const int fromOrigin = origin == Origin::InBeamSpot ? 3 : origin == Origin::FromBeamSpot ? 2 : 0;
        return fromOrigin + (opening == Opening::Zero ? 2 : 0);
    }
};

} // namespace pairscope
