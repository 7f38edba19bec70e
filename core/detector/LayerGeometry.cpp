#include "core/detector/LayerGeometry.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pairscope {

LayerGeometry::LayerGeometry(const MaterialLayer& layer, std::size_t index)
    : m_index(index),
      m_innerRadius(layer.innerRadius()),
      m_outerRadius(layer.outerRadius()),
      m_zMin(layer.zMin()),
      m_zMax(layer.zMax()) {
    const auto* ladders = std::get_if<LadderShape>(&layer.shape);
    const double thickness = ladders ? ladders->thickness : m_outerRadius - m_innerRadius;
    m_radiationLengthsPerCm = layer.radiationLengths / thickness;
    if (!ladders) return;
    m_radius = ladders->radiusAtZMin;
    m_radiusSlope = ladders->radiusSlope();
    m_halfThickness = ladders->transverseThickness() / 2;
    m_shift = ladders->shift;
    m_halfWidth = ladders->widthAtZMin / 2;
    m_halfWidthSlope = (ladders->widthAtZMax - ladders->widthAtZMin) / 2 / (m_zMax - m_zMin);
    m_ladders.reserve(ladders->phi.size());
    for (const double phi : ladders->phi)
        m_ladders.push_back({std::cos(phi), std::sin(phi)});
}

void LayerGeometry::appendCrossings(const StraightPath& path, std::vector<LayerCrossing>& crossings) const {
    if (m_ladders.empty())
        appendRing(path, crossings);
    else
        appendLadders(path, crossings);
}

void LayerGeometry::appendRing(const StraightPath& path, std::vector<LayerCrossing>& crossings) const {
    PathInterval inside = path.range;
    inside.keepBetween(path.origin.z(), path.direction.z(), m_zMin, m_zMax);
    inside.keepCommon(path.insideRadius(m_outerRadius));
    if (inside.empty()) return;
    const PathInterval hole = path.insideRadius(m_innerRadius);
    if (hole.empty()) {
        append(path, inside, crossings);
        return;
    }
    append(path, {inside.begin, std::min(inside.end, hole.begin)}, crossings);
    append(path, {std::max(inside.begin, hole.end), inside.end}, crossings);
}

void LayerGeometry::appendLadders(const StraightPath& path, std::vector<LayerCrossing>& crossings) const {
    StraightPath near = path;
    near.range.keepBetween(path.origin.z(), path.direction.z(), m_zMin, m_zMax);
    near.range.keepCommon(path.insideRadius(m_outerRadius));
    if (near.range.empty()) return;
    for (const Direction& ladder : m_ladders)
        append(near, insideLadder(near, ladder), crossings);
}

PathInterval LayerGeometry::insideLadder(const StraightPath& path, const Direction& ladder) const {
    const double z = path.origin.z() - m_zMin;
    const double dz = path.direction.z();
    const double u = path.origin.x() * ladder.cosPhi + path.origin.y() * ladder.sinPhi;
    const double du = path.direction.x() * ladder.cosPhi + path.direction.y() * ladder.sinPhi;
    PathInterval inside = path.range;
    inside.keepBetween(u - m_radius - m_radiusSlope * z, du - m_radiusSlope * dz, -m_halfThickness,
                       m_halfThickness);
    if (inside.empty()) return inside;
    const double v = path.origin.y() * ladder.cosPhi - path.origin.x() * ladder.sinPhi - m_shift;
    const double dv = path.direction.y() * ladder.cosPhi - path.direction.x() * ladder.sinPhi;
    const double halfWidth = m_halfWidth + m_halfWidthSlope * z;
    const double halfWidthRate = m_halfWidthSlope * dz;
    inside.keepBelow(v - halfWidth, dv - halfWidthRate);
    inside.keepBelow(-v - halfWidth, -dv - halfWidthRate);
    return inside;
}

void LayerGeometry::append(const StraightPath& path, const PathInterval& inside,
                           std::vector<LayerCrossing>& crossings) const {
    if (inside.empty()) return;
    LayerCrossing crossing;
    crossing.layer = m_index;
    crossing.distance = inside.middle();
    crossing.length = inside.length();
    crossing.position = path.at(crossing.distance);
    crossing.radius = crossing.position.head<2>().norm();
    crossing.radiationLengths = crossing.length * m_radiationLengthsPerCm;
    crossings.push_back(crossing);
}

double LayerGeometry::signedRingDistance(double rho) const {
    if (rho < m_innerRadius) return rho - m_innerRadius;
    return std::max(rho - m_outerRadius, 0.0);
}

double LayerGeometry::signedDistance(const Vector3& point) const {
    const double rho = point.head<2>().norm();
    if (m_ladders.empty()) return signedRingDistance(rho);
    const double z = std::clamp(point.z(), m_zMin, m_zMax) - m_zMin;
    const double radius = m_radius + m_radiusSlope * z;
    const double halfWidth = m_halfWidth + m_halfWidthSlope * z;
    double nearestSquare = std::numeric_limits<double>::infinity();
    double nearestRhoSquare = 0;
    for (const Direction& ladder : m_ladders) {
        const double u = point.x() * ladder.cosPhi + point.y() * ladder.sinPhi;
        const double v = point.y() * ladder.cosPhi - point.x() * ladder.sinPhi;
        const double boxU = std::clamp(u, radius - m_halfThickness, radius + m_halfThickness);
        const double boxV = std::clamp(v, m_shift - halfWidth, m_shift + halfWidth);
        const double square = (u - boxU) * (u - boxU) + (v - boxV) * (v - boxV);
        if (square >= nearestSquare) continue;
        nearestSquare = square;
        nearestRhoSquare = boxU * boxU + boxV * boxV;
    }
    const double distance = std::sqrt(nearestSquare);
    return rho * rho < nearestRhoSquare ? -distance : distance;
}

bool LayerGeometry::reachesZ(double z, double margin) const {
    return z >= m_zMin - margin && z <= m_zMax + margin;
}

} // namespace pairscope
