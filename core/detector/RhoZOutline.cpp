#include "core/detector/RhoZOutline.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

struct Range {
    double low;
    double high;
};

/// Distances from the axis that a box covers whose mid-plane is at `radius`.
Range coveredRho(const LadderShape& ladders, double radius, double width) {
    const double half = ladders.transverseThickness() / 2;
    const double left = ladders.shift - width / 2;
    const double right = ladders.shift + width / 2;
    const double nearest = std::max({left, -right, 0.0}); // 0 where the foot of the normal is on the ladder
    const double farthest = std::max(std::abs(left), std::abs(right));
    return {std::hypot(radius - half, nearest), std::hypot(radius + half, farthest)};
}

} // namespace

std::array<Vector2, 4> rhoZOutline(const MaterialLayer& layer) {
    Range atMin{layer.innerRadius(), layer.outerRadius()};
    Range atMax = atMin;
    if (const auto* ladders = std::get_if<LadderShape>(&layer.shape)) {
        atMin = coveredRho(*ladders, ladders->radiusAtZMin, ladders->widthAtZMin);
        atMax = coveredRho(*ladders, ladders->radiusAtZMax, ladders->widthAtZMax);
    }
    return {Vector2(layer.zMin(), atMin.low), Vector2(layer.zMax(), atMax.low),
            Vector2(layer.zMax(), atMax.high), Vector2(layer.zMin(), atMin.high)};
}

} // namespace pairscope
