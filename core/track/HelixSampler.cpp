#include "core/track/HelixSampler.h"

#include "core/math/Units.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace pairscope {

std::vector<Vector3> sampleHelix(const Helix& helix, double begin, double end, double tolerance) {
    assert(tolerance > 0);
    const double turn = std::abs(helix.omega() * (end - begin));
    // a chord over the angle a is R (1 - cos(a/2)) from its arc
    const double allowed = 2 * std::acos(std::max(0.0, 1 - tolerance * std::abs(helix.omega())));
    const int chords = allowed > 0 ? std::max(1, static_cast<int>(std::ceil(turn / allowed))) : 1;
    std::vector<Vector3> points;
    points.reserve(static_cast<std::size_t>(chords) + 1);
    for (int i = 0; i <= chords; ++i)
        points.push_back(helix.positionAt(begin + (end - begin) * i / chords));
    return points;
}

double pathToRadius(const Helix& helix, double radius) {
    // r^2 = d0^2 + (1 + omega d0) (2 sin(omega s / 2) / omega)^2
    const double inside = radius * radius - helix.d0() * helix.d0();
    if (inside <= 0) return 0;
    const double chord = std::sqrt(inside / (1 + helix.omega() * helix.d0()));
    const double sine = std::abs(helix.omega()) * chord / 2;
    if (sine >= 1) return kPi / std::abs(helix.omega());
    return sine < 1e-6 ? chord : 2 * std::asin(sine) / std::abs(helix.omega());
}

} // namespace pairscope
