#include "widgets/panels/CandidatesPanel.h"

#include "widgets/models/CandidateTableModel.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/CandidateTableView.h"
#include "widgets/panels/ColumnCutPopup.h"
#include "widgets/panels/FilterLine.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pairscope {

CandidatesPanel::CandidatesPanel(QWidget* parent)
    : QWidget(parent),
      m_model(new CandidateTableModel(this)),
      m_view(new CandidateTableView(this)),
      m_filterLine(new FilterLine(this)),
      m_status(new QComboBox(this)),
      m_cuts(new QWidget(this)),
      m_count(new QLabel(this)),
      m_empty(new QLabel(this)),
      m_stack(new QStackedWidget(this)) {
    setAccessibleName(tr("Candidates"));
    build();
    connectView();
    connectFilter();
    setTable(nullptr);
}

void CandidatesPanel::build() {
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
    m_view->horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->horizontalHeader()->setResizeContentsPrecision(200); // rows that are measured
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    m_cuts->setAccessibleName(tr("Cuts"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    auto* countLine = new QHBoxLayout;
    countLine->addWidget(m_count, 1);
    countLine->addWidget(m_status);
    layout->addWidget(m_filterLine);
    layout->addWidget(m_cuts);
    layout->addLayout(countLine);
    layout->addWidget(m_stack, 1);
    new QVBoxLayout(m_cuts);
    m_cuts->layout()->setContentsMargins(0, 0, 0, 0);
    m_cuts->layout()->setSpacing(2);
    m_cuts->hide();
}

void CandidatesPanel::connectFilter() {
    connect(m_filterLine, &FilterLine::typed, this, [this](const QString& text, bool finished) {
        m_filter.text = text.toStdString();
        emit filterRequested(m_filter, finished);
        if (finished && !text.isEmpty()) m_view->setFocus();
    });
    connect(m_filterLine, &FilterLine::namedFiltersChanged, this, &CandidatesPanel::namedFiltersChanged);
    connect(m_status, &QComboBox::activated, m_view, [this] { m_view->setFocus(); });
    connect(m_status, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_filter.status = static_cast<ShownStatus>(index);
        emit filterRequested(m_filter, true);
    });
    connect(m_view->horizontalHeader(), &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { openCut(m_view->horizontalHeader()->logicalIndexAt(at)); });
}

void CandidatesPanel::connectView() {
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!m_showing && current.isValid()) request(m_model->rowAt(current.row()));
            });
    connect(m_view, &CandidateTableView::replaceRequested, this, [this](int position) {
        emit selectionRequested(RowSet({static_cast<RowSet::Row>(m_model->rowAt(position))}));
    });
    connect(m_view, &CandidateTableView::toggleRequested, this, &CandidatesPanel::toggle);
    connect(m_view, &CandidateTableView::extendRequested, this, &CandidatesPanel::extendTo);
    connect(m_view, &CandidateTableView::clearRequested, this, [this] { emit selectionRequested({}); });
    connect(m_view, &CandidateTableView::selectAllRequested, this,
            [this] { emit selectionRequested(RowSet(m_model->shownRows())); });
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
    m_filterLine->setTable(table);
    m_view->setColumnHidden(CandidateTableModel::Verdict, none || table->verdicts()->names().empty());
    m_model->setTable(std::move(table));
    m_filterLine->setEnabled(!none);
    m_status->setEnabled(!none);
    if (!none) fitColumns();
    updateCount();
    emit shownChanged();
}

void CandidatesPanel::replaceTable(std::shared_ptr<const CandidateTable> table) {
    m_model->replaceTable(std::move(table));
}

void CandidatesPanel::setVerdicts(std::shared_ptr<const CandidateTable> table) {
    m_filterLine->setTable(table);
    m_view->setColumnHidden(CandidateTableModel::Verdict, table->verdicts()->names().empty());
    m_model->setVerdicts(std::move(table));
}

void CandidatesPanel::setShown(const RowSet& rows) {
    {
        const QScopedValueRollback<bool> showing(m_showing, true);
        m_model->setShownRows(rows);
        updateCount();
    }
    setCurrent(m_current);
    emit shownChanged();
}

void CandidatesPanel::setFilter(const CandidateFilter& filter) {
    m_filter = filter;
    m_filterLine->setText(QString::fromStdString(filter.text));
    const QSignalBlocker quiet(m_status);
    m_status->setCurrentIndex(static_cast<int>(filter.status));
    showCuts();
    updateCount();
}

void CandidatesPanel::setFilterError(const std::optional<FilterError>& error) {
    m_filterLine->setError(error);
}

std::optional<ColumnCut> CandidatesPanel::cutOn(CandidateColumn column) const {
    const auto found = std::find_if(m_filter.cuts.begin(), m_filter.cuts.end(),
                                    [column](const ColumnCut& cut) { return cut.column == column; });
    return found == m_filter.cuts.end() ? std::nullopt : std::optional(*found);
}

void CandidatesPanel::setCut(CandidateColumn column, const std::optional<ColumnCut>& cut) {
    CandidateFilter next = m_filter;
    std::erase_if(next.cuts, [column](const ColumnCut& known) { return known.column == column; });
    if (cut) next.cuts.push_back(*cut);
    emit filterRequested(next, true);
}

ColumnCutPopup* CandidatesPanel::openCut(int column) {
    const auto cuttable = CandidateTableModel::shownColumn(column);
    if (!cuttable || !m_model->table()) return nullptr;
    auto* popup = new ColumnCutPopup(m_model->table(), *cuttable, cutOn(*cuttable), this);
    connect(popup, &ColumnCutPopup::cutChosen, this,
            [this, cuttable](const std::optional<ColumnCut>& cut) { setCut(*cuttable, cut); });
    const QHeaderView* header = m_view->horizontalHeader();
    popup->move(header->mapToGlobal(QPoint(header->sectionViewportPosition(column), header->height())));
    popup->show();
    return popup;
}

/// A button for each cut, which removes it.
void CandidatesPanel::showCuts() {
    qDeleteAll(m_cuts->findChildren<QToolButton*>(QString(), Qt::FindDirectChildrenOnly));
    std::vector<CandidateColumn> columns;
    for (const ColumnCut& cut : m_filter.cuts) {
        auto* chip = new QToolButton(m_cuts);
        chip->setText(tr("%1  ×").arg(QString::fromStdString(describe(cut))));
        chip->setToolTip(tr("Remove this cut"));
        chip->setAccessibleName(tr("Remove the cut %1").arg(QString::fromStdString(describe(cut))));
        connect(chip, &QToolButton::clicked, this,
                [this, column = cut.column] { setCut(column, std::nullopt); });
        m_cuts->layout()->addWidget(chip);
        columns.push_back(cut.column);
    }
    m_cuts->setVisible(!m_filter.cuts.empty());
    m_model->setCutColumns(std::move(columns));
}

void CandidatesPanel::fitColumns() {
    m_view->resizeColumnsToContents();
    // selected lines are bold; numbers have room below their headers
    for (const int column : {int{CandidateTableModel::Id}, int{CandidateTableModel::Status}})
        m_view->setColumnWidth(column, m_view->columnWidth(column) * 6 / 5);
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
    else if (m_filter == CandidateFilter{})
        m_empty->setText(tr("Every candidate is in a blind region"));
    else if (m_filter.text.empty() && m_filter.cuts.empty())
        m_empty->setText(tr("No candidate is failed or ambiguous: choose “All” to see them"));
    else if (m_filter.cuts.empty() && !isExpression(m_filter.text))
        m_empty->setText(tr("No candidate contains “%1”: clear the line to see all")
                             .arg(QString::fromStdString(m_filter.text)));
    else
        m_empty->setText(tr("No candidate passes the filter: clear it to see all"));
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
    m_model->setSelectedRows(rows);
}

QString CandidatesPanel::countLine() const {
    return m_count->text();
}

void CandidatesPanel::focusFind() {
    m_filterLine->line().setFocus(Qt::ShortcutFocusReason);
    m_filterLine->line().selectAll();
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
    const RowSet row({static_cast<RowSet::Row>(m_model->rowAt(position))});
    const RowSet& selected = m_model->selectedRows();
    emit selectionRequested(selected.intersected(row).empty() ? selected.united(row) : selected.without(row));
}

void CandidatesPanel::extendTo(int position) {
    const auto anchor = m_current ? m_model->positionOf(*m_current) : std::nullopt;
    const auto [first, last] = std::minmax({anchor.value_or(position), position});
    std::vector<RowSet::Row> rows;
    for (int at = first; at <= last; ++at)
        rows.push_back(static_cast<RowSet::Row>(m_model->rowAt(at)));
    emit selectionRequested(RowSet(std::move(rows)));
}

bool CandidatesPanel::leaveFind() {
    if (!m_filterLine->line().hasFocus()) return false;
    m_filterLine->setText({});
    m_filter.text.clear();
    emit filterRequested(m_filter, true);
    m_view->setFocus();
    return true;
}

void CandidatesPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Menu && m_view->hasFocus())
        openCut(m_view->currentIndex().column());
    else if (event->key() != Qt::Key_Escape || !leaveFind())
        QWidget::keyPressEvent(event);
}

} // namespace pairscope
