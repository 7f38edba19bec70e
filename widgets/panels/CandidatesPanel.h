#pragma once

#include "core/analysis/CandidateFilter.h"
#include "core/candidate/CandidateTable.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace pairscope {

class CandidateTableModel;
class CandidateTableView;

/// The list of candidates with a text search and a filter by status. Shows current candidate and selection as
/// they are given; what the user does comes back as requests.
class CandidatesPanel : public QWidget {
    Q_OBJECT
public:
    explicit CandidatesPanel(QWidget* parent = nullptr);

    /// May be null: the empty state.
    void setTable(std::shared_ptr<const CandidateTable> table);
    /// The same candidates with other results: nothing that the user set is lost.
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    /// Marks the candidate on screen and scrolls to it; nothing when it is not shown.
    void setCurrent(std::optional<std::size_t> row);
    [[nodiscard]] std::optional<std::size_t> current() const { return m_current; }
    void setSelection(const RowSet& rows);
    void setShown(const RowSet& rows);
    void setFilter(const CandidateFilter& filter);
    void setFilterError(const std::optional<FilterError>&) {}

    /// Order, shown rows and stepping through them.
    [[nodiscard]] CandidateTableModel& model() const { return *m_model; }
    [[nodiscard]] CandidateTableView& view() const { return *m_view; }
    [[nodiscard]] QString countLine() const;

    /// Puts the cursor into the search line.
    void focusFind();
    /// When the search line has the focus: empties it, gives the focus to the table, and returns true.
    bool leaveFind();
    /// The next (or previous) shown candidate is requested.
    void step(int steps);
    void stepEvent(int direction);

signals:
    void currentRequested(std::size_t row);
    void selectionRequested(const RowSet& rows);
    void filterRequested(const CandidateFilter& filter, bool finished);
    void namedFiltersChanged(const std::vector<NamedFilter>& filters);
    /// The shown rows or their order changed: by search, sorting or a new table.
    void shownChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void connectView();
    void fitColumns();
    [[nodiscard]] ShownStatus shownStatus() const;
    [[nodiscard]] bool showsAll() const;
    void applyFilter();
    void updateCount();
    void toggle(int position);
    void extendTo(int position);
    void request(std::optional<std::size_t> row);

    CandidateTableModel* m_model;
    CandidateTableView* m_view;
    QLineEdit* m_find;
    QComboBox* m_status;
    QLabel* m_count;
    QLabel* m_empty;
    QStackedWidget* m_stack;
    std::optional<std::size_t> m_current;
    bool m_showing = false; ///< the current line is being set from outside
};

} // namespace pairscope
