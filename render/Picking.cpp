#include "render/Picking.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace pairscope {

namespace {

Vector2 nearestOnLines(const std::vector<Vector2>& line, const Vector2& place, Vector2 best) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Vector2 point = nearestOnSegment(line[i], line[i + 1], place);
        if ((point - place).squaredNorm() < (best - place).squaredNorm()) best = point;
    }
    return best;
}

Vector2 nearestOnArc(const ArcItem& arc, const Projection& projection, const Vector2& place,
                     double tolerance) {
    Vector2 best = projection(arc.helix.positionAt(arc.begin));
    if (!projection.isTransverse()) {
        for (const auto& line : arcLines(arc, projection, tolerance / 20))
            best = nearestOnLines(line, place, best);
        return best;
    }
    const double path = std::clamp(arc.helix.pathOfClosestApproach(place), arc.begin, arc.end);
    for (const double there : {path, arc.end}) {
        const Vector2 point = projection(arc.helix.positionAt(there));
        if ((point - place).norm() < (best - place).norm()) best = point;
    }
    return best;
}

Vector2 nearestOnCluster(const ClusterItem& cluster, const Vector2& place) {
    LayerSection box;
    box.boxes = {cluster.corners};
    return box.contains(place) ? place : box.nearestOnOutline(place);
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
    case ItemKind::HardPhoton:
        return 0;
    case ItemKind::V0Edge:
    case ItemKind::Acceptance:
    case ItemKind::CalorimeterEnd:
    case ItemKind::Layer:
        return 2;
    default:
        return 1;
    }
}

class Collector {
public:
    Collector(const Vector2& place, double tolerance) : m_place(place), m_tolerance(tolerance) {}

    void add(ItemKind kind, std::size_t index, const Vector2& nearest) {
        const double distance = (nearest - m_place).norm();
        if (distance <= m_tolerance) m_targets.push_back({kind, index, distance, nearest});
    }
    void addLayer(std::size_t index, const LayerSection& layer) {
        add(ItemKind::Layer, index, layer.contains(m_place) ? m_place : layer.nearestOnOutline(m_place));
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

std::vector<PickTarget> pickItems(const Vector2& place, double tolerance,
                                  const std::vector<LayerSection>& layers, const CandidateItems& items,
                                  const SceneOptions& options) {
    Collector collector(place, tolerance);
    for (const PointItem& point : items.points)
        collector.add(point.kind, point.index, point.position);
    for (const ArcItem& arc : items.arcs)
        collector.add(arc.kind, static_cast<std::size_t>(arc.track),
                      nearestOnArc(arc, items.projection, place, tolerance));
    for (const LineItem& line : items.lines)
        collector.add(line.kind, line.index, nearestOnLines(line.points, place, line.from()));
    for (const ClusterItem& cluster : items.clusters)
        collector.add(ItemKind::Cluster, cluster.index, nearestOnCluster(cluster, place));
    if (options.v0Edge && items.projection.isTransverse())
        collector.add(ItemKind::V0Edge, 0, nearestOnCircle(1.0, place));
    if (options.layers)
        for (std::size_t i = 0; i < layers.size(); ++i)
            collector.addLayer(i, layers[i]);
    return collector.sorted();
}

Vector2 snap(const Vector2& place, double tolerance, const std::vector<LayerSection>& layers,
             const CandidateItems& items, const SceneOptions& options) {
    const std::vector<PickTarget> targets = pickItems(place, tolerance, {}, items, options);
    if (!targets.empty() && rank(targets.front().kind) == 0) return targets.front().position;
    Vector2 best = place;
    double lowest = tolerance;
    if (!options.layers) return best;
    for (const LayerSection& layer : layers) {
        const Vector2 edge = layer.nearestOnOutline(place);
        if ((edge - place).norm() > lowest) continue;
        lowest = (edge - place).norm();
        best = edge;
    }
    return best;
}

} // namespace pairscope
