#include "render/Overlay.h"

#include "core/math/Units.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace pairscope {

namespace {

bool overlap(const Box2D& a, const Box2D& b) {
    return (a.low.array() < b.high.array()).all() && (b.low.array() < a.high.array()).all();
}

bool inside(const Box2D& box, const Vector2& point) {
    return (point.array() > box.low.array()).all() && (point.array() < box.high.array()).all();
}

/// The box of a text beside a point, in one of 8 directions (0 to the right, then anticlockwise on the
/// screen).
Box2D placeBeside(const Vector2& point, const Vector2& textSize, double clearance, int direction) {
    const double angle = direction * kPi / 4;
    const Vector2 unit(std::cos(angle), -std::sin(angle));
    const Vector2 reach = textSize / 2 + Vector2::Constant(clearance);
    const Vector2 sign(std::abs(unit.x()) < 0.1 ? 0 : std::copysign(1, unit.x()),
                       std::abs(unit.y()) < 0.1 ? 0 : std::copysign(1, unit.y()));
    const double diagonal = direction % 2 == 1 ? clearance * 0.3 : 0; // a corner may come nearer than a side
    const Vector2 centre = point + sign.cwiseProduct(reach - Vector2::Constant(diagonal));
    return {centre - textSize / 2, centre + textSize / 2};
}

constexpr double kOrderCost = 0.1;

/// How bad a place is: covered line points count one each, later directions a little.
std::optional<double> cost(const Box2D& place, int order, const Ink& ink, PictureSize size,
                           const std::vector<Box2D>& occupied) {
    const Box2D picture{Vector2::Zero(), Vector2(size.width, size.height)};
    if (!picture.contains(place)) return std::nullopt;
    for (const Box2D& box : occupied)
        if (overlap(box, place)) return std::nullopt;
    const auto isCovered = [&](const Vector2& point) { return inside(place, point); };
    const auto covered = std::count_if(ink.lines.begin(), ink.lines.end(), isCovered) +
                         std::count_if(ink.symbols.begin(), ink.symbols.end(), isCovered);
    return static_cast<double>(covered) + kOrderCost * order;
}

std::optional<Box2D> bestPlace(const Label& label, const Vector2& textSize, const Ink& ink,
                               const OverlayContext& context, const std::vector<Box2D>& occupied) {
    constexpr std::array kDirections = {1, 7, 3, 5, 0, 4, 2, 6}; // corners first
    std::optional<Box2D> best;
    double lowest = std::numeric_limits<double>::max();
    int order = 0;
    for (const Vector2& position : label.positions) {
        const Vector2 point = context.view.toPixel(position, context.size);
        for (const int direction : kDirections) {
            if (kOrderCost * order >= lowest) return best; // no later place can be better
            const Box2D place = placeBeside(point, textSize, context.pixels(label.clearance), direction);
            const auto found = cost(place, order++, ink, context.size, occupied);
            if (!found || *found >= lowest) continue;
            lowest = *found;
            best = place;
        }
    }
    return best;
}

} // namespace

void addLabels(const std::vector<Label>& labels, const Ink& ink, const OverlayContext& context,
               Overlay& overlay) {
    std::vector<Box2D> occupied = overlay.occupied;
    for (const Label& label : labels) {
        if (label.essential || label.positions.size() != 1) continue; // a line's name has no symbol
        const Vector2 point = context.view.toPixel(label.positions.front(), context.size);
        const Vector2 half = Vector2::Constant(context.pixels(label.clearance - 3));
        occupied.push_back({point - half, point + half});
    }
    std::vector<const Label*> order;
    for (const Label& label : labels)
        order.push_back(&label);
    // the vertex is drawn last and matters most: after the essential labels, last comes first
    std::reverse(order.begin(), order.end());
    std::stable_partition(order.begin(), order.end(), [](const Label* label) { return label->essential; });
    const Vector2 padding(context.pixels(3), context.pixels(1));
    for (const Label* label : order) {
        const Vector2 textSize = context.textSize(label->text, label->essential);
        const auto place = bestPlace(*label, textSize, ink, context, occupied);
        if (!place) continue;
        const Box2D box{place->low - padding, place->high + padding};
        occupied.push_back(box);
        // words stay legible on the lines that they cannot avoid
        overlay.list.shapes.emplace_back(
            Fill{{box.low, {box.high.x(), box.low.y()}, box.high, {box.low.x(), box.high.y()}},
                 {},
                 {context.options.theme.background, 0.6}});
        overlay.texts.push_back(
            {place->low, label->text, label->colour, context.fontSize(), label->essential});
    }
}

} // namespace pairscope
