#include "render/CandidateDrawing.h"

#include "core/math/Units.h"
#include "render/ItemStyle.h"
#include "render/MeshBuilder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

struct Drawing {
    const CandidateItems& items;
    const SceneOptions& options;
    View2D view;
    PictureSize size;
    double pixel; ///< cm per logical pixel
    Box2D visible;
    DrawList list;
};

/// Places for a track's name, outermost first: where the track leaves the picture, and from there inwards.
std::vector<Vector2> namePlaces(const std::vector<Vector2>& line, const Drawing& drawing) {
    const double inset = 26 * drawing.pixel;
    const Box2D inner{drawing.visible.low.array() + inset, drawing.visible.high.array() - inset};
    const std::vector<ClippedRun> runs = clipPolyline(line, inner);
    std::vector<Vector2> places;
    if (runs.empty()) return places;
    const auto& run = runs.back().points;
    double next = 0;
    double done = 0;
    for (std::size_t i = run.size() - 1; i > 0 && places.size() < 12; --i) {
        const Vector2 step = run[i - 1] - run[i];
        const double length = step.norm();
        while (next < done + length && places.size() < 12) {
            places.emplace_back(run[i] + step * ((next - done) / length));
            next += 24 * drawing.pixel;
        }
        done += length;
    }
    return places;
}

/// @param width of tracks that are alone; 0 for their usual style
void addArc(const ArcItem& arc, double width, bool named, Drawing& drawing) {
    const double tolerance = std::max(0.2 * drawing.pixel, 1e-7);
    const Colour colour = drawing.options.theme.track(arc.track);
    auto lines = arcLines(arc, drawing.items.projection, tolerance);
    if (named)
        drawing.list.labels.push_back(
            {namePlaces(lines.back(), drawing), arc.track == 0 ? "e\u207a" : "e\u207b", colour, 7, true});
    for (auto& line : lines) {
        Stroke stroke = trackStroke(arc.kind, arc.track, drawing.options.theme);
        if (width > 0) { // alone: as strong as fitted ones, or two colours would mix to a third
            stroke.width = width;
            stroke.paint.opacity = 1;
        }
        stroke.points = std::move(line);
        drawing.list.shapes.emplace_back(std::move(stroke));
    }
}

void addArcs(ItemKind kind, Drawing& drawing) {
    // without a fit the measured tracks are all there is: they get the names and more weight
    const auto& arcs = drawing.items.arcs;
    const bool alone = kind == ItemKind::TrackBefore &&
                       std::none_of(arcs.begin(), arcs.end(),
                                    [](const ArcItem& arc) { return arc.kind == ItemKind::TrackAfter; });
    for (const ArcItem& arc : arcs)
        if (arc.kind == kind)
            addArc(arc, alone ? (arc.track == 0 ? 3.2 : 1.8) : 0, kind == ItemKind::TrackAfter || alone,
                   drawing);
}

/// Semi-minor axis of one sigma [logical pixels] below which an ellipse is no more than a line under the
/// tracks.
constexpr double kThinEllipse = 2.5;

bool isThin(const EllipseItem& item, const Drawing& drawing) {
    return item.ellipse.minor < kThinEllipse * drawing.pixel;
}

/// The beam spot at 1 and 3 sigma, where the view is near enough to show its width; never thinner than a
/// pixel.
void addBeamSpot(Drawing& drawing) {
    const auto& spot = drawing.items.beamSpot;
    if (!spot || spot->sigma.x() < drawing.pixel) return;
    const Theme& theme = drawing.options.theme;
    const ErrorEllipse ellipse{spot->sigma.x(), std::max(spot->sigma.y(), drawing.pixel / 2), spot->angle};
    drawing.list.shapes.emplace_back(
        Fill{ellipsePoints(ellipse, spot->centre, 1), {}, {theme.mutedText, 0.5}});
    drawing.list.shapes.emplace_back(
        Stroke{ellipsePoints(ellipse, spot->centre, 3), {theme.mutedText, 0.8}, 1.0, true, {}});
}

void addEllipses(Drawing& drawing) {
    const Theme& theme = drawing.options.theme;
    for (const EllipseItem& item : drawing.items.ellipses) {
        if (isThin(item, drawing)) continue;
        const bool chosen = item.minimum == drawing.items.chosenMinimum;
        const double strength = chosen ? 0.9 : 0.5;
        if (chosen)
            drawing.list.shapes.emplace_back(
                Fill{ellipsePoints(item.ellipse, item.centre, 1), {}, {theme.vertex, 0.14}});
        for (int sigmas = 3; sigmas >= 1; --sigmas)
            drawing.list.shapes.emplace_back(Stroke{ellipsePoints(item.ellipse, item.centre, sigmas, 128),
                                                    {theme.vertex, strength * (1.2 - 0.2 * sigmas)},
                                                    sigmas == 1 ? 1.4 : 1.0,
                                                    true,
                                                    {}});
    }
}

/// A thin ellipse is shown as an error bar over the tracks: strokes across at 1, 2 and 3 sigma, of the minima
/// that are not chosen at 1 sigma.
void addErrorBars(Drawing& drawing) {
    const Theme& theme = drawing.options.theme;
    for (const EllipseItem& item : drawing.items.ellipses) {
        if (!isThin(item, drawing)) continue;
        const bool chosen = item.minimum == drawing.items.chosenMinimum;
        const Vector2 along(std::cos(item.ellipse.angle), std::sin(item.ellipse.angle));
        const Vector2 across(-along.y(), along.x());
        for (const int sigmas : {-3, -2, -1, 1, 2, 3}) {
            if (!chosen && std::abs(sigmas) > 1) continue;
            const Vector2 centre = item.centre + along * (sigmas * item.ellipse.major);
            const Vector2 half = across * (12.0 - 2.5 * std::abs(sigmas)) * drawing.pixel;
            drawing.list.shapes.emplace_back(Stroke{{centre - half, centre + half},
                                                    {theme.vertex, chosen ? 0.95 : 0.6},
                                                    std::abs(sigmas) == 1 ? 2.0 : 1.2,
                                                    false,
                                                    {}});
        }
    }
}

/// One sigma of the fit kept for comparison, dashed; across its ends where it is no more than a line.
void addKeptEllipse(Drawing& drawing) {
    if (!drawing.items.keptEllipse) return;
    const EllipseItem& item = *drawing.items.keptEllipse;
    const Paint paint{drawing.options.theme.kept, 0.9};
    if (!isThin(item, drawing)) {
        drawing.list.shapes.emplace_back(
            Stroke{ellipsePoints(item.ellipse, item.centre, 1, 128), paint, 1.6, true, {5, 4}});
        return;
    }
    const Vector2 along(std::cos(item.ellipse.angle), std::sin(item.ellipse.angle));
    const Vector2 half = Vector2(-along.y(), along.x()) * 13 * drawing.pixel;
    for (const int side : {-1, 1}) {
        const Vector2 end = item.centre + along * (side * item.ellipse.major);
        drawing.list.shapes.emplace_back(Stroke{{end - half, end + half}, paint, 1.8, false, {3, 2}});
    }
}

bool isVisible(const Vector2& place, const Drawing& drawing) {
    return drawing.visible.contains({place, place});
}

void addPhoton(const LineItem& item, Drawing& drawing) {
    const double reach = drawing.visible.size().norm();
    const Box2D near{drawing.visible.low.array() - reach, drawing.visible.high.array() + reach};
    const auto runs = clipPolyline(item.points, near);
    if (runs.empty()) return;
    const bool chosen = item.index == drawing.items.chosenPhoton;
    Stroke stroke = lineStroke(item.kind, chosen, drawing.options.theme);
    stroke.points = wave(runs.front().points.front(), runs.back().points.back(),
                         (chosen ? 4 : 2.5) * drawing.pixel, 18 * drawing.pixel);
    drawing.list.shapes.emplace_back(std::move(stroke));
}

/// The photon's name is at its cluster, or where its line leaves the picture; the others have one at their
/// clusters only.
void namePhoton(const ClusterItem& cluster, Drawing& drawing) {
    const bool chosen = cluster.index == drawing.items.chosenPhoton;
    const std::string name = fmt::format("γ {:.2f} GeV", cluster.energy);
    const Colour colour = drawing.options.theme.photon;
    if (isVisible(cluster.centre(), drawing)) {
        const double clearance = 6 + (cluster.corners[2] - cluster.corners[0]).norm() / 2 / drawing.pixel;
        drawing.list.labels.push_back({{cluster.centre()}, name, colour, std::min(clearance, 40.0), false});
        return;
    }
    if (!chosen) return;
    for (const LineItem& line : drawing.items.lines)
        if (line.kind == ItemKind::RecoilPhoton && line.index == cluster.index)
            drawing.list.labels.push_back({namePlaces(line.points, drawing), name, colour, 10, false});
}

void addBar(const ClusterItem& cluster, Drawing& drawing) {
    const bool chosen = cluster.index == drawing.items.chosenPhoton;
    Stroke edge = lineStroke(ItemKind::Cluster, chosen, drawing.options.theme);
    edge.points.assign(cluster.corners.begin(), cluster.corners.end());
    edge.closed = true;
    const Paint fill{edge.paint.colour, chosen ? 0.55 : 0.15};
    drawing.list.shapes.emplace_back(Fill{edge.points, {}, fill});
    drawing.list.shapes.emplace_back(std::move(edge));
}

/// In space the scene draws boxes.
void addClusters(Drawing& drawing) {
    for (const ClusterItem& cluster : drawing.items.clusters) {
        if (!drawing.items.projection.isSpace()) addBar(cluster, drawing);
        if (drawing.options.labels) namePhoton(cluster, drawing);
    }
}

std::string lineName(const LineItem& item, const Drawing& drawing) {
    if (item.kind == ItemKind::ExpectedRecoil) return "recoil of the pair";
    if (item.kind != ItemKind::Acceptance) return {};
    const Vector2 along = item.to() - item.from();
    const double theta = std::atan2(std::abs(along.y()), along.x()) / kDegree;
    const bool first = item.to().y() > 0;
    return first && drawing.options.labels ? fmt::format("acceptance {:.0f}°", theta) : std::string{};
}

void addLine(const LineItem& item, Drawing& drawing) {
    Stroke stroke = lineStroke(item.kind, true, drawing.options.theme);
    stroke.points = item.points;
    const std::string name = lineName(item, drawing);
    if (!name.empty() && drawing.options.labels)
        drawing.list.labels.push_back(
            {namePlaces(item.points, drawing), name, stroke.paint.colour, 8, false});
    drawing.list.shapes.emplace_back(std::move(stroke));
}

void addLines(Drawing& drawing) {
    for (const LineItem& item : drawing.items.lines)
        if (item.kind != ItemKind::RecoilPhoton) addLine(item, drawing);
    for (const bool chosen : {false, true}) // the chosen one on top
        for (const LineItem& item : drawing.items.lines)
            if (item.kind == ItemKind::RecoilPhoton && chosen == (item.index == drawing.items.chosenPhoton))
                addPhoton(item, drawing);
}

std::string pointName(const PointItem& point, const Drawing& drawing) {
    const auto minima = std::count_if(drawing.items.points.begin(), drawing.items.points.end(),
                                      [](const PointItem& item) { return item.kind == ItemKind::Vertex; });
    switch (point.kind) {
    case ItemKind::Vertex:
        if (point.index == drawing.items.chosenMinimum)
            return minima > 1 ? fmt::format("vertex {}", point.index + 1) : "vertex";
        return fmt::format("minimum {}", point.index + 1);
    case ItemKind::TrialVertex:
        return "trial vertex";
    case ItemKind::KeptVertex:
        return "kept fit";
    case ItemKind::TrueVertex:
        return "true vertex";
    case ItemKind::HardPhoton:
        return "radiated γ";
    case ItemKind::Crossing:
        return fmt::format("crossing {}", point.index + 1);
    case ItemKind::TangentPoint:
        return "tangent point";
    case ItemKind::InteractionPoint:
        return "IP";
    default:
        return {};
    }
}

/// Symbols of one kind; the ring of background colour about a disc keeps it legible on lines.
void addPoints(ItemKind kind, Drawing& drawing) {
    const Theme& theme = drawing.options.theme;
    for (const PointItem& point : drawing.items.points) {
        if (point.kind != kind) continue;
        const bool chosen = point.index == drawing.items.chosenMinimum;
        Marker marker = pointMarker(kind, chosen, theme);
        if (kind == ItemKind::Perigee) marker.paint.colour = theme.track(static_cast<int>(point.index));
        marker.position = point.position;
        if (marker.shape == MarkerShape::Disc)
            drawing.list.shapes.emplace_back(
                Marker{point.position, MarkerShape::Disc, marker.radius + 1.8, {theme.background, 0.9}, 1});
        drawing.list.shapes.emplace_back(marker);
        if (!drawing.options.labels || kind == ItemKind::Perigee) continue;
        drawing.list.labels.push_back(
            {{point.position}, pointName(point, drawing), marker.paint.colour, marker.radius + 5, false});
    }
}

} // namespace

std::vector<Vector2> wave(const Vector2& from, const Vector2& to, double amplitude, double wavelength) {
    constexpr int kPointsPerWave = 12;
    const double length = (to - from).norm();
    const Vector2 along = (to - from) / length;
    const Vector2 across(-along.y(), along.x());
    const int count = std::clamp(static_cast<int>(length / wavelength * kPointsPerWave), 2, 20000);
    std::vector<Vector2> points;
    points.reserve(static_cast<std::size_t>(count) + 1);
    for (int i = 0; i <= count; ++i) {
        const double s = length * i / count;
        points.emplace_back(from + along * s + across * (amplitude * std::sin(2 * kPi * s / wavelength)));
    }
    return points;
}

DrawList candidateDrawing(const CandidateItems& items, const SceneOptions& options, const View2D& view,
                          PictureSize size) {
    const double pixel = view.pixelSize(size) * options.devicePixelRatio;
    Drawing drawing{items, options, view, size, pixel, view.box(size), {}};
    addClusters(drawing);
    addLines(drawing);
    addBeamSpot(drawing);
    addEllipses(drawing);
    for (const ItemKind kind :
         {ItemKind::TrackBefore, ItemKind::TrackBack, ItemKind::TrackAfter, ItemKind::TrueTrack})
        addArcs(kind, drawing);
    addErrorBars(drawing);
    addKeptEllipse(drawing);
    for (const ItemKind kind : {ItemKind::Perigee, ItemKind::InteractionPoint, ItemKind::TangentPoint,
                                ItemKind::Crossing, ItemKind::HardPhoton, ItemKind::TrueVertex,
                                ItemKind::KeptVertex, ItemKind::Vertex, ItemKind::TrialVertex})
        addPoints(kind, drawing);
    return std::move(drawing.list);
}

} // namespace pairscope
