#include "widgets/plots/HistogramPlot.h"

#include "core/analysis/CellCounts.h"
#include "core/analysis/RowSelection.h"
#include "widgets/models/QuantityText.h"
#include "widgets/plots/GroupStyle.h"
#include "widgets/plots/PlotColumn.h"
#include "widgets/plots/PlotExport.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

double pairsOf(const Histogram& histogram) {
    return histogram.sum() + histogram.overflow() + histogram.underflow();
}

} // namespace

HistogramPlot::HistogramPlot(QWidget* parent) : RowPlot(parent) {
    axisRect()->setRangeZoom(Qt::Horizontal);
    axisRect()->setRangeDrag(Qt::Horizontal);
    setNotAntialiasedElements(QCP::aeFills); // all edges are level or upright
    setAutoAddPlottableToLegend(false);
    legend->setVisible(true); // its entries say numbers of the candidate
    addLayer(QStringLiteral("marks"), layer(QStringLiteral("axes")), limAbove);
    setMarkLayers({QStringLiteral("marks"), QStringLiteral("legend")});
    axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
    connect(xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this](const QCPRange& range) {
        const double low = m_binning.low * m_factor;
        const double span = (m_binning.high - m_binning.low) * m_factor;
        xAxis->setRange(range.bounded(low - 0.05 * span, low + 20 * span));
        scaleHeights();
    });
}

HistogramPlot::Line& HistogramPlot::line(std::size_t index) {
    while (m_lines.size() <= index) {
        m_lines.push_back({HistogramCurve(*this), Histogram(m_binning), {}});
        m_lines.back().curve.setVisible(false);
    }
    return m_lines[index];
}

void HistogramPlot::setBinning(const Binning& binning, double factor, bool bars) {
    m_binning = binning;
    m_factor = factor;
    m_bars = bars;
    for (Line& each : m_lines)
        each.histogram = Histogram(binning);
}

void HistogramPlot::setWidthText(const QString& text) {
    m_widthText = text;
    labelHeights();
}

void HistogramPlot::labelHeights() {
    const QString what = m_normalised ? tr("Fraction of pairs") : tr("Pairs");
    yAxis->setLabel(m_widthText.isEmpty() ? what : tr("%1 / %2").arg(what, m_widthText));
}

void HistogramPlot::setLogScale(bool on) {
    m_log = on;
    yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    yAxis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                        : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    scaleHeights();
}

void HistogramPlot::setErrorBars(bool on) {
    m_errors = on;
    drawAll();
}

void HistogramPlot::setNormalised(bool on) {
    m_normalised = on;
    labelHeights();
    drawAll();
}

void HistogramPlot::refill(std::size_t index, CandidateColumn column, const RowSet& rows) {
    Histogram filled(m_binning);
    if (table()) filled.fill(table()->column(column), rows.below(table()->rows()).rows());
    line(index).histogram = filled;
}

void HistogramPlot::nameLine(std::size_t index, const QString& name, const QString& addition) {
    Line& named = line(index);
    const auto count = [](double pairs) { return countText(static_cast<std::size_t>(pairs)); };
    const double beyond = named.histogram.overflow() + named.histogram.underflow();
    QString text = tr("%1: %2 pairs").arg(name, count(pairsOf(named.histogram)));
    if (beyond > 0) text += tr(" (%1 beyond)").arg(count(beyond));
    named.name = name;
    named.curve.setName(text + addition);
}

HistogramCurve::Scale HistogramPlot::scaleOf(const Histogram& histogram) const {
    const double pairs = pairsOf(histogram);
    return {m_factor, m_normalised && pairs > 0 ? 1 / pairs : 1, m_bars, m_errors};
}

void HistogramPlot::drawLine(std::size_t index) {
    Line& drawn = line(index);
    drawn.curve.draw(drawn.histogram, scaleOf(drawn.histogram));
}

void HistogramPlot::drawAll() {
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (m_lines[i].curve.isVisible()) drawLine(i);
    scaleHeights();
}

double HistogramPlot::legendShare() const {
    if (legend->itemCount() == 0) return 0;
    return std::min(0.5, legend->minimumOuterSizeHint().height() / std::max(1.0, 1.0 * axisRect()->height()));
}

void HistogramPlot::scaleHeights() {
    double highest = 0;
    double least = std::numeric_limits<double>::infinity(); // one pair of the largest histogram
    for (const Line& each : m_lines) {
        if (!each.curve.isVisible()) continue;
        highest = std::max(highest, each.curve.highest(xAxis->range()));
        least = std::min(least, scaleOf(each.histogram).y);
    }
    if (!std::isfinite(least)) least = 1;
    highest = std::max(highest, least);
    // room for the legend above the highest bar
    const double share = legendShare();
    if (m_log)
        yAxis->setRange(0.5 * least, 0.5 * least * std::pow(2 * highest / least, 1 / (1 - share)));
    else
        yAxis->setRange(0, 1.05 * highest / (1 - share));
    placeMarkers();
    requestReplot();
}

void HistogramPlot::showGroups(std::size_t first, CandidateColumn column, const RowSet& rows) {
    m_firstGroup = first;
    const std::vector<RowSet> groups = grouping() ? rowsOfGroups(*grouping(), rows) : std::vector<RowSet>();
    for (std::size_t group = 0; group < groups.size(); ++group) {
        refill(first + group, column, groups[group]);
        nameLine(first + group, QString::fromStdString(grouping()->names[group]));
        HistogramCurve& curve = line(first + group).curve;
        curve.setVisible(!groups[group].empty());
        curve.setStyle(groupStyle(theme(), group).line(1.8), Qt::NoBrush);
    }
    hideLinesFrom(first + groups.size());
}

void HistogramPlot::hideLinesFrom(std::size_t first) {
    for (std::size_t i = first; i < m_lines.size(); ++i)
        m_lines[i].curve.setVisible(false);
}

void HistogramPlot::applyTheme() {
    RowPlot::applyTheme();
    for (std::size_t i = m_firstGroup; grouping() && i < m_lines.size(); ++i)
        m_lines[i].curve.setStyle(groupStyle(theme(), i - m_firstGroup).line(1.8), Qt::NoBrush);
}

void HistogramPlot::fitToData() {
    xAxis->setRange(m_binning.low * m_factor, m_binning.high * m_factor);
    scaleHeights();
}

std::optional<int> HistogramPlot::binAt(double shown) const {
    const double bin = std::floor((shown / m_factor - m_binning.low) / m_binning.width());
    if (!(bin >= 0 && bin < m_binning.bins)) return std::nullopt;
    return static_cast<int>(bin);
}

RowSet HistogramPlot::rowsUnder(const PlotBrush& brush) const {
    const QRectF area = brush.outline().boundingRect();
    return rowsInRange(
        table()->column(brushedColumn()), brushedRows().below(table()->rows()),
        {xAxis->pixelToCoord(area.left()) / m_factor, xAxis->pixelToCoord(area.right()) / m_factor});
}

QString HistogramPlot::numbers() const {
    const QString title = xAxis->label();
    QString text = QStringLiteral("%1 low,%1 high").arg(title);
    for (const Line& each : m_lines)
        if (each.curve.isVisible()) text += u',' + csvText(each.name);
    text += u'\n';
    for (int bin = 0; bin < m_binning.bins; ++bin) {
        text += QString::number(m_binning.edge(bin) * m_factor, 'g', 10) + u',' +
                QString::number(m_binning.edge(bin + 1) * m_factor, 'g', 10);
        for (const Line& each : m_lines)
            if (each.curve.isVisible()) text += u',' + QString::number(each.histogram.content(bin), 'g', 15);
        text += u'\n';
    }
    return text;
}

} // namespace pairscope
