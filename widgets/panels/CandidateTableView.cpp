#include "widgets/panels/CandidateTableView.h"

#include "widgets/models/CandidateTableModel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyledItemDelegate>

namespace pairscope {

namespace {

/// Tints the lines of the selection; the model makes their text bold.
class SelectionDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        if (!index.data(CandidateTableModel::SelectedRole).toBool()) return;
        QColor tint = option->palette.color(QPalette::Highlight);
        tint.setAlpha(70);
        option->backgroundBrush = tint;
    }
};

} // namespace

CandidateTableView::CandidateTableView(QWidget* parent) : QTableView(parent) {
    setItemDelegate(new SelectionDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setAlternatingRowColors(true);
    setSortingEnabled(true);
    setIconSize(QSize(16, 16));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    horizontalHeader()->setHighlightSections(false);
}

void CandidateTableView::mousePressEvent(QMouseEvent* event) {
    const QModelIndex at = indexAt(event->pos());
    if (event->button() != Qt::LeftButton || !at.isValid()) return QTableView::mousePressEvent(event);
    if (event->modifiers() & Qt::ControlModifier) {
        emit toggleRequested(at.row());
    } else if (event->modifiers() & Qt::ShiftModifier) {
        emit extendRequested(at.row());
    } else {
        QTableView::mousePressEvent(event);
        emit replaceRequested(at.row());
    }
}

void CandidateTableView::mouseMoveEvent(QMouseEvent* event) {
    // a drag over lines must not run through candidates
    if (!(event->buttons() & Qt::LeftButton)) QTableView::mouseMoveEvent(event);
}

void CandidateTableView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::SelectAll))
        emit selectAllRequested();
    else if (event->key() == Qt::Key_Escape)
        emit clearRequested();
    else if (event->key() == Qt::Key_Space && event->modifiers() & Qt::ControlModifier)
        emit toggleRequested(currentIndex().row());
    else
        QTableView::keyPressEvent(event);
}

} // namespace pairscope
