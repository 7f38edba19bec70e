#include "widgets/plots/FitStepsPlot.h"

#include "widgets/models/QuantityText.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// A logarithmic axis has no zero: what is smaller lies on its floor.
constexpr double kFloor = 1e-12;

double onLog(double value) {
    return std::isfinite(value) ? std::max(value, kFloor) : kFloor;
}

void makeLogarithmic(QCPAxis* axis) {
    axis->setScaleType(QCPAxis::stLogarithmic);
    axis->setTicker(QSharedPointer<QCPAxisTickerLog>(new QCPAxisTickerLog));
    axis->setNumberFormat(QStringLiteral("eb"));
    axis->setNumberPrecision(0);
}

/// Whole decades about what the graphs show.
void showDecades(QCPAxis* axis, const QList<QCPGraph*>& graphs) {
    double low = std::numeric_limits<double>::max();
    double high = kFloor;
    for (const QCPGraph* graph : graphs)
        for (const QCPGraphData& point : *graph->data()) {
            low = std::min(low, point.value);
            high = std::max(high, point.value);
        }
    if (low > high) low = high = 1;
    axis->setRange(std::pow(10, std::floor(std::log10(low) - 0.2)),
                   std::pow(10, std::ceil(std::log10(high) + 0.2)));
}

} // namespace

FitStepsPlot::FitStepsPlot(QWidget* parent)
    : PlotWidget(parent),
      m_chi2(addGraph(xAxis, yAxis)),
      m_refused(addGraph(xAxis, yAxis)),
      m_step(addGraph(xAxis, yAxis2)),
      m_trust(addGraph(xAxis, yAxis2)),
      m_line(new QCPItemStraightLine(this)) {
    setAccessibleName(tr("Curves of the search: chi2, step and trust radius against the iteration"));
    // the right axis has numbers of its own
    disconnect(yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), yAxis2,
               qOverload<const QCPRange&>(&QCPAxis::setRange));
    makeLogarithmic(yAxis);
    makeLogarithmic(yAxis2);
    yAxis2->setTickLabels(true);
    xAxis->setLabel(tr("iteration"));
    const auto integers = QSharedPointer<QCPAxisTickerFixed>(new QCPAxisTickerFixed);
    integers->setTickStep(1);
    integers->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    xAxis->setTicker(integers);
    m_chi2->setName(tr("χ²"));
    m_refused->setName(tr("refused"));
    m_step->setName(tr("step [σ]"));
    m_trust->setName(tr("trust [cm]"));
    m_refused->setLineStyle(QCPGraph::lsNone);
    axisRect()->setRangeZoom(Qt::Horizontal);
    axisRect()->setRangeDrag(Qt::Horizontal);
    legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    legend->setMargins(QMargins(6, 0, 0, 0));
    legend->setIconSize(20, 12);
    legend->setIconTextPadding(3);
    legend->setColumnSpacing(2);
    plotLayout()->insertRow(0);
    plotLayout()->addElement(0, 0, legend); // above the axes: it never hides a point
    plotLayout()->setRowStretchFactor(0, 0.001);
    plotLayout()->setRowSpacing(0);
    setMinimumHeight(170);
    setTrace(std::nullopt);
}

void FitStepsPlot::setTrace(const std::optional<FitTrace>& trace, const QString& why) {
    m_trace = trace;
    m_current.reset();
    for (QCPGraph* graph : {m_chi2, m_refused, m_step, m_trust})
        graph->data()->clear();
    const bool shown = trace.has_value();
    for (QCPAxis* axis : {xAxis, yAxis, xAxis2, yAxis2})
        axis->setVisible(shown);
    legend->setVisible(shown);
    setEmptyText(shown ? QString() : why);
    if (shown) {
        m_chi2->addData(0, onLog(trace->startChi2));
        for (std::size_t i = 0; i < trace->steps.size(); ++i) {
            const FitStep& step = trace->steps[i];
            const auto at = static_cast<double>(i + 1);
            (step.accepted ? m_chi2 : m_refused)->addData(at, onLog(step.chi2));
            m_step->addData(at, onLog(step.stepInSigma));
            // a search may step freely: then there is no radius to draw
            if (step.trustRadius > 0) m_trust->addData(at, onLog(step.trustRadius));
        }
        fitToData();
    }
    setCurrent(std::nullopt);
}

void FitStepsPlot::setCurrent(std::optional<int> iteration) {
    m_current = iteration;
    m_line->setVisible(iteration.has_value());
    m_line->point1->setCoords(iteration.value_or(0), 1);
    m_line->point2->setCoords(iteration.value_or(0), 10);
    requestReplot();
}

void FitStepsPlot::fitToData() {
    const double last = m_trace ? static_cast<double>(m_trace->steps.size()) : 1;
    xAxis->setRange(-0.03 * last - 0.2, last * 1.03 + 0.2);
    showDecades(yAxis, {m_chi2, m_refused});
    showDecades(yAxis2, {m_step, m_trust});
    requestReplot();
}

void FitStepsPlot::applyTheme() {
    const auto style = [](QCPGraph* graph, const QColor& colour, Qt::PenStyle line,
                          QCPScatterStyle::ScatterShape shape) {
        graph->setPen(plotPen(colour, 1.6, line));
        graph->setScatterStyle(QCPScatterStyle(shape, plotPen(colour, 1.4), Qt::NoBrush, 6));
    };
    const PlotTheme& colours = theme();
    style(m_chi2, colours.foreground, Qt::SolidLine, QCPScatterStyle::ssCircle);
    style(m_refused, colours.current, Qt::SolidLine, QCPScatterStyle::ssCross);
    style(m_step, colours.after, Qt::DashLine, QCPScatterStyle::ssSquare);
    style(m_trust, colours.before, Qt::DotLine, QCPScatterStyle::ssTriangle);
    m_line->setPen(plotPen(colours.selection, 2));
}

int FitStepsPlot::iterationAt(double pixel) const {
    const int last = static_cast<int>(m_trace->steps.size());
    return std::clamp(static_cast<int>(std::lround(xAxis->pixelToCoord(pixel))), 0, last);
}

QString FitStepsPlot::readout(const QPointF& pixel) const {
    if (!m_trace) return {};
    const int at = iterationAt(pixel.x());
    if (at == 0) return tr("start: χ² %1").arg(significantText(m_trace->startChi2, 6));
    const FitStep& step = m_trace->steps[static_cast<std::size_t>(at - 1)];
    return tr("step %1: χ² %2, step %3 σ, trust radius %4 cm%5")
        .arg(at)
        .arg(significantText(step.chi2, 6), significantText(step.stepInSigma, 3),
             significantText(step.trustRadius, 3), step.accepted ? QString() : tr(", refused"));
}

void FitStepsPlot::requestStep(int iteration) {
    if (m_trace && iteration >= 0 && iteration <= static_cast<int>(m_trace->steps.size()))
        emit iterationClicked(iteration);
}

void FitStepsPlot::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->pos();
    PlotWidget::mousePressEvent(event);
}

void FitStepsPlot::mouseReleaseEvent(QMouseEvent* event) {
    PlotWidget::mouseReleaseEvent(event);
    const bool moved = (event->pos() - m_pressed).manhattanLength() > 4; // pixels: that was a drag
    if (!moved && event->button() == Qt::LeftButton && m_trace && axisRect()->rect().contains(event->pos()))
        requestStep(iterationAt(event->position().x()));
}

/// Left and right step through the iterations.
void FitStepsPlot::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Left) return requestStep(m_current.value_or(1) - 1);
    if (event->key() == Qt::Key_Right) return requestStep(m_current.value_or(-1) + 1);
    PlotWidget::keyPressEvent(event);
}

} // namespace pairscope
