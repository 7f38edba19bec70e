#pragma once

#include "core/io/PairSource.h"

#include <QAbstractTableModel>

#include <vector>

namespace pairscope {

/// What was wrong with the rows of a file, one line a problem.
class ProblemModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Kind, Row, Line, FileColumn, Message, ColumnCount };
    enum Role { SortRole = Qt::UserRole, RowRole };

    explicit ProblemModel(QObject* parent = nullptr);
    void setProblems(std::vector<RowProblem> problems);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const RowProblem& problem, Column column) const;
    [[nodiscard]] QVariant sortValue(const RowProblem& problem, Column column) const;

    std::vector<RowProblem> m_problems;
};

} // namespace pairscope
