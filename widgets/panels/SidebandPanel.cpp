#include "widgets/panels/SidebandPanel.h"

#include "core/analysis/RegionMembership.h"
#include "core/analysis/SidebandFile.h"
#include "widgets/models/QuantityText.h"
#include "widgets/models/RegionModel.h"
#include "widgets/panels/AbcdPage.h"
#include "widgets/panels/OverlayChoice.h"
#include "widgets/panels/RegionComparePage.h"
#include "widgets/plots/RegionGeometry.h"

#include <QColorDialog>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <cmath>

namespace pairscope {

namespace {

using C = CandidateColumn;

constexpr std::array kColours = {"#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#d55e00", "#0072b2"};
/// Up to here counting is quicker than a thread.
constexpr std::size_t kCountAtOnce = 20000;

/// Middle half of what is on screen: a new region is in sight and can be held.
RectangleRegion middleOf(const PlaneView& view) {
    const auto at = [](double low, double high, double share) { return low + share * (high - low); };
    return {{at(view.xLow, view.xHigh, 0.25), at(view.xLow, view.xHigh, 0.75)},
            {at(view.yLow, view.yHigh, 0.25), at(view.yLow, view.yHigh, 0.75)}};
}

/// Every blind region is in `after` as it was. One that is moved, removed or no longer blind would show what
/// was in it without a line in the log.
bool keepsBlind(const SidebandPlane& before, const SidebandPlane& after) {
    return std::all_of(before.regions.begin(), before.regions.end(), [&after](const Region& region) {
        return !region.blind ||
               std::any_of(after.regions.begin(), after.regions.end(), [&region](const Region& other) {
                   return other.blind && other.shape == region.shape;
               });
    });
}

} // namespace

void SidebandPanel::setTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    m_shown = RowSet::all(m_table ? m_table->rows() : 0);
    m_plot->setTable(m_table);
    m_overlay->setTable(m_table);
    listAxes();
    count();
}

void SidebandPanel::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    m_plot->replaceTable(m_table);
    m_overlay->setTable(m_table);
    count();
}

void SidebandPanel::setVerdicts(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    m_plot->setVerdicts(m_table);
    m_overlay->setVerdicts(m_table);
    const auto asks = [](const Region& region) {
        const auto* expression = std::get_if<ExpressionRegion>(&region.shape);
        return expression && expression->text.find(info(CandidateColumn::Verdict).name) != std::string::npos;
    };
    if (std::ranges::any_of(plane().regions, asks)) count();
}

void SidebandPanel::setShownRows(const RowSet& rows) {
    m_shown = rows;
    m_plot->setShownRows(rows);
    count();
}

void SidebandPanel::setSelection(const RowSet& rows) {
    m_plot->setSelection(rows);
    m_overlay->setSelection(rows);
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

void SidebandPanel::setNamedFilters(const std::vector<NamedFilter>& filters) {
    m_overlay->setNamedFilters(filters);
}

void SidebandPanel::setTheme(const PlotTheme& theme) {
    m_plot->setTheme(theme);
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

void SidebandPanel::chooseAxes(CandidateColumn x, CandidateColumn y) {
    if (x == plane().x && y == plane().y) return;
    SidebandPlane next;
    next.x = x;
    next.y = y;
    if (const SidebandPlane* before = known(x, y)) next = *before;
    apply(next);
    emit planeEdited(plane());
}

void SidebandPanel::setPlane(const SidebandPlane& plane) {
    if (plane == this->plane()) return;
    const bool sameRegions = plane.x == this->plane().x && plane.y == this->plane().y &&
                             plane.regions.size() == this->plane().regions.size();
    const auto active = m_plot->activeRegion();
    apply(plane);
    if (sameRegions) m_plot->setActiveRegion(active);
}

void SidebandPanel::apply(const SidebandPlane& plane) {
    setProblem({});
    m_plot->setPlane(plane);
    m_regions->setPlane(plane);
    m_plot->setActiveRegion(std::nullopt);
    showRegion(std::nullopt);
    showAxes();
    showCurve();
    showBlinding();
    count();
}

const SidebandPlane* SidebandPanel::known(CandidateColumn x, CandidateColumn y) const {
    const auto found = std::find_if(m_planes.begin(), m_planes.end(), [x, y](const SidebandPlane& plane) {
        return plane.x == x && plane.y == y;
    });
    return found == m_planes.end() ? nullptr : &*found;
}

/// Says so, and offers to unblind, where `next` instead of `before` would uncover something.
bool SidebandPanel::refusesToUncover(const SidebandPlane& before, const SidebandPlane& next) {
    if (m_unblinded || keepsBlind(before, next)) return false;
    setProblem(tr("A blind region stays as it is until it is unblinded."));
    m_blindLine->show();
    return true;
}

void SidebandPanel::changed(const SidebandPlane& plane) {
    if (const SidebandPlane before = m_regions->plane(); refusesToUncover(before, plane))
        return m_plot->setPlane(before);
    m_regions->setPlane(plane);
    showBlinding();
    count();
    emit planeChanged(plane);
}

void SidebandPanel::edited(const SidebandPlane& plane) {
    if (const SidebandPlane before = this->plane(); refusesToUncover(before, plane))
        return m_regions->setPlane(before);
    m_plot->setPlane(plane);
    m_regions->setPlane(plane);
    showBlinding();
    count();
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
    if (next.regions.size() >= RegionMembership::kMostRegions)
        return setProblem(
            tr("A plane can have %1 regions; remove one first.").arg(RegionMembership::kMostRegions));
    next.regions.push_back({freeName(name), freeColour(), std::move(shape), {}});
    edited(next);
    m_plot->setActiveRegion(next.regions.size() - 1);
}

void SidebandPanel::addRectangle() {
    add(middleOf(m_plot->view()), tr("region"));
}

void SidebandPanel::addAroundSelection() {
    const RowSet selected = m_plot->selection().intersected(m_shown);
    if (!m_table || selected.empty()) return setProblem(tr("No shown pair is selected."));
    const auto range = [&](CandidateColumn column) {
        const ColumnView values = m_table->column(column);
        ClosedRange found;
        for (const RowSet::Row row : selected) {
            const double value = values[row];
            if (!std::isfinite(value)) continue;
            found.low = std::min(found.low.value_or(value), value);
            found.high = std::max(found.high.value_or(value), value);
        }
        return found;
    };
    const RectangleRegion box{range(plane().x), range(plane().y)};
    if (!box.x.low || !box.y.low) return setProblem(tr("No selected pair has both quantities."));
    add(box, tr("region"));
}

void SidebandPanel::chooseColour() {
    const auto active = m_plot->activeRegion();
    if (!active) return;
    const QColor before(QString::fromStdString(plane().regions[*active].colour));
    const QColor chosen = QColorDialog::getColor(before, this, tr("Colour of the region"));
    if (chosen.isValid())
        m_regions->setData(m_regions->index(static_cast<int>(*active), RegionModel::Colour), chosen.name(),
                           Qt::EditRole);
}

/// The plot's own menu, and the regions' before it; it is about the region under the cursor.
void SidebandPanel::showPlotMenu(const QPoint& at) {
    if (const auto region = regionAt(plane().regions, m_plot->view(), at)) m_plot->setActiveRegion(region);
    const auto menu = m_plot->contextMenu();
    QAction* first = menu->actions().isEmpty() ? nullptr : menu->actions().constFirst();
    menu->insertActions(first, m_menuButton->menu()->actions());
    menu->insertSeparator(first);
    menu->exec(m_plot->mapToGlobal(at));
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

void SidebandPanel::addExpression(const QString& text) {
    add(ExpressionRegion{text.toStdString()}, tr("expression"));
    m_expression->setFocus();
    m_expression->selectAll();
}

void SidebandPanel::duplicateActive() {
    const auto active = m_plot->activeRegion();
    if (active) add(plane().regions[*active].shape, QString::fromStdString(plane().regions[*active].name));
}

void SidebandPanel::removeActive() {
    const auto active = m_plot->activeRegion();
    if (!active) return;
    SidebandPlane next = plane();
    next.regions.erase(next.regions.begin() + static_cast<std::ptrdiff_t>(*active));
    if (refusesToUncover(plane(), next)) return;
    m_plot->setActiveRegion(std::nullopt);
    edited(next);
}

void SidebandPanel::selectInActive() {
    const auto active = m_plot->activeRegion();
    if (!active || !m_table) return;
    emit rowsSelected(membership(*m_table, plane(), m_shown).in(RegionMembership::Mask{1} << *active), false);
}

void SidebandPanel::applyExpression() {
    const auto active = m_plot->activeRegion();
    if (!active || !std::holds_alternative<ExpressionRegion>(plane().regions[*active].shape)) return;
    const std::string text = m_expression->text().toStdString();
    if (const auto filter = Filter::compile(text); !filter)
        return setProblem(QString::fromStdString(describe(filter.error(), text)));
    setProblem({});
    SidebandPlane next = plane();
    next.regions[*active].shape = ExpressionRegion{text};
    if (!(next == plane())) edited(next);
}

void SidebandPanel::loadRegions(const QString& path) {
    const auto loaded = loadSidebandPlane(path.toStdString());
    if (!loaded) {
        emit messageRaised(
            tr("The regions could not be loaded. %1").arg(QString::fromStdString(describe(loaded.error()))));
        return;
    }
    replace(*loaded);
}

void SidebandPanel::replace(const SidebandPlane& next) {
    const bool sameAxes = next.x == plane().x && next.y == plane().y;
    const SidebandPlane* before = sameAxes ? &plane() : known(next.x, next.y);
    if (before && refusesToUncover(*before, next)) return;
    apply(next);
    emit planeEdited(next);
}

void SidebandPanel::saveRegions(const QString& path) {
    if (const auto saved = saveSidebandPlane(plane(), path.toStdString()); !saved)
        emit messageRaised(
            tr("The regions could not be saved. %1").arg(QString::fromStdString(describe(saved.error()))));
}

void SidebandPanel::askAndLoad() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Load regions"), {}, tr("Regions (*.json)"));
    if (!path.isEmpty()) loadRegions(path);
}

void SidebandPanel::askAndSave() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save regions"),
                                                      QStringLiteral("regions.json"), tr("Regions (*.json)"));
    if (!path.isEmpty()) saveRegions(path);
}

bool SidebandPanel::anyBlind() const {
    const auto& regions = plane().regions;
    return std::any_of(regions.begin(), regions.end(), [](const Region& region) { return region.blind; });
}

void SidebandPanel::setUnblinded(bool on) {
    m_unblinded = on;
    showBlinding();
    count();
}

void SidebandPanel::setComparison(const QString& name, std::shared_ptr<const CandidateTable> table) {
    m_secondName = name;
    m_second = std::move(table);
    m_compare->setChoices(m_table && m_table->pairs().contents().truth, m_secondName);
    m_pages->setCurrentWidget(m_compare);
    count();
}

SidebandQuestion SidebandPanel::question() const {
    SidebandQuestion question;
    question.table = m_table && m_table->rows() > 0 ? m_table : nullptr;
    question.rows = m_shown;
    question.plane = m_unblinded ? unblinded(plane()) : plane();
    question.abcd = m_pages->currentWidget() == m_abcd;
    question.comparison = m_pages->currentWidget() == m_compare;
    question.kappa = m_abcd->kappa();
    question.kappaOfSecond = m_abcd->usesSecond();
    question.second = m_second;
    question.firstClass = m_compare->choice().first;
    question.secondClass = m_compare->choice().second;
    return question;
}

void SidebandPanel::count() {
    const SidebandQuestion asked = question();
    const std::size_t rows = asked.table ? asked.rows.size() + (asked.second ? asked.second->rows() : 0) : 0;
    if (rows <= kCountAtOnce) {
        m_count->cancel();
        showAnswer(asked, answer(asked));
        return;
    }
    m_count->start([asked](const std::stop_token&, const Progress&) { return answer(asked); },
                   [this, asked](const SidebandAnswer& result) { showAnswer(asked, result); });
}

void SidebandPanel::showAnswer(const SidebandQuestion& asked, const SidebandAnswer& answer) {
    const Occupancy& counts = answer.occupancy;
    m_regions->setOccupancy(counts);
    QString text =
        counts.blinded
            ? tr("%1 pairs in regions that may be seen").arg(countText(counts.entries))
            : tr("%1 pairs, %2 in no region").arg(countText(counts.entries), countText(counts.outside));
    if (counts.missing > 0) text += tr(", %1 without a place here").arg(countText(counts.missing));
    m_summary->setText(text);
    fitColumns();
    m_compare->setChoices(counts.truth, m_secondName);
    if (asked.comparison) m_compare->setComparison(plane(), answer.comparison);
    if (!asked.abcd) return;
    m_abcd->setSecondKappa(m_secondName, answer.secondKappa);
    m_abcd->setStudy(answer.abcd);
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
