// What the plane is drawn with, and how it looks.

#include "widgets/plots/PlanePlot.h"
#include "widgets/plots/RegionOverlay.h"

namespace pairscope {

void PlanePlot::makeItems() {
    addLayer(QStringLiteral("regions"), layer(QStringLiteral("main")), limAbove);
    addLayer(QStringLiteral("marks"), layer(QStringLiteral("regions")), limAbove);
    m_density = new QCPColorMap(xAxis, yAxis);
    m_density->setInterpolate(false);
    m_density->setTightBoundary(true);
    m_density->setDataScaleType(QCPAxis::stLogarithmic);
    m_scale = new QCPColorScale(this);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(10);
    m_scale->axis()->setTicker(QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog));
    m_scale->setDataScaleType(QCPAxis::stLogarithmic);
    m_scale->setRangeDrag(false);
    m_scale->setRangeZoom(false);
    m_density->setColorScale(m_scale);
    auto* ends = new QCPMarginGroup(this); // the scale ends where the axes end
    axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, ends);
    m_scale->setMarginGroup(QCP::msTop | QCP::msBottom, ends);
    m_points = addGraph();
    m_selection = addGraph();
    m_curve = new QCPCurve(xAxis, yAxis);
    m_curveTicks = addGraph();
    m_truth = addGraph();
    m_marker = addGraph();
    for (QCPGraph* graph : {m_points, m_selection, m_curveTicks, m_truth, m_marker})
        graph->setLineStyle(QCPGraph::lsNone);
    m_selection->setLayer(QStringLiteral("marks"));
    m_curve->setLayer(QStringLiteral("marks"));
    m_curveTicks->setLayer(QStringLiteral("marks"));
    m_truth->setLayer(QStringLiteral("marks"));
    m_marker->setLayer(QStringLiteral("marks"));
    m_overlay = new RegionOverlay(this, QStringLiteral("regions"));
    xAxis2->setTickLength(5, 0);
    xAxis2->setSubTicks(false);
}

void PlanePlot::applyTheme() {
    using Scatter = QCPScatterStyle;
    m_points->setScatterStyle(
        Scatter(Scatter::ssDisc, withAlpha(theme().point, 190), withAlpha(theme().point, 190), 4));
    m_selection->setScatterStyle(
        Scatter(Scatter::ssDiamond, plotPen(theme().background, 0.8), QBrush(theme().selection), 8));
    m_marker->setScatterStyle(
        Scatter(Scatter::ssCrossCircle, plotPen(theme().current, 2.4), QBrush(Qt::NoBrush), 15));
    m_truth->setScatterStyle(
        Scatter(Scatter::ssDiamond, plotPen(theme().truth, 2.2), QBrush(Qt::NoBrush), 13));
    m_curve->setPen(plotPen(theme().curve, 1.8, Qt::DashDotLine));
    m_curveTicks->setScatterStyle(
        Scatter(Scatter::ssSquare, plotPen(theme().curve, 1.6), theme().background, 7));
    QCPColorGradient gradient;
    gradient.clearColorStops();
    gradient.setColorStopAt(0, theme().densityLow);
    gradient.setColorStopAt(0.5, theme().densityMiddle);
    gradient.setColorStopAt(1, theme().densityHigh);
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    m_density->setGradient(gradient);
    QCPAxis* axis = m_scale->axis();
    axis->setLabel(tr("Pairs / cell"));
    axis->setLabelFont(textFont());
    axis->setLabelColor(theme().foreground);
    axis->setTickLabelFont(textFont());
    axis->setTickLabelColor(theme().foreground);
    axis->setBasePen(plotPen(theme().foreground));
    axis->setTickPen(plotPen(theme().foreground));
    axis->setSubTickPen(plotPen(theme().foreground));
    m_overlay->setTextStyle(textFont(), theme().foreground, theme().background);
    selectionRect()->setPen(plotPen(theme().selection, 1.5, Qt::DashLine));
    selectionRect()->setBrush(withAlpha(theme().selection, 40));
}

} // namespace pairscope
