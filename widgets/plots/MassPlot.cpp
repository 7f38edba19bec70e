#include "widgets/plots/MassPlot.h"

#include "core/math/Units.h"
#include "widgets/models/QuantityText.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pairscope {

namespace {

constexpr Binning kDefaultBinning{100, 0, 100 * kMeV};
constexpr int kMostBins = 5000;

double quantile(const ColumnView& column, double share) {
    std::vector<double> numbers;
    numbers.reserve(column.size());
    for (std::size_t row = 0; row < column.size(); ++row)
        if (std::isfinite(column[row])) numbers.push_back(column[row]);
    if (numbers.empty()) return 0;
    const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(numbers.size() - 1));
    std::nth_element(numbers.begin(), numbers.begin() + at, numbers.end());
    return numbers[static_cast<std::size_t>(at)];
}

} // namespace

double niceCeiling(double value) {
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (value <= factor * decade * (1 + 1e-12)) return factor * decade;
    return 10 * decade;
}

Binning massBinning(const CandidateTable& table, std::optional<double> width) {
    const double high = std::max({quantile(table.column(CandidateColumn::MassBefore), 0.99),
                                  quantile(table.column(CandidateColumn::MassAfter), 0.99),
                                  quantile(table.column(CandidateColumn::KinematicMass), 0.99)});
    if (!(high > 0)) return kDefaultBinning;
    const double step = width.value_or(niceCeiling(high / 160));
    const int bins = std::clamp(static_cast<int>(std::ceil(high / step)), 1, kMostBins);
    return {bins, 0, bins * step};
}

MassPlot::MassPlot(QWidget* parent)
    : PlotWidget(parent), m_before(kDefaultBinning), m_after(kDefaultBinning), m_kinematic(kDefaultBinning) {
    setAccessibleName(tr("Histogram of the mass before and after the fits"));
    axisRect()->setRangeZoom(Qt::Horizontal);
    axisRect()->setRangeDrag(Qt::Horizontal);
    xAxis->setLabel(tr("M(e⁺e⁻) [MeV]"));
    m_afterCurve = makeCurve();
    m_beforeCurve = makeCurve();
    m_kinematicCurve = makeCurve();
    m_truth = new QCPItemStraightLine(this);
    m_truthName = new QCPItemText(this);
    m_truthName->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_truthName->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_truthName->setText(tr(" M true"));
    legend->setVisible(true);
    axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
    for (const Curve* curve : {&m_beforeCurve, &m_afterCurve, &m_kinematicCurve})
        curve->steps->addToLegend();
    connect(xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this](const QCPRange& range) {
        const double high = std::max(m_before.binning().high / kMeV, 1.0);
        xAxis->setRange(range.bounded(-0.05 * high, 20 * high));
        scaleCounts();
    });
    applyTheme();
    setTable(nullptr);
}

MassPlot::Curve MassPlot::makeCurve() {
    Curve curve;
    curve.steps = addGraph();
    curve.steps->setLineStyle(QCPGraph::lsStepLeft);
    curve.steps->removeFromLegend();
    curve.centres = addGraph();
    curve.centres->setLineStyle(QCPGraph::lsNone);
    curve.centres->removeFromLegend();
    curve.errors = new QCPErrorBars(xAxis, yAxis);
    curve.errors->setDataPlottable(curve.centres);
    curve.errors->setWhiskerWidth(0);
    curve.errors->setSymbolGap(0);
    curve.errors->setVisible(false);
    curve.errors->removeFromLegend();
    curve.marker = new QCPItemStraightLine(this);
    curve.beyond = new QCPItemText(this);
    curve.beyond->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    curve.beyond->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    curve.beyond->setPositionAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return curve;
}

void MassPlot::applyTheme() {
    const auto style = [this](const Curve& curve, const QColor& colour, Qt::PenStyle line) {
        curve.steps->setPen(plotPen(colour, 1.6, line));
        curve.errors->setPen(plotPen(withAlpha(colour, 200), 1));
        curve.marker->setPen(plotPen(colour, 2.4, line));
        curve.beyond->setColor(colour);
        curve.beyond->setFont(textFont());
    };
    style(m_beforeCurve, theme().before, Qt::DashLine);
    style(m_afterCurve, theme().after, Qt::SolidLine);
    style(m_kinematicCurve, theme().kinematic, Qt::DotLine);
    m_truth->setPen(plotPen(theme().truth, 1.2));
    m_truthName->setColor(theme().truth);
    m_truthName->setFont(textFont());
    m_afterCurve.steps->setBrush(withAlpha(theme().after, 60));
}

void MassPlot::setTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    m_selected.clear();
    m_shown.resize(m_table ? m_table->rows() : 0);
    std::iota(m_shown.begin(), m_shown.end(), 0U);
    m_masses = {};
    findKinematics();
    chooseBinning();
    refill();
    fitToData();
}

void MassPlot::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    findKinematics();
    refill();
}

void MassPlot::findKinematics() {
    m_hasKinematics = false;
    if (!m_table) return;
    const ColumnView masses = m_table->column(CandidateColumn::KinematicMass);
    for (std::size_t row = 0; row < masses.size() && !m_hasKinematics; ++row)
        m_hasKinematics = std::isfinite(masses[row]);
}

void MassPlot::setShownRows(std::vector<std::uint32_t> rows) {
    m_shown = std::move(rows);
    if (m_population == Population::All) refill();
}

void MassPlot::setSelection(const std::vector<std::size_t>& rows) {
    m_selected.assign(rows.begin(), rows.end());
    if (m_population == Population::Selected) refill();
}

void MassPlot::setPopulation(Population population) {
    m_population = population;
    refill();
}

void MassPlot::setCandidate(const Masses& masses) {
    m_masses = masses;
    updateLegend();
    scaleCounts();
}

void MassPlot::setTruthShown(bool on) {
    m_truthShown = on;
    showTruth();
    requestReplot();
}

void MassPlot::showTruth() {
    const bool on = m_truthShown && m_masses.truth && std::isfinite(*m_masses.truth);
    const double mass = on ? *m_masses.truth / kMeV : 0;
    m_truth->setVisible(on);
    m_truth->point1->setCoords(mass, 0);
    m_truth->point2->setCoords(mass, 1);
    m_truthName->setVisible(on && xAxis->range().contains(mass));
    m_truthName->position->setCoords(mass, legendShare() + 0.06); // below the legend
}

void MassPlot::setKinematicShown(bool on) {
    m_kinematicShown = on;
    refill();
}

void MassPlot::setBinWidth(std::optional<double> width) {
    m_width = width;
    chooseBinning();
    refill();
}

void MassPlot::setLogScale(bool on) {
    m_log = on;
    yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    yAxis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                        : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    scaleCounts();
}

void MassPlot::setErrorBars(bool on) {
    m_errors = on;
    for (const Curve* curve : {&m_beforeCurve, &m_afterCurve, &m_kinematicCurve})
        curve->errors->setVisible(on && curve->steps->visible());
    scaleCounts();
}

void MassPlot::chooseBinning() {
    const Binning binning = m_table ? massBinning(*m_table, m_width) : kDefaultBinning;
    m_before = m_after = m_kinematic = Histogram(binning);
    yAxis->setLabel(tr("Pairs / %1 MeV").arg(significantText(binning.width() / kMeV, 3)));
}

void MassPlot::refill() {
    m_before = Histogram(m_before.binning());
    m_after = Histogram(m_after.binning());
    m_kinematic = Histogram(m_kinematic.binning());
    const auto& rows = m_population == Population::All ? m_shown : m_selected;
    if (m_table) {
        m_before.fill(m_table->column(CandidateColumn::MassBefore), rows);
        m_after.fill(m_table->column(CandidateColumn::MassAfter), rows);
        m_kinematic.fill(m_table->column(CandidateColumn::KinematicMass), rows);
    }
    draw(m_beforeCurve, m_before);
    draw(m_afterCurve, m_after);
    draw(m_kinematicCurve, m_kinematic);
    showKinematics();
    if (!m_table || m_table->rows() == 0)
        setEmptyText(tr("No file is open: drop a pair table here or press Ctrl+O"));
    else if (rows.empty())
        setEmptyText(m_population == Population::All
                         ? tr("No candidate is shown: clear the search or filter")
                         : tr("Nothing is selected: click rows or Shift+drag in a plot"));
    else
        setEmptyText({});
    updateLegend();
    scaleCounts();
}

void MassPlot::draw(const Curve& curve, const Histogram& histogram) const {
    const Binning& binning = histogram.binning();
    QVector<double> edges, contents, centres, counts, down, up;
    for (int bin = 0; bin < binning.bins; ++bin) {
        const double content = histogram.content(bin);
        edges << binning.edge(bin) / kMeV;
        contents << content;
        if (content <= 0) continue; // an empty bin's bar would only clutter
        const Interval interval = histogram.interval(bin);
        centres << binning.centre(bin) / kMeV;
        counts << content;
        down << content - interval.low;
        up << interval.high - content;
    }
    edges << binning.high / kMeV;
    contents << (contents.isEmpty() ? 0.0 : contents.back());
    curve.steps->setData(edges, contents, true);
    curve.centres->setData(centres, counts, true);
    curve.errors->setData(down, up);
}

void MassPlot::showKinematics() {
    const bool on = kinematicVisible();
    m_kinematicCurve.steps->setVisible(on);
    m_kinematicCurve.errors->setVisible(on && m_errors);
    if (on)
        m_kinematicCurve.steps->addToLegend();
    else
        m_kinematicCurve.steps->removeFromLegend();
}

double MassPlot::barTop(const Histogram& histogram, int bin) const {
    return m_errors ? histogram.interval(bin).high : histogram.content(bin);
}

double MassPlot::legendShare() const {
    return std::min(0.5, legend->minimumOuterSizeHint().height() / std::max(1.0, 1.0 * axisRect()->height()));
}

void MassPlot::scaleCounts() {
    const Binning& binning = m_before.binning();
    double highest = 1;
    for (int bin = 0; bin < binning.bins; ++bin)
        if (xAxis->range().contains(binning.centre(bin) / kMeV))
            highest = std::max({highest, barTop(m_before, bin), barTop(m_after, bin),
                                kinematicVisible() ? barTop(m_kinematic, bin) : 0.0});
    // room for the legend above the highest bar
    const double share = legendShare();
    if (m_log)
        yAxis->setRange(0.5, 0.5 * std::pow(2 * highest, 1 / (1 - share)));
    else
        yAxis->setRange(0, 1.05 * highest / (1 - share));
    drawMarker(m_beforeCurve, m_masses.before, 0.5);
    drawMarker(m_afterCurve, m_masses.after, 0.62);
    showTruth();
    drawMarker(m_kinematicCurve, kinematicVisible() ? m_masses.kinematic : std::nullopt, 0.74);
    requestReplot();
}

void MassPlot::drawMarker(const Curve& curve, const std::optional<Measured>& mass, double height) const {
    const bool exists = mass && std::isfinite(mass->value);
    const double shown = exists ? mass->value / kMeV : 0;
    curve.marker->setVisible(exists);
    curve.marker->point1->setCoords(shown, 0);
    curve.marker->point2->setCoords(shown, 1);
    const bool right = shown > xAxis->range().upper;
    curve.beyond->setVisible(exists && (right || shown < xAxis->range().lower));
    curve.beyond->setText(right ? tr("%1 MeV →").arg(numberText(shown, 1))
                                : tr("← %1 MeV").arg(numberText(shown, 1)));
    curve.beyond->setPositionAlignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    curve.beyond->position->setCoords(right ? 0.99 : 0.01, height);
}

void MassPlot::updateLegend() {
    const auto line = [this](const QString& name, const Histogram& histogram,
                             const std::optional<Measured>& mass) {
        const double total = histogram.sum() + histogram.overflow() + histogram.underflow();
        QString text = tr("%1: %2 pairs").arg(name, countText(static_cast<std::size_t>(total)));
        if (histogram.overflow() > 0)
            text += tr(" (%1 beyond)").arg(countText(static_cast<std::size_t>(histogram.overflow())));
        if (mass) text += tr(", this %1").arg(measuredTextWithUnit(*mass, mevUnit()));
        return text;
    };
    m_beforeCurve.steps->setName(line(tr("before"), m_before, m_masses.before));
    m_afterCurve.steps->setName(line(tr("after"), m_after, m_masses.after));
    m_kinematicCurve.steps->setName(line(tr("kinematic"), m_kinematic, m_masses.kinematic));
}

void MassPlot::fitToData() {
    xAxis->setRange(0, m_before.binning().high / kMeV);
    scaleCounts();
}

QString MassPlot::readout(const QPointF& pixel) const {
    const double mass = xAxis->pixelToCoord(pixel.x()) * kMeV;
    const Binning& binning = m_before.binning();
    const int bin = static_cast<int>(std::floor((mass - binning.low) / binning.width()));
    if (bin < 0 || bin >= binning.bins) return tr("M = %1 MeV").arg(numberText(mass / kMeV, 2));
    const QString text = tr("M %1 to %2 MeV: %3 before, %4 after")
                             .arg(significantText(binning.edge(bin) / kMeV, 5),
                                  significantText(binning.edge(bin + 1) / kMeV, 5),
                                  countText(static_cast<std::size_t>(m_before.content(bin))),
                                  countText(static_cast<std::size_t>(m_after.content(bin))));
    if (!kinematicVisible()) return text;
    return tr("%1, %2 kinematic").arg(text, countText(static_cast<std::size_t>(m_kinematic.content(bin))));
}

} // namespace pairscope
