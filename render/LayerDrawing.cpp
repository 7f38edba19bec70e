#include "render/LayerDrawing.h"

#include "core/math/Units.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// cm; 10 nm are a tenth of a pixel in the closest view there is.
constexpr double kSmallestTolerance = 1e-6;
/// Pixels; of something thinner two edges would be one blur.
constexpr double kThin = 3;

double toleranceFor(double pixelSize) {
    return std::max(0.2 * pixelSize, kSmallestTolerance);
}

std::vector<Vector2> points(const std::array<Vector2, 4>& corners) {
    return {corners.begin(), corners.end()};
}

Colour edgeColour(Colour shade, const Theme& theme) {
    return mix(shade, theme.text, theme.isDark ? 0.16 : 0.28);
}

void addRing(const CylinderShape& ring, Colour shade, bool filled, const Theme& theme, double pixelSize,
             DrawList& list) {
    const double tolerance = toleranceFor(pixelSize);
    const double thickness = (ring.outerRadius - ring.innerRadius) / pixelSize;
    if (thickness < kThin) {
        const double middle = (ring.innerRadius + ring.outerRadius) / 2;
        list.shapes.emplace_back(Stroke{circlePoints(middle, tolerance),
                                        {edgeColour(shade, theme), 1},
                                        std::max(1.0, thickness),
                                        true,
                                        {}});
        return;
    }
    const std::vector<Vector2> outer = circlePoints(ring.outerRadius, tolerance);
    std::vector<Vector2> inner = outer;
    for (Vector2& point : inner)
        point *= ring.innerRadius / ring.outerRadius;
    if (filled) list.shapes.emplace_back(Fill{outer, inner, {shade, 1}});
    for (const auto& edge : {inner, outer})
        list.shapes.emplace_back(Stroke{edge, {edgeColour(shade, theme), 1}, 0.8, true, {}});
}

void addBoxes(const LayerSection& section, Colour shade, bool filled, const Theme& theme, double pixelSize,
              DrawList& list) {
    const Paint edge{edgeColour(shade, theme), 1};
    for (const auto& box : section.boxes) {
        const double first = (box[1] - box[0]).norm();
        const double second = (box[2] - box[1]).norm();
        const double thickness = std::min(first, second) / pixelSize;
        if (thickness < kThin) { // from the middle of one short side to that of the other
            const std::size_t shift = first < second ? 0 : 1;
            const Vector2 begin = (box[shift] + box[shift + 1]) / 2;
            const Vector2 end = (box[shift + 2] + box[(shift + 3) % 4]) / 2;
            list.shapes.emplace_back(Stroke{{begin, end}, edge, std::max(1.0, thickness), false, {}});
            continue;
        }
        if (filled) list.shapes.emplace_back(Fill{points(box), {}, {shade, 1}});
        list.shapes.emplace_back(Stroke{points(box), edge, 1.0, true, {}});
    }
}

} // namespace

Colour layerShade(double radiationLengths, const Theme& theme) {
    const double share = std::log(radiationLengths / kFaintestRadiationLengths) /
                         std::log(kStrongestRadiationLengths / kFaintestRadiationLengths);
    return mix(theme.layerFaint, theme.layerStrong, std::isfinite(share) ? share : 0);
}

bool isGas(const MaterialLayer& layer) {
    const auto* ring = std::get_if<CylinderShape>(&layer.shape);
    return ring && layer.radiationLengths < 1e-4 * (ring->outerRadius - ring->innerRadius);
}

std::vector<Vector2> circlePoints(double radius, double tolerance) {
    const double halfStep = std::acos(std::clamp(1 - tolerance / radius, 0.0, 1.0));
    const int count = std::clamp(static_cast<int>(std::ceil(kPi / halfStep)), 24, 20000);
    std::vector<Vector2> circle;
    circle.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const double t = 2 * kPi * i / count;
        circle.emplace_back(radius * std::cos(t), radius * std::sin(t));
    }
    return circle;
}

DrawList layerDrawing(const DetectorModel& detector, const std::vector<LayerSection>& sections,
                      const Theme& theme, double pixelSize) {
    DrawList list;
    // outermost first: a ladder's inner neighbour is drawn over it where they overlap
    for (std::size_t i = sections.size(); i-- > 0;) {
        const MaterialLayer& layer = detector.layers()[i];
        const Colour shade = layerShade(layer.radiationLengths, theme);
        if (sections[i].ring) addRing(*sections[i].ring, shade, !isGas(layer), theme, pixelSize, list);
        addBoxes(sections[i], shade, !isGas(layer), theme, pixelSize, list);
    }
    return list;
}

Stroke v0EdgeStroke(const Theme& theme, double pixelSize) {
    return {circlePoints(1.0, toleranceFor(pixelSize)), {theme.mutedText, 1}, 1.4, true, {6, 5}};
}

DrawList highlightDrawing(const LayerSection& section, const Theme& theme, double pixelSize) {
    DrawList list;
    const Paint edge{theme.highlight, 0.9};
    if (section.ring)
        for (const double radius : {section.ring->innerRadius, section.ring->outerRadius})
            list.shapes.emplace_back(
                Stroke{circlePoints(radius, toleranceFor(pixelSize)), edge, 1.2, true, {}});
    for (const auto& box : section.boxes)
        list.shapes.emplace_back(Stroke{points(box), edge, 1.2, true, {}});
    return list;
}

} // namespace pairscope
