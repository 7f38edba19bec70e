#pragma once

#include "core/detector/DetectorModel.h"
#include "render/Projection.h"

namespace pairscope {

/// What a layer looks like in the plane of a scene, cm.
struct LayerSection {
    std::optional<CylinderShape> ring; ///< a cylinder across the beam; z is not used
    /// Anticlockwise: each ladder across the beam; along it the layer on either side of the axis.
    std::vector<std::array<Vector2, 4>> boxes;

    [[nodiscard]] bool contains(const Vector2& place) const;
    /// Nearest point on the outline.
    [[nodiscard]] Vector2 nearestOnOutline(const Vector2& place) const;
};

[[nodiscard]] LayerSection layerSection(const MaterialLayer& layer, ScenePlane plane);

/// Of all layers, in the detector's order.
[[nodiscard]] std::vector<LayerSection> layerSections(const DetectorModel& detector, ScenePlane plane);

[[nodiscard]] Vector2 nearestOnSegment(const Vector2& from, const Vector2& to, const Vector2& place);
/// On a circle about the origin.
[[nodiscard]] Vector2 nearestOnCircle(double radius, const Vector2& place);

} // namespace pairscope
