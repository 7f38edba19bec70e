#include "widgets/panels/FitVertexPage.h"

#include "widgets/models/FitFacts.h"
#include "widgets/models/FitNames.h"
#include "widgets/models/MinimaTable.h"
#include "widgets/panels/TextTableView.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace pairscope {

namespace {

constexpr int kMostMinima = 4; // VertexFitResult keeps no more

QString howText(VertexChoice choice, bool best) {
    switch (choice) {
    case VertexChoice::ByHand:
        return best ? FitVertexPage::tr("Chosen by hand.")
                    : FitVertexPage::tr("Chosen by hand; not the lowest χ².");
    case VertexChoice::ForTrial:
        return FitVertexPage::tr("Chosen for this trial fit only.");
    case VertexChoice::ByPolicy:
        break;
    }
    return best ? QString() : FitVertexPage::tr("Chosen by the rule for all; not the lowest χ².");
}

} // namespace

FitVertexPage::FitVertexPage(QWidget* parent)
    : QWidget(parent),
      m_minima(new TextTableView(tr("Minima of the fit"), this)),
      m_use(new QPushButton(tr("Use this vertex"), this)),
      m_release(new QPushButton(tr("By rule"), this)),
      m_how(new QLabel(this)),
      m_policy(new QComboBox(this)),
      m_facts(new TextTableView(tr("Evidence"), this)),
      m_testCase(new QPushButton(tr("Save as test case..."), this)) {
    build();
    connect(m_minima, &TextTableView::rowChosen, this, &FitVertexPage::updateButtons);
    connect(m_minima, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { emit minimumChosen(index.row()); });
    connect(m_use, &QPushButton::clicked, this, [this] { emit minimumChosen(m_minima->currentRow()); });
    connect(m_release, &QPushButton::clicked, this, &FitVertexPage::choiceReleased);
    connect(m_policy, &QComboBox::activated, this,
            [this] { emit policyChanged(static_cast<MinimumPolicy>(m_policy->currentData().toInt())); });
    connect(m_testCase, &QPushButton::clicked, this, &FitVertexPage::testCaseRequested);
}

void FitVertexPage::build() {
    m_minima->setHeightToRows(kMostMinima);
    m_use->setToolTip(tr("Make the marked minimum the vertex of this candidate, in the list too"));
    m_release->setToolTip(tr("Forget the choice by hand: the rule for all candidates decides"));
    m_release->setAccessibleName(tr("Let the rule choose the vertex"));
    m_how->setWordWrap(true);
    m_how->setAccessibleName(tr("How the vertex was chosen"));
    for (const MinimumPolicy policy :
         {MinimumPolicy::Global, MinimumPolicy::NearestInteractionPoint, MinimumPolicy::MostProbableLayer})
        m_policy->addItem(policyName(policy), static_cast<int>(policy));
    m_policy->setAccessibleName(tr("Which minimum is the vertex, for all candidates"));
    m_policy->setToolTip(tr("Which of the minima that the data allow is the vertex, for all candidates"));
    m_facts->setWrapsLastColumn();
    m_facts->horizontalHeader()->hide();
    m_facts->setFrameShape(QFrame::NoFrame);
    m_testCase->setToolTip(tr("Write both tracks in full precision and this outcome into a small text file"));
    auto* policyLabel = new QLabel(tr("Rule for all candidates:"), this);
    policyLabel->setBuddy(m_policy);

    auto* choose = new QHBoxLayout;
    choose->addWidget(m_use);
    choose->addWidget(m_release);
    choose->addWidget(m_how, 1);
    auto* rule = new QHBoxLayout;
    rule->addWidget(policyLabel);
    rule->addWidget(m_policy);
    rule->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(m_minima);
    layout->addLayout(choose);
    layout->addLayout(rule);
    layout->addWidget(m_facts, 1);
    layout->addWidget(m_testCase, 0, Qt::AlignLeft);
}

void FitVertexPage::setStudy(const CandidateStudy& study, const DetectorModel& detector,
                             VertexChoice choice) {
    const Candidate& candidate = *study.candidate;
    m_minima->setTable(minimaTable(study, detector));
    m_minima->setVisible(candidate.fit.has_value());
    m_chosen = candidate.fit ? static_cast<int>(candidate.chosenMinimum()) : -1;
    m_minima->showRow(m_chosen);
    const bool several = candidate.fit && candidate.fit->minima.size() > 1;
    m_use->setVisible(several);
    m_release->setVisible(several && choice != VertexChoice::ByPolicy);
    m_how->setText(candidate.fit ? howText(choice, m_chosen == 0) : QString());
    m_facts->setTable(factsTable(study));
    updateButtons();
}

void FitVertexPage::setPolicy(MinimumPolicy policy) {
    m_policy->setCurrentIndex(m_policy->findData(static_cast<int>(policy)));
}

void FitVertexPage::updateButtons() {
    const int row = m_minima->currentRow();
    m_use->setEnabled(row >= 0 && row != m_chosen);
}

} // namespace pairscope
