#include "render/SceneDump.h"

#include <fmt/format.h>

#include <iterator>

namespace pairscope {

namespace {

using Text = std::back_insert_iterator<std::string>;

void dumpCorners(const std::array<Vector2, 4>& corners, Text out) {
    for (const Vector2& corner : corners)
        fmt::format_to(out, " {:.9g} {:.9g}", corner.x(), corner.y());
    fmt::format_to(out, "\n");
}

void dumpLayer(const MaterialLayer& layer, const LayerSection& section, Text out) {
    if (section.ring)
        fmt::format_to(out, "ring {} {:.9g} {:.9g} {:.6g}\n", layer.name, section.ring->innerRadius,
                       section.ring->outerRadius, layer.radiationLengths);
    for (const auto& box : section.boxes) {
        fmt::format_to(out, "box {}", layer.name);
        dumpCorners(box, out);
    }
}

void dumpArc(const ArcItem& arc, const Projection& projection, Text out) {
    constexpr int kPoints = 5;
    fmt::format_to(out, "arc {} {}", toString(arc.kind), arc.track);
    for (int i = 0; i < kPoints; ++i) {
        const double path = arc.begin + (arc.end - arc.begin) * i / (kPoints - 1);
        const Vector2 point = projection(arc.helix.positionAt(path));
        fmt::format_to(out, " {:.9g} {:.9g}", point.x(), point.y());
    }
    fmt::format_to(out, "\n");
}

} // namespace

const char* toString(ItemKind kind) {
    switch (kind) {
    case ItemKind::Vertex:
        return "vertex";
    case ItemKind::TrialVertex:
        return "trial-vertex";
    case ItemKind::KeptVertex:
        return "kept-vertex";
    case ItemKind::TrueVertex:
        return "true-vertex";
    case ItemKind::HardPhoton:
        return "hard-photon";
    case ItemKind::Crossing:
        return "crossing";
    case ItemKind::TangentPoint:
        return "tangent-point";
    case ItemKind::InteractionPoint:
        return "interaction-point";
    case ItemKind::Perigee:
        return "perigee";
    case ItemKind::TrackAfter:
        return "track-after";
    case ItemKind::TrackBack:
        return "track-back";
    case ItemKind::TrackBefore:
        return "track-before";
    case ItemKind::TrueTrack:
        return "true-track";
    case ItemKind::PairFlight:
        return "pair-flight";
    case ItemKind::Cluster:
        return "cluster";
    case ItemKind::RecoilPhoton:
        return "recoil-photon";
    case ItemKind::ExpectedRecoil:
        return "expected-recoil";
    case ItemKind::V0Edge:
        return "v0-edge";
    case ItemKind::Acceptance:
        return "acceptance";
    case ItemKind::CalorimeterEnd:
        return "calorimeter-end";
    case ItemKind::Layer:
        return "layer";
    }
    return "";
}

std::string dumpDensity(const VertexDensity& density) {
    const CellGrid& grid = density.grid();
    return fmt::format("density {} {} {:.9g} {:.9g} {:.9g} {} {}\n", density.inside(), density.maximum(),
                       grid.cellSize, grid.low.x(), grid.low.y(), grid.columns, grid.rows);
}

std::string dumpScene(const DetectorModel* detector, const std::vector<LayerSection>& sections,
                      const CandidateItems& items, const SceneOptions& options) {
    std::string text;
    const Text out = std::back_inserter(text);
    if (detector && options.layers)
        for (std::size_t i = 0; i < sections.size(); ++i)
            dumpLayer(detector->layers()[i], sections[i], out);
    if (options.v0Edge && items.projection.isTransverse())
        fmt::format_to(out, "ring {} 1 1 0\n", toString(ItemKind::V0Edge));
    for (const ArcItem& arc : items.arcs)
        dumpArc(arc, items.projection, out);
    if (items.beamSpot)
        fmt::format_to(out, "beam-spot {:.9g} {:.9g} {:.9g} {:.9g}\n", items.beamSpot->centre.x(),
                       items.beamSpot->centre.y(), items.beamSpot->sigma.x(), items.beamSpot->sigma.y());
    for (const EllipseItem& item : items.ellipses)
        fmt::format_to(out, "ellipse {} {:.9g} {:.9g} {:.9g} {:.9g} {:.9g}\n", item.minimum, item.centre.x(),
                       item.centre.y(), item.ellipse.major, item.ellipse.minor, item.ellipse.angle);
    if (items.keptEllipse)
        fmt::format_to(out, "kept-ellipse {:.9g} {:.9g} {:.9g} {:.9g} {:.9g}\n",
                       items.keptEllipse->centre.x(), items.keptEllipse->centre.y(),
                       items.keptEllipse->ellipse.major, items.keptEllipse->ellipse.minor,
                       items.keptEllipse->ellipse.angle);
    for (const LineItem& line : items.lines)
        fmt::format_to(out, "line {} {} {:.9g} {:.9g} {:.9g} {:.9g}\n", toString(line.kind), line.index,
                       line.from().x(), line.from().y(), line.to().x(), line.to().y());
    for (const ClusterItem& cluster : items.clusters) {
        fmt::format_to(out, "cluster {} {:.9g}", cluster.index, cluster.energy);
        dumpCorners(cluster.corners, out);
    }
    for (const PointItem& point : items.points)
        fmt::format_to(out, "point {} {} {:.9g} {:.9g}\n", toString(point.kind), point.index,
                       point.position.x(), point.position.y());
    return text;
}

} // namespace pairscope
