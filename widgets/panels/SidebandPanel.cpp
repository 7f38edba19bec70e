#include "widgets/panels/SidebandPanel.h"

#include "widgets/models/QuantityText.h"
#include "widgets/models/RegionModel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace pairscope {

namespace {

using C = CandidateColumn;

constexpr std::array<std::pair<C, C>, 4> kPresets = {
    {{C::Rho, C::DeltaM}, {C::MassAfter, C::DeltaM}, {C::KT, C::KL}, {C::PhiV, C::MassAfter}}};
constexpr std::array kColours = {"#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#d55e00", "#0072b2"};
/// Up to here counting is quicker than a thread.
constexpr std::size_t kCountAtOnce = 20000;

QString title(C column) {
    const std::string_view text = info(column).title;
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Middle half of what is on screen: a new region is in sight and can be held.
RectangleRegion middleOf(const PlaneView& view) {
    const auto at = [](double low, double high, double share) { return low + share * (high - low); };
    return {{at(view.xLow, view.xHigh, 0.25), at(view.xLow, view.xHigh, 0.75)},
            {at(view.yLow, view.yHigh, 0.25), at(view.yLow, view.yHigh, 0.75)}};
}

} // namespace

SidebandPanel::SidebandPanel(QWidget* parent)
    : QWidget(parent),
      m_preset(new QComboBox(this)),
      m_addRectangle(new QPushButton(tr("+ Rectangle"), this)),
      m_addPolygon(new QPushButton(tr("+ Polygon"), this)),
      m_remove(new QPushButton(tr("Remove"), this)),
      m_plot(new PlanePlot(this)),
      m_regions(new RegionModel(this)),
      m_view(new QTableView(this)),
      m_summary(new QLabel(this)),
      m_problem(new QLabel(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_count(new LatestJob(this)) {
    setAccessibleName(tr("Sideband"));
    for (const auto& [x, y] : kPresets) {
        m_preset->addItem(tr("%1 × %2").arg(title(x), title(y)));
        SidebandPlane& plane = m_planes[{x, y}];
        plane.x = x;
        plane.y = y;
    }
    const SidebandPlane start = defaultSidebandPlane();
    m_planes[{start.x, start.y}] = start;
    build();
    connectParts();
    apply(start);
    setTable(nullptr);
}

void SidebandPanel::build() {
    m_preset->setAccessibleName(tr("Quantities of the plane"));
    m_preset->setToolTip(tr("Quantities of the plane; each pair keeps regions of its own"));
    m_addRectangle->setAccessibleName(tr("Add a rectangle"));
    m_addRectangle->setToolTip(tr("Add a rectangle in the middle of the plot"));
    m_addPolygon->setAccessibleName(tr("Add a polygon"));
    m_addPolygon->setToolTip(tr("Add a polygon in the middle of the plot; drag its corners"));
    m_remove->setAccessibleName(tr("Remove the active region"));
    m_remove->setToolTip(tr("Remove the region that is active in the plot and the table"));
    m_problem->setWordWrap(true);
    m_problem->setAccessibleName(tr("Why the typed value was refused"));
    m_problem->hide();
    m_summary->setWordWrap(true);
    m_summary->setAccessibleName(tr("Pairs outside of all regions"));
    m_view->setModel(m_regions);
    m_view->setWordWrap(false); // a column is as wide as its text in one line
    m_view->setAccessibleName(tr("Regions and what is in them"));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 6);
    m_view->horizontalHeader()->setHighlightSections(false);

    auto* controls = new QHBoxLayout;
    controls->addWidget(m_preset);
    controls->addWidget(m_addRectangle);
    controls->addWidget(m_addPolygon);
    controls->addWidget(m_remove);
    controls->addStretch(1);
    auto* side = new QWidget(this);
    auto* sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(0, 0, 0, 0);
    sideLayout->setSpacing(3);
    sideLayout->addWidget(m_view, 1);
    sideLayout->addWidget(m_problem);
    sideLayout->addWidget(m_summary);
    m_splitter->addWidget(m_plot);
    m_splitter->addWidget(side);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({3000, 2000}); // shares; the splitter scales them to its width
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(3);
    layout->addLayout(controls);
    layout->addWidget(m_splitter, 1);
}

void SidebandPanel::connectParts() {
    connect(m_preset, &QComboBox::activated, this, &SidebandPanel::choosePreset);
    connect(m_addRectangle, &QPushButton::clicked, this, &SidebandPanel::addRectangle);
    connect(m_addPolygon, &QPushButton::clicked, this, &SidebandPanel::addPolygon);
    connect(m_remove, &QPushButton::clicked, this, &SidebandPanel::removeActive);
    connect(m_plot, &PlanePlot::regionsChanged, this, &SidebandPanel::changed);
    connect(m_plot, &PlanePlot::regionsEdited, this, &SidebandPanel::planeEdited);
    connect(m_plot, &PlanePlot::rowsSelected, this, &SidebandPanel::rowsSelected);
    connect(m_plot, &PlanePlot::rowsBrushed, this, &SidebandPanel::rowsBrushed);
    connect(m_plot, &PlanePlot::messageRaised, this, &SidebandPanel::messageRaised);
    connect(m_plot, &PlanePlot::rowClicked, this, &SidebandPanel::rowClicked);
    connect(m_plot, &PlotWidget::readoutChanged, this, &SidebandPanel::readoutChanged);
    connect(m_regions, &RegionModel::edited, this, &SidebandPanel::edited);
    connect(m_regions, &RegionModel::refused, this, &SidebandPanel::setProblem);
    connect(m_plot, &PlanePlot::activeRegionChanged, this, [this](std::optional<std::size_t> region) {
        m_remove->setEnabled(region.has_value());
        if (region)
            m_view->selectRow(static_cast<int>(*region));
        else
            m_view->clearSelection();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid()) m_plot->setActiveRegion(static_cast<std::size_t>(current.row()));
            });
}

void SidebandPanel::setTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    m_plot->setTable(m_table);
    m_shown = m_plot->shownRows();
    count();
}

void SidebandPanel::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    m_plot->replaceTable(m_table);
    count();
}

void SidebandPanel::setShownRows(const RowSet& rows) {
    m_shown = rows;
    m_plot->setShownRows(m_shown);
    count();
}

void SidebandPanel::setSelection(const RowSet& rows) {
    m_plot->setSelection(rows);
}
void SidebandPanel::setCurrent(std::optional<std::size_t> row) {
    m_plot->setCurrent(row);
}

void SidebandPanel::setExpectedCurve(std::vector<double> rho, std::vector<double> deltaM) {
    m_curveRho = std::move(rho);
    m_curveDeltaM = std::move(deltaM);
    showCurve();
}

void SidebandPanel::setTruePlace(const std::optional<Vector2>& place) {
    m_truePlace = place;
    showCurve();
}

void SidebandPanel::setLayerTicks(std::vector<LayerTick> ticks) {
    m_ticks = std::move(ticks);
    showCurve();
}

void SidebandPanel::showCurve() {
    const bool rho = plane().x == C::Rho;
    m_plot->setLayerTicks(rho ? m_ticks : std::vector<LayerTick>());
    const bool shift = rho && plane().y == C::DeltaM;
    m_plot->setTruePlace(shift ? m_truePlace : std::nullopt);
    if (shift)
        m_plot->setExpectedCurve(m_curveRho, m_curveDeltaM);
    else
        m_plot->setExpectedCurve({}, {});
}

const SidebandPlane& SidebandPanel::plane() const {
    return m_plot->plane();
}

void SidebandPanel::choosePreset(int index) {
    apply(m_planes[kPresets[static_cast<std::size_t>(index)]]);
    emit planeChanged(plane());
    emit planeEdited(plane());
}

void SidebandPanel::setPlane(const SidebandPlane& plane) {
    const int known = m_preset->count();
    int index = 0;
    while (index < known && (static_cast<std::size_t>(index) >= kPresets.size() ||
                             kPresets[static_cast<std::size_t>(index)] != Axes{plane.x, plane.y}))
        ++index;
    m_preset->setCurrentIndex(index < known ? index : -1);
    apply(plane);
}

void SidebandPanel::apply(const SidebandPlane& plane) {
    m_planes[{plane.x, plane.y}] = plane;
    setProblem({});
    m_plot->setPlane(plane);
    m_regions->setPlane(plane);
    m_plot->setActiveRegion(std::nullopt);
    m_remove->setEnabled(false);
    showCurve();
    count();
}

void SidebandPanel::changed(const SidebandPlane& plane) {
    m_planes[{plane.x, plane.y}] = plane;
    m_regions->setPlane(plane);
    count();
    emit planeChanged(plane);
}

void SidebandPanel::edited(const SidebandPlane& plane) {
    m_plot->setPlane(plane);
    changed(plane);
    emit planeEdited(plane);
}

std::string SidebandPanel::freeName(const QString& stem) const {
    for (int number = 1;; ++number) {
        const std::string name = QStringLiteral("%1 %2").arg(stem).arg(number).toStdString();
        const auto& all = plane().regions;
        if (std::none_of(all.begin(), all.end(),
                         [&name](const Region& region) { return region.name == name; }))
            return name;
    }
}

/// The first of the colours that no region has, or the next in turn when all are taken.
std::string SidebandPanel::freeColour() const {
    const auto& regions = plane().regions;
    for (const char* colour : kColours)
        if (std::none_of(regions.begin(), regions.end(),
                         [colour](const Region& region) { return region.colour == colour; }))
            return colour;
    return kColours[regions.size() % kColours.size()];
}

void SidebandPanel::add(RegionShape shape, const QString& name) {
    SidebandPlane next = plane();
    next.regions.push_back({freeName(name), freeColour(), std::move(shape), {}});
    edited(next);
    m_plot->setActiveRegion(next.regions.size() - 1);
}

void SidebandPanel::addRectangle() {
    add(middleOf(m_plot->view()), tr("region"));
}

void SidebandPanel::addPolygon() {
    const RectangleRegion box = middleOf(m_plot->view());
    const double middle = (*box.x.low + *box.x.high) / 2;
    PolygonRegion polygon;
    polygon.vertices = {{*box.x.low, *box.y.low},
                        {*box.x.high, *box.y.low},
                        {*box.x.high, *box.y.high},
                        {middle, *box.y.high},
                        {*box.x.low, (*box.y.low + *box.y.high) / 2}};
    add(std::move(polygon), tr("polygon"));
}

void SidebandPanel::removeActive() {
    const auto active = m_plot->activeRegion();
    if (!active) return;
    SidebandPlane next = plane();
    next.regions.erase(next.regions.begin() + static_cast<std::ptrdiff_t>(*active));
    m_plot->setActiveRegion(std::nullopt);
    edited(next);
}

void SidebandPanel::count() {
    const auto show = [this](const Occupancy& result) {
        m_regions->setOccupancy(result);
        QString text =
            tr("%1 pairs, %2 in no region").arg(countText(result.entries), countText(result.outside));
        if (result.missing > 0) text += tr(", %1 without a vertex").arg(countText(result.missing));
        m_summary->setText(text);
        m_view->resizeColumnsToContents();
    };
    if (!m_table) {
        m_count->cancel();
        show(Occupancy{});
        return;
    }
    const auto table = m_table;
    const auto rows = m_shown;
    const SidebandPlane where = plane();
    if (rows.size() <= kCountAtOnce) {
        m_count->cancel();
        show(occupancy(*table, where, rows));
        return;
    }
    m_count->start([table, rows, where](const std::stop_token&,
                                        const Progress&) { return occupancy(*table, where, rows); },
                   show);
}

QString SidebandPanel::problem() const {
    return m_problem->text();
}

void SidebandPanel::setProblem(const QString& text) {
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void SidebandPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // side by side in a wide row at the bottom of the window, one above the other in a narrow dock
    m_splitter->setOrientation(width() < height() * 1.3 ? Qt::Vertical : Qt::Horizontal);
}

} // namespace pairscope
