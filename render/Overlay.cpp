#include "render/Overlay.h"

#include "core/math/Units.h"
#include "render/CandidateDrawing.h"
#include "render/DensityColours.h"
#include "render/LayerDrawing.h"
#include "render/Readout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

std::vector<Vector2> corners(const Box2D& box) {
    return {box.low, {box.high.x(), box.low.y()}, box.high, {box.low.x(), box.high.y()}};
}

void addPanel(const Box2D& box, double opacity, const OverlayContext& context, Overlay& overlay) {
    overlay.list.shapes.emplace_back(Fill{corners(box), {}, {context.options.theme.panel, opacity}});
    overlay.occupied.push_back(box);
}

void addText(const Vector2& topLeft, const std::string& text, Colour colour, const OverlayContext& context,
             Overlay& overlay, bool bold = false) {
    overlay.texts.push_back({topLeft, text, colour, context.fontSize(), bold});
}

void addLine(const Vector2& from, const Vector2& to, Colour colour, double width, Overlay& overlay) {
    overlay.list.shapes.emplace_back(Stroke{{from, to}, {colour, 1}, width, false, {}});
}

} // namespace

std::string Measurement::text() const {
    return fmt::format("{} at {:.2f}°", lengthText(length()), angle() / kDegree);
}

double scaleBarLength(double longest) {
    const double power = std::pow(10, std::floor(std::log10(longest)));
    for (const double step : {5.0, 2.0})
        if (step * power <= longest) return step * power;
    return power;
}

void addCaption(const std::vector<CaptionPart>& parts, const OverlayContext& context, Overlay& overlay) {
    const double gap = context.pixels(16);
    const double edge = context.pixels(12);
    const double lineHeight = context.pixels(22);
    double x = edge;
    int line = 0;
    std::vector<PlacedText> texts;
    for (const CaptionPart& part : parts) {
        const double width = context.textSize(part.text, part.bold).x();
        if (x > edge && x + width > context.size.width - edge) {
            x = edge;
            ++line;
        }
        const Vector2 place(x, context.pixels(6) + line * lineHeight);
        texts.push_back({place, part.text, part.colour, context.fontSize(), part.bold});
        x += width + gap;
    }
    const double height = (line + 1) * lineHeight + context.pixels(9);
    addPanel({Vector2::Zero(), Vector2(context.size.width, height)}, 0.96, context, overlay);
    overlay.texts.insert(overlay.texts.end(), texts.begin(), texts.end());
}

void addScaleBar(const std::string& axes, const OverlayContext& context, Overlay& overlay) {
    const Theme& theme = context.options.theme;
    const double pixel = context.view.pixelSize(context.size);
    const double length = scaleBarLength(context.pixels(170) * pixel);
    const double width = length / pixel;
    const std::string text = lengthText(length);
    const Vector2 textSize = context.textSize(text);
    const Vector2 left(context.pixels(18), context.size.height - context.pixels(20));
    const Vector2 right = left + Vector2(width, 0);
    const Vector2 tick(0, context.pixels(6));
    const Vector2 margin(context.pixels(8), context.pixels(8));
    const double barWidth = std::max(width, textSize.x());
    const double axesLeft = left.x() + barWidth + context.pixels(18);
    const double top = left.y() - textSize.y() - context.pixels(5);
    addPanel({Vector2(left.x(), top + context.pixels(1)) - margin,
              Vector2(axesLeft + context.textSize(axes).x(), left.y() + tick.y()) + margin},
             0.8, context, overlay);
    addLine(left, right, theme.text, 2, overlay);
    addLine(left - tick, left + tick, theme.text, 2, overlay);
    addLine(right - tick, right + tick, theme.text, 2, overlay);
    const double place = (left.x() + right.x() - textSize.x()) / 2;
    addText({std::max(place, left.x()), top}, text, theme.text, context, overlay);
    addText({axesLeft, left.y() - context.textSize(axes).y() / 2 - context.pixels(2)}, axes, theme.mutedText,
            context, overlay);
}

void addMaterialScale(const OverlayContext& context, Overlay& overlay) {
    const Theme& theme = context.options.theme;
    const double box = context.pixels(46);
    const double gap = context.pixels(4);
    constexpr std::array kShares = {0.001, 0.002, 0.005, 0.01, 0.02};
    const std::string title = "material X/X\u2080";
    const Vector2 titleSize = context.textSize(title);
    const double width = titleSize.x() + context.pixels(10) + kShares.size() * (box + gap);
    const double height = titleSize.y() + context.pixels(12);
    const Vector2 high(context.size.width - context.pixels(10), context.size.height - context.pixels(10));
    const Vector2 low = high - Vector2(width + context.pixels(12), height);
    if (low.x() < context.size.width / 2.0) return;
    addPanel({low, high}, 0.9, context, overlay);
    addText(low + Vector2(context.pixels(8), context.pixels(6)), title, theme.mutedText, context, overlay);
    double x = low.x() + context.pixels(18) + titleSize.x();
    for (const double share : kShares) {
        const Colour shade = layerShade(share, theme);
        const Box2D patch{{x, low.y() + context.pixels(4)}, {x + box, high.y() - context.pixels(4)}};
        overlay.list.shapes.emplace_back(Fill{corners(patch), {}, {shade, 1}});
        const std::string text = fmt::format("{:g} %", share * 100);
        const Vector2 textSize = context.textSize(text);
        addText(patch.centre() - textSize / 2, text, theme.text, context, overlay);
        x += box + gap;
    }
}

void addDensityScale(const VertexDensity& density, bool selected, const OverlayContext& context,
                     Overlay& overlay) {
    const Theme& theme = context.options.theme;
    const std::string text = fmt::format("{} {}, at most {} per pixel", density.inside(),
                                         selected ? "selected vertices" : "vertices", density.maximum());
    const Vector2 textSize = context.textSize(text);
    const double ramp = density.maximum() > 1 ? context.pixels(120) : 0;
    const double margin = context.pixels(8);
    const double height = textSize.y() + context.pixels(12);
    const double width = textSize.x() + ramp + margin * (ramp > 0 ? 3 : 2);
    double bottom = context.size.height - context.pixels(10);
    for (const Box2D& box : overlay.occupied) // over the scales of the lower edge
        if (box.low.y() > context.size.height / 2.0 && box.high.x() > context.size.width - width)
            bottom = std::min(bottom, box.low.y() - context.pixels(6));
    const Vector2 high(context.size.width - context.pixels(10), bottom);
    const Vector2 low = high - Vector2(width, height);
    if (low.x() < 0) return;
    addPanel({low, high}, 0.9, context, overlay);
    addText(low + Vector2(margin, context.pixels(6)), text, theme.mutedText, context, overlay);
    constexpr int kSteps = 24;
    const double left = low.x() + textSize.x() + 2 * margin;
    for (int step = 0; ramp > 0 && step < kSteps; ++step) {
        const double share = (step + 0.5) / kSteps;
        const Box2D patch{{left + ramp * step / kSteps, low.y() + context.pixels(6)},
                          {left + ramp * (step + 1) / kSteps, high.y() - context.pixels(6)}};
        const double most = density.maximum();
        overlay.list.shapes.emplace_back(
            Fill{corners(patch), {}, densityPaint(std::pow(most, share), most, theme)});
    }
}

void addMeasurement(const Measurement& measurement, const OverlayContext& context, Overlay& overlay) {
    const Colour colour = context.options.theme.highlight;
    const Vector2 from = context.view.toPixel(measurement.from, context.size);
    const Vector2 to = context.view.toPixel(measurement.to, context.size);
    addLine(from, to, colour, 2, overlay);
    for (const Vector2& end : {from, to})
        overlay.list.shapes.emplace_back(Marker{end, MarkerShape::Ring, 5, {colour, 1}, 2});
    if (measurement.length() == 0) return;
    const std::string text = measurement.text();
    const Vector2 textSize = context.textSize(text, true);
    const Vector2 half = textSize / 2 + Vector2(context.pixels(6), context.pixels(3));
    Vector2 centre = (from + to) / 2 - Vector2(0, half.y() + context.pixels(8));
    centre = centre.cwiseMax(half).cwiseMin(Vector2(context.size.width, context.size.height) - half);
    addPanel({centre - half, centre + half}, 0.95, context, overlay);
    addText(centre - textSize / 2, text, colour, context, overlay, true);
}

void addRubberBand(const Box2D& band, const OverlayContext& context, Overlay& overlay) {
    const Colour colour = context.options.theme.highlight;
    const Vector2 a = context.view.toPixel(band.low, context.size);
    const Vector2 b = context.view.toPixel(band.high, context.size);
    const Box2D box{a.cwiseMin(b), a.cwiseMax(b)};
    overlay.list.shapes.emplace_back(Fill{corners(box), {}, {colour, 0.12}});
    overlay.list.shapes.emplace_back(Stroke{corners(box), {colour, 1}, 1.4, true, {6, 4}});
}

void addLasso(const std::vector<Vector2>& points, const OverlayContext& context, Overlay& overlay) {
    Stroke line{{}, {context.options.theme.highlight, 1}, 1.4, true, {6, 4}};
    for (const Vector2& point : points)
        line.points.push_back(context.view.toPixel(point, context.size));
    overlay.list.shapes.emplace_back(line);
}

void addMessage(const std::string& text, const OverlayContext& context, Overlay& overlay) {
    const Vector2 textSize = context.textSize(text);
    const Vector2 centre(context.size.width / 2.0, context.size.height * 0.75);
    const Vector2 half = textSize / 2 + Vector2(context.pixels(16), context.pixels(10));
    addPanel({centre - half, centre + half}, 0.95, context, overlay);
    addText(centre - textSize / 2, text, context.options.theme.text, context, overlay);
}

} // namespace pairscope
