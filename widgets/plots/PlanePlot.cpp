#include "widgets/plots/PlanePlot.h"

#include "core/analysis/Histogram.h"
#include "widgets/models/QuantityText.h"
#include "widgets/plots/RegionOverlay.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace pairscope {

namespace {

constexpr double kCellPixels = 3;
constexpr double kPickPixels = 7;
constexpr double kClickPixels = 3;

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

double factor(CandidateColumn column) {
    return info(column).displayFactor;
}

QString axisLabel(CandidateColumn column) {
    const ColumnInfo& about = info(column);
    return titleWithUnit(fromView(about.title), fromView(about.displayUnit));
}

QString valueText(CandidateColumn column, double shown) {
    const ColumnInfo& about = info(column);
    const QString text = numberText(shown, std::max(about.decimals, 1));
    return about.displayUnit.empty() ? text : text + u' ' + fromView(about.displayUnit);
}

/// The value of a curve, given by points of ascending x, at x; NaN beside it.
double interpolated(const std::vector<double>& xs, const std::vector<double>& ys, double x) {
    const auto above = std::upper_bound(xs.begin(), xs.end(), x);
    if (above == xs.begin() || above == xs.end()) return std::numeric_limits<double>::quiet_NaN();
    const auto i = static_cast<std::size_t>(above - xs.begin());
    const double share = (x - xs[i - 1]) / (xs[i] - xs[i - 1]);
    return (1 - share) * ys[i - 1] + share * ys[i];
}

} // namespace

PlanePlot::PlanePlot(QWidget* parent) : PlotWidget(parent) {
    setAccessibleName(tr("Plane of two quantities with regions"));
    makeItems();
    labelAxes();
    applyTheme();
    connect(this, &QCustomPlot::beforeReplot, this, &PlanePlot::nameTicks);
    connect(this, &QCustomPlot::afterLayout, this, &PlanePlot::drawInLayout);
    connect(selectionRect(), &QCPSelectionRect::accepted, this,
            [this](const QRect& rectangle, QMouseEvent* event) {
                selectInside(rectangle, event->modifiers() & Qt::ControlModifier);
            });
    setTable(nullptr);
}

void PlanePlot::labelAxes() {
    xAxis->setLabel(axisLabel(m_plane.x));
    yAxis->setLabel(axisLabel(m_plane.y));
}

double PlanePlot::shownX(std::size_t row) const {
    return m_table->value(m_plane.x, row) * factor(m_plane.x);
}
double PlanePlot::shownY(std::size_t row) const {
    return m_table->value(m_plane.y, row) * factor(m_plane.y);
}

void PlanePlot::setTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    m_current.reset();
    m_selected.clear();
    std::vector<std::uint32_t> rows(m_table ? m_table->rows() : 0);
    std::iota(rows.begin(), rows.end(), 0U);
    setShownRows(std::move(rows));
    fillSelection();
    fitToData();
}

void PlanePlot::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    fillPoints();
    fillSelection();
    placeCurrent();
}

void PlanePlot::setShownRows(std::vector<std::uint32_t> rows) {
    m_shown = std::move(rows);
    if (!m_table || m_table->rows() == 0)
        setEmptyText(tr("No file is open: drop a pair table here or press Ctrl+O"));
    else
        setEmptyText(m_shown.empty() ? tr("No candidate is shown: clear the search or filter") : QString());
    const bool density = showsDensity();
    if (density && plotLayout()->columnCount() == 1) plotLayout()->addElement(0, 1, m_scale);
    if (!density && plotLayout()->columnCount() == 2) {
        plotLayout()->take(m_scale);
        plotLayout()->simplify();
    }
    m_scale->setVisible(density);
    m_density->setVisible(density);
    m_points->setVisible(!density);
    fillPoints();
    requestReplot();
}

void PlanePlot::fillPoints() {
    QVector<double> xs, ys;
    if (!showsDensity())
        for (const std::uint32_t row : m_shown) {
            const double x = shownX(row);
            const double y = shownY(row);
            if (std::isfinite(x) && std::isfinite(y)) xs << x, ys << y;
        }
    m_points->setData(xs, ys);
}

void PlanePlot::fillSelection() {
    QVector<double> xs, ys;
    for (const std::uint32_t row : m_selected)
        if (m_table && row < m_table->rows()) xs << shownX(row), ys << shownY(row);
    m_selection->setData(xs, ys);
    requestReplot();
}

void PlanePlot::setSelection(const std::vector<std::size_t>& rows) {
    m_selected.assign(rows.begin(), rows.end());
    fillSelection();
}

void PlanePlot::setCurrent(std::optional<std::size_t> row) {
    m_current = row;
    placeCurrent();
}

void PlanePlot::placeCurrent() {
    if (m_current && m_table && *m_current < m_table->rows())
        m_marker->setData({shownX(*m_current)}, {shownY(*m_current)});
    else
        m_marker->data()->clear();
    requestReplot();
}

void PlanePlot::setPlane(const SidebandPlane& plane) {
    const bool otherAxes = plane.x != m_plane.x || plane.y != m_plane.y;
    m_plane = plane;
    m_overlay->setRegions(m_plane.regions);
    if (m_overlay->active() && *m_overlay->active() >= m_plane.regions.size()) setActiveRegion(std::nullopt);
    if (otherAxes) {
        m_drag.reset();
        labelAxes();
        fillPoints();
        fillSelection();
        placeCurrent();
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
        xs << value * factor(m_plane.x);
    for (const double value : y)
        ys << value * factor(m_plane.y);
    m_curve->setData(xs, ys);
    placeCurveTicks();
}

void PlanePlot::setTruePlace(const std::optional<Vector2>& place) {
    m_truth->data()->clear();
    if (place) m_truth->setData({place->x() * factor(m_plane.x)}, {place->y() * factor(m_plane.y)});
    requestReplot();
}

void PlanePlot::setLayerTicks(std::vector<LayerTick> ticks) {
    m_ticks = std::move(ticks);
    std::sort(m_ticks.begin(), m_ticks.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    placeCurveTicks();
}

PlaneView PlanePlot::view() const {
    PlaneView view;
    view.pixels = axisRect()->rect();
    view.xLow = xAxis->range().lower / factor(m_plane.x);
    view.xHigh = xAxis->range().upper / factor(m_plane.x);
    view.yLow = yAxis->range().lower / factor(m_plane.y);
    view.yHigh = yAxis->range().upper / factor(m_plane.y);
    return view;
}

void PlanePlot::drawInLayout() {
    m_overlay->setView(view());
    if (showsDensity()) fillDensity();
    // names were chosen for the axes as they were before this layout
    if (m_namedFor != axisRect()->rect() && !m_ticks.empty()) requestReplot();
}

void PlanePlot::fillDensity() {
    const QRect area = axisRect()->rect();
    const int nx = std::clamp(static_cast<int>(area.width() / kCellPixels), 1, 2000);
    const int ny = std::clamp(static_cast<int>(area.height() / kCellPixels), 1, 2000);
    const PlaneView seen = view();
    Histogram2D counts({nx, seen.xLow, seen.xHigh}, {ny, seen.yLow, seen.yHigh});
    counts.fill(m_table->column(m_plane.x), m_table->column(m_plane.y), m_shown);
    QCPColorMapData* cells = m_density->data();
    cells->setSize(nx, ny);
    // QCustomPlot puts the first and the last cell's centres on the ends of its range
    const auto centres = [](const QCPRange& range, int n) {
        const double half = range.size() / n / 2;
        return QCPRange(range.lower + half, range.upper - half);
    };
    cells->setRange(centres(xAxis->range(), nx), centres(yAxis->range(), ny));
    for (int x = 0; x < nx; ++x)
        for (int y = 0; y < ny; ++y) {
            const std::uint32_t count = counts.content(x, y);
            cells->setCell(x, y, count > 0 ? count : std::numeric_limits<double>::quiet_NaN());
        }
    m_density->setDataRange(QCPRange(1, std::max(10.0, static_cast<double>(counts.maximum()))));
}

void PlanePlot::placeCurveTicks() {
    QVector<double> xs, ys;
    for (const LayerTick& tick : m_ticks) {
        const double y = interpolated(m_curveX, m_curveY, tick.x) * factor(m_plane.y);
        if (std::isfinite(y)) xs << tick.x * factor(m_plane.x), ys << y;
    }
    m_curveTicks->setData(xs, ys);
    requestReplot();
}

void PlanePlot::nameTicks() {
    m_namedFor = axisRect()->rect();
    const QFontMetrics metrics(textFont());
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    double free = -std::numeric_limits<double>::infinity(); // pixels up to here are taken by names
    for (const LayerTick& tick : m_ticks) {
        const double x = tick.x * factor(m_plane.x);
        const double half = metrics.horizontalAdvance(tick.name) / 2.0;
        const double pixel = xAxis->coordToPixel(x);
        const bool fits = pixel - half > free;
        ticker->addTick(x, fits ? tick.name : QString());
        if (fits && xAxis->range().contains(x)) free = pixel + half + 6;
    }
    xAxis2->setTicker(ticker);
    xAxis2->setTicks(!m_ticks.empty());
    xAxis2->setTickLabels(!m_ticks.empty());
    xAxis2->setRange(xAxis->range());
}

QCPRange PlanePlot::dataRange(CandidateColumn column) const {
    std::vector<double> values;
    values.reserve(m_shown.size());
    const ColumnView numbers = m_table ? m_table->column(column) : ColumnView();
    for (const std::uint32_t row : m_shown)
        if (std::isfinite(numbers[row])) values.push_back(numbers[row] * factor(column));
    if (values.empty()) return {0, 1};
    const auto at = [&values](double share) {
        const auto place =
            static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
        std::nth_element(values.begin(), values.begin() + place, values.end());
        return values[static_cast<std::size_t>(place)];
    };
    const double low = at(0.005);
    const double high = at(0.995);
    const double margin = high > low ? 0.08 * (high - low) : std::max(0.5, 0.1 * std::abs(high));
    return {low - margin, high + margin};
}

void PlanePlot::fitToData() {
    xAxis->setRange(dataRange(m_plane.x));
    yAxis->setRange(dataRange(m_plane.y));
    requestReplot();
}

std::optional<std::size_t> PlanePlot::rowAt(const QPointF& pixel) const {
    std::optional<std::size_t> best;
    double nearest = kPickPixels;
    for (const std::uint32_t row : m_shown) {
        const double distance = std::hypot(xAxis->coordToPixel(shownX(row)) - pixel.x(),
                                           yAxis->coordToPixel(shownY(row)) - pixel.y());
        if (!(distance <= nearest)) continue;
        nearest = distance;
        best = row;
    }
    return best;
}

QString PlanePlot::readout(const QPointF& pixel) const {
    QString text =
        tr("%1 = %2, %3 = %4")
            .arg(fromView(info(m_plane.x).title), valueText(m_plane.x, xAxis->pixelToCoord(pixel.x())),
                 fromView(info(m_plane.y).title), valueText(m_plane.y, yAxis->pixelToCoord(pixel.y())));
    if (const auto region = regionAt(m_plane.regions, view(), pixel))
        text += tr(", in %1").arg(QString::fromStdString(m_plane.regions[*region].name));
    if (showsDensity()) return text;
    if (const auto row = rowAt(pixel))
        text += tr(", pair %1").arg(QString::fromStdString(toString(m_table->pairs().id(*row))));
    return text;
}

void PlanePlot::selectInside(const QRect& rectangle, bool add) {
    std::vector<std::size_t> rows;
    const QRectF area(rectangle.normalized());
    for (const std::uint32_t row : m_shown)
        if (area.contains(QPointF(xAxis->coordToPixel(shownX(row)), yAxis->coordToPixel(shownY(row)))))
            rows.push_back(row);
    emit rowsSelected(rows, add);
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
    setSelectionRectMode(band ? QCP::srmCustom : QCP::srmNone);
    const bool left = event->button() == Qt::LeftButton && axisRect()->rect().contains(event->pos());
    if (left && !band)
        if (const auto grip = gripAt(m_plane.regions, view(), m_pressed, activeRegion())) {
            m_drag = Drag{*grip, m_plane.regions[grip->region], view().toData(m_pressed)};
            return;
        }
    PlotWidget::mousePressEvent(event);
}

void PlanePlot::mouseMoveEvent(QMouseEvent* event) {
    if (!m_drag) {
        if (event->buttons() == Qt::NoButton) showGrip(event->position());
        return PlotWidget::mouseMoveEvent(event);
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
    const bool isClick = event->button() == Qt::LeftButton && !(event->modifiers() & Qt::ShiftModifier) &&
                         (event->position() - m_pressed).manhattanLength() < kClickPixels &&
                         axisRect()->rect().contains(event->pos());
    if (m_drag) {
        const std::size_t region = m_drag->grip.region;
        const bool changed = m_drag->original != m_plane.regions[region];
        m_drag.reset();
        if (changed) emit regionsEdited(m_plane);
    } else {
        PlotWidget::mouseReleaseEvent(event);
    }
    if (isClick) click(event->position());
}

void PlanePlot::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!gripAt(m_plane.regions, view(), event->position(), activeRegion()))
        PlotWidget::mouseDoubleClickEvent(event);
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
