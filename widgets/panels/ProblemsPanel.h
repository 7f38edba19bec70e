#pragma once

#include "core/io/PairSource.h"

#include <QWidget>

class QLabel;
class QSortFilterProxyModel;
class QTableView;

namespace pairscope {

class ProblemModel;

/// What was wrong with the loaded file: warnings about the whole of it, then row by row.
class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ProblemsPanel(QWidget* parent = nullptr);

    void setFile(const PairFile& file);
    void clear();
    [[nodiscard]] QString summary() const;

signals:
    /// A double click or Enter on a problem; a row of the PairTable.
    void rowActivated(std::size_t row);

private:
    QLabel* m_summary;
    QLabel* m_warnings;
    ProblemModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QTableView* m_view;
};

} // namespace pairscope
