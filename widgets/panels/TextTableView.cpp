#include "widgets/panels/TextTableView.h"

#include <QEvent>
#include <QHeaderView>
#include <QResizeEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace pairscope {

namespace {

constexpr int kWide = 130; // logical pixels; a longer text is elided and whole in the tool tip

} // namespace

TextTableView::TextTableView(const QString& name, QWidget* parent)
    : QTableView(parent), m_model(new TextTableModel(this)) {
    setAccessibleName(name);
    setModel(m_model);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false); // Tab leaves the table
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(0);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(20);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!m_showing && current.isValid()) emit rowChosen(current.row());
            });
}

void TextTableView::setTable(TextTable table) {
    const QScopedValueRollback<bool> showing(m_showing, true);
    m_model->setTable(std::move(table));
    selectionModel()->clear();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const bool heading = m_model->table().isHeading(static_cast<std::size_t>(row));
        const int span = heading ? std::max(1, m_model->columnCount()) : 1;
        if (columnSpan(row, 0) != span) setSpan(row, 0, 1, span);
    }
    fit();
}

void TextTableView::setHeightToRows(int rows) {
    m_mostRows = rows;
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    fit();
}

void TextTableView::setWrapsLastColumn() {
    m_wraps = true;
    setWordWrap(true);
    setTextElideMode(Qt::ElideNone);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->setStretchLastSection(true);
}

void TextTableView::showRow(int row) {
    const QScopedValueRollback<bool> showing(m_showing, true);
    if (row < 0 || row >= m_model->rowCount())
        selectionModel()->clear();
    else
        selectRow(row);
}

void TextTableView::fit() {
    const int line = fontMetrics().height() + 5; // logical pixels
    verticalHeader()->setDefaultSectionSize(line);
    for (int column = 0; column < m_model->columnCount() - (m_wraps ? 1 : 0); ++column) {
        resizeColumnToContents(column);
        const int widest = m_wraps ? viewport()->width() * 2 / 5 : std::max(kWide, viewport()->width() / 3);
        setColumnWidth(column, std::min(columnWidth(column), widest));
    }
    if (m_wraps) {
        resizeRowsToContents();
        for (int row = 0; row < m_model->rowCount(); ++row)
            setRowHeight(row, std::max(rowHeight(row) + 6, line));
    }
    if (m_mostRows == 0) return;
    const int rows = std::clamp(m_model->rowCount(), 1, m_mostRows);
    const bool scrolls = horizontalHeader()->length() > viewport()->width();
    setFixedHeight(horizontalHeader()->sizeHint().height() + rows * line + 2 * frameWidth() +
                   (scrolls ? horizontalScrollBar()->sizeHint().height() : 0));
}

void TextTableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) fit();
}

void TextTableView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_model) fit();
}

} // namespace pairscope
