#include "core/detector/CalorimeterFace.h"

#include "core/detector/StraightPath.h"

#include <algorithm>

namespace pairscope {

std::optional<Vector3> calorimeterEntry(const DetectorModel& detector, const Vector3& origin,
                                        const Vector3& direction) {
    const auto layers = detector.layers();
    const auto barrel = std::find_if(layers.begin(), layers.end(),
                                     [](const MaterialLayer& layer) { return layer.group == "ECL"; });
    if (barrel == layers.end() || !(direction.squaredNorm() > 0) || !origin.allFinite()) return std::nullopt;
    const StraightPath path{origin, direction.normalized(), {}};
    PathInterval inside = path.range;
    inside.keepBetween(origin.z(), path.direction.z(), barrel->zMin(), barrel->zMax());
    inside.keepCommon(path.insideRadius(barrel->innerRadius()));
    if (inside.empty() || inside.begin > 0) return std::nullopt;
    return path.at(inside.end);
}

} // namespace pairscope
