#pragma once

#include "core/analysis/RowGrouping.h"
#include "core/candidate/CandidateTable.h"
#include "core/candidate/RowSet.h"
#include "widgets/plots/PlotBrush.h"
#include "widgets/plots/PlotWidget.h"

#include <memory>

namespace pairscope {

/// A plot of rows of a table: some are shown, some of them selected, and they may be told apart by groups.
/// Shift+drag selects what it covers, live while it is dragged; Ctrl adds; Esc gives up.
class RowPlot : public PlotWidget {
    Q_OBJECT
public:
    explicit RowPlot(QWidget* parent = nullptr);

    /// May be null. All of its rows are shown, none is selected, no grouping is left.
    void setTable(std::shared_ptr<const CandidateTable> table);
    /// The same rows with other results: zoom, selection and what is shown hold.
    void replaceTable(std::shared_ptr<const CandidateTable> table);
    /// The same rows and results with other verdicts, which the plot shows if it shows any.
    void setVerdicts(std::shared_ptr<const CandidateTable> table);
    void setShownRows(const RowSet& rows);
    void setSelection(const RowSet& rows);
    /// Tells the rows apart by their groups, with a legend; null for none.
    void setGrouping(std::shared_ptr<const RowGrouping> grouping);
    /// Shift+drag draws a free line rather than a rectangle, in plots of two quantities.
    void setLasso(bool on) { m_lasso = on; }
    [[nodiscard]] bool isLasso() const { return m_lasso; }

    [[nodiscard]] const std::shared_ptr<const CandidateTable>& table() const { return m_table; }
    [[nodiscard]] const RowSet& shownRows() const { return m_shown; }
    [[nodiscard]] const RowSet& selection() const { return m_selected; }

signals:
    /// At the end of a drag. @param add to what was selected when it began (Ctrl) rather than replace it
    void rowsSelected(const pairscope::RowSet& rows, bool add);
    /// The same while it is dragged, to be shown meanwhile. A drag that is given up ends with what was
    /// selected when it began.
    void rowsBrushed(const pairscope::RowSet& rows, bool add);

protected:
    /// Shown rows under what was drawn.
    [[nodiscard]] virtual RowSet rowsUnder(const PlotBrush& brush) const = 0;
    /// With Shift and with the lasso, or without.
    [[nodiscard]] virtual PlotBrush::Shape brushShape() const = 0;
    // what changed; setTable() calls tableChanged(), groupingChanged(), selectionChanged()
    virtual void tableChanged() = 0;
    virtual void tableReplaced() = 0;
    virtual void shownChanged() = 0; ///< and with it perhaps the shown selection
    virtual void selectionChanged() = 0;
    [[nodiscard]] virtual bool showsColumn(CandidateColumn column) const = 0;
    /// Also shows the rows anew.
    virtual void groupingChanged() = 0;

    /// What of the selection is drawn: never a row that is not shown, it may be blinded.
    [[nodiscard]] const RowSet& shownSelection() const { return m_shownSelection; }
    [[nodiscard]] const RowGrouping* grouping() const { return m_grouping.get(); }
    [[nodiscard]] bool isBrushing() const { return m_brush->isActive(); }
    /// What to say when there is nothing to draw.
    [[nodiscard]] QString reasonForNoRows() const;
    void applyTheme() override;

    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void chooseShownSelection();
    void brushTo(const QPointF& pixel);
    void endBrush();
    void giveUpBrush();

    std::shared_ptr<const CandidateTable> m_table;
    RowSet m_shown;
    RowSet m_selected;
    RowSet m_shownSelection;
    std::shared_ptr<const RowGrouping> m_grouping;
    PlotBrush* m_brush;
    RowSet m_before;     ///< what was selected when the drag began
    bool m_adds = false; ///< Ctrl was held then
    bool m_told = false; ///< rowsBrushed was emitted in this drag
    bool m_lasso = false;
};

} // namespace pairscope
