#include "render/LayerSection.h"

#include "core/detector/RhoZOutline.h"

#include <algorithm>
#include <limits>

namespace pairscope {

namespace {

/// An anticlockwise convex box holds a point on the left of all its edges.
bool boxContains(const std::array<Vector2, 4>& corners, const Vector2& place) {
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Vector2 edge = corners[(i + 1) % 4] - corners[i];
        const Vector2 to = place - corners[i];
        if (edge.x() * to.y() - edge.y() * to.x() < 0) return false;
    }
    return true;
}

/// On the other side of the axis, anticlockwise again.
std::array<Vector2, 4> mirrored(const std::array<Vector2, 4>& box) {
    std::array<Vector2, 4> result;
    for (std::size_t i = 0; i < 4; ++i)
        result[i] = {box[3 - i].x(), -box[3 - i].y()};
    return result;
}

} // namespace

bool LayerSection::contains(const Vector2& place) const {
    if (ring) return place.norm() >= ring->innerRadius && place.norm() <= ring->outerRadius;
    return std::any_of(boxes.begin(), boxes.end(), [&](const auto& box) { return boxContains(box, place); });
}

Vector2 LayerSection::nearestOnOutline(const Vector2& place) const {
    Vector2 best = Vector2::Constant(std::numeric_limits<double>::max());
    double lowest = std::numeric_limits<double>::max();
    const auto consider = [&](const Vector2& point) {
        const double distance = (point - place).norm();
        if (distance >= lowest) return;
        lowest = distance;
        best = point;
    };
    if (ring)
        for (const double radius : {ring->innerRadius, ring->outerRadius})
            consider(nearestOnCircle(radius, place));
    for (const auto& box : boxes)
        for (std::size_t i = 0; i < box.size(); ++i)
            consider(nearestOnSegment(box[i], box[(i + 1) % 4], place));
    return best;
}

LayerSection layerSection(const MaterialLayer& layer, ScenePlane plane) {
    LayerSection section;
    if (plane == ScenePlane::RhoZ) {
        const auto box = rhoZOutline(layer);
        section.boxes = {box, mirrored(box)};
    } else if (const auto* ring = std::get_if<CylinderShape>(&layer.shape)) {
        section.ring = *ring;
    } else {
        section.boxes = ladderCorners(layer);
    }
    return section;
}

std::vector<LayerSection> layerSections(const DetectorModel& detector, ScenePlane plane) {
    std::vector<LayerSection> sections;
    sections.reserve(detector.layers().size());
    for (const MaterialLayer& layer : detector.layers())
        sections.push_back(layerSection(layer, plane));
    return sections;
}

Vector2 nearestOnSegment(const Vector2& from, const Vector2& to, const Vector2& place) {
    const Vector2 step = to - from;
    const double square = step.squaredNorm();
    const double t = square > 0 ? std::clamp((place - from).dot(step) / square, 0.0, 1.0) : 0;
    return from + step * t;
}

Vector2 nearestOnCircle(double radius, const Vector2& place) {
    const double distance = place.norm();
    return distance > 0 ? Vector2(place * (radius / distance)) : Vector2(radius, 0);
}

} // namespace pairscope
