#include "widgets/plots/HistogramCurve.h"

#include "widgets/plots/PlotWidget.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

HistogramCurve::HistogramCurve(QCustomPlot& plot)
    : m_steps(plot.addGraph()),
      m_centres(plot.addGraph()),
      m_errors(new QCPErrorBars(plot.xAxis, plot.yAxis)) {
    m_steps->setLineStyle(QCPGraph::lsLine);
    m_centres->setLineStyle(QCPGraph::lsNone);
    m_errors->setDataPlottable(m_centres);
    m_errors->setWhiskerWidth(0);
    m_errors->setSymbolGap(0);
    for (QCPAbstractPlottable* part :
         {static_cast<QCPAbstractPlottable*>(m_steps), static_cast<QCPAbstractPlottable*>(m_centres),
          static_cast<QCPAbstractPlottable*>(m_errors)})
        part->removeFromLegend();
}

void HistogramCurve::draw(const Histogram& histogram, const Scale& scale) {
    constexpr double kGap = 0.12; // on either side of a bar, of its bin
    const Binning& binning = histogram.binning();
    const double inset = scale.bars ? kGap * binning.width() : 0;
    QVector<double> edges, heights, centres, tops, down, up;
    edges << binning.low * scale.x;
    heights << 0;
    for (int bin = 0; bin < binning.bins; ++bin) {
        const double content = histogram.content(bin);
        const double left = (binning.edge(bin) + inset) * scale.x;
        const double right = (binning.edge(bin + 1) - inset) * scale.x;
        if (scale.bars) edges << left, heights << 0;
        edges << left << right;
        heights << content * scale.y << content * scale.y;
        if (scale.bars) edges << right, heights << 0;
        if (!scale.errors || content <= 0) continue; // an empty bin's bar would only clutter
        const Interval interval = histogram.interval(bin);
        centres << binning.centre(bin) * scale.x;
        tops << content * scale.y;
        down << (content - interval.low) * scale.y;
        up << (interval.high - content) * scale.y;
    }
    edges << binning.high * scale.x;
    heights << 0;
    m_steps->setData(edges, heights, true);
    m_centres->setData(centres, tops, true);
    m_errors->setData(down, up);
    m_withErrors = scale.errors;
    m_errors->setVisible(m_withErrors && isVisible());
}

void HistogramCurve::setStyle(const QPen& pen, const QBrush& fill) {
    m_steps->setPen(pen);
    m_steps->setBrush(fill);
    m_errors->setPen(plotPen(withAlpha(pen.color(), 200), 1));
}

void HistogramCurve::setVisible(bool on) {
    m_steps->setVisible(on);
    m_errors->setVisible(on && m_withErrors);
    if (on)
        m_steps->addToLegend();
    else
        m_steps->removeFromLegend();
}

double HistogramCurve::highest(const QCPRange& shown) const {
    double result = 0;
    for (const QCPGraphData& point : *m_steps->data())
        if (shown.contains(point.key)) result = std::max(result, point.value);
    if (!m_withErrors) return result;
    for (int i = 0; i < m_centres->dataCount(); ++i)
        if (shown.contains(m_centres->dataMainKey(i)))
            result = std::max(result, m_centres->dataMainValue(i) + m_errors->data()->at(i).errorPlus);
    return result;
}

ValueMarker::ValueMarker(QCustomPlot& plot)
    : m_line(new QCPItemStraightLine(&plot)), m_beyond(new QCPItemText(&plot)) {
    m_beyond->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    m_beyond->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_line->setLayer(QStringLiteral("marks")); // over the filled histograms
    m_beyond->setLayer(QStringLiteral("marks"));
    m_line->setVisible(false);
    m_beyond->setVisible(false);
}

void ValueMarker::setStyle(const QPen& pen, const QFont& font) {
    m_line->setPen(pen);
    m_beyond->setColor(pen.color());
    m_beyond->setFont(font);
}

void ValueMarker::place(const std::optional<double>& shown, double height, const QString& text) {
    const bool exists = shown && std::isfinite(*shown);
    const double at = exists ? *shown : 0;
    const QCPRange range = m_line->parentPlot()->xAxis->range();
    m_line->setVisible(exists);
    m_line->point1->setCoords(at, 0);
    m_line->point2->setCoords(at, 1);
    const bool right = at > range.upper;
    m_beyond->setVisible(exists && (right || at < range.lower));
    m_beyond->setText(right ? text + QStringLiteral(" →") : QStringLiteral("← ") + text);
    m_beyond->setPositionAlignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    m_beyond->position->setCoords(right ? 0.99 : 0.01, height);
}

} // namespace pairscope
