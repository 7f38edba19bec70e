#pragma once

#include "core/track/Helix.h"

#include <array>

namespace pairscope {

/// The nine parameters with the vertex at a place of the transverse plane [cm], half way between the two
/// tracks in z, and both tracks with the directions that they have where they pass nearest.
[[nodiscard]] Vector9 parametersAt(const Vector2& position, const std::array<Helix, 2>& tracks);

/// Unit vector along the pair's momentum at such a point, three-dimensional.
[[nodiscard]] Vector3 flightDirection(const Vector9& parameters);

} // namespace pairscope
