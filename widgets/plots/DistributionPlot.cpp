#include "widgets/plots/DistributionPlot.h"

#include "widgets/models/QuantityText.h"
#include "widgets/plots/MassPlot.h"
#include "widgets/plots/PlotColumn.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr int kMostBins = 2000;
constexpr int kGoodBins = 160;
constexpr double kRounding = 1e-9; // of a bin

std::optional<ValueRange> rangeOf(const CandidateTable& table, CandidateColumn column) {
    constexpr double kTail = 0.005;
    const RowSet all = RowSet::all(table.rows());
    const ColumnView numbers = table.column(column);
    return info(column).text ? fullRange(numbers, all) : centralRange(numbers, all, kTail);
}

bool isRadius(CandidateColumn column) {
    return column == CandidateColumn::Rho || column == CandidateColumn::TrueRho;
}

} // namespace

DistributionView radiographyView() {
    constexpr double kWidth = 0.02; // cm
    constexpr double kChamber = 17; // cm: beyond the chamber's inner wall
    return {CandidateColumn::Rho, kWidth, ValueRange{0, kChamber}};
}

Binning distributionBinning(const CandidateTable& table, const DistributionView& view) {
    const ValueRange range = view.range.value_or(rangeOf(table, view.column).value_or(ValueRange{0, 1}));
    const double factor = shownFactor(view.column);
    const double span = std::max(range.high - range.low, 0.0);
    if (isWhole(view.column)) {
        const double low = std::floor(range.low) - 0.5;
        const double needed = std::max(1.0, std::ceil((span + 1) / kMostBins));
        const double width = std::max(needed, std::round(view.width.value_or(needed)));
        const int bins =
            std::max(1, static_cast<int>(std::ceil((std::ceil(range.high) + 0.5 - low) / width)));
        return {bins, low, low + bins * width};
    }
    // of one number only, bins about it
    const double least = span > 0 ? span : std::max(1e-3, 0.1 * std::abs(range.high));
    double width = view.width.value_or(niceCeiling(least * factor / kGoodBins) / factor);
    width = std::max(width, least / kMostBins);
    const double first = std::floor(range.low / width + kRounding);
    // a range that was asked for ends where it ends; the greatest number itself belongs to the bin above it
    const double last =
        view.range ? std::ceil(range.high / width - kRounding) : std::floor(range.high / width) + 1;
    return {std::max(1, static_cast<int>(last - first)), first * width, std::max(last, first + 1) * width};
}

DistributionPlot::DistributionPlot(QWidget* parent) : HistogramPlot(parent), m_marker(*this) {
    setAccessibleName(tr("Histogram of a quantity"));
    setObjectName(QStringLiteral("distribution"));
    setToolTip(tr("Shift+drag selects the pairs in a range; Ctrl adds"));
    xAxis2->setTickLength(5, 0);
    xAxis2->setSubTicks(false);
    line(kFirstGroup - 1); // makes them in their order
    connect(this, &QCustomPlot::beforeReplot, this, &DistributionPlot::showTicks);
    applyTheme();
    setTable(nullptr);
}

void DistributionPlot::applyTheme() {
    HistogramPlot::applyTheme();
    line(kAll).curve.setStyle(plotPen(theme().after, 1.4), withAlpha(theme().after, 70));
    line(kSelected).curve.setStyle(plotPen(theme().selection, 1.4), withAlpha(theme().selection, 160));
    m_marker.setStyle(plotPen(theme().current, 2.4), textFont());
}

void DistributionPlot::tableChanged() {
    m_current.reset();
    chooseBinning();
}

void DistributionPlot::tableReplaced() {
    fill();
}

void DistributionPlot::shownChanged() {
    fill();
}

void DistributionPlot::selectionChanged() {
    if (grouping()) return;
    refill(kSelected, m_view.column, shownSelection());
    showLines();
    drawAll();
}

void DistributionPlot::groupingChanged() {
    fill();
}

void DistributionPlot::setView(const DistributionView& view) {
    m_view = view;
    chooseBinning();
    fill();
    fitToData();
}

void DistributionPlot::setCurrent(std::optional<std::size_t> row) {
    m_current = row;
    placeMarkers();
    requestMarks();
}

void DistributionPlot::setLayerTicks(std::vector<LayerTick> ticks) {
    m_ticks = std::move(ticks);
    requestReplot();
}

void DistributionPlot::chooseBinning() {
    const ColumnInfo& about = info(m_view.column);
    const Binning bins = table() ? distributionBinning(*table(), m_view) : Binning{100, 0, 1};
    setBinning(bins, shownFactor(m_view.column), about.text);
    xAxis->setLabel(columnTitle(m_view.column));
    const QString width = significantText(bins.width() * shownFactor(m_view.column), 3);
    const bool each = isWhole(m_view.column) && bins.width() <= 1;
    const QString unit = fromView(about.displayUnit);
    setWidthText(each ? QString() : unit.isEmpty() ? width : width + u' ' + unit);
}

void DistributionPlot::fill() {
    refill(kAll, m_view.column, shownRows());
    refill(kSelected, m_view.column, shownSelection());
    if (grouping())
        showGroups(kFirstGroup, m_view.column, shownRows());
    else
        hideLinesFrom(kFirstGroup);
    showLines();
    const bool nothing = line(kAll).histogram.missing() == shownRows().size();
    const QString reason = reasonForNoRows();
    setEmptyText(reason.isEmpty() && nothing
                     ? tr("No pair has a number for %1").arg(fromView(info(m_view.column).title))
                     : reason);
    drawAll();
}

void DistributionPlot::showLines() {
    line(kAll).curve.setVisible(!grouping());
    line(kSelected).curve.setVisible(!grouping() && !shownSelection().empty());
    nameLine(kAll, tr("shown"));
    nameLine(kSelected, tr("selected"));
}

void DistributionPlot::showTicks() {
    putColumnTicks(*xAxis, table().get(), m_view.column);
    putLayerTicks(*xAxis2, *xAxis, isRadius(m_view.column) ? m_ticks : std::vector<LayerTick>(),
                  shownFactor(m_view.column));
}

void DistributionPlot::placeMarkers() {
    std::optional<double> shown;
    if (m_current && table() && *m_current < table()->rows())
        shown = table()->value(m_view.column, *m_current) * shownFactor(m_view.column);
    m_marker.place(shown, 0.5, columnValueText(table().get(), m_view.column, shown.value_or(0)));
}

QString DistributionPlot::readout(const QPointF& pixel) const {
    const double shown = xAxis->pixelToCoord(pixel.x());
    const QString title = fromView(info(m_view.column).title);
    const std::optional<int> bin = binAt(shown);
    const auto text = [this](double number) { return columnValueText(table().get(), m_view.column, number); };
    if (!bin) return tr("%1 = %2").arg(title, text(shown));
    QStringList counts;
    for (std::size_t i = 0; i < lineCount(); ++i)
        if (line(i).curve.isVisible())
            counts << tr("%1 %2").arg(countText(static_cast<std::size_t>(line(i).histogram.content(*bin))),
                                      line(i).name);
    const double factor = shownFactor(m_view.column);
    const QString where = isWhole(m_view.column) && binning().width() <= 1
                              ? text(std::round(binning().centre(*bin)))
                              : tr("%1 to %2")
                                    .arg(significantText(binning().edge(*bin) * factor, 5),
                                         significantText(binning().edge(*bin + 1) * factor, 5) + u' ' +
                                             fromView(info(m_view.column).displayUnit));
    return tr("%1 %2: %3").arg(title, where, counts.join(QStringLiteral(", ")));
}

} // namespace pairscope
