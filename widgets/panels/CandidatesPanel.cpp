#include "widgets/panels/CandidatesPanel.h"

#include "widgets/models/CandidateTableModel.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/CandidateTableView.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace pairscope {


CandidatesPanel::CandidatesPanel(QWidget* parent)
    : QWidget(parent),
      m_model(new CandidateTableModel(this)),
      m_view(new CandidateTableView(this)),
      m_find(new QLineEdit(this)),
      m_status(new QComboBox(this)),
      m_count(new QLabel(this)),
      m_empty(new QLabel(this)),
      m_stack(new QStackedWidget(this)) {
    setAccessibleName(tr("Candidates"));
    build();
    connectView();
    setTable(nullptr);
}

void CandidatesPanel::build() {
    m_find->setPlaceholderText(tr("Find id, status or layer"));
    m_find->setAccessibleName(tr("Find candidates by id, status or layer"));
    m_find->setClearButtonEnabled(true);
    m_status->addItem(tr("All"));
    m_status->addItem(tr("Failed or ambiguous"));
    m_status->setToolTip(tr("Failed or ambiguous: what to look at. Two vertices fit, the tracks do not meet "
                            "within three standard deviations, or there is no vertex."));
    m_status->setAccessibleName(tr("Which candidates are shown"));
    m_count->setAccessibleName(tr("How many candidates are shown"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(16);
    m_empty->setAccessibleName(tr("Why the table is empty"));
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Table of candidates"));
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    auto* countLine = new QHBoxLayout;
    countLine->addWidget(m_count, 1);
    countLine->addWidget(m_status);
    layout->addWidget(m_find);
    layout->addLayout(countLine);
    layout->addWidget(m_stack, 1);
}

void CandidatesPanel::connectView() {
    connect(m_find, &QLineEdit::textChanged, this, &CandidatesPanel::applyFilter);
    connect(m_status, &QComboBox::activated, m_view, [this] { m_view->setFocus(); });
    connect(m_status, &QComboBox::currentIndexChanged, this, &CandidatesPanel::applyFilter);
    connect(m_find, &QLineEdit::returnPressed, m_view, [this] { m_view->setFocus(); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!m_showing && current.isValid()) request(m_model->rowAt(current.row()));
            });
    connect(m_view, &CandidateTableView::replaceRequested, this,
            [this](int position) { emit selectionRequested(RowSet({static_cast<RowSet::Row>(m_model->rowAt(position))})); });
    connect(m_view, &CandidateTableView::toggleRequested, this, &CandidatesPanel::toggle);
    connect(m_view, &CandidateTableView::extendRequested, this, &CandidatesPanel::extendTo);
    connect(m_view, &CandidateTableView::clearRequested, this, [this] { emit selectionRequested({}); });
    connect(m_view, &CandidateTableView::selectAllRequested, this, [this] {
        emit selectionRequested(RowSet(m_model->shownRows()));
    });
    connect(m_model, &CandidateTableModel::layoutChanged, this, [this] {
        const auto position = m_current ? m_model->positionOf(*m_current) : std::nullopt;
        if (position)
            m_view->scrollTo(m_model->index(*position, 0)); // sorting does not lose the current candidate
        emit shownChanged();
    });
}

void CandidatesPanel::setTable(std::shared_ptr<const CandidateTable> table) {
    const QScopedValueRollback<bool> showing(m_showing, true);
    const bool none = !table || table->rows() == 0;
    m_current.reset();
    m_model->setTable(std::move(table));
    m_find->setEnabled(!none);
    m_status->setEnabled(!none);
    if (!none) fitColumns();
    updateCount();
    emit shownChanged();
}

void CandidatesPanel::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_model->replaceTable(std::move(table));
    if (!showsAll()) applyFilter(); // status and layer may be others now
}

void CandidatesPanel::fitColumns() {
    m_view->resizeColumnsToContents();
    // selected lines are bold; numbers have room below their headers
    for (const int column : {int{CandidateTableModel::Id}, int{CandidateTableModel::Status}})
        m_view->setColumnWidth(column, m_view->columnWidth(column) * 6 / 5);
}

ShownStatus CandidatesPanel::shownStatus() const {
    return static_cast<ShownStatus>(m_status->currentIndex());
}

bool CandidatesPanel::showsAll() const {
    return m_find->text().isEmpty() && shownStatus() == ShownStatus::All;
}

void CandidatesPanel::applyFilter() {
    CandidateFilter filter;
    filter.text = m_find->text().toStdString();
    filter.status = shownStatus();
    emit filterRequested(filter, false);
}
void CandidatesPanel::setFilter(const CandidateFilter& filter) {
    if (m_find->text().toStdString() != filter.text) m_find->setText(QString::fromStdString(filter.text));
}
void CandidatesPanel::setShown(const RowSet& rows) {
    {
        const QScopedValueRollback<bool> showing(m_showing, true);
        m_model->setShownRows({rows.begin(), rows.end()});
        updateCount();
    }
    setCurrent(m_current);
    emit shownChanged();
}

void CandidatesPanel::updateCount() {
    const std::size_t total = m_model->totalCount();
    const std::size_t shown = m_model->shownCount();
    m_count->setVisible(total > 0);
    m_count->setText(tr("%1 of %2 shown").arg(countText(shown), countText(total)));
    if (!m_model->table())
        m_empty->setText(tr("No file is open: drop a pair table here or press Ctrl+O"));
    else if (total == 0)
        m_empty->setText(tr("The file has no rows: drop another pair table here or press Ctrl+O"));
    else if (m_find->text().isEmpty())
        m_empty->setText(tr("No candidate is failed or ambiguous: choose “All” to see them"));
    else
        m_empty->setText(
            tr("No candidate contains “%1”: clear the search line to see all").arg(m_find->text()));
    m_stack->setCurrentWidget(shown > 0 ? static_cast<QWidget*>(m_view) : m_empty);
}

void CandidatesPanel::setCurrent(std::optional<std::size_t> row) {
    const QScopedValueRollback<bool> showing(m_showing, true);
    m_current = row;
    const auto position = row ? m_model->positionOf(*row) : std::nullopt;
    if (!position) {
        m_view->selectionModel()->clear();
        return;
    }
    const int column = std::max(m_view->currentIndex().column(), 0);
    const QModelIndex index = m_model->index(*position, column);
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                         QItemSelectionModel::Rows);
    m_view->scrollTo(index);
}

void CandidatesPanel::setSelection(const RowSet& rows) {
    m_model->setSelectedRows({rows.begin(), rows.end()});
}

QString CandidatesPanel::countLine() const {
    return m_count->text();
}

void CandidatesPanel::focusFind() {
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void CandidatesPanel::request(std::optional<std::size_t> row) {
    if (row && row != m_current) emit currentRequested(*row);
}

void CandidatesPanel::step(int steps) {
    // with no candidate on screen, the first (last) one: a row beyond the table is never shown
    request(m_model->stepped(m_current.value_or(SIZE_MAX), steps));
}

void CandidatesPanel::stepEvent(int direction) {
    request(m_model->steppedEvent(m_current.value_or(SIZE_MAX), direction));
}

void CandidatesPanel::toggle(int position) {
    if (position < 0) return;
    const std::size_t row = m_model->rowAt(position);
    std::vector<std::size_t> rows = m_model->selectedRows();
    if (std::erase(rows, row) == 0) rows.insert(std::lower_bound(rows.begin(), rows.end(), row), row);
    emit selectionRequested(RowSet(std::vector<RowSet::Row>(rows.begin(), rows.end())));
}

void CandidatesPanel::extendTo(int position) {
    const auto anchor = m_current ? m_model->positionOf(*m_current) : std::nullopt;
    const auto [first, last] = std::minmax({anchor.value_or(position), position});
    std::vector<std::size_t> rows;
    for (int at = first; at <= last; ++at)
        rows.push_back(m_model->rowAt(at));
    std::sort(rows.begin(), rows.end());
    emit selectionRequested(RowSet(std::vector<RowSet::Row>(rows.begin(), rows.end())));
}

bool CandidatesPanel::leaveFind() {
    if (!m_find->hasFocus()) return false;
    m_find->clear();
    m_view->setFocus();
    return true;
}

void CandidatesPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape || !leaveFind()) QWidget::keyPressEvent(event);
}

} // namespace pairscope
