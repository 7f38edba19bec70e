#include "widgets/plots/GroupStyle.h"

#include "widgets/plots/PlotWidget.h"

#include <array>

namespace pairscope {

namespace {

constexpr std::array<QRgb, 8> kOnLight = {0xff0062a8, 0xffc85200, 0xff00805d, 0xffa8327d,
                                          0xff3a9ad9, 0xff8a6d00, 0xff222222, 0xff808080};
constexpr std::array<QRgb, 8> kOnDark = {0xff56b4e9, 0xfff0a21e, 0xff3ccf9f, 0xffe79ac6,
                                         0xff8fa2ff, 0xfff0e442, 0xfff2f2f2, 0xff9aa0a8};
using Scatter = QCPScatterStyle;
constexpr std::array<Scatter::ScatterShape, 7> kShapes = {
    Scatter::ssDisc,   Scatter::ssSquare,           Scatter::ssTriangle, Scatter::ssDiamond,
    Scatter::ssCircle, Scatter::ssTriangleInverted, Scatter::ssCross};

const std::array<QVector<qreal>, 7>& dashPatterns() {
    static const std::array<QVector<qreal>, 7> patterns = {
        {{}, {6, 3}, {1.5, 2.5}, {8, 3, 1.5, 3}, {3, 2}, {12, 4}, {8, 3, 1.5, 3, 1.5, 3}}};
    return patterns;
}

} // namespace

QCPScatterStyle GroupStyle::scatter(double size) const {
    const QColor filled = withAlpha(colour, 170);
    const bool open = shape == Scatter::ssCircle || shape == Scatter::ssCross;
    return {shape, plotPen(filled, open ? 1.4 : 0.6), open ? QBrush(Qt::NoBrush) : QBrush(filled), size};
}

QPen GroupStyle::line(double width) const {
    QPen pen = plotPen(colour, width);
    if (!dashes.isEmpty()) pen.setDashPattern(dashes);
    return pen;
}

GroupStyle groupStyle(const PlotTheme& theme, std::size_t group) {
    const auto& colours = theme.background.lightness() < 128 ? kOnDark : kOnLight;
    return {QColor(colours[group % colours.size()]), kShapes[group % kShapes.size()],
            dashPatterns()[group % dashPatterns().size()]};
}

} // namespace pairscope
