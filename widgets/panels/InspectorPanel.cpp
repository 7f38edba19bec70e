#include "widgets/panels/InspectorPanel.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/InspectorModel.h"
#include "widgets/models/QuantityText.h"
#include "widgets/models/StatusIcon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace pairscope {

namespace {

QString outcomeOf(const Candidate& candidate) {
    const QString outcome = withSymbols(candidate.outcome());
    if (!candidate.fit || candidate.chosenMinimum() == 0) return outcome;
    return outcome + InspectorPanel::tr(" Minimum %1 is taken as the vertex, not the one of lowest χ².")
                         .arg(candidate.chosenMinimum() + 1);
}

/// The mass and chi2 of the kinematic fit, as its column may be out of view.
QString kinematicSentence(const Candidate& candidate) {
    const KinematicFitResult& fit = *candidate.kinematic;
    const std::size_t count = candidate.event.photons.size();
    const QString photon =
        count > 1 ? InspectorPanel::tr(" with photon %1 of %2").arg(candidate.photon + 1).arg(count)
                  : QString();
    return InspectorPanel::tr(" Kinematic fit%1: M = %2, χ² / ndf = %3 / %4.")
        .arg(photon, measuredTextWithUnit(fit.mass, mevUnit()), significantText(fit.chi2, 3))
        .arg(fit.ndf);
}

/// What came of the kinematic fit; empty when it is switched off, and when the vertex fit's own sentence has
/// said enough.
QString kinematicsOf(const Candidate& candidate) {
    if (candidate.kinematic) return kinematicSentence(candidate);
    const KinematicFitFailure failure = candidate.kinematic.error().failure;
    if (failure == KinematicFitFailure::Off || failure == KinematicFitFailure::NoVertex) return {};
    return u' ' + withSymbols(describe(candidate.kinematic.error()));
}

} // namespace

InspectorPanel::InspectorPanel(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_outcome(new QLabel(this)),
      m_copy(new QPushButton(tr("Copy"), this)),
      m_model(new InspectorModel(this)),
      m_view(new QTableView(this)) {
    setAccessibleName(tr("Inspector"));
    m_title->setAccessibleName(tr("Candidate"));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_outcome->setWordWrap(true);
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_outcome->setAccessibleName(tr("Outcome of the fits"));
    m_copy->setToolTip(tr("Copy the whole table as aligned text"));
    m_copy->setAccessibleName(tr("Copy as text"));
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Quantities of the candidate at each stage"));
    m_view->setSelectionMode(QAbstractItemView::ContiguousSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setAlternatingRowColors(true);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 5);

    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addLayout(top);
    layout->addWidget(m_outcome);
    layout->addWidget(m_view, 1);
    connect(m_copy, &QPushButton::clicked, this, &InspectorPanel::copy);
    connect(m_model, &QAbstractItemModel::modelReset, this, &InspectorPanel::spanHeadings);
    setCandidate(nullptr, nullptr);
}

void InspectorPanel::setCandidate(const std::shared_ptr<const Candidate>& candidate,
                                  const std::shared_ptr<const DetectorModel>& detector) {
    m_model->setCandidate(candidate, detector);
    m_copy->setEnabled(candidate != nullptr);
    m_view->setVisible(candidate != nullptr);
    if (!candidate) {
        m_title->setText(tr("No candidate"));
        m_outcome->setText(tr("Choose a candidate in the table, or press PgDn for the next one."));
        return;
    }
    m_title->setText(QString::fromStdString(toString(candidate->event.id)));
    m_outcome->setText(outcomeOf(*candidate) + kinematicsOf(*candidate));
}

void InspectorPanel::spanHeadings() {
    m_view->clearSpans();
    const int columns = m_model->columnCount();
    if (columns < 2) return;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->headerData(row, Qt::Vertical, InspectorModel::HeadingRole).toBool())
            m_view->setSpan(row, 0, 1, columns);
}

QString InspectorPanel::text() const {
    return m_title->text() + u'\n' + m_outcome->text() + QStringLiteral("\n\n") + m_model->text();
}

void InspectorPanel::copy() {
    QGuiApplication::clipboard()->setText(text());
    emit copied(text());
}

} // namespace pairscope
