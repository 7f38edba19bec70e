#include "render/LayerDrawing.h"

#include "core/math/Units.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// cm; 10 nm are a tenth of a pixel in the closest view there is.
constexpr double kSmallestTolerance = 1e-6;

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
    constexpr double kThin = 3; // pixels: below it two edges would be one blur
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

void addLadders(const MaterialLayer& layer, Colour shade, const Theme& theme, DrawList& list) {
    for (const auto& corners : ladderCorners(layer)) {
        list.shapes.emplace_back(Fill{points(corners), {}, {shade, 1}});
        list.shapes.emplace_back(Stroke{points(corners), {edgeColour(shade, theme), 1}, 1.0, true, {}});
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

DrawList layerDrawing(const DetectorModel& detector, const SceneOptions& options, double pixelSize) {
    DrawList list;
    if (options.layers) {
        // outermost first: a ladder's inner neighbour is drawn over it where they overlap
        for (auto layer = detector.layers().rbegin(); layer != detector.layers().rend(); ++layer) {
            const Colour shade = layerShade(layer->radiationLengths, options.theme);
            if (const auto* ring = std::get_if<CylinderShape>(&layer->shape))
                addRing(*ring, shade, !isGas(*layer), options.theme, pixelSize, list);
            else
                addLadders(*layer, shade, options.theme, list);
        }
    }
    if (options.v0Edge)
        list.shapes.emplace_back(Stroke{
            circlePoints(1.0, toleranceFor(pixelSize)), {options.theme.mutedText, 1}, 1.4, true, {6, 5}});
    return list;
}

DrawList highlightDrawing(const MaterialLayer& layer, const Theme& theme, double pixelSize) {
    DrawList list;
    const Paint edge{theme.highlight, 0.9};
    if (const auto* ring = std::get_if<CylinderShape>(&layer.shape)) {
        for (const double radius : {ring->innerRadius, ring->outerRadius})
            list.shapes.emplace_back(
                Stroke{circlePoints(radius, toleranceFor(pixelSize)), edge, 1.2, true, {}});
        return list;
    }
    for (const auto& corners : ladderCorners(layer))
        list.shapes.emplace_back(Stroke{points(corners), edge, 1.2, true, {}});
    return list;
}

} // namespace pairscope
