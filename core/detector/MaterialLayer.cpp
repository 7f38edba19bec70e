#include "core/detector/MaterialLayer.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// The cross-section of a ladder at one z, along its normal (u) and its tangent (v), cm.
struct CrossSection {
    double uMin;
    double uMax;
    double vMin;
    double vMax;
};

CrossSection crossSection(const LadderShape& ladder, double radius, double width) {
    const double halfThickness = ladder.transverseThickness() / 2;
    return {radius - halfThickness, radius + halfThickness, ladder.shift - width / 2,
            ladder.shift + width / 2};
}

CrossSection atZMin(const LadderShape& ladder) {
    return crossSection(ladder, ladder.radiusAtZMin, ladder.widthAtZMin);
}

CrossSection atZMax(const LadderShape& ladder) {
    return crossSection(ladder, ladder.radiusAtZMax, ladder.widthAtZMax);
}

double smallestRadius(const CrossSection& box) {
    return std::hypot(box.uMin, std::clamp(0.0, box.vMin, box.vMax));
}

double largestRadius(const CrossSection& box) {
    return std::hypot(box.uMax, std::max(-box.vMin, box.vMax));
}

/// Anticlockwise, cm.
std::array<Vector2, 4> rotatedCorners(const CrossSection& box, double phi) {
    const Vector2 normal(std::cos(phi), std::sin(phi));
    const Vector2 tangent(-normal.y(), normal.x());
    const auto at = [&](double u, double v) { return Vector2(u * normal + v * tangent); };
    return {at(box.uMin, box.vMin), at(box.uMax, box.vMin), at(box.uMax, box.vMax), at(box.uMin, box.vMax)};
}

} // namespace

double LadderShape::radiusSlope() const {
    return (radiusAtZMax - radiusAtZMin) / (zMax - zMin);
}

double LadderShape::transverseThickness() const {
    return thickness * std::hypot(1.0, radiusSlope());
}

double MaterialLayer::innerRadius() const {
    if (const auto* cylinder = std::get_if<CylinderShape>(&shape)) return cylinder->innerRadius;
    const auto& ladders = std::get<LadderShape>(shape);
    return std::min(smallestRadius(atZMin(ladders)), smallestRadius(atZMax(ladders)));
}

double MaterialLayer::outerRadius() const {
    if (const auto* cylinder = std::get_if<CylinderShape>(&shape)) return cylinder->outerRadius;
    const auto& ladders = std::get<LadderShape>(shape);
    return std::max(largestRadius(atZMin(ladders)), largestRadius(atZMax(ladders)));
}

double MaterialLayer::nominalRadius() const {
    if (const auto* cylinder = std::get_if<CylinderShape>(&shape))
        return (cylinder->innerRadius + cylinder->outerRadius) / 2;
    const auto& ladders = std::get<LadderShape>(shape);
    return (ladders.radiusAtZMin + ladders.radiusAtZMax) / 2;
}

double MaterialLayer::zMin() const {
    return std::visit([](const auto& any) { return any.zMin; }, shape);
}

double MaterialLayer::zMax() const {
    return std::visit([](const auto& any) { return any.zMax; }, shape);
}

std::vector<std::array<Vector2, 4>> ladderCorners(const MaterialLayer& layer) {
    const auto* ladders = std::get_if<LadderShape>(&layer.shape);
    if (!ladders) return {};
    std::vector<std::array<Vector2, 4>> result;
    result.reserve(ladders->phi.size());
    for (const double phi : ladders->phi)
        result.push_back(rotatedCorners(atZMin(*ladders), phi));
    return result;
}

std::vector<std::array<Vector3, 8>> ladderSolids(const MaterialLayer& layer) {
    const auto* ladders = std::get_if<LadderShape>(&layer.shape);
    if (!ladders) return {};
    std::vector<std::array<Vector3, 8>> result;
    result.reserve(ladders->phi.size());
    for (const double phi : ladders->phi) {
        const auto backward = rotatedCorners(atZMin(*ladders), phi);
        const auto forward = rotatedCorners(atZMax(*ladders), phi);
        auto& solid = result.emplace_back();
        for (std::size_t i = 0; i < 4; ++i) {
            solid[i] << backward[i], ladders->zMin;
            solid[4 + i] << forward[i], ladders->zMax;
        }
    }
    return result;
}

} // namespace pairscope
