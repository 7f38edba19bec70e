#include "widgets/models/InspectorModel.h"

#include "widgets/models/QuantityText.h"

#include <QFont>
#include <QStringList>

#include <algorithm>

namespace pairscope {

namespace {

QString pullText(double pull) {
    return InspectorModel::tr("%1 σ from truth").arg(numberText(pull, 2));
}

/// Rows of cells as lines with columns of equal width, the first to the left and the others to the right.
QString aligned(const QList<QStringList>& lines) {
    QList<qsizetype> widths;
    for (const QStringList& line : lines)
        for (qsizetype i = 0; i < line.size(); ++i) {
            if (i == widths.size()) widths << 0;
            widths[i] = std::max(widths[i], line[i].size());
        }
    QString text;
    for (const QStringList& line : lines) {
        QString out;
        for (qsizetype i = 0; i < line.size(); ++i)
            out += i == 0 ? line[i].leftJustified(widths[i])
                          : QStringLiteral("  ") + line[i].rightJustified(widths[i]);
        while (out.endsWith(u' '))
            out.chop(1);
        text += out + u'\n';
    }
    return text;
}

/// The same stages, and headings at the same places.
bool sameShape(const InspectorTable& a, const InspectorTable& b) {
    const auto sameKind = [](const InspectorRow& x, const InspectorRow& y) { return x.heading == y.heading; };
    return a.stages == b.stages && std::ranges::equal(a.rows, b.rows, sameKind);
}

} // namespace

InspectorModel::InspectorModel(QObject* parent) : QAbstractTableModel(parent) {}

void InspectorModel::setCandidate(const std::shared_ptr<const Candidate>& candidate,
                                  const std::shared_ptr<const DetectorModel>& detector) {
    InspectorTable contents =
        candidate && detector ? inspectorTable(*candidate, *detector) : InspectorTable();
    if (m_contents.rows.empty() || !sameShape(contents, m_contents)) {
        beginResetModel();
        m_contents = std::move(contents);
        endResetModel();
        return;
    }
    m_contents = std::move(contents); // a view need not lay itself out anew
    emit headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int InspectorModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_contents.rows.size());
}

int InspectorModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_contents.stages.size());
}

QString InspectorModel::toolTip(const InspectorRow& row, const InspectorCell* cell) const {
    QStringList lines;
    if (cell) lines << (row.unit.isEmpty() ? cell->text : cell->text + u' ' + row.unit);
    if (cell && cell->pull) lines << pullText(*cell->pull);
    if (cell && !cell->why.isEmpty()) lines << cell->why;
    if (!row.description.isEmpty()) lines << row.description;
    return lines.join(u'\n');
}

QVariant InspectorModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const InspectorRow& row = m_contents.rows[static_cast<std::size_t>(index.row())];
    if (role == HeadingRole) return row.heading;
    const auto column = static_cast<std::size_t>(index.column());
    if (column >= row.cells.size()) return {};
    const InspectorCell& cell = row.cells[column];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return toolTip(row, &cell);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    case PullRole:
        return cell.pull ? QVariant(*cell.pull) : QVariant();
    default:
        return {};
    }
}

QVariant InspectorModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (section < 0) return {};
    const auto at = static_cast<std::size_t>(section);
    if (orientation == Qt::Horizontal) {
        if (at >= m_contents.stages.size()) return {};
        if (role == Qt::DisplayRole) return m_contents.stages[at];
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    }
    if (at >= m_contents.rows.size()) return {};
    const InspectorRow& row = m_contents.rows[at];
    switch (role) {
    case Qt::DisplayRole:
        return titleWithUnit(row.title, row.unit);
    case Qt::ToolTipRole:
        return toolTip(row, nullptr);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    case Qt::FontRole: {
        QFont font;
        font.setBold(row.heading);
        return font;
    }
    case HeadingRole:
        return row.heading;
    default:
        return {};
    }
}

QString InspectorModel::text() const {
    QStringList head{tr("quantity")};
    for (const QString& stage : m_contents.stages)
        head << stage;
    QList<QStringList> lines{head};
    for (const InspectorRow& row : m_contents.rows) {
        QStringList line{row.heading ? row.title : QStringLiteral("  ") + titleWithUnit(row.title, row.unit)};
        for (const InspectorCell& cell : row.cells)
            line << plainText(cell.text);
        lines << line;
    }
    return aligned(lines);
}

} // namespace pairscope
