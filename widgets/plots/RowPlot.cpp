#include "widgets/plots/RowPlot.h"

#include "widgets/models/QuantityText.h"

namespace pairscope {

RowPlot::RowPlot(QWidget* parent) : PlotWidget(parent), m_brush(new PlotBrush(axisRect())) {}

void RowPlot::setTable(std::shared_ptr<const CandidateTable> table) {
    m_brush->end();
    m_table = std::move(table);
    m_shown = RowSet::all(m_table ? m_table->rows() : 0);
    m_selected = {};
    m_shownSelection = {};
    m_grouping.reset();
    tableChanged();
    groupingChanged();
    selectionChanged();
    fitToData();
}

void RowPlot::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    tableReplaced();
}

void RowPlot::setVerdicts(std::shared_ptr<const CandidateTable> table) {
    m_table = std::move(table);
    if (showsColumn(CandidateColumn::Verdict)) tableReplaced();
}

void RowPlot::setShownRows(const RowSet& rows) {
    m_shown = rows;
    chooseShownSelection();
    shownChanged();
}

void RowPlot::chooseShownSelection() {
    const bool all = m_table && m_shown.size() == m_table->rows();
    m_shownSelection = all ? m_selected.below(m_table->rows()) : m_selected.intersected(m_shown);
}

void RowPlot::setSelection(const RowSet& rows) {
    if (rows == m_selected) return;
    m_selected = rows;
    chooseShownSelection();
    selectionChanged();
}

void RowPlot::setGrouping(std::shared_ptr<const RowGrouping> grouping) {
    if (grouping == m_grouping) return;
    m_grouping = std::move(grouping);
    groupingChanged();
}

QString RowPlot::reasonForNoRows() const {
    if (!m_table || m_table->rows() == 0)
        return tr("No file is open: drop a pair table here or press Ctrl+O");
    return m_shown.empty() ? tr("No candidate is shown: clear the search or filter") : QString();
}

void RowPlot::applyTheme() {
    m_brush->setTheme(theme());
}

bool RowPlot::event(QEvent* event) {
    // while something is drawn, Esc is for it and not for a shortcut of the window
    if (event->type() == QEvent::ShortcutOverride && isBrushing() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return PlotWidget::event(event);
}

void RowPlot::mousePressEvent(QMouseEvent* event) {
    const bool brushes = event->button() == Qt::LeftButton && event->modifiers() & Qt::ShiftModifier &&
                         axisRect()->rect().contains(event->pos()) && m_table;
    if (!brushes) return PlotWidget::mousePressEvent(event);
    m_before = m_selected;
    m_adds = event->modifiers() & Qt::ControlModifier;
    m_told = false;
    m_brush->begin(brushShape(), event->position());
}

void RowPlot::mouseMoveEvent(QMouseEvent* event) {
    if (!isBrushing()) return PlotWidget::mouseMoveEvent(event);
    brushTo(event->position());
}

void RowPlot::brushTo(const QPointF& pixel) {
    m_brush->moveTo(pixel);
    m_brush->layer()->replot();
    if (!m_brush->isDrag()) return;
    m_told = true;
    const RowSet rows = rowsUnder(*m_brush);
    emit readoutChanged(tr("%1 pairs in what you draw").arg(countText(rows.size())));
    emit rowsBrushed(rows, m_adds);
}

void RowPlot::mouseReleaseEvent(QMouseEvent* event) {
    if (!isBrushing()) return PlotWidget::mouseReleaseEvent(event);
    m_brush->moveTo(event->position());
    if (!m_brush->isDrag()) return giveUpBrush();
    const RowSet rows = rowsUnder(*m_brush);
    endBrush();
    emit rowsSelected(rows, m_adds);
}

void RowPlot::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && isBrushing()) return giveUpBrush();
    PlotWidget::keyPressEvent(event);
}

void RowPlot::endBrush() {
    m_brush->end();
    m_brush->layer()->replot();
}

void RowPlot::giveUpBrush() {
    endBrush();
    if (m_told) emit rowsBrushed(m_before, false);
}

} // namespace pairscope
