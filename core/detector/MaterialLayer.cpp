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
    const CrossSection box = atZMin(*ladders);
    const Vector2 corners[] = {
        {box.uMin, box.vMin}, {box.uMax, box.vMin}, {box.uMax, box.vMax}, {box.uMin, box.vMax}};
    std::vector<std::array<Vector2, 4>> result;
    result.reserve(ladders->phi.size());
    for (const double phi : ladders->phi) {
        Matrix2 rotation;
        rotation << std::cos(phi), -std::sin(phi), std::sin(phi), std::cos(phi);
        auto& rotated = result.emplace_back();
        for (std::size_t corner = 0; corner < rotated.size(); ++corner)
            rotated[corner] = rotation * corners[corner];
    }
    return result;
}

} // namespace pairscope
