// What the plane is drawn with, how it looks, and its numbers as text.

#include "widgets/plots/DensityImage.h"
#include "widgets/plots/GroupStyle.h"
#include "widgets/plots/PlanePlot.h"
#include "widgets/plots/PlotColumn.h"
#include "widgets/plots/PlotExport.h"
#include "widgets/plots/RegionOverlay.h"

namespace pairscope {

void PlanePlot::makeItems() {
    addLayer(QStringLiteral("selection"), layer(QStringLiteral("main")), limAbove);
    layer(QStringLiteral("selection"))->setMode(QCPLayer::lmBuffered); // drawn alone while brushing
    addLayer(QStringLiteral("regions"), layer(QStringLiteral("selection")), limAbove);
    addLayer(QStringLiteral("marks"), layer(QStringLiteral("regions")), limAbove);
    setMarkLayers({QStringLiteral("marks")});
    m_density = new DensityImage(xAxis, yAxis, QStringLiteral("main"));
    m_selectedDensity = new DensityImage(xAxis, yAxis, QStringLiteral("selection"));
    m_scale = new QCPColorScale(this);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(10);
    m_scale->axis()->setTicker(QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog));
    m_scale->setDataScaleType(QCPAxis::stLogarithmic);
    m_scale->setRangeDrag(false);
    m_scale->setRangeZoom(false);
    auto* ends = new QCPMarginGroup(this); // the scale ends where the axes end
    axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, ends);
    m_scale->setMarginGroup(QCP::msTop | QCP::msBottom, ends);
    m_points = {addGraph()};
    m_selection = addGraph();
    m_curve = new QCPCurve(xAxis, yAxis);
    m_curveTicks = addGraph();
    m_truth = addGraph();
    m_marker = addGraph();
    for (QCPGraph* graph : {m_points[0], m_selection, m_curveTicks, m_truth, m_marker})
        graph->setLineStyle(QCPGraph::lsNone);
    m_selection->setLayer(QStringLiteral("selection"));
    m_curve->setLayer(QStringLiteral("marks"));
    m_curveTicks->setLayer(QStringLiteral("marks"));
    m_truth->setLayer(QStringLiteral("marks"));
    m_marker->setLayer(QStringLiteral("marks"));
    m_overlay = new RegionOverlay(this, QStringLiteral("regions"));
    xAxis2->setTickLength(5, 0);
    xAxis2->setSubTicks(false);
    setAutoAddPlottableToLegend(false);
    axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
}

void PlanePlot::stylePoints() {
    using Scatter = QCPScatterStyle;
    constexpr double kSize = 4;
    m_points[0]->setScatterStyle(
        Scatter(Scatter::ssDisc, withAlpha(theme().point, 190), withAlpha(theme().point, 190), kSize));
    for (std::size_t i = 1; i < m_points.size(); ++i)
        m_points[i]->setScatterStyle(groupStyle(theme(), i - 1).scatter(kSize + 1));
}

void PlanePlot::applyTheme() {
    using Scatter = QCPScatterStyle;
    RowPlot::applyTheme();
    stylePoints();
    m_selection->setScatterStyle(
        Scatter(Scatter::ssDiamond, plotPen(theme().background, 0.8), QBrush(theme().selection), 8));
    m_marker->setScatterStyle(
        Scatter(Scatter::ssCrossCircle, plotPen(theme().current, 2.4), QBrush(Qt::NoBrush), 15));
    m_truth->setScatterStyle(
        Scatter(Scatter::ssDiamond, plotPen(theme().truth, 2.2), QBrush(Qt::NoBrush), 13));
    m_curve->setPen(plotPen(theme().curve, 1.8, Qt::DashDotLine));
    m_curveTicks->setScatterStyle(
        Scatter(Scatter::ssSquare, plotPen(theme().curve, 1.6), theme().background, 7));
    m_overlay->setTextStyle(textFont(), theme().foreground, theme().background);
    m_gradient.clearColorStops();
    m_gradient.setColorStopAt(0, theme().densityLow);
    m_gradient.setColorStopAt(0.5, theme().densityMiddle);
    m_gradient.setColorStopAt(1, theme().densityHigh);
    styleScale();
    m_stale = m_selectedStale = true; // the images have the colours of before
}

void PlanePlot::styleScale() {
    m_scale->setGradient(m_gradient);
    QCPAxis* axis = m_scale->axis();
    axis->setLabel(tr("Pairs / cell"));
    axis->setLabelFont(textFont());
    axis->setLabelColor(theme().foreground);
    axis->setTickLabelFont(textFont());
    axis->setTickLabelColor(theme().foreground);
    axis->setBasePen(plotPen(theme().foreground));
    axis->setTickPen(plotPen(theme().foreground));
    axis->setSubTickPen(plotPen(theme().foreground));
}

QString PlanePlot::numbers() const {
    return showsDensity() ? numbersOfCells() : numbersOfPoints();
}

QString PlanePlot::numbersOfCells() const {
    const auto ends = [](CandidateColumn column) {
        const QString name = columnTitle(column);
        return QStringLiteral("%1 low,%1 high").arg(name);
    };
    QString text = ends(m_plane.x) + u',' + ends(m_plane.y) + QStringLiteral(",pairs");
    const std::size_t groups = grouping() ? grouping()->names.size() : 0;
    for (std::size_t group = 0; group < groups; ++group)
        text += u',' + csvText(QString::fromStdString(grouping()->names[group]));
    text += u'\n';
    const Binning& xs = m_counts.xCells();
    const Binning& ys = m_counts.yCells();
    for (int y = 0; y < ys.bins; ++y)
        for (int x = 0; x < xs.bins; ++x) {
            if (m_counts.count(x, y) == 0) continue;
            for (const double edge :
                 {xs.edge(x) * shownFactor(m_plane.x), xs.edge(x + 1) * shownFactor(m_plane.x),
                  ys.edge(y) * shownFactor(m_plane.y), ys.edge(y + 1) * shownFactor(m_plane.y)})
                text += QString::number(edge, 'g', 8) + u',';
            text += QString::number(m_counts.count(x, y));
            for (std::size_t group = 0; group < groups; ++group)
                text += u',' + QString::number(m_counts.count(x, y, group));
            text += u'\n';
        }
    return text;
}

QString PlanePlot::numbersOfPoints() const {
    QString text = QStringLiteral("candidate,%1,%2\n").arg(columnTitle(m_plane.x), columnTitle(m_plane.y));
    const auto number = [this](CandidateColumn column, std::size_t row) {
        if (info(column).text) return fromView(table()->text(column, row));
        const double value = table()->value(column, row);
        return std::isfinite(value) ? QString::number(value * shownFactor(column), 'g', 8) : QString();
    };
    for (const std::uint32_t row : shownRows())
        text += QStringLiteral("%1,%2,%3\n")
                    .arg(QString::fromStdString(toString(table()->pairs().id(row))), number(m_plane.x, row),
                         number(m_plane.y, row));
    return text;
}

} // namespace pairscope
