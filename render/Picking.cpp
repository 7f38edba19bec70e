#include "render/Picking.h"

#include "render/LayerDrawing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

namespace pairscope {

namespace {

Vector2 nearestOnSegment(const Vector2& from, const Vector2& to, const Vector2& place) {
    const Vector2 step = to - from;
    const double square = step.squaredNorm();
    const double t = square > 0 ? std::clamp((place - from).dot(step) / square, 0.0, 1.0) : 0;
    return from + step * t;
}

Vector2 nearestOnArc(const ArcItem& arc, const Vector2& place) {
    const double path = std::clamp(arc.helix.pathOfClosestApproach(place), arc.begin, arc.end);
    Vector2 best = arc.helix.positionAt(path).head<2>();
    for (const double end : {arc.begin, arc.end}) {
        const Vector2 point = arc.helix.positionAt(end).head<2>();
        if ((point - place).norm() < (best - place).norm()) best = point;
    }
    return best;
}

Vector2 nearestOnCircle(double radius, const Vector2& place) {
    const double distance = place.norm();
    return distance > 0 ? Vector2(place * (radius / distance)) : Vector2(radius, 0);
}

/// An anticlockwise convex box holds a point on the left of all its edges.
bool contains(const std::array<Vector2, 4>& corners, const Vector2& place) {
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Vector2 edge = corners[(i + 1) % 4] - corners[i];
        const Vector2 to = place - corners[i];
        if (edge.x() * to.y() - edge.y() * to.x() < 0) return false;
    }
    return true;
}

bool insideMaterial(const MaterialLayer& layer, const Vector2& place) {
    if (const auto* ring = std::get_if<CylinderShape>(&layer.shape))
        return place.norm() >= ring->innerRadius && place.norm() <= ring->outerRadius;
    const auto ladders = ladderCorners(layer);
    return std::any_of(ladders.begin(), ladders.end(), [&](const auto& box) { return contains(box, place); });
}

int rank(ItemKind kind) {
    switch (kind) {
    case ItemKind::Vertex:
    case ItemKind::TrialVertex:
    case ItemKind::KeptVertex:
    case ItemKind::TrueVertex:
    case ItemKind::Crossing:
    case ItemKind::TangentPoint:
    case ItemKind::InteractionPoint:
    case ItemKind::Perigee:
        return 0;
    case ItemKind::TrackAfter:
    case ItemKind::TrackBack:
    case ItemKind::TrackBefore:
    case ItemKind::PairFlight:
    case ItemKind::RecoilPhoton:
        return 1;
    case ItemKind::V0Edge:
    case ItemKind::Layer:
        return 2;
    }
    return 2;
}

class Collector {
public:
    Collector(const Vector2& place, double tolerance) : m_place(place), m_tolerance(tolerance) {}

    void add(ItemKind kind, std::size_t index, const Vector2& nearest) {
        const double distance = (nearest - m_place).norm();
        if (distance <= m_tolerance) m_targets.push_back({kind, index, distance, nearest});
    }
    void addLayer(std::size_t index, const MaterialLayer& layer) {
        const bool inside = insideMaterial(layer, m_place);
        add(ItemKind::Layer, index, inside ? m_place : nearestOnOutline(layer, m_place));
    }
    /// Distances that differ by less than the eye sees (an eighth of the tolerance) count as equal: of
    /// symbols on one another the more important comes first.
    [[nodiscard]] std::vector<PickTarget> sorted() {
        const auto key = [this](const PickTarget& target) {
            const double step = m_tolerance / 8;
            const double bucket = step > 0 ? std::floor(target.distance / step) : 0;
            return std::tuple(rank(target.kind), bucket, target.kind, target.distance);
        };
        std::stable_sort(m_targets.begin(), m_targets.end(),
                         [&](const PickTarget& a, const PickTarget& b) { return key(a) < key(b); });
        return std::move(m_targets);
    }

private:
    Vector2 m_place;
    double m_tolerance;
    std::vector<PickTarget> m_targets;
};

} // namespace

Vector2 nearestOnOutline(const MaterialLayer& layer, const Vector2& place) {
    Vector2 best = Vector2::Constant(std::numeric_limits<double>::max());
    double lowest = std::numeric_limits<double>::max();
    const auto consider = [&](const Vector2& point) {
        const double distance = (point - place).norm();
        if (distance >= lowest) return;
        lowest = distance;
        best = point;
    };
    if (const auto* ring = std::get_if<CylinderShape>(&layer.shape)) {
        for (const double radius : {ring->innerRadius, ring->outerRadius})
            consider(nearestOnCircle(radius, place));
        return best;
    }
    for (const auto& box : ladderCorners(layer))
        for (std::size_t i = 0; i < box.size(); ++i)
            consider(nearestOnSegment(box[i], box[(i + 1) % 4], place));
    return best;
}

std::vector<PickTarget> pickItems(const Vector2& place, double tolerance, const DetectorModel* detector,
                                  const CandidateItems& items, const SceneOptions& options) {
    Collector collector(place, tolerance);
    for (const PointItem& point : items.points)
        collector.add(point.kind, point.index, point.position);
    for (const ArcItem& arc : items.arcs)
        collector.add(arc.kind, static_cast<std::size_t>(arc.track), nearestOnArc(arc, place));
    for (const LineItem& line : items.lines)
        collector.add(line.kind, 0, nearestOnSegment(line.from, line.to, place));
    if (options.v0Edge) collector.add(ItemKind::V0Edge, 0, nearestOnCircle(1.0, place));
    if (detector && options.layers)
        for (std::size_t i = 0; i < detector->layers().size(); ++i)
            collector.addLayer(i, detector->layers()[i]);
    return collector.sorted();
}

Vector2 snap(const Vector2& place, double tolerance, const DetectorModel* detector,
             const CandidateItems& items, const SceneOptions& options) {
    const std::vector<PickTarget> targets = pickItems(place, tolerance, nullptr, items, options);
    if (!targets.empty() && rank(targets.front().kind) == 0) return targets.front().position;
    Vector2 best = place;
    double lowest = tolerance;
    if (!detector || !options.layers) return best;
    for (const MaterialLayer& layer : detector->layers()) {
        const Vector2 edge = nearestOnOutline(layer, place);
        if ((edge - place).norm() > lowest) continue;
        lowest = (edge - place).norm();
        best = edge;
    }
    return best;
}

} // namespace pairscope
