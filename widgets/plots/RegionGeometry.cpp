#include "widgets/plots/RegionGeometry.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// Open sides are drawn this far outside of the view.
constexpr double kBeyond = 50; // pixels

double distanceToSegment(const QPointF& point, const QPointF& a, const QPointF& b) {
    const QPointF along = b - a;
    const double length2 = QPointF::dotProduct(along, along);
    const double t =
        length2 > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / length2, 0.0, 1.0) : 0.0;
    return QLineF(point, a + t * along).length();
}

QRectF rectanglePixels(const RectangleRegion& rectangle, const PlaneView& view) {
    const QRectF& area = view.pixels;
    const auto pixelX = [&](double x) { return view.toPixel({x, 0}).x(); };
    const auto pixelY = [&](double y) { return view.toPixel({0, y}).y(); };
    const double left = rectangle.x.low ? pixelX(*rectangle.x.low) : area.left() - kBeyond;
    const double right = rectangle.x.high ? pixelX(*rectangle.x.high) : area.right() + kBeyond;
    const double top = rectangle.y.high ? pixelY(*rectangle.y.high) : area.top() - kBeyond;
    const double bottom = rectangle.y.low ? pixelY(*rectangle.y.low) : area.bottom() + kBeyond;
    return {QPointF(left, top), QPointF(right, bottom)};
}

/// The sides of a rectangle near the cursor; a corner gives two.
unsigned sidesNear(const RectangleRegion& rectangle, const PlaneView& view, const QPointF& cursor,
                   double tolerance) {
    const QRectF box = rectanglePixels(rectangle, view);
    if (!box.adjusted(-tolerance, -tolerance, tolerance, tolerance).contains(cursor)) return 0;
    const auto near = [tolerance](double a, double b) { return std::abs(a - b) <= tolerance; };
    unsigned sides = 0;
    if (rectangle.x.low && near(cursor.x(), box.left()))
        sides |= RegionGrip::kLeft;
    else if (rectangle.x.high && near(cursor.x(), box.right()))
        sides |= RegionGrip::kRight;
    if (rectangle.y.low && near(cursor.y(), box.bottom()))
        sides |= RegionGrip::kBottom;
    else if (rectangle.y.high && near(cursor.y(), box.top()))
        sides |= RegionGrip::kTop;
    return sides;
}

std::optional<RegionGrip> polygonGrip(const QPolygonF& outline, std::size_t region, const QPointF& cursor,
                                      double tolerance) {
    const auto size = static_cast<std::size_t>(outline.size());
    const auto at = [&](std::size_t i) { return outline[static_cast<qsizetype>(i % size)]; };
    for (std::size_t i = 0; i < size; ++i)
        if (QLineF(cursor, at(i)).length() <= tolerance)
            return RegionGrip{region, RegionGrip::Kind::Vertex, 0, i};
    for (std::size_t i = 0; i < size; ++i)
        if (distanceToSegment(cursor, at(i), at(i + 1)) <= tolerance)
            return RegionGrip{region, RegionGrip::Kind::Edge, 0, i};
    return std::nullopt;
}

void shift(std::optional<double>& side, double by) {
    if (side) *side += by;
}

void shift(std::pair<double, double>& vertex, const Vector2& by) {
    vertex.first += by.x();
    vertex.second += by.y();
}

RectangleRegion draggedRectangle(RectangleRegion rectangle, const RegionGrip& grip, const Vector2& by) {
    if (grip.kind == RegionGrip::Kind::Body) {
        shift(rectangle.x.low, by.x());
        shift(rectangle.x.high, by.x());
        shift(rectangle.y.low, by.y());
        shift(rectangle.y.high, by.y());
        return rectangle;
    }
    const auto move = [](std::optional<double>& side, double amount, const std::optional<double>& other,
                         bool lower) {
        shift(side, amount);
        if (side && other) side = lower ? std::min(*side, *other) : std::max(*side, *other);
    };
    if (grip.sides & RegionGrip::kLeft) move(rectangle.x.low, by.x(), rectangle.x.high, true);
    if (grip.sides & RegionGrip::kRight) move(rectangle.x.high, by.x(), rectangle.x.low, false);
    if (grip.sides & RegionGrip::kBottom) move(rectangle.y.low, by.y(), rectangle.y.high, true);
    if (grip.sides & RegionGrip::kTop) move(rectangle.y.high, by.y(), rectangle.y.low, false);
    return rectangle;
}

PolygonRegion draggedPolygon(PolygonRegion polygon, const RegionGrip& grip, const Vector2& by) {
    const std::size_t size = polygon.vertices.size();
    if (grip.kind == RegionGrip::Kind::Body)
        for (auto& vertex : polygon.vertices)
            shift(vertex, by);
    else
        shift(polygon.vertices[grip.index], by);
    if (grip.kind == RegionGrip::Kind::Edge) shift(polygon.vertices[(grip.index + 1) % size], by);
    return polygon;
}

} // namespace

QPointF PlaneView::toPixel(const Vector2& point) const {
    return {pixels.left() + (point.x() - xLow) / (xHigh - xLow) * pixels.width(),
            pixels.bottom() - (point.y() - yLow) / (yHigh - yLow) * pixels.height()};
}

Vector2 PlaneView::toData(const QPointF& pixel) const {
    return {xLow + (pixel.x() - pixels.left()) / pixels.width() * (xHigh - xLow),
            yLow + (pixels.bottom() - pixel.y()) / pixels.height() * (yHigh - yLow)};
}

QPolygonF regionOutline(const Region& region, const PlaneView& view) {
    if (const auto* rectangle = std::get_if<RectangleRegion>(&region.shape)) {
        const QRectF box = rectanglePixels(*rectangle, view);
        return QPolygonF({box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()});
    }
    QPolygonF outline;
    if (const auto* polygon = std::get_if<PolygonRegion>(&region.shape))
        for (const auto& [x, y] : polygon->vertices)
            outline << view.toPixel({x, y});
    return outline; // of an expression: nothing
}

std::optional<RegionGrip> gripAt(std::span<const Region> regions, const PlaneView& view,
                                 const QPointF& cursor, std::optional<std::size_t> active, double tolerance) {
    for (std::size_t region = regions.size(); region-- > 0;) {
        if (const auto* rectangle = std::get_if<RectangleRegion>(&regions[region].shape)) {
            if (const unsigned sides = sidesNear(*rectangle, view, cursor, tolerance))
                return RegionGrip{region, RegionGrip::Kind::Sides, sides, 0};
        } else if (const auto grip =
                       polygonGrip(regionOutline(regions[region], view), region, cursor, tolerance)) {
            return grip;
        }
    }
    if (active && *active < regions.size() &&
        regionOutline(regions[*active], view).containsPoint(cursor, Qt::OddEvenFill))
        return RegionGrip{*active, RegionGrip::Kind::Body, 0, 0};
    return std::nullopt;
}

std::optional<std::size_t> regionAt(std::span<const Region> regions, const PlaneView& view,
                                    const QPointF& cursor) {
    for (std::size_t region = regions.size(); region-- > 0;)
        if (regionOutline(regions[region], view).containsPoint(cursor, Qt::OddEvenFill)) return region;
    return std::nullopt;
}

Region dragged(const Region& region, const RegionGrip& grip, const Vector2& shift) {
    Region result = region;
    if (const auto* rectangle = std::get_if<RectangleRegion>(&region.shape))
        result.shape = draggedRectangle(*rectangle, grip, shift);
    else if (const auto* polygon = std::get_if<PolygonRegion>(&region.shape))
        result.shape = draggedPolygon(*polygon, grip, shift);
    return result;
}

} // namespace pairscope
