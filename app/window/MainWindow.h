#pragma once

#include "app/window/AppActions.h"
#include "app/window/DatasetLoader.h"
#include "app/window/HeldKey.h"
#include "app/window/Session.h"
#include "app/window/WindowTheme.h"
#include "render/View2D.h"
#include "widgets/jobs/LatestJob.h"
#include "widgets/panels/MessageBar.h"

#include <QMainWindow>

#include <memory>

class QDockWidget;
class QProcess;
class QTimer;

namespace pairscope {

class CandidatesPanel;
class CentralViews;
class DistributionPanel;
class FitPanel;
class FlightPanel;
class GoToLine;
class InspectorPanel;
class MassPanel;
class NewSampleDialog;
class ProblemsPanel;
struct NewSample;
class RecentFiles;
class ScanControl;
class ScanPanel;
class SceneViewport;
class SpaceViewport;
class ShortcutsDialog;
class SidebandPanel;
class StatusLine;

/// The window: puts the panels into place and connects them to the session. It computes nothing itself.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(std::shared_ptr<const DetectorModel> detector, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openDemonstration();
    /// In the background, with progress and Cancel; what is open stays until the new file is.
    void openFile(const QString& path);
    void showMessage(const Message& message);
    /// Made in the background, with progress and Cancel, written when it has a file, then open.
    void openSample(const NewSample& sample);
    /// Of File > New sample; keeps what was typed while the window lives.
    [[nodiscard]] NewSampleDialog& newSampleDialog();

    /// A second sample for the sideband panel, in the background.
    void compareWith(const QString& path);

    /// The candidate on screen with its fit options and outcome; told in the window.
    void writeFitCaseTo(const QString& path);

    [[nodiscard]] Session& session() { return *m_session; }
    [[nodiscard]] AppActions& actions() { return *m_actions; }
    [[nodiscard]] SceneViewport& viewport() { return *m_viewport; }
    [[nodiscard]] SceneViewport& rhoZ() { return *m_rhoZ; }
    [[nodiscard]] SpaceViewport& space() { return *m_space; }
    [[nodiscard]] FlightPanel& flight() { return *m_flight; }
    [[nodiscard]] CentralViews& views() { return *m_views; }
    [[nodiscard]] CandidatesPanel& candidates() { return *m_candidates; }
    [[nodiscard]] InspectorPanel& inspector() { return *m_inspector; }
    [[nodiscard]] FitPanel& fit() { return *m_fit; }
    [[nodiscard]] MassPanel& mass() { return *m_mass; }
    [[nodiscard]] DistributionPanel& distribution() { return *m_distribution; }
    [[nodiscard]] SidebandPanel& sideband() { return *m_sideband; }
    [[nodiscard]] MessageBar& messages() { return *m_messages; }
    [[nodiscard]] ProblemsPanel& problems() { return *m_problems; }
    [[nodiscard]] ScanPanel& scanPanel() { return *m_scanPanel; }
    [[nodiscard]] ScanControl& scanning() { return *m_scanning; }
    [[nodiscard]] GoToLine& goToLine() { return *m_goTo; }
    [[nodiscard]] bool isLoading() const { return m_load->isRunning(); }

signals:
    /// A file is open, or could not be opened.
    void loadEnded();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildPanels();
    QDockWidget* addDock(const QString& name, const QString& title, QWidget* content,
                         Qt::DockWidgetArea area);
    void connectSession();
    void connectPanels();
    void connectPopulation();
    void connectDocument();
    void connectBrushes();
    void connectSidebands();
    void connectScan();
    void connectScanPanel();
    void connectScanKeys();
    void showScan();
    void beginScan();
    void endScan();
    void showAgreement();
    void scanDisagreements();
    void chooseScanExport();
    void chooseMerge();
    void chooseSheets();
    void makeSheets(const QString& path);
    void startSheets(const QString& file, const QString& path);
    void connectViewport(SceneViewport* viewport);
    void connectBrush(SceneViewport* viewport);
    void tellSelected();
    void connectFit();
    void connectActions();
    void connectViewActions();
    void connectViewChoice();
    [[nodiscard]] QList<SceneViewport*> viewports() const;
    [[nodiscard]] QImage pictureOfView();

    void restoreWindow();
    void chooseCorners();
    void arrange();
    void resetLayout();
    void showDataset();
    void showCurrent();
    void showTable();
    void showFit();
    void showChosenVertex();
    void fitPlaneViews();
    void fitViews();
    void showShown();
    void showSelection();
    void showVertices();
    void showCount();
    void chooseComparison();
    void showExpectedShift();
    void showTruth();
    void updateTitle();
    void applyTheme();
    void applySceneOptions();
    void applyFlightOptions();
    void cycleBeforeAfter();
    void togglePlay(bool on);
    void clearOrEndMeasure();
    void answerGoTo(const EventId& id);
    void tellOfProblems();
    void chooseFile();
    void choosePicture();
    void chooseResults();
    void chooseFitCase();
    void writeResultsTo(const QString& path);
    void showNewSample();
    void showShortcuts();
    void showAbout();

    Session* m_session;
    std::unique_ptr<AppActions> m_actions;
    WindowTheme m_theme = WindowTheme::dark();
    LatestJob* m_load;
    LatestJob* m_save;
    LatestJob* m_compare;
    QTimer* m_followSelection;
    QTimer* m_player;
    HeldKey m_verdictKeys;
    bool m_narrow = false;
    bool m_showBefore = true;
    bool m_showAfter = true;
    std::optional<Vector3> m_trialVertex;       ///< of the iteration looked at
    std::shared_ptr<const Candidate> m_keptFit; ///< for comparison

    MessageBar* m_messages;
    GoToLine* m_goTo;
    CentralViews* m_views;
    SceneViewport* m_viewport;
    SceneViewport* m_rhoZ;
    SpaceViewport* m_space;
    FlightPanel* m_flight;
    CandidatesPanel* m_candidates;
    InspectorPanel* m_inspector;
    FitPanel* m_fit;
    MassPanel* m_mass;
    DistributionPanel* m_distribution;
    SidebandPanel* m_sideband;
    ProblemsPanel* m_problems;
    ScanPanel* m_scanPanel;
    ScanControl* m_scanning = nullptr;
    QProcess* m_sheets = nullptr; ///< makes contact sheets
    StatusLine* m_status;
    ShortcutsDialog* m_shortcuts = nullptr;
    NewSampleDialog* m_newSample = nullptr;
    QDockWidget* m_candidatesDock;
    QDockWidget* m_scanDock;
    QDockWidget* m_inspectorDock;
    QDockWidget* m_fitDock;
    QDockWidget* m_massDock;
    QDockWidget* m_distributionDock;
    QDockWidget* m_sidebandDock;
    QDockWidget* m_problemsDock;
    RecentFiles* m_recent;
};

} // namespace pairscope
