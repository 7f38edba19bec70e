#include "widgets/models/TextTableModel.h"

#include <QFont>

#include <algorithm>

namespace pairscope {

namespace {

/// The same columns and as many rows.
bool sameShape(const TextTable& a, const TextTable& b) {
    const auto sameColumn = [](const TextColumn& x, const TextColumn& y) {
        return x.title == y.title && x.tip == y.tip && x.number == y.number;
    };
    return std::ranges::equal(a.columns, b.columns, sameColumn) && a.rows.size() == b.rows.size();
}

} // namespace

TextTableModel::TextTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void TextTableModel::setTable(TextTable table) {
    if (m_table.rows.empty() || !sameShape(table, m_table)) {
        beginResetModel();
        m_table = std::move(table);
        endResetModel();
        return;
    }
    m_table = std::move(table); // a view need not lay itself out anew
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int TextTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

Qt::Alignment TextTableModel::alignment(std::size_t column) const {
    return Qt::AlignVCenter | (m_table.columns[column].number ? Qt::AlignRight : Qt::AlignLeft);
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto row = static_cast<std::size_t>(index.row());
    const auto column = static_cast<std::size_t>(index.column());
    if (column >= m_table.rows[row].size()) return {};
    const TextCell& cell = m_table.rows[row][column];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tip.isEmpty() ? m_table.columns[column].tip : cell.tip;
    case Qt::DecorationRole:
        return cell.icon.isNull() ? QVariant() : QVariant(cell.icon);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(m_table.isHeading(row) ? Qt::AlignLeft | Qt::AlignVCenter
                                                          : alignment(column));
    case Qt::FontRole: {
        QFont font;
        font.setBold(cell.bold);
        return cell.bold ? QVariant(font) : QVariant();
    }
    default:
        return {};
    }
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    const auto column = static_cast<std::size_t>(section);
    if (role == Qt::DisplayRole) return m_table.columns[column].title;
    if (role == Qt::ToolTipRole) return m_table.columns[column].tip;
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(alignment(column));
    return {};
}

} // namespace pairscope
