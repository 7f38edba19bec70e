#pragma once

#include "core/simulation/RandomStream.h"

#include <boost/container/static_vector.hpp>

namespace pairscope {

/// Photons that an electron radiates in thin material, one by one, by the complete-screening spectrum
///   dN/dy = t / y (4/3 - 4/3 y + y^2),   y = photon energy / electron energy, t = X/X0
/// (Tsai, Rev. Mod. Phys. 46 (1974) 815; Review of Particle Physics, passage of particles through matter).
/// Only photons of more than kSmallestShare are made: all softer ones together take 0.13 % t of the energy.
namespace bremsstrahlung {

inline constexpr double kSmallestShare = 1e-3;

/// Mean number of photons above `smallestShare` of the electron's energy in one radiation length.
[[nodiscard]] double meanNumber(double smallestShare = kSmallestShare);

/// y of one photon, in [kSmallestShare, 1).
[[nodiscard]] double drawShare(RandomStream& random);

} // namespace bremsstrahlung

} // namespace pairscope
