#include "widgets/models/TextTableModel.h"

#include <QFont>

namespace pairscope {

TextTableModel::TextTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void TextTableModel::setTable(TextTable table) {
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
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
