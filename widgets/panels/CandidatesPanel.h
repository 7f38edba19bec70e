#pragma once

#include "core/analysis/CandidateFilter.h"
#include "core/candidate/CandidateTable.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace pairscope {

class CandidateTableModel;
class CandidateTableView;
class ColumnCutPopup;
class FilterLine;

/// The list of candidates with a line for filter and search, a choice by status, and cuts from the headers.
/// It shows candidates, filter and selection as they are given; what the user does comes back as requests.
class CandidatesPanel : public QWidget {
    Q_OBJECT
public:
    explicit CandidatesPanel(QWidget* parent = nullptr);

    /// May be null: the empty state. All of its rows are shown.
    void setTable(std::shared_ptr<const CandidateTable> table);
    /// The same candidates with other results: nothing that the user set is lost.
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    /// The same candidates and results with other verdicts.
    void setVerdicts(std::shared_ptr<const CandidateTable> table);
    /// Which candidates the filter leaves, and may be seen.
    void setShown(const RowSet& rows);
    /// What the controls say; tells nothing.
    void setFilter(const CandidateFilter& filter);
    /// Why what is typed cannot be used; what was shown before still is.
    void setFilterError(const std::optional<FilterError>& error);
    /// Marks the candidate on screen and scrolls to it; nothing when it is not shown.
    void setCurrent(std::optional<std::size_t> row);
    [[nodiscard]] std::optional<std::size_t> current() const { return m_current; }
    void setSelection(const RowSet& rows);

    /// Order, shown rows and stepping through them.
    [[nodiscard]] CandidateTableModel& model() const { return *m_model; }
    [[nodiscard]] CandidateTableView& view() const { return *m_view; }
    [[nodiscard]] FilterLine& filterLine() const { return *m_filterLine; }
    [[nodiscard]] QString countLine() const;

    /// Puts the cursor into the filter line.
    void focusFind();
    /// When the filter line has the focus: empties it, gives the focus to the table, and returns true.
    bool leaveFind();
    /// The next (or previous) shown candidate is requested.
    void step(int steps);
    void stepEvent(int direction);
    /// Asks for the cut on a column of the table; nothing where there is none to be had.
    ColumnCutPopup* openCut(int column);

signals:
    void currentRequested(std::size_t row);
    void selectionRequested(const pairscope::RowSet& rows);
    /// @param finished not while letters are typed
    void filterRequested(const pairscope::CandidateFilter& filter, bool finished);
    void namedFiltersChanged(const std::vector<pairscope::NamedFilter>& filters);
    /// The shown rows or their order changed.
    void shownChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void connectView();
    void connectFilter();
    void fitColumns();
    void showCuts();
    void setCut(CandidateColumn column, const std::optional<ColumnCut>& cut);
    [[nodiscard]] std::optional<ColumnCut> cutOn(CandidateColumn column) const;
    void updateCount();
    void toggle(int position);
    void extendTo(int position);
    void request(std::optional<std::size_t> row);

    CandidateTableModel* m_model;
    CandidateTableView* m_view;
    FilterLine* m_filterLine;
    QComboBox* m_status;
    QWidget* m_cuts;
    QLabel* m_count;
    QLabel* m_empty;
    QStackedWidget* m_stack;
    CandidateFilter m_filter;
    std::optional<std::size_t> m_current;
    bool m_showing = false; ///< the current line is being set from outside
};

} // namespace pairscope
