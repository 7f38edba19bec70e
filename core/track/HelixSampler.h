#pragma once

#include "core/track/Helix.h"

#include <vector>

namespace pairscope {

/// Points on the helix from path `begin` to `end` [cm, transverse], both included, such that no chord is
/// further than `tolerance` [cm] from the arc in the transverse plane. A straight track gives two points.
/// @pre tolerance > 0
[[nodiscard]] std::vector<Vector3> sampleHelix(const Helix& helix, double begin, double end,
                                               double tolerance);

/// First path length s > 0 [cm] at which the track, going out from its perigee, reaches the cylinder of
/// `radius` [cm] about the z axis; half a turn when it never does (a curler).
[[nodiscard]] double pathToRadius(const Helix& helix, double radius);

} // namespace pairscope
