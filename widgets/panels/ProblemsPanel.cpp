#include "widgets/panels/ProblemsPanel.h"

#include "widgets/models/ProblemModel.h"
#include "widgets/models/QuantityText.h"

#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace pairscope {

namespace {

QLabel* wrappedLabel(QWidget* parent, const QString& name) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAccessibleName(name);
    return label;
}

QString summaryOf(const PairFile& file) {
    const std::size_t rows = file.pairs ? file.pairs->rows() : 0;
    if (file.badRows == 0 && file.noteRows == 0)
        return ProblemsPanel::tr("All %1 rows of the file are good.").arg(countText(rows));
    QString text = ProblemsPanel::tr("%1 of %2 rows are bad").arg(countText(file.badRows), countText(rows));
    if (file.noteRows > 0) text += ProblemsPanel::tr(", %1 have a note").arg(countText(file.noteRows));
    text += u'.';
    if (file.problems.size() >= PairFile::kMaxListedProblems)
        text += ProblemsPanel::tr(" The first %1 problems are listed.").arg(countText(file.problems.size()));
    return text;
}

} // namespace

ProblemsPanel::ProblemsPanel(QWidget* parent)
    : QWidget(parent),
      m_summary(wrappedLabel(this, tr("How many rows are bad"))),
      m_warnings(wrappedLabel(this, tr("Warnings about the file"))),
      m_model(new ProblemModel(this)),
      m_sorted(new QSortFilterProxyModel(this)),
      m_view(new QTableView(this)) {
    setAccessibleName(tr("Problems"));
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(ProblemModel::SortRole);
    m_view->setModel(m_sorted);
    m_view->setAccessibleName(tr("Problems of the file, row by row"));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(ProblemModel::Row, Qt::AscendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setStretchLastSection(true);
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex& index) {
        emit rowActivated(static_cast<std::size_t>(index.data(ProblemModel::RowRole).toULongLong()));
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_summary);
    layout->addWidget(m_warnings);
    layout->addWidget(m_view, 1);
    clear();
}

void ProblemsPanel::setFile(const PairFile& file) {
    m_summary->setText(summaryOf(file));
    QStringList warnings;
    for (const std::string& warning : file.warnings)
        warnings << QString::fromStdString(warning);
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());
    m_model->setProblems(file.problems);
    m_view->setVisible(!file.problems.empty());
    m_view->resizeColumnsToContents();
}

void ProblemsPanel::clear() {
    m_model->setProblems({});
    m_summary->setText(tr("No file is open: drop a pair table here or press Ctrl+O."));
    m_warnings->hide();
    m_view->hide();
}

QString ProblemsPanel::summary() const {
    return m_summary->text();
}

} // namespace pairscope
