// What follows what: the session's changes to the panels, the panels' requests to the session, the actions to
// both.

#include "app/window/CentralViews.h"
#include "app/window/LayerTicks.h"
#include "app/window/MainWindow.h"
#include "app/window/RecentFiles.h"
#include "app/window/StatusLine.h"
#include "core/candidate/TrueTracks.h"
#include "core/kinematics/ExpectedShift.h"
#include "widgets/models/CandidateTableModel.h"
#include "widgets/panels/CandidatesPanel.h"
#include "widgets/panels/DistributionPanel.h"
#include "widgets/panels/FitPanel.h"
#include "widgets/panels/FlightPanel.h"
#include "widgets/panels/GoToLine.h"
#include "widgets/panels/InspectorPanel.h"
#include "widgets/panels/MassPanel.h"
#include "widgets/panels/ProblemsPanel.h"
#include "widgets/panels/SidebandPanel.h"
#include "widgets/viewport/SpaceViewport.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QTimer>

namespace pairscope {

namespace {

/// How far the expected curve is drawn: to the CDC's inner wall, cm.
constexpr double kCurveReach = 16.3;

} // namespace

void MainWindow::connectSession() {
    connect(m_session, &Session::datasetChanged, this, &MainWindow::showDataset);
    connect(m_session, &Session::tableChanged, this, &MainWindow::showTable);
    connect(m_session, &Session::currentChanged, this, &MainWindow::showCurrent);
    connect(m_session, &Session::verdictsChanged, this, [this] {
        const auto table = m_session->table();
        m_candidates->setVerdicts(table);
        m_mass->setVerdicts(table);
        m_distribution->setVerdicts(table);
        m_sideband->setVerdicts(table);
    });
    connect(m_session, &Session::refitted, this, &MainWindow::showFit);
}

void MainWindow::showDataset() {
    const Dataset& dataset = *m_session->dataset();
    updateTitle();
    for (SceneViewport* viewport : viewports())
        viewport->setDetector(m_session->detector());
    applySceneOptions();
    m_mass->setTable(dataset.table);
    m_distribution->setTable(dataset.table);
    m_sideband->setTable(dataset.table);
    m_candidates->setTable(dataset.table);
    m_sideband->setLayerTicks(layerTicks(*m_session->detector()));
    m_distribution->setLayerTicks(layerTicks(*m_session->detector()));
    m_problems->setFile(dataset.file);
    m_fit->setOptions(m_session->options());
    m_problemsDock->setVisible(dataset.file.badRows > 0);
}

/// The same rows with other results.
void MainWindow::showTable() {
    const auto table = m_session->table();
    m_mass->replaceTable(table);
    m_distribution->replaceTable(table);
    m_sideband->replaceTable(table);
    m_candidates->replaceTable(table);
    showVertices();
}

void MainWindow::showCurrent() {
    m_status->setReadout({});
    m_candidates->setCurrent(m_session->currentRow());
    showFit();
    m_sideband->setCurrent(m_session->currentRow());
    m_distribution->setCurrent(m_session->currentRow());
    showExpectedShift();
    showTruth();
    fitPlaneViews();
}

/// The fit of the candidate on screen, wherever it is shown.
void MainWindow::showFit() {
    const auto& candidate = m_session->current();
    for (SceneViewport* viewport : viewports())
        viewport->setCandidate(candidate);
    m_flight->setStudy(m_session->study(), m_session->detector());
    m_inspector->setCandidate(candidate, m_session->detector());
    m_mass->setCandidate(candidate);
    const VertexChoice choice = !m_session->isChosenByHand() ? VertexChoice::ByPolicy
                                : m_session->isTrial()       ? VertexChoice::ForTrial
                                                             : VertexChoice::ByHand;
    m_fit->setFit({m_session->study(), m_session->options()}, m_session->detector(), choice,
                  !m_session->isTrial());
    m_fit->setOptions(m_session->options());
    applySceneOptions(); // the kept fit belongs to one candidate
    showChosenVertex();
}

/// In the status bar; says so when the vertex is not the best minimum.
void MainWindow::showChosenVertex() {
    const auto& candidate = m_session->current();
    if (!candidate) return m_status->setCandidate(tr("no candidate"));
    QString text = QString::fromStdString(toString(candidate->event.id));
    if (candidate->fit && candidate->chosenMinimum() > 0)
        text += tr("   |   vertex: minimum %1 of %2, not the lowest χ²%3")
                    .arg(candidate->chosenMinimum() + 1)
                    .arg(candidate->shownMinima())
                    .arg(m_session->isChosenByHand() ? tr(" (by hand)") : QString());
    m_status->setCandidate(text);
}

/// The view in space stays where a person has turned it to: a pair is a line there, the detector tells where.
void MainWindow::fitPlaneViews() {
    m_viewport->fitView();
    m_rhoZ->fitView();
    m_flight->fitView();
}

void MainWindow::fitViews() {
    fitPlaneViews();
    m_space->fitView();
}

void MainWindow::showExpectedShift() {
    std::vector<double> rho;
    std::vector<double> deltaM;
    const auto& candidate = m_session->current();
    if (candidate && candidate->fit) {
        const ExpectedShift shift = ExpectedShift::collinear(candidate->plane.x, candidate->field);
        for (double r = 0; r <= kCurveReach; r += 0.1) {
            rho.push_back(r);
            deltaM.push_back(shift.deltaMass(r));
        }
    }
    m_sideband->setExpectedCurve(std::move(rho), std::move(deltaM));
}

/// In the plots; the views have it among their options.
void MainWindow::showTruth() {
    const bool on = m_actions->truth->isChecked();
    const auto& candidate = m_session->current();
    std::optional<Vector2> place;
    if (on && candidate && candidate->event.truth)
        if (const auto shift = trueShift(*candidate->event.truth, candidate->field))
            place = Vector2(shift->rho, shift->deltaM);
    m_sideband->setTruePlace(place);
    m_mass->setTruthShown(on);
}

void MainWindow::connectPanels() {
    connect(m_candidates, &CandidatesPanel::currentRequested, m_session, &Session::setCurrent);
    connect(m_problems, &ProblemsPanel::rowActivated, m_session, &Session::setCurrent);
    connect(m_sideband, &SidebandPanel::rowClicked, m_session, &Session::setCurrent);
    connect(m_sideband, &SidebandPanel::readoutChanged, m_status, &StatusLine::setReadout);
    connect(m_mass, &MassPanel::readoutChanged, m_status, &StatusLine::setReadout);
    connect(m_distribution, &DistributionPanel::readoutChanged, m_status, &StatusLine::setReadout);
    connect(m_flight, &FlightPanel::readoutChanged, m_status, &StatusLine::setReadout);
    connect(m_flight, &FlightPanel::minimumChosen, m_session, [this](int minimum) {
        if (minimum >= 0) m_session->chooseMinimum(static_cast<std::size_t>(minimum));
    });
    connect(m_inspector, &InspectorPanel::copied, this,
            [this] { m_status->setReadout(tr("The inspector's table was copied.")); });
    connect(m_goTo, &GoToLine::requested, this, &MainWindow::answerGoTo);
    connect(m_goTo, &GoToLine::closed, m_views, &CentralViews::focusCurrent);
    for (SceneViewport* viewport : viewports())
        connectViewport(viewport);
    connect(m_load, &LatestJob::busyChanged, m_status, &StatusLine::setBusy);
    connect(m_load, &LatestJob::progressed, m_status, &StatusLine::setProgress);
    connect(m_status, &StatusLine::cancelRequested, m_load, &LatestJob::cancel);
    connect(m_load, &LatestJob::cancelled, this, [this] {
        showMessage({Severity::Info, tr("Opening was cancelled."), {}, tr("What was open still is.")});
    });
    connect(m_load, &LatestJob::failed, this, [this](const QString& why) {
        showMessage({Severity::Error, tr("The file could not be opened."), why, {}});
        emit loadEnded();
    });
    connect(m_recent, &RecentFiles::chosen, this, &MainWindow::openFile);
}

void MainWindow::connectViewport(SceneViewport* viewport) {
    connect(viewport, &SceneViewport::hovered, this, [this](const QString& what, const QString& where) {
        m_status->setReadout(what.isEmpty() ? where : tr("%1   |   %2").arg(what, where));
    });
    connect(viewport, &SceneViewport::picked, this,
            [this, viewport](const std::optional<PickTarget>& target, const Vector2&) {
                m_status->setReadout(
                    target ? tr("Picked: %1").arg(QString::fromStdString(viewport->scene().describe(*target)))
                           : QString());
            });
    connect(viewport, &SceneViewport::measureChanged, m_status, &StatusLine::setReadout);
    connect(viewport, &SceneViewport::measureEnded, this, [this] { m_actions->measure->setChecked(false); });
}

void MainWindow::connectFit() {
    connect(m_fit, &FitPanel::minimumChosen, m_session, [this](int minimum) {
        if (minimum >= 0) m_session->chooseMinimum(static_cast<std::size_t>(minimum));
    });
    connect(m_fit, &FitPanel::choiceReleased, m_session, &Session::releaseMinimum);
    connect(m_fit, &FitPanel::policyChanged, m_session, &Session::setPolicy);
    connect(m_fit, &FitPanel::optionsChanged, m_session, &Session::setOptions);
    connect(m_fit, &FitPanel::readoutChanged, m_status, &StatusLine::setReadout);
    connect(m_fit, &FitPanel::testCaseRequested, this, &MainWindow::chooseFitCase);
    connect(m_fit, &FitPanel::stepShown, this, [this](const std::optional<Vector3>& vertex) {
        m_trialVertex = vertex;
        m_flight->setTrialVertex(vertex);
        applySceneOptions();
    });
    connect(m_fit, &FitPanel::keptChanged, this, [this](const std::shared_ptr<const Candidate>& candidate) {
        m_keptFit = candidate;
        applySceneOptions();
    });
    connect(m_fit, &FitPanel::refitRequested, this, [this](RefitWhich which) {
        m_session->refit(which == RefitWhich::All     ? RowSet::all(m_session->table()->rows())
                         : which == RefitWhich::Shown ? m_session->shown()
                                                      : m_session->state().selection);
    });
    LatestJob& job = m_session->refitJob();
    connect(&job, &LatestJob::failed, this, [this](const QString& why) {
        showMessage({Severity::Error, tr("The candidates could not be fitted anew."), why, {}});
    });
    // the table was not replaced: the panel shows again by which rule it was made
    connect(&job, &LatestJob::cancelled, m_fit, [this] { m_fit->setOptions(m_session->options()); });
}

void MainWindow::connectActions() {
    const AppActions& a = *m_actions;
    connect(a.open, &QAction::triggered, this, &MainWindow::chooseFile);
    connect(a.newSample, &QAction::triggered, this, &MainWindow::showNewSample);
    connect(a.openDemonstration, &QAction::triggered, this, &MainWindow::openDemonstration);
    connect(a.savePicture, &QAction::triggered, this, &MainWindow::choosePicture);
    connect(a.saveResults, &QAction::triggered, this, &MainWindow::chooseResults);
    connect(a.quit, &QAction::triggered, this, &QWidget::close);
    connect(a.next, &QAction::triggered, m_candidates, [this] { m_candidates->step(1); });
    connect(a.previous, &QAction::triggered, m_candidates, [this] { m_candidates->step(-1); });
    connect(a.nextEvent, &QAction::triggered, m_candidates, [this] { m_candidates->stepEvent(1); });
    connect(a.previousEvent, &QAction::triggered, m_candidates, [this] { m_candidates->stepEvent(-1); });
    connect(a.nextMatch, &QAction::triggered, m_candidates, [this] { m_candidates->step(1); });
    connect(a.play, &QAction::toggled, this, &MainWindow::togglePlay);
    connect(m_player, &QTimer::timeout, m_candidates, [this] { m_candidates->step(1); });
    connect(a.find, &QAction::triggered, m_candidates, [this] {
        m_candidatesDock->show();
        m_candidatesDock->raise();
        m_candidates->focusFind();
    });
    connect(a.goTo, &QAction::triggered, this, [this] {
        const auto& candidate = m_session->current();
        m_goTo->open(candidate ? std::optional(candidate->event.id) : std::nullopt);
    });
    connect(a.selectAll, &QAction::triggered, this, [this] { m_session->select(m_session->shown()); });
    connect(a.clearSelection, &QAction::triggered, this, &MainWindow::clearOrEndMeasure);
    connect(a.shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(a.about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::connectViewChoice() {
    const AppActions& a = *m_actions;
    connect(a.cycleViews, &QAction::triggered, m_views, &CentralViews::cycle);
    int view = 0; // as they were added
    for (const QAction* action : {a.showTransverse, a.showFlight, a.showRhoZ, a.showSpace}) {
        connect(action, &QAction::triggered, m_views, [this, view] { m_views->choose(view); });
        ++view;
    }
    connect(a.twoViews, &QAction::triggered, m_views, &CentralViews::setTwo);
    connect(m_views, &CentralViews::shownChanged, this, [this] {
        m_actions->twoViews->setChecked(m_views->showsTwo());
        m_actions->twoViews->setEnabled(!m_narrow);
    });
}

void MainWindow::connectViewActions() {
    const AppActions& a = *m_actions;
    connect(a.fitView, &QAction::triggered, this, &MainWindow::fitViews);
    for (SceneViewport* viewport : viewports()) {
        connect(a.home, &QAction::triggered, viewport, [viewport] {
            if (viewport->isVisible()) viewport->home();
        });
        connect(a.centre, &QAction::triggered, viewport, [viewport] {
            if (viewport->isVisible()) viewport->centreOnVertex();
        });
        connect(a.measure, &QAction::toggled, viewport, &SceneViewport::setMeasuring);
    }
    connect(a.home, &QAction::triggered, m_flight, [this] {
        if (m_flight->isVisible()) m_flight->showWholeFlight();
    });
    connect(a.centre, &QAction::triggered, m_flight, [this] {
        if (m_flight->isVisible()) m_flight->centreOnVertex();
    });
    connect(a.beforeAfter, &QAction::triggered, this, &MainWindow::cycleBeforeAfter);
    for (const QAction* toggle : {a.truth, a.layers, a.ellipse, a.v0Edge, a.photon, a.labels, a.caption})
        connect(toggle, &QAction::toggled, this, &MainWindow::applySceneOptions);
    connect(a.truth, &QAction::toggled, this, &MainWindow::showTruth);
    connect(a.density, &QAction::toggled, this, [this] {
        showVertices();
        applySceneOptions();
    });
    connect(a.darkTheme, &QAction::toggled, this, &MainWindow::applyTheme);
    connect(a.fullScreen, &QAction::toggled, this, [this](bool on) { on ? showFullScreen() : showNormal(); });
    connect(a.resetLayout, &QAction::triggered, this, &MainWindow::resetLayout);
}

void MainWindow::cycleBeforeAfter() {
    // both -> only before -> only after -> both
    if (m_showBefore && m_showAfter)
        m_showAfter = false;
    else if (m_showBefore)
        std::swap(m_showBefore, m_showAfter);
    else
        m_showBefore = true;
    m_status->setReadout(m_showBefore && m_showAfter ? tr("Tracks before and after the fit")
                         : m_showBefore              ? tr("Tracks before the fit only")
                                                     : tr("Tracks after the fit only"));
    applySceneOptions();
}

void MainWindow::togglePlay(bool on) {
    if (on)
        m_player->start();
    else
        m_player->stop();
}

void MainWindow::clearOrEndMeasure() {
    if (m_candidates->leaveFind()) return;
    if (m_goTo->isVisible())
        m_goTo->hide();
    else if (m_viewport->measuring())
        m_actions->measure->setChecked(false);
    else
        m_session->select({});
}

void MainWindow::answerGoTo(const EventId& id) {
    if (m_session->goTo(id)) {
        m_goTo->setFound();
        return;
    }
    std::optional<EventId> nearby;
    if (const auto table = m_session->table())
        for (std::size_t row = 0; row < table->rows() && !nearby; ++row) {
            const EventId& known = table->pairs().id(row);
            if (known.experiment == id.experiment && known.run == id.run) nearby = known;
        }
    m_goTo->setNotFound(id, nearby);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.front().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.isEmpty()) return;
    event->acceptProposedAction();
    openFile(urls.front().toLocalFile());
}

/// Space presses the button that has the focus; only elsewhere is it "play". In a list that is open no key is
/// the window's. A verdict key that only repeats itself is no key.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyRelease) m_verdictKeys.released(*static_cast<QKeyEvent*>(event));
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        const bool pressesButton = key.key() == Qt::Key_Space && qobject_cast<QAbstractButton*>(watched);
        if (pressesButton || QApplication::activePopupWidget() ||
            (m_verdictKeys.isRepeated(key) && m_actions->isVerdictKey(key))) {
            event->accept(); // the widget's, not a shortcut
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace pairscope
