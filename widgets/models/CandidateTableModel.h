#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/candidate/RowSet.h"
#include "widgets/models/CandidateOrder.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace pairscope {

/// One line a candidate, for a table of any length. Which candidates are shown, and in what order, is the
/// model's own (CandidateOrder): a "position" is a line of the table, a "row" is a row of the CandidateTable
/// and a name that survives sorting and filtering.
class CandidateTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Id,
        Status,
        Verdict,
        MassBefore,
        MassAfter,
        DeltaM,
        Rho,
        Layer,
        MassKinematic,
        Prob,
        Minima,
        Truth,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< the raw number in native units, NaN where there is none
        RowRole,                 ///< the row in the CandidateTable
        SelectedRole,            ///< the candidate belongs to the selection
    };

    explicit CandidateTableModel(QObject* parent = nullptr);

    /// Shows all candidates of `table` in the order last asked for; nothing is selected. May be null.
    void setTable(std::shared_ptr<const CandidateTable> table);
    /// The same candidates with other results: what is shown, its order and the selection hold. @pre a table
    /// of the same pairs
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    [[nodiscard]] const std::shared_ptr<const CandidateTable>& table() const { return m_table; }

    /// The same candidates and results with other verdicts. @pre as above
    void setVerdicts(std::shared_ptr<const CandidateTable> table);

    /// Shows only these rows (the answer of a filter); their order is the sort order. @pre all in the table
    void setShownRows(const RowSet& rows);

    /// Marks the selection; rows beyond the table are ignored.
    void setSelectedRows(const RowSet& rows);
    [[nodiscard]] const RowSet& selectedRows() const { return m_selection; }
    [[nodiscard]] bool isSelected(std::size_t row) const {
        return row < m_selected.size() && m_selected[row];
    }
    /// What a column shows, to be cut on; nothing for the id.
    [[nodiscard]] static std::optional<CandidateColumn> shownColumn(int column);
    /// Marks the headers of these columns: there is a cut on them.
    void setCutColumns(std::vector<CandidateColumn> columns);

    [[nodiscard]] std::size_t shownCount() const { return m_order.size(); }
    [[nodiscard]] std::size_t totalCount() const { return m_table ? m_table->rows() : 0; }
    [[nodiscard]] std::size_t rowAt(int position) const {
        return m_order.rowAt(static_cast<std::size_t>(position));
    }
    /// Nothing for a candidate that is not shown.
    [[nodiscard]] std::optional<int> positionOf(std::size_t row) const;
    /// All shown rows in their order.
    [[nodiscard]] const std::vector<std::uint32_t>& shownRows() const { return m_order.rows(); }

    /// The candidate `steps` after (before, when negative) `row` in the shown order; stops at the ends. From
    /// a row that is not shown, the first (last) one. Nothing when none is shown.
    [[nodiscard]] std::optional<std::size_t> stepped(std::size_t row, int steps) const;
    /// The first candidate of the next (direction > 0) or previous event in the shown order; nothing at the
    /// ends.
    [[nodiscard]] std::optional<std::size_t> steppedEvent(std::size_t row, int direction) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    [[nodiscard]] QString cellText(std::size_t row, Column column) const;
    [[nodiscard]] QString toolTip(std::size_t row, Column column) const;
    [[nodiscard]] QString statusText(std::size_t row) const;
    [[nodiscard]] double sortNumber(std::size_t row, Column column) const;
    /// All rows of the table in the sort order, made when it is another.
    [[nodiscard]] const std::vector<std::uint32_t>& sortedRows();
    [[nodiscard]] std::vector<std::uint32_t> inOrder(const RowSet& rows);
    [[nodiscard]] bool sameEvent(std::size_t a, std::size_t b) const;

    std::shared_ptr<const CandidateTable> m_table;
    CandidateOrder m_order;
    RowSet m_shown;
    RowSet m_selection;
    std::vector<bool> m_selected; ///< by row, as m_selection has it
    std::vector<CandidateColumn> m_cut;
    std::vector<std::uint32_t> m_sorted; ///< see sortedRows(); empty: to be made
    int m_sortColumn = -1;               ///< -1: the file's order
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace pairscope
