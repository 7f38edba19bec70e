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
    const PathInterval inward{inside.begin, std::min(inside.end, hole.begin)};
    const PathInterval outward{std::max(inside.begin, hole.end), inside.end};
    if (!inward.empty()) append(path, inward, crossings);
    if (!outward.empty()) append(path, outward, crossings);
}

void LayerGeometry::appendLadders(const StraightPath& path, std::vector<LayerCrossing>& crossings) const {
    StraightPath near = path;
    near.range.keepBetween(path.origin.z(), path.direction.z(), m_zMin, m_zMax);
    near.range.keepCommon(path.insideRadius(m_outerRadius));
    if (near.range.empty()) return;
    const PathInterval hole = path.insideRadius(m_innerRadius);
    if (!hole.empty() && hole.begin <= near.range.begin)
        near.range.begin = std::max(near.range.begin, std::min(hole.end, near.range.end));
    if (near.range.empty()) return;
    const Vector3 begin = near.at(near.range.begin);
    const Vector3 end = near.at(near.range.end);
    for (const Direction& ladder : m_ladders) {
        if (passesBy(ladder, begin, end)) continue;
        const PathInterval inside = insideLadder(near, ladder);
        if (!inside.empty()) append(near, inside, crossings);
    }
}

bool LayerGeometry::passesBy(const Direction& ladder, const Vector3& begin, const Vector3& end) const {
    // The radius of a slanted plane changes along the ladder: only a barrel's is one number.
    const double u0 = begin.x() * ladder.cosPhi + begin.y() * ladder.sinPhi;
    const double u1 = end.x() * ladder.cosPhi + end.y() * ladder.sinPhi;
    const double lowest = m_radius + std::min(0.0, m_radiusSlope * (m_zMax - m_zMin)) - m_halfThickness;
    const double highest = m_radius + std::max(0.0, m_radiusSlope * (m_zMax - m_zMin)) + m_halfThickness;
    if (std::max(u0, u1) < lowest || std::min(u0, u1) > highest) return true;
    const double v0 = begin.y() * ladder.cosPhi - begin.x() * ladder.sinPhi - m_shift;
    const double v1 = end.y() * ladder.cosPhi - end.x() * ladder.sinPhi - m_shift;
    const double widest = std::max(m_halfWidth, m_halfWidth + m_halfWidthSlope * (m_zMax - m_zMin));
    return std::max(v0, v1) < -widest || std::min(v0, v1) > widest;
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
