#include "core/detector/StraightPath.h"

#include <cmath>

namespace pairscope {

PathInterval StraightPath::insideRadius(double radius) const {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const double slopeSquare = direction.head<2>().squaredNorm();
    if (slopeSquare == 0) {
        if (origin.head<2>().squaredNorm() < radius * radius) return {-kInfinity, kInfinity};
        return {0, 0};
    }
    // |cross| / slope is the line's distance to the axis: unlike b^2 - ac it does not cancel far away
    const double cross = origin.x() * direction.y() - origin.y() * direction.x();
    const double discriminant = slopeSquare * radius * radius - cross * cross;
    if (!(discriminant > 0)) return {0, 0};
    const double halfChord = std::sqrt(discriminant) / slopeSquare;
    const double nearest = -origin.head<2>().dot(direction.head<2>()) / slopeSquare;
    return {nearest - halfChord, nearest + halfChord};
}

} // namespace pairscope
