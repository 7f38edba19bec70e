#pragma once

#include "core/math/LinearAlgebra.h"

#include <cstdint>
#include <optional>
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

/// By the names that files and the command line use: "free", "zero"; "anywhere", "beam-spot",
/// "from-beam-spot". Nothing for any other.
[[nodiscard]] std::optional<Opening> parseOpening(std::string_view name);
[[nodiscard]] std::optional<Origin> parseOrigin(std::string_view name);

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
    /// @throws std::invalid_argument for a beam spot that is used and has no finite centre or no positive
    /// definite covariance
    void validate() const;
};

} // namespace pairscope
