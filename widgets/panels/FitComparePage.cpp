#include "widgets/panels/FitComparePage.h"

#include "widgets/panels/TextTableView.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace pairscope {

FitComparePage::FitComparePage(QWidget* parent)
    : QWidget(parent),
      m_keep(new QPushButton(tr("Keep for comparison"), this)),
      m_forget(new QPushButton(tr("Forget"), this)),
      m_hint(new QLabel(this)),
      m_table(new TextTableView(tr("Kept fit and present fit"), this)) {
    m_keep->setToolTip(tr("Keep the fit on screen; the view goes on showing its vertex as “kept fit”"));
    m_forget->setToolTip(tr("Compare no more"));
    m_hint->setWordWrap(true);
    m_hint->setText(tr("Keep the fit on screen, then change an option or choose another vertex: this table "
                       "shows what it changes."));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_keep);
    buttons->addWidget(m_forget);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 8, 4, 4);
    layout->addLayout(buttons);
    layout->addWidget(m_hint);
    layout->addWidget(m_table, 1);
    layout->addStretch(0);
    connect(m_keep, &QPushButton::clicked, this, &FitComparePage::keep);
    connect(m_forget, &QPushButton::clicked, this, &FitComparePage::forget);
    update();
}

void FitComparePage::setFit(FitRecord now) {
    m_now = std::move(now);
    update();
}

void FitComparePage::keep() {
    m_kept = m_now;
    update();
    emit keptChanged(m_kept->study->candidate);
}

void FitComparePage::forget() {
    m_kept.reset();
    update();
    emit keptChanged(nullptr);
}

void FitComparePage::update() {
    const bool compares = m_kept && m_now.study;
    m_keep->setEnabled(m_now.study != nullptr);
    m_forget->setEnabled(m_kept.has_value());
    m_hint->setVisible(!m_kept);
    m_table->setVisible(compares);
    if (compares) m_table->setTable(comparisonTable(*m_kept, m_now));
}

} // namespace pairscope
