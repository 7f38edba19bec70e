#include "widgets/models/CandidateTableModel.h"

#include "core/candidate/RowOrder.h"
#include "widgets/models/QuantityText.h"
#include "widgets/models/StatusIcon.h"

#include <QFont>
#include <QIcon>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace pairscope {

namespace {

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Which numbers a column shows, and what a physicist calls them elsewhere.
struct ColumnSource {
    CandidateColumn value;
    CandidateColumn error; ///< the same as `value` where there is none
    const char* title;
    const char* sentence;
};

const ColumnSource& source(CandidateTableModel::Column column) {
    using C = CandidateColumn;
    static const ColumnSource sources[CandidateTableModel::ColumnCount] = {
        {C::Status, C::Status, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "Id"),
         QT_TRANSLATE_NOOP(
             "pairscope::CandidateTableModel",
             "Experiment, run, event and candidate (__experiment__, __run__, __event__, __candidate__)")},
        {C::Status, C::Status, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "Status"),
         QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "What came of the vertex fit, and why")},
        {C::Verdict, C::Verdict, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "Verdict"),
         QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "What you said of it in a scan (verdict)")},
        {C::MassBefore, C::MassBeforeError, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "M before"),
         QT_TRANSLATE_NOOP(
             "pairscope::CandidateTableModel",
             "Mass from the momenta at the perigees, before the vertex fit (massBefore; basf2: InvM of "
             "the unfitted pair)")},
        {C::MassAfter, C::MassAfterError, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "M after"),
         QT_TRANSLATE_NOOP(
             "pairscope::CandidateTableModel",
             "Mass from the momenta at the fitted vertex (massAfter; basf2: InvM after the vertex fit)")},
        {C::DeltaM, C::DeltaMError, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "ΔM"),
         QT_TRANSLATE_NOOP("pairscope::CandidateTableModel",
                           "M after minus M before (deltaM): near 0 for prompt pairs, strongly negative for "
                           "conversions")},
        {C::Rho, C::RhoError, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "ρ"),
         QT_TRANSLATE_NOOP("pairscope::CandidateTableModel",
                           "Transverse distance of the fitted vertex from the z axis (rho; basf2: dr)")},
        {C::NearestLayer, C::NearestLayer, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "Layer"),
         QT_TRANSLATE_NOOP("pairscope::CandidateTableModel",
                           "Material nearest to the fitted vertex (nearestLayer)")},
        {C::KinematicMass, C::KinematicMassError,
         QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "M kin"),
         QT_TRANSLATE_NOOP("pairscope::CandidateTableModel",
                           "Mass after the fit of e⁺, e⁻ and photon to the beams (kinM)")},
        {C::Prob, C::Prob, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "Prob"),
         QT_TRANSLATE_NOOP("pairscope::CandidateTableModel",
                           "Upper-tail probability of the best chi2 (prob; basf2: chiProb)")},
        {C::MinimumCount, C::MinimumCount, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "Minima"),
         QT_TRANSLATE_NOOP(
             "pairscope::CandidateTableModel",
             "Number of distinct minima of chi2, however bad (nMinima); the status says when more than one "
             "of them could be the vertex")},
        {C::Status, C::Status, QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "Truth"),
         QT_TRANSLATE_NOOP("pairscope::CandidateTableModel", "What the simulated pair really is (mcClass)")},
    };
    return sources[column];
}

ShownUnit unitOf(CandidateTableModel::Column column) {
    using M = CandidateTableModel;
    if (column == M::MassBefore || column == M::MassAfter || column == M::DeltaM ||
        column == M::MassKinematic)
        return mevUnit();
    if (column == M::Rho) return centimetreUnit();
    return {};
}

bool isNumber(CandidateTableModel::Column column) {
    return source(column).value != source(column).error;
}

bool alignsRight(CandidateTableModel::Column column) {
    return isNumber(column) || column == CandidateTableModel::Prob || column == CandidateTableModel::Minima;
}

} // namespace

CandidateTableModel::CandidateTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void CandidateTableModel::setTable(std::shared_ptr<const CandidateTable> table) {
    beginResetModel();
    m_table = std::move(table);
    m_selection = {};
    m_selected.assign(totalCount(), false);
    m_sorted.clear();
    m_shown = RowSet::all(totalCount());
    m_order = CandidateOrder(inOrder(m_shown), totalCount());
    endResetModel();
}

void CandidateTableModel::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    m_sorted.clear();
    sort(m_sortColumn, m_sortOrder);
}

void CandidateTableModel::setVerdicts(std::shared_ptr<const CandidateTable> table) {
    if (m_sortColumn == Verdict) return replaceTable(std::move(table));
    m_table = std::move(table);
    if (rowCount() > 0)
        emit dataChanged(index(0, Verdict), index(rowCount() - 1, Verdict), {Qt::DisplayRole});
}

void CandidateTableModel::setShownRows(const RowSet& rows) {
    beginResetModel();
    m_shown = rows;
    m_order = CandidateOrder(inOrder(rows), totalCount());
    endResetModel();
}

void CandidateTableModel::setSelectedRows(const RowSet& rows) {
    for (const RowSet::Row row : m_selection)
        m_selected[row] = false;
    m_selection = rows.below(totalCount());
    for (const RowSet::Row row : m_selection)
        m_selected[row] = true;
    if (m_order.size() == 0) return;
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {SelectedRole, Qt::FontRole});
}

std::optional<CandidateColumn> CandidateTableModel::shownColumn(int column) {
    if (column <= Id || column >= ColumnCount) return std::nullopt;
    return column == Truth ? CandidateColumn::TrueClass : source(static_cast<Column>(column)).value;
}

void CandidateTableModel::setCutColumns(std::vector<CandidateColumn> columns) {
    m_cut = std::move(columns);
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

std::optional<int> CandidateTableModel::positionOf(std::size_t row) const {
    const auto position = m_order.positionOf(row);
    if (!position) return std::nullopt;
    return static_cast<int>(*position);
}

std::optional<std::size_t> CandidateTableModel::stepped(std::size_t row, int steps) const {
    if (m_order.size() == 0) return std::nullopt;
    const auto last = static_cast<std::ptrdiff_t>(m_order.size()) - 1;
    const auto position = m_order.positionOf(row);
    if (!position) return m_order.rowAt(steps < 0 ? static_cast<std::size_t>(last) : 0);
    const auto target = std::clamp(static_cast<std::ptrdiff_t>(*position) + steps, std::ptrdiff_t{0}, last);
    return m_order.rowAt(static_cast<std::size_t>(target));
}

bool CandidateTableModel::sameEvent(std::size_t a, std::size_t b) const {
    EventId first = m_table->pairs().id(a);
    EventId second = m_table->pairs().id(b);
    first.candidate = second.candidate = 0;
    return first == second;
}

std::optional<std::size_t> CandidateTableModel::steppedEvent(std::size_t row, int direction) const {
    const auto position = m_order.positionOf(row);
    if (!position) return stepped(row, direction);
    const auto end = static_cast<std::ptrdiff_t>(m_order.size());
    const std::ptrdiff_t step = direction < 0 ? -1 : 1;
    auto at = static_cast<std::ptrdiff_t>(*position);
    const auto rowAtPlace = [this](std::ptrdiff_t place) {
        return m_order.rowAt(static_cast<std::size_t>(place));
    };
    while (at >= 0 && at < end && sameEvent(rowAtPlace(at), row))
        at += step;
    if (at < 0 || at >= end) return std::nullopt;
    // going back, the first candidate of that event and not its last
    while (step < 0 && at > 0 && sameEvent(rowAtPlace(at - 1), rowAtPlace(at)))
        --at;
    return rowAtPlace(at);
}

int CandidateTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int CandidateTableModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid()) return 0;
    const bool truth = m_table && totalCount() > 0 && m_table->pairs().contents().truth;
    return truth ? ColumnCount : ColumnCount - 1;
}

QVariant CandidateTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto column = static_cast<Column>(index.column());
    const std::size_t row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (alignsRight(column) ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::DecorationRole:
        return column == Status ? QVariant(statusIcon(m_table->status(row))) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(isSelected(row));
        return isSelected(row) ? QVariant(font) : QVariant();
    }
    case SortRole:
        return sortNumber(row, column);
    case RowRole:
        return static_cast<qulonglong>(row);
    case SelectedRole:
        return isSelected(row);
    default:
        return {};
    }
}

QVariant CandidateTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole) return titleWithUnit(tr(source(column).title), unitOf(column).symbol);
    if (role == Qt::ToolTipRole) return tr(source(column).sentence);
    if (role == Qt::FontRole) {
        const auto shown = shownColumn(section);
        QFont font;
        font.setBold(shown && std::find(m_cut.begin(), m_cut.end(), *shown) != m_cut.end());
        return font.bold() ? QVariant(font) : QVariant();
    }
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (alignsRight(column) ? Qt::AlignRight : Qt::AlignLeft)));
    return {};
}

QString CandidateTableModel::statusText(std::size_t row) const {
    const CandidateStatus status = m_table->status(row);
    return fromView(status == CandidateStatus::Good ? toString(status) : toString(m_table->reason(row)));
}

QString CandidateTableModel::cellText(std::size_t row, Column column) const {
    const ColumnSource& from = source(column);
    switch (column) {
    case Id:
        return QString::fromStdString(toString(m_table->pairs().id(row)));
    case Status:
        return statusText(row);
    case Verdict:
        return m_table->value(CandidateColumn::Verdict, row) == 0
                   ? QString()
                   : fromView(m_table->text(CandidateColumn::Verdict, row));
    case Layer: {
        const QString name = fromView(m_table->text(CandidateColumn::NearestLayer, row));
        return name.isEmpty() ? missingText() : name;
    }
    case Prob:
        return probabilityText(m_table->value(CandidateColumn::Prob, row));
    case Minima:
        return numberText(m_table->value(CandidateColumn::MinimumCount, row), 0);
    case Truth:
        return fromView(toString(m_table->pairs().pairClass(row)));
    default:
        return measuredText({m_table->value(from.value, row), m_table->value(from.error, row)},
                            unitOf(column));
    }
}

QString CandidateTableModel::toolTip(std::size_t row, Column column) const {
    const QString sentence = tr(source(column).sentence);
    const QString id = QString::fromStdString(toString(m_table->pairs().id(row)));
    if (!isNumber(column) && column != Prob) return tr("%1: %2\n%3").arg(id, cellText(row, column), sentence);
    const ColumnSource& from = source(column);
    if (std::isnan(m_table->value(from.value, row)) && column == MassKinematic)
        return tr("%1: no value, the kinematic fit gave %2\n%3")
            .arg(id, fromView(m_table->text(CandidateColumn::KinematicReason, row)), sentence);
    if (std::isnan(m_table->value(from.value, row)))
        return tr("%1: no value, the vertex fit gave %2\n%3").arg(id, statusText(row), sentence);
    const QString unit = unitOf(column).symbol;
    return tr("%1: %2\n%3")
        .arg(id, unit.isEmpty() ? cellText(row, column) : cellText(row, column) + u' ' + unit, sentence);
}

double CandidateTableModel::sortNumber(std::size_t row, Column column) const {
    switch (column) {
    case Id:
        return static_cast<double>(row);
    case Status: // by status, then by reason
        return 100.0 * static_cast<double>(m_table->status(row)) + static_cast<double>(m_table->reason(row));
    case Truth:
        return static_cast<double>(m_table->pairs().pairClass(row));
    default:
        return m_table->value(source(column).value, row);
    }
}

const std::vector<std::uint32_t>& CandidateTableModel::sortedRows() {
    if (!m_sorted.empty() || !m_table) return m_sorted;
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    if (m_sortColumn < 0 || m_sortColumn >= columnCount())
        m_sorted = CandidateOrder::all(totalCount()).rows();
    else if (m_sortColumn == Id)
        m_sorted = rowsById(m_table->pairs(), descending);
    else if (m_sortColumn == Status)
        m_sorted = rowsByOutcome(*m_table, descending);
    else
        m_sorted = rowsByNumber(m_table->column(*shownColumn(m_sortColumn)), descending);
    return m_sorted;
}

std::vector<std::uint32_t> CandidateTableModel::inOrder(const RowSet& rows) {
    if (m_sortColumn < 0) return {rows.begin(), rows.end()};
    const std::vector<std::uint32_t>& all = sortedRows();
    if (rows.size() == all.size()) return all;
    std::vector<bool> shown(all.size(), false);
    for (const RowSet::Row row : rows)
        shown[row] = true;
    std::vector<std::uint32_t> order;
    order.reserve(rows.size());
    std::copy_if(all.begin(), all.end(), std::back_inserter(order),
                 [&shown](std::uint32_t row) { return shown[row]; });
    return order;
}

void CandidateTableModel::sort(int column, Qt::SortOrder order) {
    if (column != m_sortColumn || order != m_sortOrder) m_sorted.clear();
    m_sortColumn = column;
    m_sortOrder = order;
    if (!m_table) return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::size_t> rows;
    for (const QModelIndex& index : before)
        rows.push_back(rowAt(index.row()));
    m_order = CandidateOrder(inOrder(m_shown), totalCount());
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after << index(*positionOf(rows[static_cast<std::size_t>(i)]), before[i].column());
    changePersistentIndexList(before, after);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace pairscope
