#include "render/CandidateDrawing.h"

#include "core/math/Units.h"
#include "core/track/HelixSampler.h"
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

std::vector<Vector2> arcPoints(const ArcItem& arc, double tolerance) {
    std::vector<Vector2> line;
    for (const Vector3& point : sampleHelix(arc.helix, arc.begin, arc.end, tolerance))
        line.emplace_back(point.head<2>());
    return line;
}

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

void addArcs(ItemKind kind, Drawing& drawing) {
    const double tolerance = std::max(0.2 * drawing.pixel, 1e-7);
    // without a fit the measured tracks are all there is: they get the names and more weight
    const auto& arcs = drawing.items.arcs;
    const bool alone = kind == ItemKind::TrackBefore &&
                       std::none_of(arcs.begin(), arcs.end(),
                                    [](const ArcItem& arc) { return arc.kind == ItemKind::TrackAfter; });
    for (const ArcItem& arc : drawing.items.arcs) {
        if (arc.kind != kind) continue;
        Stroke stroke = trackStroke(kind, arc.track, drawing.options.theme);
        if (alone) stroke.width = arc.track == 0 ? 3.2 : 1.8;
        stroke.points = arcPoints(arc, tolerance);
        if (kind == ItemKind::TrackAfter || alone)
            drawing.list.labels.push_back({namePlaces(stroke.points, drawing),
                                           arc.track == 0 ? "e\u207a" : "e\u207b", stroke.paint.colour, 7,
                                           true});
        drawing.list.shapes.emplace_back(std::move(stroke));
    }
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
    const ErrorEllipse ellipse{spot->sigma.x(), std::max(spot->sigma.y(), drawing.pixel / 2), 0};
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

void addLines(Drawing& drawing) {
    const Theme& theme = drawing.options.theme;
    const double reach = drawing.visible.size().norm();
    const Box2D near{drawing.visible.low.array() - reach, drawing.visible.high.array() + reach};
    for (const LineItem& item : drawing.items.lines) {
        Stroke stroke = lineStroke(item.kind, theme);
        stroke.points = {item.from, item.to};
        if (item.kind == ItemKind::RecoilPhoton) {
            const auto runs = clipPolyline(stroke.points, near);
            if (runs.empty()) continue;
            stroke.points =
                wave(runs[0].points.front(), runs[0].points.back(), 4 * drawing.pixel, 18 * drawing.pixel);
            drawing.list.labels.push_back(
                {namePlaces({item.from, item.to}, drawing), "recoil γ", theme.photon, 10, false});
        }
        drawing.list.shapes.emplace_back(std::move(stroke));
    }
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

Marker pointMarker(ItemKind kind, bool chosen, const Theme& theme) {
    Marker marker;
    marker.paint = {theme.construction, 1};
    switch (kind) {
    case ItemKind::Vertex:
        marker.shape = chosen ? MarkerShape::Disc : MarkerShape::Ring;
        marker.radius = chosen ? 5 : 5.5;
        marker.paint.colour = theme.vertex;
        break;
    case ItemKind::TrialVertex:
        marker.shape = MarkerShape::Triangle;
        marker.radius = 9;
        marker.paint.colour = theme.highlight;
        marker.width = 2.2;
        break;
    case ItemKind::KeptVertex:
        marker.shape = MarkerShape::Square;
        marker.radius = 8;
        marker.paint.colour = theme.kept;
        marker.width = 2.0;
        break;
    case ItemKind::TrueVertex:
        marker.shape = MarkerShape::Star;
        marker.radius = 9;
        marker.paint.colour = theme.truth;
        marker.width = 2.2;
        break;
    case ItemKind::Crossing:
        marker.shape = MarkerShape::Cross;
        marker.radius = 8;
        break;
    case ItemKind::TangentPoint:
        marker.shape = MarkerShape::Diamond;
        marker.radius = 7;
        break;
    case ItemKind::InteractionPoint:
        marker.shape = MarkerShape::Plus;
        marker.radius = 8;
        marker.paint.colour = theme.mutedText;
        break;
    default:
        marker.shape = MarkerShape::Disc;
        marker.radius = 2.4;
        break;
    }
    return marker;
}

/// The e- is drawn later and narrower, so that both stay visible where the tracks lie on each other.
Stroke trackStroke(ItemKind kind, int track, const Theme& theme) {
    const bool positron = track == 0;
    Stroke stroke;
    stroke.paint = {theme.track(track), kind == ItemKind::TrackBefore ? 0.8 : 1.0};
    switch (kind) {
    case ItemKind::TrackBefore:
        stroke.width = 1.2;
        break;
    case ItemKind::TrackBack:
        stroke.width = positron ? 3.2 : 1.8;
        stroke.dash = {8, 6};
        break;
    default:
        stroke.width = positron ? 5.0 : 2.6;
        break;
    }
    return stroke;
}

Stroke lineStroke(ItemKind kind, const Theme& theme) {
    Stroke stroke;
    stroke.paint = {kind == ItemKind::RecoilPhoton ? theme.photon : theme.construction, 0.95};
    stroke.width = kind == ItemKind::RecoilPhoton ? 1.8 : 1.4;
    if (kind == ItemKind::PairFlight) stroke.dash = {2, 4};
    return stroke;
}

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
    addLines(drawing);
    addBeamSpot(drawing);
    addEllipses(drawing);
    for (const ItemKind kind : {ItemKind::TrackBefore, ItemKind::TrackBack, ItemKind::TrackAfter})
        addArcs(kind, drawing);
    addErrorBars(drawing);
    addKeptEllipse(drawing);
    for (const ItemKind kind :
         {ItemKind::Perigee, ItemKind::InteractionPoint, ItemKind::TangentPoint, ItemKind::Crossing,
          ItemKind::TrueVertex, ItemKind::KeptVertex, ItemKind::Vertex, ItemKind::TrialVertex})
        addPoints(kind, drawing);
    return std::move(drawing.list);
}

} // namespace pairscope
