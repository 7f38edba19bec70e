#include "widgets/models/ProblemModel.h"

#include "widgets/models/QuantityText.h"
#include "widgets/models/StatusIcon.h"

namespace pairscope {

ProblemModel::ProblemModel(QObject* parent) : QAbstractTableModel(parent) {}

void ProblemModel::setProblems(std::vector<RowProblem> problems) {
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
}

int ProblemModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int ProblemModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProblemModel::text(const RowProblem& problem, Column column) const {
    switch (column) {
    case Kind:
        return problem.isNote() ? tr("Note") : tr("Bad row");
    case Row:
        return QString::number(problem.row);
    case Line:
        return problem.line > 0 ? QString::number(problem.line) : missingText();
    case FileColumn:
        return problem.column.empty() ? missingText() : QString::fromStdString(problem.column);
    default:
        return QString::fromStdString(problem.message);
    }
}

QVariant ProblemModel::sortValue(const RowProblem& problem, Column column) const {
    if (column == Row) return static_cast<qulonglong>(problem.row);
    if (column == Line) return static_cast<qulonglong>(problem.line);
    return text(problem, column);
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const RowProblem& problem = m_problems[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(problem, column);
    case Qt::DecorationRole:
        if (column != Kind) return {};
        return severityIcon(problem.isNote() ? Severity::Info : Severity::Warning);
    case Qt::TextAlignmentRole: {
        const bool number = column == Row || column == Line;
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft)));
    }
    case SortRole:
        return sortValue(problem, column);
    case RowRole:
        return static_cast<qulonglong>(problem.row);
    default:
        return {};
    }
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == Row || section == Line;
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft)));
    }
    const QString titles[] = {tr("Kind"), tr("Row"), tr("Line"), tr("Column"), tr("What is wrong")};
    const QString tips[] = {tr("A note tells of something that was put right; the row is used"),
                            tr("Row of data, counted from 0"), tr("Line of the text file, counted from 1"),
                            tr("Column as the file names it"), tr("What was found and what was expected")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::ToolTipRole) return tips[section];
    return {};
}

} // namespace pairscope
