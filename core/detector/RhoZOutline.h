#pragma once

#include "core/detector/MaterialLayer.h"

namespace pairscope {

/// Corners of a layer in the half-plane of z and rho > 0 [cm], anticlockwise from the smallest z and rho, z
/// to the right. A ring is its own cut; of ladders it is the range of rho that they cover at each end, a
/// trapezoid where they are slanted.
[[nodiscard]] std::array<Vector2, 4> rhoZOutline(const MaterialLayer& layer);

} // namespace pairscope
