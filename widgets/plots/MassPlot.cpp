#include "widgets/plots/MassPlot.h"

#include "core/analysis/ColumnRange.h"
#include "core/math/Units.h"
#include "widgets/models/QuantityText.h"
#include "widgets/plots/PlotColumn.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr Binning kDefaultBinning{100, 0, 100 * kMeV};
constexpr int kMostBins = 5000;
constexpr double kShown = 1 / kMeV;

} // namespace

double niceCeiling(double value) {
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (value <= factor * decade * (1 + 1e-12)) return factor * decade;
    return 10 * decade;
}

Binning massBinning(const CandidateTable& table, std::optional<double> width) {
    constexpr double kTail = 0.01;
    const RowSet all = RowSet::all(table.rows());
    double high = 0;
    for (const CandidateColumn column :
         {CandidateColumn::MassBefore, CandidateColumn::MassAfter, CandidateColumn::KinematicMass})
        if (const auto range = centralRange(table.column(column), all, kTail))
            high = std::max(high, range->high);
    if (!(high > 0)) return kDefaultBinning;
    const double step = width.value_or(niceCeiling(high / 160));
    const int bins = std::clamp(static_cast<int>(std::ceil(high / step)), 1, kMostBins);
    return {bins, 0, bins * step};
}

MassPlot::MassPlot(QWidget* parent)
    : HistogramPlot(parent), m_markers{ValueMarker(*this), ValueMarker(*this), ValueMarker(*this)} {
    setAccessibleName(tr("Histogram of the mass before and after the fits"));
    setObjectName(QStringLiteral("mass"));
    setToolTip(tr("Shift+drag selects pairs by M after, or by the mass shown in groups; Ctrl adds"));
    xAxis->setLabel(tr("M(e⁺e⁻) [MeV]"));
    m_truth = new QCPItemStraightLine(this);
    m_truthName = new QCPItemText(this);
    m_truth->setLayer(QStringLiteral("marks"));
    m_truthName->setLayer(QStringLiteral("marks"));
    m_truthName->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_truthName->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_truthName->setText(tr(" M true"));
    line(kFirstGroup - 1); // makes them in their order
    applyTheme();
    setTable(nullptr);
}

void MassPlot::applyTheme() {
    HistogramPlot::applyTheme();
    const auto style = [this](LineIndex index, const QColor& colour, Qt::PenStyle pen, const QBrush& fill) {
        line(index).curve.setStyle(plotPen(colour, 1.6, pen), fill);
    };
    style(kBefore, theme().before, Qt::DashLine, Qt::NoBrush);
    style(kAfter, theme().after, Qt::SolidLine, withAlpha(theme().after, 60));
    style(kKinematic, theme().kinematic, Qt::DotLine, Qt::NoBrush);
    style(kSelected, theme().selection, Qt::SolidLine, withAlpha(theme().selection, 150));
    m_markers[0].setStyle(plotPen(theme().before, 2.4, Qt::DashLine), textFont());
    m_markers[1].setStyle(plotPen(theme().after, 2.4), textFont());
    m_markers[2].setStyle(plotPen(theme().kinematic, 2.4, Qt::DotLine), textFont());
    m_truth->setPen(plotPen(theme().truth, 1.2));
    m_truthName->setColor(theme().truth);
    m_truthName->setFont(textFont());
}

void MassPlot::tableChanged() {
    m_masses = {};
    findKinematics();
    chooseBinning();
}

void MassPlot::tableReplaced() {
    findKinematics();
    fill();
}

void MassPlot::shownChanged() {
    fill();
}

void MassPlot::selectionChanged() {
    if (m_population == Population::Selected) return fill();
    if (grouping()) return;
    fillSelected();
    showLines();
    drawAll();
}

void MassPlot::groupingChanged() {
    fill();
}

void MassPlot::findKinematics() {
    m_hasKinematics = false;
    if (!table()) return;
    const ColumnView masses = table()->column(CandidateColumn::KinematicMass);
    for (std::size_t row = 0; row < masses.size() && !m_hasKinematics; ++row)
        m_hasKinematics = std::isfinite(masses[row]);
}

const RowSet& MassPlot::rows() const {
    return m_population == Population::All ? shownRows() : shownSelection();
}

bool MassPlot::selectedVisible() const {
    return m_population == Population::All && !grouping() && !shownSelection().empty();
}

void MassPlot::setPopulation(Population population) {
    m_population = population;
    fill();
}

void MassPlot::setCandidate(const Masses& masses) {
    m_masses = masses;
    nameLines();
    placeMarkers();
    requestMarks();
}

void MassPlot::setTruthShown(bool on) {
    m_truthShown = on;
    placeTruth();
    requestMarks();
}

void MassPlot::placeTruth() {
    const bool on = m_truthShown && m_masses.truth && std::isfinite(*m_masses.truth);
    const double mass = on ? *m_masses.truth * kShown : 0;
    m_truth->setVisible(on);
    m_truth->point1->setCoords(mass, 0);
    m_truth->point2->setCoords(mass, 1);
    m_truthName->setVisible(on && xAxis->range().contains(mass));
    m_truthName->position->setCoords(mass, legendShare() + 0.06); // below the legend
}

void MassPlot::setKinematicShown(bool on) {
    m_kinematicShown = on;
    showLines();
    drawAll();
}

void MassPlot::setBinWidth(std::optional<double> width) {
    m_width = width;
    chooseBinning();
    fill();
}

void MassPlot::setGroupedColumn(CandidateColumn column) {
    m_grouped = column;
    if (grouping()) fill();
}

void MassPlot::chooseBinning() {
    const Binning binning = table() ? massBinning(*table(), m_width) : kDefaultBinning;
    setBinning(binning, kShown, false);
    setWidthText(tr("%1 MeV").arg(significantText(binning.width() * kShown, 3)));
}

void MassPlot::fill() {
    refill(kBefore, CandidateColumn::MassBefore, rows());
    refill(kAfter, CandidateColumn::MassAfter, rows());
    refill(kKinematic, CandidateColumn::KinematicMass, rows());
    fillSelected();
    showLines();
    sayIfEmpty();
    drawAll();
}

void MassPlot::fillSelected() {
    refill(kSelected, CandidateColumn::MassAfter, selectedVisible() ? shownSelection() : RowSet());
}

void MassPlot::showLines() {
    const bool grouped = grouping() != nullptr;
    // the legend has the lines in the order in which they become visible
    for (const LineIndex index : {kBefore, kAfter, kKinematic, kSelected})
        line(index).curve.setVisible(false);
    line(kBefore).curve.setVisible(!grouped);
    line(kAfter).curve.setVisible(!grouped);
    line(kKinematic).curve.setVisible(!grouped && kinematicVisible());
    line(kSelected).curve.setVisible(selectedVisible());
    if (grouped)
        showGroups(kFirstGroup, m_grouped, rows());
    else
        hideLinesFrom(kFirstGroup);
    xAxis->setLabel(grouped ? columnTitle(m_grouped) : tr("M(e⁺e⁻) [MeV]"));
    nameLines();
}

void MassPlot::sayIfEmpty() {
    const QString reason = reasonForNoRows();
    const bool noneSelected = m_population == Population::Selected && shownSelection().empty();
    setEmptyText(reason.isEmpty() && noneSelected
                     ? tr("Nothing is selected: click rows or Shift+drag in a plot")
                     : reason);
}

void MassPlot::placeMarkers() {
    const auto place = [](ValueMarker& marker, const std::optional<Measured>& mass, double height) {
        const auto shown = mass ? std::optional(mass->value * kShown) : std::nullopt;
        marker.place(shown, height, tr("%1 MeV").arg(numberText(shown.value_or(0), 1)));
    };
    place(m_markers[0], m_masses.before, 0.5);
    place(m_markers[1], m_masses.after, 0.62);
    place(m_markers[2], kinematicVisible() ? m_masses.kinematic : std::nullopt, 0.74);
    placeTruth();
}

void MassPlot::nameLines() {
    const auto thisPair = [](const std::optional<Measured>& mass) {
        return mass ? tr(", this %1").arg(measuredTextWithUnit(*mass, mevUnit())) : QString();
    };
    nameLine(kBefore, tr("before"), thisPair(m_masses.before));
    nameLine(kAfter, tr("after"), thisPair(m_masses.after));
    nameLine(kKinematic, tr("kinematic"), thisPair(m_masses.kinematic));
    nameLine(kSelected, tr("after, selected"));
}

CandidateColumn MassPlot::brushedColumn() const {
    return grouping() ? m_grouped : CandidateColumn::MassAfter;
}

QString MassPlot::readout(const QPointF& pixel) const {
    const double mass = xAxis->pixelToCoord(pixel.x());
    const std::optional<int> bin = binAt(mass);
    if (!bin) return tr("M = %1 MeV").arg(numberText(mass, 2));
    QStringList counts;
    const auto add = [&](std::size_t index, const QString& name) {
        if (line(index).curve.isVisible())
            counts << tr("%1 %2").arg(
                countText(static_cast<std::size_t>(line(index).histogram.content(*bin))), name);
    };
    add(kBefore, tr("before"));
    add(kAfter, tr("after"));
    add(kKinematic, tr("kinematic"));
    add(kSelected, tr("selected"));
    for (std::size_t i = kFirstGroup; i < lineCount(); ++i)
        add(i, line(i).name);
    return tr("M %1 to %2 MeV: %3")
        .arg(significantText(binning().edge(*bin) * kShown, 5),
             significantText(binning().edge(*bin + 1) * kShown, 5), counts.join(QStringLiteral(", ")));
}

} // namespace pairscope
