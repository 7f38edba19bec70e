#include "widgets/panels/FitOptionsPage.h"

#include "core/candidate/PhotonChoice.h"
#include "widgets/models/FitNames.h"
#include "widgets/models/QuantityText.h"
#include "widgets/models/StatusIcon.h"

#include <QAction>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr int kMostIterations = 100000; // beyond it a fit would keep the window waiting

template<class Enum>
void addChoice(QComboBox& box, Enum value, const QString& name) {
    box.addItem(name, static_cast<int>(value));
}

template<class Enum>
Enum chosen(const QComboBox& box) {
    return static_cast<Enum>(box.currentData().toInt());
}

void select(QComboBox& box, int value) {
    box.setCurrentIndex(box.findData(value));
}

/// "2 (best): 5.21 GeV, χ² 3.4": what matters first, as the field is narrow.
QString photonText(const CandidateStudy& study, std::size_t index, bool best) {
    const double energy = study.candidate->event.photons[index].energy;
    const KinematicOutcome& outcome = study.photons[index];
    const QString number = best ? FitOptionsPage::tr("%1 (best)").arg(index + 1) : QString::number(index + 1);
    const QString text = FitOptionsPage::tr("%1: %2 GeV").arg(number, significantText(energy, 3));
    if (!outcome) return text;
    const double chi2 = outcome->chi2;
    return text +
           FitOptionsPage::tr(", χ² %1").arg(chi2 < 100 ? significantText(chi2, 3) : numberText(chi2, 0));
}

void setIfOther(QLineEdit& field, const QString& text, bool same) {
    if (!same) field.setText(text);
    for (QAction* action : field.actions())
        field.removeAction(action);
}

} // namespace

FitOptionsPage::FitOptionsPage(QWidget* parent)
    : QWidget(parent),
      m_iterations(new QLineEdit(this)),
      m_tolerance(new QLineEdit(this)),
      m_radius(new QLineEdit(this)),
      m_promptPrior(new QLineEdit(this)),
      m_opening(new QComboBox(this)),
      m_origin(new QComboBox(this)),
      m_kinematic(new QComboBox(this)),
      m_photon(new QComboBox(this)),
      m_photonOrigin(new QComboBox(this)),
      m_defaults(new QPushButton(tr("Defaults"), this)),
      m_applyTo(new QToolButton(this)),
      m_problem(new QLabel(this)),
      m_note(new QLabel(this)) {
    build();
    fill();
    for (const QLineEdit* field : {m_iterations, m_tolerance, m_radius, m_promptPrior})
        connect(field, &QLineEdit::textEdited, this, &FitOptionsPage::read);
    for (const QComboBox* box : {m_opening, m_origin, m_kinematic, m_photon, m_photonOrigin})
        connect(box, &QComboBox::activated, this, &FitOptionsPage::read);
    connect(m_defaults, &QPushButton::clicked, this, &FitOptionsPage::reset);
}

void FitOptionsPage::build() {
    for (const Opening opening : {Opening::Free, Opening::Zero})
        addChoice(*m_opening, opening, openingName(opening));
    for (const Origin origin : {Origin::Anywhere, Origin::InBeamSpot, Origin::FromBeamSpot})
        addChoice(*m_origin, origin, originName(origin));
    for (const auto constraint :
         {KinematicConstraint::FourMomentum, KinematicConstraint::Energy, KinematicConstraint::Off})
        addChoice(*m_kinematic, constraint, kinematicName(constraint));
    for (const PhotonOrigin origin : {PhotonOrigin::BeamSpot, PhotonOrigin::Vertex})
        addChoice(*m_photonOrigin, origin, photonOriginName(origin));
    m_photon->addItem(tr("smallest χ²"), -1);
    m_iterations->setToolTip(tr("A search that takes more steps has not converged"));
    m_tolerance->setToolTip(tr("Converged: the next step would lower χ² by less than this"));
    m_radius->setToolTip(tr("A vertex farther from the z axis is outside the detector"));
    m_promptPrior->setToolTip(
        tr("Before its tracks are looked at, a pair comes from the interaction point with "
           "this probability; conversions share the rest by their material"));
    m_opening->setToolTip(tr("Zero: both legs have the same direction at the vertex"));
    m_origin->setToolTip(tr("What is known of where the pair comes from"));
    m_kinematic->setToolTip(tr("What e⁺, e⁻ and photon are fitted to: the beams' four-momentum or energy"));
    m_photon->setToolTip(tr("Which photon of the candidate the kinematic fit uses"));
    m_photonOrigin->setToolTip(
        tr("A photon that recoils against a converted photon or a dark photon is born at the collision"));
    m_defaults->setToolTip(tr("Back to the options that the list was made with"));
    m_problem->setWordWrap(true);
    m_problem->setAccessibleName(tr("Why the input is refused"));
    m_note->setWordWrap(true);
    m_note->setText(
        tr("This candidate is fitted anew with every change, and so is each one you go to. List and "
           "plots keep their fits until these options are applied to them."));
    buildApplyTo();
    auto* form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    const std::pair<QString, QWidget*> rows[] = {
        {tr("Opening angle"), m_opening},          {tr("Vertex"), m_origin},
        {tr("Kinematic fit"), m_kinematic},        {tr("Photon"), m_photon},
        {tr("Photon comes from"), m_photonOrigin}, {tr("Most iterations"), m_iterations},
        {tr("χ² tolerance"), m_tolerance},         {tr("Largest radius [cm]"), m_radius},
        {tr("Prompt prior [%]"), m_promptPrior}};
    for (const auto& [name, field] : rows) {
        field->setAccessibleName(name);
        form->addRow(name, field);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 8, 4, 4);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_defaults);
    buttons->addWidget(m_applyTo);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    layout->addWidget(m_note);
    layout->addStretch(1);
}

void FitOptionsPage::buildApplyTo() {
    m_applyTo->setText(tr("Apply to"));
    m_applyTo->setToolTip(tr("Fit candidates of the list with these options, in the background"));
    m_applyTo->setAccessibleName(tr("Fit candidates of the list with these options"));
    m_applyTo->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_applyTo);
    for (const RefitWhich which : {RefitWhich::All, RefitWhich::Shown, RefitWhich::Selected}) {
        QAction* action = menu->addAction(QString());
        connect(action, &QAction::triggered, this, [this, which] { emit refitRequested(which); });
        m_applyActions[static_cast<std::size_t>(which)] = action;
    }
    m_applyTo->setMenu(menu);
    setCounts(0, 0, 0);
}

void FitOptionsPage::setCounts(std::size_t all, std::size_t shown, std::size_t selected) {
    const std::pair<QString, std::size_t> choices[] = {
        {tr("all %1 candidates"), all}, {tr("the %1 shown"), shown}, {tr("the %1 selected"), selected}};
    for (std::size_t i = 0; i < m_applyActions.size(); ++i) {
        m_applyActions[i]->setText(choices[i].first.arg(countText(choices[i].second)));
        m_applyActions[i]->setEnabled(choices[i].second > 0);
    }
    m_applyTo->setEnabled(all > 0);
}

void FitOptionsPage::setOptions(const Reconstruction::Options& options) {
    m_options = options;
    fill();
}

void FitOptionsPage::setPhotons(const CandidateStudy& study) {
    const auto& photons = study.candidate->event.photons;
    const bool fitted = std::any_of(study.photons.begin(), study.photons.end(),
                                    [](const KinematicOutcome& outcome) { return outcome.has_value(); });
    const std::size_t best =
        bestPhoton({photons.data(), photons.size()}, {study.photons.data(), study.photons.size()});
    m_photon->clear();
    m_photon->addItem(photons.empty() ? tr("none in this candidate") : tr("smallest χ²"), -1);
    for (std::size_t i = 0; i < photons.size(); ++i)
        m_photon->addItem(photonText(study, i, fitted && i == best), static_cast<int>(i));
}

void FitOptionsPage::fillKinematics() {
    select(*m_kinematic, static_cast<int>(m_options.kinematic.constraint));
    select(*m_photonOrigin, static_cast<int>(m_options.kinematic.origin));
    const int index = m_options.photon ? static_cast<int>(*m_options.photon) : -1;
    if (m_photon->findData(index) < 0)
        m_photon->addItem(tr("%1: not in this candidate").arg(index + 1), index);
    select(*m_photon, index);
    const bool on = m_options.kinematic.constraint != KinematicConstraint::Off;
    m_photon->setEnabled(on && m_photon->count() > 1);
    m_photonOrigin->setEnabled(on);
}

/// A field that already holds the number, however it is written, is left as the user typed it.
void FitOptionsPage::fill() {
    const VertexFit::Options& fit = m_options.fit;
    setIfOther(*m_iterations, QString::number(fit.maxIterations),
               m_iterations->text().toInt() == fit.maxIterations);
    setIfOther(*m_tolerance, QString::number(fit.chi2Tolerance, 'g', 6),
               m_tolerance->text().toDouble() == fit.chi2Tolerance);
    setIfOther(*m_radius, QString::number(fit.maxRadius, 'g', 6),
               m_radius->text().toDouble() == fit.maxRadius);
    const double prior = 100 * m_options.association.promptPrior;
    setIfOther(*m_promptPrior, QString::number(prior, 'g', 6), m_promptPrior->text().toDouble() == prior);
    select(*m_opening, static_cast<int>(fit.constraints.opening));
    select(*m_origin, static_cast<int>(fit.constraints.origin));
    fillKinematics();
    m_problem->hide();
    m_problem->clear();
}

void FitOptionsPage::refuse(QLineEdit* field, const QString& why) {
    field->addAction(severityIcon(Severity::Error), QLineEdit::TrailingPosition);
    m_problem->setText(tr("%1: %2 The fit on screen keeps %3.")
                           .arg(field->accessibleName(), why,
                                field == m_iterations  ? QString::number(m_options.fit.maxIterations)
                                : field == m_tolerance ? significantText(m_options.fit.chi2Tolerance, 3)
                                : field == m_radius
                                    ? significantText(m_options.fit.maxRadius, 4)
                                    : significantText(100 * m_options.association.promptPrior, 4)));
    m_problem->show();
}

void FitOptionsPage::read() {
    Reconstruction::Options options = m_options;
    for (QLineEdit* field : {m_iterations, m_tolerance, m_radius, m_promptPrior})
        for (QAction* action : field->actions())
            field->removeAction(action);
    bool isNumber = false;
    options.fit.maxIterations = m_iterations->text().toInt(&isNumber);
    if (!isNumber || options.fit.maxIterations < 1 || options.fit.maxIterations > kMostIterations)
        return refuse(m_iterations, tr("a whole number from 1 to %1 is needed.").arg(kMostIterations));
    options.fit.chi2Tolerance = m_tolerance->text().toDouble(&isNumber);
    if (!isNumber || !(options.fit.chi2Tolerance > 0) || !std::isfinite(options.fit.chi2Tolerance))
        return refuse(m_tolerance, tr("a number above 0 is needed, as 1e-10."));
    options.fit.maxRadius = m_radius->text().toDouble(&isNumber);
    if (!isNumber || !(options.fit.maxRadius > 0) || !std::isfinite(options.fit.maxRadius))
        return refuse(m_radius, tr("a number of centimetres above 0 is needed."));
    if (!readPrior(options)) return;
    VertexConstraints& constraints = options.fit.constraints;
    constraints = {};
    constraints.opening = chosen<Opening>(*m_opening);
    constraints.origin = chosen<Origin>(*m_origin);
    if (constraints.origin != Origin::Anywhere) {
        constraints.spot = m_beams.spot;
        constraints.spotCovariance = m_beams.spotCovariance();
    }
    readKinematics(options);
    tell(options);
}

void FitOptionsPage::readKinematics(Reconstruction::Options& options) const {
    options.kinematic = {};
    options.kinematic.constraint = chosen<KinematicConstraint>(*m_kinematic);
    options.kinematic.origin = chosen<PhotonOrigin>(*m_photonOrigin);
    const int photon = m_photon->currentData().toInt();
    options.photon.reset();
    if (photon >= 0) options.photon = static_cast<std::size_t>(photon);
}

bool FitOptionsPage::readPrior(Reconstruction::Options& options) {
    bool isNumber = false;
    const double prior = m_promptPrior->text().toDouble(&isNumber) / 100;
    const bool usable = isNumber && prior >= 0 && prior <= 1;
    if (usable)
        options.association.promptPrior = prior;
    else
        refuse(m_promptPrior, tr("a number from 0 to 100 is needed."));
    return usable;
}

void FitOptionsPage::reset() {
    Reconstruction::Options options = m_options;
    options.fit = {};
    options.association = {};
    options.kinematic = {};
    options.photon.reset();
    tell(options);
}

void FitOptionsPage::tell(const Reconstruction::Options& options) {
    m_options = options;
    fill();
    emit optionsChanged(options);
}

QString FitOptionsPage::problem() const {
    return m_problem->text();
}

} // namespace pairscope
