// How the flight view is put together, and how it is read out.

#include "widgets/plots/FlightMarks.h"
#include "widgets/plots/FlightPlot.h"
#include "widgets/plots/LayerBands.h"
#include "widgets/plots/LengthTicker.h"
#include "widgets/plots/OriginRow.h"

#include <cmath>

namespace pairscope {

namespace {

constexpr double kNearPixels = 4;           ///< a layer's band is found from this far
constexpr std::array kLevels = {1.0, 3.84}; ///< Delta chi2 of one standard deviation, and of 95 %

QString uLabel() {
    return QStringLiteral("u [cm]");
}

} // namespace

void FlightPlot::makeAxes() {
    m_content.font = textFont();
    m_axes.tracks = axisRect();
    m_axes.profile = new QCPAxisRect(this);
    m_axes.intervals = new QCPAxisRect(this);
    m_names = new LayerNames(this, m_axes, m_content);
    m_origin = new OriginRow(this, m_content);
    plotLayout()->insertRow(0);
    plotLayout()->addElement(0, 0, m_names);
    plotLayout()->addElement(2, 0, m_axes.profile);
    plotLayout()->addElement(3, 0, m_axes.intervals);
    plotLayout()->addElement(4, 0, m_origin);
    plotLayout()->setRowStretchFactors({0.01, 3, 2, 0.01, 0.01});
    plotLayout()->setRowSpacing(5); // tick labels of neighbours keep apart
    plotLayout()->setMargins(QMargins(6, 2, 6, 4));
    alignAxes();
    tickAxes();
}

/// One below the other with the same left and right ends; u is written under the last.
void FlightPlot::alignAxes() {
    auto* sides = new QCPMarginGroup(this);
    for (QCPAxisRect* rect : {m_axes.tracks, m_axes.profile, m_axes.intervals}) {
        rect->setupFullAxesBox(true);
        rect->setMarginGroup(QCP::msLeft | QCP::msRight, sides);
        rect->setMinimumMargins(QMargins(
            8, 0, QFontMetrics(textFont()).horizontalAdvance(uLabel() + QStringLiteral("     ")), 0));
        rect->setAutoMargins(QCP::msLeft | QCP::msRight);
        rect->setMargins({});
        rect->setRangeZoom(Qt::Horizontal);
        rect->setRangeDrag(Qt::Horizontal);
        rect->setMinimumSize(50, 30);
        rect->axis(QCPAxis::atBottom)->setTickLabels(rect == m_axes.intervals);
        for (QCPAxis* axis : rect->axes())
            axis->setLayer(QStringLiteral("axes"));
    }
    m_axes.tracks->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    m_axes.intervals->setAutoMargins(QCP::msLeft | QCP::msRight | QCP::msBottom);
    m_axes.intervals->axis(QCPAxis::atBottom)->setPadding(0);
    m_axes.intervals->setMinimumSize(50, 28);
    m_axes.intervals->setMaximumSize(QWIDGETSIZE_MAX, 28);
}

void FlightPlot::tickAxes() {
    auto centimetres = QSharedPointer<LengthTicker>::create();
    centimetres->setUnit(centimetreUnit());
    for (const QCPAxisRect* rect : {m_axes.tracks, m_axes.profile, m_axes.intervals})
        rect->axis(QCPAxis::atBottom)->setTicker(centimetres);
    m_vTicker->setTickCount(4);
    m_axes.v()->setTicker(m_vTicker);
    m_axes.deltaChi2()->setLabel(QStringLiteral("Δχ²"));
    m_axes.deltaChi2()->ticker()->setTickCount(4);
    QCPAxis* levels = m_axes.profile->axis(QCPAxis::atRight);
    auto named = QSharedPointer<QCPAxisTickerText>::create();
    for (const double level : kLevels)
        named->addTick(level, significantText(level, 3));
    levels->setTicker(named);
    levels->setTickLabels(true);
    QCPAxis* rows = m_axes.intervals->axis(QCPAxis::atLeft);
    auto shares = QSharedPointer<QCPAxisTickerText>::create();
    shares->addTick(FlightAxes::kRow68, QStringLiteral("68 %"));
    shares->addTick(FlightAxes::kRow95, QStringLiteral("95 %"));
    rows->setTicker(shares);
    rows->setTicks(true);
    rows->setRange(0, 2);
    for (const auto side : {QCPAxis::atLeft, QCPAxis::atRight})
        m_axes.intervals->axis(side)->setTickLength(0);
}

FlightPlot::TrackGraphs FlightPlot::makeTrack() {
    TrackGraphs graphs;
    graphs.low = addGraph(m_axes.u(), m_axes.v());
    graphs.high = addGraph(m_axes.u(), m_axes.v());
    graphs.line = addGraph(m_axes.u(), m_axes.v());
    graphs.high->setChannelFillGraph(graphs.low);
    return graphs;
}

void FlightPlot::makeGraphs() {
    addLayer(QStringLiteral("material"), layer(QStringLiteral("background")), limAbove);
    addLayer(QStringLiteral("marks"), layer(QStringLiteral("main")), limAbove);
    new LayerBands(this, QStringLiteral("material"), m_axes, m_content);
    for (TrackGraphs& track : m_before)
        track = makeTrack();
    for (TrackGraphs& track : m_after)
        track = makeTrack();
    for (QCPGraph*& line : m_true)
        line = addGraph(m_axes.u(), m_axes.v());
    m_profile = addGraph(m_axes.profile->axis(QCPAxis::atBottom), m_axes.deltaChi2());
    for (std::size_t i = 0; i < m_levels.size(); ++i) {
        m_levels[i] = new QCPItemStraightLine(this);
        m_levels[i]->setClipAxisRect(m_axes.profile);
        for (QCPItemPosition* point : m_levels[i]->positions())
            point->setAxes(m_axes.profile->axis(QCPAxis::atBottom), m_axes.deltaChi2());
        m_levels[i]->point1->setCoords(0, kLevels[i]);
        m_levels[i]->point2->setCoords(1, kLevels[i]);
    }
    m_marks = new FlightMarks(this, QStringLiteral("marks"), m_axes, m_content);
    m_uLabel = new QCPItemText(this);
    m_uLabel->setClipToAxisRect(false);
    m_uLabel->position->setType(QCPItemPosition::ptAbsolute);
    m_uLabel->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_uLabel->setText(uLabel());
}

void FlightPlot::applyTheme() {
    m_content.theme = theme();
    m_content.font = textFont();
    const std::array colours = {theme().positron, theme().electron};
    for (std::size_t i = 0; i < 2; ++i) {
        const auto style = [&](const TrackGraphs& graphs, double width, int alpha) {
            graphs.line->setPen(plotPen(colours[i], width));
            graphs.low->setPen(Qt::NoPen);
            graphs.high->setPen(Qt::NoPen);
            graphs.high->setBrush(withAlpha(colours[i], alpha));
        };
        style(m_before[i], 1.1, 26);
        style(m_after[i], 2.8, 55);
        m_true[i]->setPen(plotPen(theme().truth, 1.2));
    }
    m_profile->setPen(plotPen(theme().foreground, 2));
    m_levels[0]->setPen(plotPen(withAlpha(theme().foreground, 170), 1, Qt::DashLine));
    m_levels[1]->setPen(plotPen(withAlpha(theme().foreground, 170), 1, Qt::DotLine));
    m_uLabel->setColor(theme().foreground);
    m_uLabel->setFont(textFont());
}

QString FlightPlot::readout(const QPointF& pixel) const {
    if (!m_content.picture) return {};
    if (m_origin->outerRect().contains(pixel.toPoint())) return m_origin->readout(pixel);
    const bool inside = m_axes.tracks->rect().contains(pixel.toPoint()) ||
                        m_axes.profile->rect().contains(pixel.toPoint()) ||
                        m_axes.intervals->rect().contains(pixel.toPoint());
    if (!inside) return {};
    const QString thing = thingAt(pixel);
    return thing.isEmpty() ? placeText(pixel) : tr("%1   |   %2").arg(thing, placeText(pixel));
}

QString FlightPlot::placeText(const QPointF& pixel) const {
    const FlightProfile* profile = m_content.profile();
    const double u = m_axes.u()->pixelToCoord(pixel.x());
    const bool amongTracks = m_axes.tracks->rect().contains(pixel.toPoint());
    QString text = tr("u = %1 cm").arg(numberText(u, 3));
    if (amongTracks) {
        const double v = m_axes.v()->pixelToCoord(pixel.y());
        const ShownUnit& unit = m_vTicker->unit();
        text += tr(", v = %1 %2").arg(significantText(v * unit.factor, 4), unit.symbol);
        text += tr(", ρ = %1 cm").arg(numberText(std::hypot(u, v), 3));
    } else if (profile) {
        text += tr(", ρ = %1 cm").arg(numberText(profile->vertex(u).head<2>().norm(), 3));
    }
    const double chi2 = profile ? profile->chi2(u) : NAN;
    if (std::isfinite(chi2))
        text += tr(", χ² = %1 (Δχ² = %2)")
                    .arg(significantText(chi2, 4), significantText(chi2 - m_content.lowestChi2(), 3));
    return text;
}

QString FlightPlot::thingAt(const QPointF& pixel) const {
    if (m_axes.intervals->rect().contains(pixel.toPoint())) return intervalText(pixel);
    if (const auto minimum = m_marks->minimumAt(pixel)) return minimumText(*minimum);
    if (m_axes.tracks->rect().contains(pixel.toPoint())) {
        const QString point = m_marks->pointAt(pixel);
        if (!point.isEmpty()) return point;
    }
    return m_content.options.layers ? layerText(pixel) : QString();
}

QString FlightPlot::minimumText(std::size_t index) const {
    const FlightPicture::Minimum& minimum = m_content.picture->minima[index];
    const QString text = tr("Minimum %1: ρ = %2 cm, χ² = %3")
                             .arg(index + 1)
                             .arg(numberText(minimum.rho, 3), significantText(minimum.chi2, 4));
    return index == m_content.picture->chosen ? tr("%1, the chosen vertex").arg(text)
                                              : tr("%1; click to choose it").arg(text);
}

QString FlightPlot::intervalText(const QPointF& pixel) const {
    const FlightProfile* profile = m_content.profile();
    if (!profile) return {};
    const bool inner = pixel.y() < m_axes.intervals->rect().center().y();
    QStringList stretches;
    for (const FlightInterval& interval : inner ? profile->u68 : profile->u95)
        stretches.append(tr("%1%2 to %3%4 cm")
                             .arg(interval.openLow ? tr("below ") : QString(), numberText(interval.low, 2),
                                  interval.openHigh ? tr("beyond ") : QString(),
                                  numberText(interval.high, 2)));
    return tr("%1 interval of u: %2")
        .arg(inner ? QStringLiteral("68 %") : QStringLiteral("95 %"), stretches.join(tr(" and ")));
}

QString FlightPlot::layerText(const QPointF& pixel) const {
    for (const FlightPicture::Layer& layer : m_content.picture->layers) {
        const QRectF band = layerBand(layer, m_axes, m_axes.tracks->rect());
        if (pixel.x() < band.left() - kNearPixels || pixel.x() > band.right() + kNearPixels) continue;
        QString text =
            tr("%1 at u = %2 cm, X/X0 = %3 %")
                .arg(QString::fromStdString(layer.group), numberText((layer.uLow + layer.uHigh) / 2, 2),
                     significantText(100 * layer.radiationLengths, 2));
        if (const auto probability = m_content.probability(layer.group))
            text += tr(", origin with %1").arg(percentText(*probability));
        return text;
    }
    return {};
}

} // namespace pairscope
