#include "widgets/plots/PlanePlot.h"

#include "core/analysis/RowSelection.h"
#include "widgets/models/QuantityText.h"
#include "widgets/plots/DensityImage.h"
#include "widgets/plots/GroupStyle.h"
#include "widgets/plots/PlotColumn.h"
#include "widgets/plots/RegionOverlay.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

constexpr double kCellPixels = 3;
constexpr double kPickPixels = 7;
constexpr double kClickPixels = 3;

/// The value of a curve, given by points of ascending x, at x; NaN beside it.
double interpolated(const std::vector<double>& xs, const std::vector<double>& ys, double x) {
    const auto above = std::upper_bound(xs.begin(), xs.end(), x);
    if (above == xs.begin() || above == xs.end()) return std::numeric_limits<double>::quiet_NaN();
    const auto i = static_cast<std::size_t>(above - xs.begin());
    const double share = (x - xs[i - 1]) / (xs[i] - xs[i - 1]);
    return (1 - share) * ys[i - 1] + share * ys[i];
}

} // namespace

PlanePlot::PlanePlot(QWidget* parent) : RowPlot(parent) {
    setAccessibleName(tr("Plane of two quantities with regions"));
    setObjectName(QStringLiteral("plane"));
    makeItems();
    labelAxes();
    applyTheme();
    connect(this, &QCustomPlot::beforeReplot, this, &PlanePlot::nameTicks);
    connect(this, &QCustomPlot::afterLayout, this, &PlanePlot::drawInLayout);
    setTable(nullptr);
}

void PlanePlot::labelAxes() {
    xAxis->setLabel(columnTitle(m_plane.x));
    yAxis->setLabel(columnTitle(m_plane.y));
}

double PlanePlot::shownX(std::size_t row) const {
    return table()->value(m_plane.x, row) * shownFactor(m_plane.x);
}
double PlanePlot::shownY(std::size_t row) const {
    return table()->value(m_plane.y, row) * shownFactor(m_plane.y);
}

void PlanePlot::tableChanged() {
    m_current.reset();
    placeCurrent();
}

void PlanePlot::tableReplaced() {
    m_stale = m_selectedStale = true;
    fillPoints();
    fillSelection();
    placeCurrent();
    requestReplot();
}

void PlanePlot::shownChanged() {
    setEmptyText(reasonForNoRows());
    m_stale = true;
    m_groups = grouping() ? rowsOfGroups(*grouping(), shownRows()) : std::vector<RowSet>();
    showScale(showsDensity() && !grouping());
    fillPoints();
    nameGroups();
    selectionChanged();
    requestReplot();
}

void PlanePlot::groupingChanged() {
    while (grouping() && m_points.size() <= grouping()->names.size()) {
        m_points.push_back(addGraph());
        m_points.back()->setLineStyle(QCPGraph::lsNone);
        m_points.back()->removeFromLegend();
    }
    stylePoints();
    shownChanged();
}

void PlanePlot::showScale(bool on) {
    if (on && plotLayout()->columnCount() == 1) plotLayout()->addElement(0, 1, m_scale);
    if (!on && plotLayout()->columnCount() == 2) {
        plotLayout()->take(m_scale);
        plotLayout()->simplify();
    }
    m_scale->setVisible(on);
}

void PlanePlot::fillPoints() {
    m_density->clear();
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        QVector<double> xs, ys;
        const bool ofGroup = i > 0 && i <= m_groups.size();
        const auto add = [&](std::uint32_t row) {
            const double x = shownX(row);
            const double y = shownY(row);
            if (std::isfinite(x) && std::isfinite(y)) xs << x, ys << y;
        };
        if (!showsDensity() && ofGroup) std::ranges::for_each(m_groups[i - 1], add);
        if (!showsDensity() && i == 0) {
            RowSet others = shownRows();
            for (const RowSet& group : m_groups)
                others = others.without(group);
            std::ranges::for_each(others, add);
        }
        m_points[i]->setData(xs, ys);
    }
}

void PlanePlot::nameGroups() {
    legend->clearItems();
    legend->setVisible(grouping() != nullptr);
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        if (m_groups[group].empty()) continue;
        m_points[group + 1]->setName(tr("%1 (%2)").arg(QString::fromStdString(grouping()->names[group]),
                                                       countText(m_groups[group].size())));
        m_points[group + 1]->addToLegend();
    }
}

void PlanePlot::selectionChanged() {
    m_selectedStale = true;
    fillSelection();
}

void PlanePlot::fillSelection() {
    const bool many = shownSelection().size() > kMostPoints;
    QVector<double> xs, ys;
    if (!many && table())
        for (const std::uint32_t row : shownSelection())
            xs << shownX(row), ys << shownY(row);
    m_selection->setData(xs, ys);
    if (!isInSight()) return requestReplot();
    if (many || !m_selectedDensity->image().isNull()) countSelected();
    layer(QStringLiteral("selection"))->replot(); // all else stays as it is drawn
}

void PlanePlot::setCurrent(std::optional<std::size_t> row) {
    m_current = row;
    placeCurrent();
}

void PlanePlot::placeCurrent() {
    if (m_current && table() && *m_current < table()->rows())
        m_marker->setData({shownX(*m_current)}, {shownY(*m_current)});
    else
        m_marker->data()->clear();
    requestMarks();
}

void PlanePlot::setPlane(const SidebandPlane& plane) {
    const bool otherAxes = plane.x != m_plane.x || plane.y != m_plane.y;
    m_plane = plane;
    m_overlay->setRegions(m_plane.regions);
    if (m_overlay->active() && *m_overlay->active() >= m_plane.regions.size()) setActiveRegion(std::nullopt);
    if (otherAxes) {
        m_drag.reset();
        labelAxes();
        tableReplaced();
        fitToData();
    }
    requestReplot();
}

void PlanePlot::setActiveRegion(std::optional<std::size_t> region) {
    if (m_overlay->active() == region) return;
    m_overlay->setActive(region);
    emit activeRegionChanged(region);
    requestReplot();
}

std::optional<std::size_t> PlanePlot::activeRegion() const {
    return m_overlay->active();
}

void PlanePlot::setExpectedCurve(const std::vector<double>& x, const std::vector<double>& y) {
    m_curveX = x;
    m_curveY = y;
    QVector<double> xs, ys;
    for (const double value : x)
        xs << value * shownFactor(m_plane.x);
    for (const double value : y)
        ys << value * shownFactor(m_plane.y);
    m_curve->setData(xs, ys);
    placeCurveTicks();
}

void PlanePlot::setTruePlace(const std::optional<Vector2>& place) {
    m_truth->data()->clear();
    if (place) m_truth->setData({place->x() * shownFactor(m_plane.x)}, {place->y() * shownFactor(m_plane.y)});
    requestMarks();
}

void PlanePlot::setLayerTicks(std::vector<LayerTick> ticks) {
    std::sort(ticks.begin(), ticks.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    if (ticks == m_ticks) return;
    m_ticks = std::move(ticks);
    placeCurveTicks();
    requestReplot(); // they are on the upper axis too
}

PlaneView PlanePlot::view() const {
    PlaneView view;
    view.pixels = axisRect()->rect();
    view.xLow = xAxis->range().lower / shownFactor(m_plane.x);
    view.xHigh = xAxis->range().upper / shownFactor(m_plane.x);
    view.yLow = yAxis->range().lower / shownFactor(m_plane.y);
    view.yHigh = yAxis->range().upper / shownFactor(m_plane.y);
    return view;
}

Binning PlanePlot::xCells() const {
    return axisCells(m_plane.x, xAxis->range(), axisRect()->width(), kCellPixels);
}
Binning PlanePlot::yCells() const {
    return axisCells(m_plane.y, yAxis->range(), axisRect()->height(), kCellPixels);
}

void PlanePlot::drawInLayout() {
    m_overlay->setView(view());
    const auto hasCells = [this](const CellCounts& counts) {
        return counts.xCells() == xCells() && counts.yCells() == yCells();
    };
    if (showsDensity() && (m_stale || m_density->image().isNull() || !hasCells(m_counts))) countShown();
    if (m_selectedStale || !hasCells(m_selectedCounts)) countSelected();
    // names were chosen for the axes as they were before this layout
    m_drawnAgain = m_namedFor != axisRect()->rect() && !m_drawnAgain;
    if (m_drawnAgain) requestReplot();
}

CellCounts PlanePlot::counted(const RowSet& rows, const RowGrouping* groups) const {
    return {xCells(), yCells(), table()->column(m_plane.x), table()->column(m_plane.y), rows, groups};
}

void PlanePlot::countShown() {
    m_counts = counted(shownRows(), grouping());
    m_stale = false;
    paintShown();
}

void PlanePlot::paintShown() {
    QImage image;
    if (grouping()) {
        std::vector<QColor> colours;
        for (std::size_t group = 0; group < grouping()->names.size(); ++group)
            colours.push_back(groupStyle(theme(), group).colour);
        image = groupedCounts(m_counts, colours, theme().point);
    } else {
        image = shadedCounts(m_counts, m_gradient);
        m_scale->setDataRange(QCPRange(1, std::max(10.0, static_cast<double>(m_counts.maximum()))));
    }
    setImage(*m_density, image, m_counts);
}

void PlanePlot::countSelected() {
    m_selectedStale = false;
    m_selectedDensity->clear();
    if (!table() || shownSelection().size() <= kMostPoints) return;
    m_selectedCounts = counted(shownSelection(), nullptr);
    setImage(*m_selectedDensity, tintedCounts(m_selectedCounts, theme().selection), m_selectedCounts);
}

void PlanePlot::setImage(DensityImage& density, const QImage& image, const CellCounts& counts) const {
    const auto shown = [](const Binning& cells, double factor) {
        return QCPRange(cells.low * factor, cells.high * factor);
    };
    density.setImage(image, shown(counts.xCells(), shownFactor(m_plane.x)),
                     shown(counts.yCells(), shownFactor(m_plane.y)));
}

void PlanePlot::placeCurveTicks() {
    QVector<double> xs, ys;
    for (const LayerTick& tick : m_ticks) {
        const double y = interpolated(m_curveX, m_curveY, tick.x) * shownFactor(m_plane.y);
        if (std::isfinite(y)) xs << tick.x * shownFactor(m_plane.x), ys << y;
    }
    m_curveTicks->setData(xs, ys);
    requestMarks();
}

void PlanePlot::nameTicks() {
    m_namedFor = axisRect()->rect();
    putColumnTicks(*xAxis, table().get(), m_plane.x);
    putColumnTicks(*yAxis, table().get(), m_plane.y);
    putLayerTicks(*xAxis2, *xAxis, m_ticks, shownFactor(m_plane.x));
}

void PlanePlot::fitToData() {
    xAxis->setRange(fittedRange(table().get(), m_plane.x, shownRows()));
    yAxis->setRange(fittedRange(table().get(), m_plane.y, shownRows()));
    requestReplot();
}

std::optional<std::size_t> PlanePlot::rowAt(const QPointF& pixel) const {
    if (!table()) return std::nullopt;
    const Vector2 low = view().toData(pixel + QPointF(-kPickPixels, kPickPixels));
    const Vector2 high = view().toData(pixel + QPointF(kPickPixels, -kPickPixels));
    std::optional<std::size_t> best;
    double nearest = kPickPixels;
    for (const std::uint32_t row : rowsInBox(table()->column(m_plane.x), table()->column(m_plane.y),
                                             shownRows(), {{low.x(), high.x()}, {low.y(), high.y()}})) {
        const double distance = std::hypot(xAxis->coordToPixel(shownX(row)) - pixel.x(),
                                           yAxis->coordToPixel(shownY(row)) - pixel.y());
        if (!(distance <= nearest)) continue;
        nearest = distance;
        best = row;
    }
    return best;
}

std::uint32_t PlanePlot::countAt(const QPointF& pixel) const {
    const auto cell = [](const Binning& cells, double value) {
        const int index = static_cast<int>(std::floor((value - cells.low) / cells.width()));
        return std::clamp(index, 0, cells.bins - 1);
    };
    return m_counts.count(cell(m_counts.xCells(), xAxis->pixelToCoord(pixel.x()) / shownFactor(m_plane.x)),
                          cell(m_counts.yCells(), yAxis->pixelToCoord(pixel.y()) / shownFactor(m_plane.y)));
}

QString PlanePlot::readout(const QPointF& pixel) const {
    const auto part = [this](CandidateColumn column, double shown) {
        return tr("%1 = %2").arg(fromView(info(column).title), columnValueText(table().get(), column, shown));
    };
    QString text = tr("%1, %2").arg(part(m_plane.x, xAxis->pixelToCoord(pixel.x())),
                                    part(m_plane.y, yAxis->pixelToCoord(pixel.y())));
    if (const auto region = regionAt(m_plane.regions, view(), pixel))
        text += tr(", in %1").arg(QString::fromStdString(m_plane.regions[*region].name));
    if (showsDensity()) return text + tr(", %1 pairs in the cell").arg(countText(countAt(pixel)));
    if (const auto row = rowAt(pixel))
        text += tr(", pair %1").arg(QString::fromStdString(toString(table()->pairs().id(*row))));
    return text;
}

PlotBrush::Shape PlanePlot::brushShape() const {
    return isLasso() ? PlotBrush::Shape::Lasso : PlotBrush::Shape::Rectangle;
}

RowSet PlanePlot::rowsUnder(const PlotBrush& brush) const {
    const ColumnView x = table()->column(m_plane.x);
    const ColumnView y = table()->column(m_plane.y);
    std::vector<Vector2> corners;
    for (const QPointF& corner : brush.outline())
        corners.emplace_back(xAxis->pixelToCoord(corner.x()) / shownFactor(m_plane.x),
                             yAxis->pixelToCoord(corner.y()) / shownFactor(m_plane.y));
    if (brush.shape() == PlotBrush::Shape::Lasso) return rowsInPolygon(x, y, shownRows(), corners);
    // top left and bottom right
    return rowsInBox(x, y, shownRows(), {{corners[0].x(), corners[2].x()}, {corners[2].y(), corners[0].y()}});
}

void PlanePlot::click(const QPointF& pixel) {
    if (const auto row = rowAt(pixel)) {
        emit rowClicked(*row);
        return;
    }
    setActiveRegion(regionAt(m_plane.regions, view(), pixel));
}

void PlanePlot::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->position();
    const bool band = event->modifiers() & Qt::ShiftModifier;
    const bool left = event->button() == Qt::LeftButton && axisRect()->rect().contains(event->pos());
    if (left && !band)
        if (const auto grip = gripAt(m_plane.regions, view(), m_pressed, activeRegion())) {
            m_drag = Drag{*grip, m_plane.regions[grip->region], view().toData(m_pressed)};
            return;
        }
    RowPlot::mousePressEvent(event);
}

void PlanePlot::mouseMoveEvent(QMouseEvent* event) {
    if (!m_drag) {
        if (event->buttons() == Qt::NoButton) showGrip(event->position());
        return RowPlot::mouseMoveEvent(event);
    }
    if ((event->position() - m_pressed).manhattanLength() < kClickPixels) return;
    setActiveRegion(m_drag->grip.region);
    m_plane.regions[m_drag->grip.region] =
        dragged(m_drag->original, m_drag->grip, view().toData(event->position()) - m_drag->from);
    m_overlay->setRegions(m_plane.regions);
    emit readoutChanged(readout(event->position()));
    emit regionsChanged(m_plane);
    requestReplot();
}

void PlanePlot::mouseReleaseEvent(QMouseEvent* event) {
    const bool isClick = event->button() == Qt::LeftButton && !isBrushing() &&
                         !(event->modifiers() & Qt::ShiftModifier) &&
                         (event->position() - m_pressed).manhattanLength() < kClickPixels &&
                         axisRect()->rect().contains(event->pos());
    if (m_drag) {
        const std::size_t region = m_drag->grip.region;
        const bool changed = m_drag->original != m_plane.regions[region];
        m_drag.reset();
        if (changed) emit regionsEdited(m_plane);
    } else {
        RowPlot::mouseReleaseEvent(event);
    }
    if (isClick) click(event->position());
}

void PlanePlot::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!gripAt(m_plane.regions, view(), event->position(), activeRegion()))
        RowPlot::mouseDoubleClickEvent(event);
}

void PlanePlot::showGrip(const QPointF& pixel) {
    const auto grip = gripAt(m_plane.regions, view(), pixel, activeRegion());
    if (!grip) return unsetCursor();
    if (grip->kind != RegionGrip::Kind::Sides) return setCursor(Qt::SizeAllCursor);
    switch (grip->sides) {
    case RegionGrip::kLeft:
    case RegionGrip::kRight:
        return setCursor(Qt::SizeHorCursor);
    case RegionGrip::kBottom:
    case RegionGrip::kTop:
        return setCursor(Qt::SizeVerCursor);
    case RegionGrip::kLeft | RegionGrip::kTop:
    case RegionGrip::kRight | RegionGrip::kBottom:
        return setCursor(Qt::SizeFDiagCursor);
    default:
        return setCursor(Qt::SizeBDiagCursor);
    }
}

} // namespace pairscope
