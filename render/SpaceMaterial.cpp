#include "render/SpaceMaterial.h"

#include "core/math/Units.h"
#include "render/LayerDrawing.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pairscope {

namespace {

constexpr int kTubeSides = 60;

SpaceFace face(const Vector3& a, const Vector3& b, const Vector3& c, const Vector3& d,
               double radiationLengths, std::array<bool, 4> edges = {true, true, true, true}) {
    SpaceFace face{{a, b, c, d}, (c - a).cross(d - b), radiationLengths, edges};
    face.normal.normalize();
    return face;
}

Vector3 onCircle(double radius, double phi, double z) {
    return {radius * std::cos(phi), radius * std::sin(phi), z};
}

/// The cylinders of a group as one.
struct Cylinder {
    CylinderShape shape;
    double radiationLengths = 0;
};

std::optional<Cylinder> joinedCylinder(const DetectorModel& detector, const std::string& group) {
    std::optional<Cylinder> joined;
    for (const MaterialLayer& layer : detector.layers()) {
        const auto* ring = std::get_if<CylinderShape>(&layer.shape);
        if (layer.group != group || !ring || isGas(layer)) continue;
        if (!joined) joined = Cylinder{*ring, 0};
        CylinderShape& all = joined->shape;
        all.innerRadius = std::min(all.innerRadius, ring->innerRadius);
        all.outerRadius = std::max(all.outerRadius, ring->outerRadius);
        all.zMin = std::min(all.zMin, ring->zMin);
        all.zMax = std::max(all.zMax, ring->zMax);
        joined->radiationLengths += layer.radiationLengths;
    }
    return joined;
}

/// Directions across the beam in which the eye looks along a cylinder about the z axis; none when it looks
/// along the beam.
std::optional<Vector3> limb(const SpaceDirection& direction) {
    const Vector3 across = Vector3::UnitZ().cross(Vector3(direction.axes().row(2)));
    if (across.norm() < 1e-9) return std::nullopt;
    return across.normalized();
}

std::vector<Vector2> projectedCircle(double radius, double z, const Projection& projection,
                                     double tolerance) {
    std::vector<Vector2> line;
    for (const Vector2& point : circlePoints(radius, tolerance))
        line.push_back(projection(Vector3(point.x(), point.y(), z)));
    return line;
}

Projection projectionOf(const SpaceDirection& direction) {
    const MatrixOf<2, 3> rows = direction.axes().topRows<2>();
    return Projection(rows);
}

/// A surface is less opaque the less material it is; a dozen of them lie on each other, and what is inside
/// must remain legible.
double surfaceOpacity(const SpaceFace& face) {
    const double share = std::log(face.radiationLengths / kFaintestRadiationLengths) /
                         std::log(kStrongestRadiationLengths / kFaintestRadiationLengths);
    const double opacity = 0.08 + 0.16 * (std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0);
    return face.tube ? 1.6 * opacity : opacity;
}

/// 1 where the vertex detector is seen as a whole, less where a picture shows millimetres of it.
double surfaceStrength(double pictureHeight) {
    constexpr double kWhole = 30; // cm
    constexpr double kNear = 3;   // cm
    constexpr double kFaint = 0.25;
    const double share = std::log(pictureHeight / kNear) / std::log(kWhole / kNear);
    return kFaint + (1 - kFaint) * std::clamp(share, 0.0, 1.0);
}

/// Translucent surfaces, lighter where the eye meets them squarely; their edges are stronger in front.
class FaceDrawing {
public:
    FaceDrawing(const SpaceDirection& direction, const Theme& theme, double reach, double pictureHeight)
        : m_projection(projectionOf(direction)),
          m_toward(direction.axes().row(2)),
          m_theme(theme),
          m_reach(reach),
          m_strength(surfaceStrength(pictureHeight)) {}

    [[nodiscard]] bool facesEye(const SpaceFace& face) const { return face.normal.dot(m_toward) > 1e-9; }
    [[nodiscard]] double depth(const SpaceFace& face) const {
        return (face.corners[0] + face.corners[1] + face.corners[2] + face.corners[3]).dot(m_toward) / 4;
    }
    void add(const SpaceFace& face, DrawList& list) const {
        std::vector<Vector2> corners;
        for (const Vector3& corner : face.corners)
            corners.push_back(m_projection(corner));
        const Colour shade = layerShade(face.radiationLengths, m_theme);
        const double light = face.normal.dot(m_toward);
        const Colour lit = mix(shade, m_theme.isDark ? m_theme.text : m_theme.background, 0.22 * light);
        list.shapes.emplace_back(Fill{corners, {}, {lit, m_strength * surfaceOpacity(face)}});
        const double nearness = std::clamp(0.5 + depth(face) / (2 * m_reach), 0.0, 1.0);
        const Paint edge{mix(shade, m_theme.text, m_theme.isDark ? 0.3 : 0.35),
                         (0.2 + 0.5 * nearness) * (0.4 + 0.6 * m_strength)};
        for (std::size_t i = 0; i < corners.size(); ++i)
            if (face.edges[i])
                list.shapes.emplace_back(Stroke{{corners[i], corners[(i + 1) % 4]}, edge, 0.9, false, {}});
    }

private:
    Projection m_projection;
    Vector3 m_toward;
    const Theme& m_theme;
    double m_reach;
    double m_strength;
};

void addRim(const SpaceRim& rim, const SpaceDirection& direction, const Theme& theme, double pixelSize,
            DrawList& list) {
    const Projection projection = projectionOf(direction);
    constexpr double kFinest = 1e-3; // cm: rims are guides, not surfaces
    const double tolerance = std::max(0.2 * pixelSize, kFinest);
    const Colour shade = layerShade(rim.radiationLengths, theme);
    const Paint paint{mix(shade, theme.text, theme.isDark ? 0.1 : 0.15), 0.6};
    for (const double z : {rim.zMin, rim.zMax})
        list.shapes.emplace_back(
            Stroke{projectedCircle(rim.radius, z, projection, tolerance), paint, 1.0, true, {}});
    const auto across = limb(direction);
    if (!across) return;
    for (const double side : {1.0, -1.0}) {
        const Vector3 start = side * rim.radius * *across + Vector3(0, 0, rim.zMin);
        const Vector3 end = start + Vector3(0, 0, rim.zMax - rim.zMin);
        list.shapes.emplace_back(Stroke{{projection(start), projection(end)}, paint, 1.0, false, {}});
    }
}

} // namespace

std::array<SpaceFace, 6> boxFaces(const std::array<Vector3, 8>& solid, double radiationLengths) {
    std::array<SpaceFace, 6> faces;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t next = (i + 1) % 4;
        faces[i] = face(solid[i], solid[next], solid[4 + next], solid[4 + i], radiationLengths);
    }
    faces[4] = face(solid[3], solid[2], solid[1], solid[0], radiationLengths);
    faces[5] = face(solid[4], solid[5], solid[6], solid[7], radiationLengths);
    return faces;
}

SpaceMaterial::SpaceMaterial(const DetectorModel& detector) {
    addTube(detector);
    addLadders(detector);
    addRims(detector);
    for (const SpaceFace& face : m_faces)
        for (const Vector3& corner : face.corners)
            m_reach = std::max(m_reach, corner.norm());
}

/// The outer and the inner wall and the rings at the ends.
void SpaceMaterial::addTube(const DetectorModel& detector) {
    if (detector.layers().empty()) return;
    const auto tube = joinedCylinder(detector, detector.layers().front().group);
    if (!tube) return;
    const auto& [inner, outer, low, high] = tube->shape;
    for (int i = 0; i < kTubeSides; ++i) {
        const double a = 2 * kPi * i / kTubeSides;
        const double b = 2 * kPi * (i + 1) / kTubeSides;
        const auto add = [&, share = tube->radiationLengths](const Vector3& p, const Vector3& q,
                                                             const Vector3& r, const Vector3& s,
                                                             std::array<bool, 4> edges) {
            m_faces.push_back(face(p, q, r, s, share, edges));
            m_faces.back().tube = true;
        };
        add(onCircle(outer, a, low), onCircle(outer, b, low), onCircle(outer, b, high),
            onCircle(outer, a, high), {true, false, true, false});
        add(onCircle(inner, b, low), onCircle(inner, a, low), onCircle(inner, a, high),
            onCircle(inner, b, high), {true, false, true, false});
        add(onCircle(inner, a, low), onCircle(inner, b, low), onCircle(outer, b, low),
            onCircle(outer, a, low), {});
        add(onCircle(inner, b, high), onCircle(inner, a, high), onCircle(outer, a, high),
            onCircle(outer, b, high), {});
    }
}

void SpaceMaterial::addLadders(const DetectorModel& detector) {
    for (const MaterialLayer& layer : detector.layers())
        for (const auto& solid : ladderSolids(layer)) {
            const auto faces = boxFaces(solid, layer.radiationLengths);
            m_faces.insert(m_faces.end(), faces.begin(), faces.end());
        }
}

void SpaceMaterial::addRims(const DetectorModel& detector) {
    const std::vector<std::string> groups = detector.groups();
    for (std::size_t i = 1; i < groups.size(); ++i)
        if (const auto ring = joinedCylinder(detector, groups[i]))
            m_rims.push_back(
                {ring->shape.innerRadius, ring->shape.zMin, ring->shape.zMax, ring->radiationLengths});
}

DrawList SpaceMaterial::drawing(const SpaceDirection& direction, const Theme& theme, double pixelSize,
                                double pictureHeight) const {
    constexpr double kLargestRim = 1.2; // heights of the picture
    DrawList list;
    for (const SpaceRim& rim : m_rims)
        if (rim.radius < kLargestRim * pictureHeight) addRim(rim, direction, theme, pixelSize, list);
    const FaceDrawing drawing(direction, theme, m_reach, pictureHeight);
    std::vector<std::pair<double, const SpaceFace*>> order;
    for (const SpaceFace& face : m_faces)
        if (drawing.facesEye(face)) order.emplace_back(drawing.depth(face), &face);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [depth, face] : order)
        drawing.add(*face, list);
    return list;
}

LayerSection spaceSection(const MaterialLayer& layer, const SpaceDirection& direction) {
    LayerSection section;
    const Projection projection = projectionOf(direction);
    const Vector3 toward = direction.axes().row(2);
    for (const auto& solid : ladderSolids(layer))
        for (const SpaceFace& side : boxFaces(solid, layer.radiationLengths)) {
            if (side.normal.dot(toward) <= 0) continue;
            auto& box = section.boxes.emplace_back();
            std::transform(side.corners.begin(), side.corners.end(), box.begin(), projection);
        }
    const auto* ring = std::get_if<CylinderShape>(&layer.shape);
    const auto across = limb(direction);
    if (ring && !across) section.ring = *ring;
    if (ring && across) {
        const Vector3 radius = ring->outerRadius * *across;
        const Vector3 low(0, 0, ring->zMin);
        const Vector3 high(0, 0, ring->zMax);
        section.boxes.push_back({projection(low + radius), projection(high + radius),
                                 projection(high - radius), projection(low - radius)});
    }
    return section;
}

} // namespace pairscope
