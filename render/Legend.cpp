#include "render/CandidateDrawing.h"
#include "render/ItemStyle.h"
#include "render/MeshBuilder.h"
#include "render/Overlay.h"

#include <algorithm>
#include <optional>

namespace pairscope {

namespace {

struct LegendRow {
    std::vector<std::variant<Fill, Stroke, Marker>> symbol; ///< about (0, 0), device pixels, y down
    std::string text;
};

class LegendRows {
public:
    LegendRows(const CandidateItems& items, const OverlayContext& context)
        : m_items(items), m_context(context), m_theme(context.options.theme) {}

    [[nodiscard]] std::vector<LegendRow> take() {
        if (hasArc(ItemKind::TrackAfter))
            trackRow(ItemKind::TrackAfter, "e\u207a, e\u207b fitted at the vertex");
        if (hasArc(ItemKind::TrackBack)) trackRow(ItemKind::TrackBack, "extrapolated back");
        if (hasArc(ItemKind::TrackBefore)) trackRow(ItemKind::TrackBefore, "before the fit (perigee)");
        if (m_items.point(ItemKind::Vertex)) vertexRow();
        pointRow(ItemKind::Crossing, "circle crossing");
        pointRow(ItemKind::TangentPoint, "tangent point");
        pointRow(ItemKind::TrialVertex, "trial vertex, a step of the fit");
        pointRow(ItemKind::KeptVertex, m_items.keptEllipse ? "kept fit, 1 σ" : "kept fit");
        pointRow(ItemKind::TrueVertex, "true vertex");
        trueTrackRow();
        pointRow(ItemKind::HardPhoton, "true place of radiation");
        lineRow(ItemKind::PairFlight, "flight of the pair");
        lineRow(ItemKind::RecoilPhoton, "recoil photon");
        lineRow(ItemKind::ExpectedRecoil, "recoil of the pair, from the beams");
        return std::move(m_rows);
    }

private:
    [[nodiscard]] bool hasArc(ItemKind kind) const {
        return std::any_of(m_items.arcs.begin(), m_items.arcs.end(),
                           [&](const ArcItem& arc) { return arc.kind == kind; });
    }
    [[nodiscard]] double px(double logical) const { return m_context.pixels(logical); }

    void trackRow(ItemKind kind, const char* text) {
        LegendRow row{{}, text};
        for (int track = 0; track < 2; ++track) {
            Stroke stroke = trackStroke(kind, track, m_theme);
            const double y = px(track == 0 ? -3.5 : 3.5);
            stroke.points = {{px(-15), y}, {px(15), y}};
            row.symbol.emplace_back(stroke);
        }
        m_rows.push_back(std::move(row));
    }
    void trueTrackRow() {
        if (!hasArc(ItemKind::TrueTrack)) return;
        Stroke stroke = trackStroke(ItemKind::TrueTrack, 0, m_theme);
        stroke.points = {{px(-15), 0}, {px(15), 0}};
        m_rows.push_back({{stroke}, "true tracks"});
    }
    void vertexRow() {
        LegendRow row{{}, m_items.ellipses.empty() ? "fitted vertex" : "fitted vertex, 1 2 3 σ"};
        if (!m_items.ellipses.empty())
            row.symbol.emplace_back(Stroke{
                ellipsePoints({px(15), px(8), 0}, Vector2::Zero(), 1), {m_theme.vertex, 0.8}, 1.2, true, {}});
        row.symbol.emplace_back(pointMarker(ItemKind::Vertex, true, m_theme));
        m_rows.push_back(std::move(row));
        if (!m_items.point(ItemKind::Vertex, 1)) return;
        m_rows.push_back({{pointMarker(ItemKind::Vertex, false, m_theme)}, "other minimum"});
    }
    void pointRow(ItemKind kind, const char* text) {
        const bool there = std::any_of(m_items.points.begin(), m_items.points.end(),
                                       [&](const PointItem& point) { return point.kind == kind; });
        if (there) m_rows.push_back({{pointMarker(kind, true, m_theme)}, text});
    }
    void lineRow(ItemKind kind, const char* text) {
        const bool there = std::any_of(m_items.lines.begin(), m_items.lines.end(),
                                       [&](const LineItem& line) { return line.kind == kind; });
        if (!there) return;
        Stroke stroke = lineStroke(kind, true, m_theme);
        stroke.points = {{px(-15), 0}, {px(15), 0}};
        if (kind == ItemKind::RecoilPhoton)
            stroke.points = wave(stroke.points[0], stroke.points[1], px(4), px(15));
        m_rows.push_back({{stroke}, text});
    }

    const CandidateItems& m_items;
    const OverlayContext& m_context;
    const Theme& m_theme;
    std::vector<LegendRow> m_rows;
};

void moveBy(const Vector2& offset, Stroke& stroke) {
    for (Vector2& point : stroke.points)
        point += offset;
}
void moveBy(const Vector2& offset, Marker& marker) {
    marker.position += offset;
}
void moveBy(const Vector2& offset, Fill& fill) {
    for (Vector2& point : fill.outer)
        point += offset;
    for (Vector2& point : fill.inner)
        point += offset;
}

} // namespace

namespace {

bool overlaps(const Box2D& a, const Box2D& b) {
    return (a.low.array() < b.high.array()).all() && (b.low.array() < a.high.array()).all();
}

bool covers(const Box2D& box, const Vector2& point) {
    return (point.array() > box.low.array()).all() && (point.array() < box.high.array()).all();
}

/// The corner that covers least, and no symbol at all: top right where nothing speaks against it.
std::optional<Box2D> freeCorner(const Vector2& size, const Ink& ink, const OverlayContext& context,
                                const Overlay& overlay) {
    const double gap = context.pixels(10);
    const double right = context.size.width - gap - size.x();
    double top = gap;
    double bottom = context.size.height - gap - size.y();
    for (const Box2D& box : overlay.occupied) { // the caption above, the scales below
        if (box.low.y() <= 0)
            top = std::max(top, box.high.y() + gap);
        else
            bottom = std::min(bottom, box.low.y() - gap - size.y());
    }
    std::optional<Box2D> best;
    std::ptrdiff_t lowest = 0;
    for (const Vector2& low :
         {Vector2(right, top), Vector2(gap, top), Vector2(right, bottom), Vector2(gap, bottom)}) {
        const Box2D box{low, low + size};
        if (low.x() < 0 || low.y() < top) continue;
        if (std::any_of(overlay.occupied.begin(), overlay.occupied.end(),
                        [&](const Box2D& other) { return overlaps(box, other); }))
            continue;
        const auto isCovered = [&](const Vector2& point) { return covers(box, point); };
        if (std::any_of(ink.symbols.begin(), ink.symbols.end(), isCovered)) continue;
        const auto covered = std::count_if(ink.lines.begin(), ink.lines.end(), isCovered);
        if (best && covered >= lowest) continue;
        best = box;
        lowest = covered;
    }
    return best;
}

} // namespace

void addLegend(const CandidateItems& items, const Ink& ink, const OverlayContext& context, Overlay& overlay) {
    std::vector<LegendRow> rows = LegendRows(items, context).take();
    if (rows.empty()) return;
    double textWidth = 0;
    for (const LegendRow& row : rows)
        textWidth = std::max(textWidth, context.textSize(row.text).x());
    const double rowHeight = context.pixels(22);
    const Vector2 size(textWidth + context.pixels(62),
                       rowHeight * static_cast<double>(rows.size()) + context.pixels(10));
    if (size.x() > 0.4 * context.size.width || size.y() > 0.6 * context.size.height) return;
    const auto panel = freeCorner(size, ink, context, overlay);
    if (!panel) return;
    overlay.list.shapes.emplace_back(
        Fill{{panel->low, {panel->high.x(), panel->low.y()}, panel->high, {panel->low.x(), panel->high.y()}},
             {},
             {context.options.theme.panel, 0.9}});
    overlay.occupied.push_back(*panel);
    Vector2 middle = panel->low + Vector2(context.pixels(26), context.pixels(5) + rowHeight / 2);
    for (LegendRow& row : rows) {
        for (auto& shape : row.symbol) {
            std::visit([&](auto& item) { moveBy(middle, item); }, shape);
            overlay.list.shapes.push_back(shape);
        }
        const double height = context.textSize(row.text).y();
        overlay.texts.push_back({middle + Vector2(context.pixels(26), -height / 2), row.text,
                                 context.options.theme.text, context.fontSize(), false});
        middle.y() += rowHeight;
    }
}

} // namespace pairscope
