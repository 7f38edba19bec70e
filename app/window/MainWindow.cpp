#include "app/window/MainWindow.h"

#include "app/Version.h"
#include "app/window/CentralViews.h"
#include "app/window/RecentFiles.h"
#include "app/window/ScanControl.h"
#include "app/window/ScreenPicture.h"
#include "app/window/StatusLine.h"
#include "app/window/WindowMenus.h"
#include "core/io/FitCase.h"
#include "core/io/PairSink.h"
#include "widgets/models/CandidateTableModel.h"
#include "widgets/panels/CandidatesPanel.h"
#include "widgets/panels/DistributionPanel.h"
#include "widgets/panels/FitPanel.h"
#include "widgets/panels/FlightPanel.h"
#include "widgets/panels/GoToLine.h"
#include "widgets/panels/InspectorPanel.h"
#include "widgets/panels/MassPanel.h"
#include "widgets/panels/ProblemsPanel.h"
#include "widgets/panels/ScanPanel.h"
#include "widgets/panels/ShortcutsDialog.h"
#include "widgets/panels/SidebandPanel.h"
#include "widgets/viewport/SpaceViewport.h"

#include <QApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QSettings>
#include <QStatusBar>
#include <QStyleFactory>
#include <QTimer>
#include <QVBoxLayout>

namespace pairscope {

namespace {

/// Changes when docks are renamed or added, so that an old layout is not forced on a new window.
constexpr int kLayoutVersion = 4;
/// Narrower windows show the inspector's and the plots' docks as tabs.
constexpr int kNarrowWidth = 1500;

const QString kGeometryKey = QStringLiteral("window/geometry");
const QString kLayoutKey = QStringLiteral("window/layout");
const QString kDarkKey = QStringLiteral("window/dark");

QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QFont readableFont(QFont font) {
    if (font.pointSizeF() < 10) font.setPointSizeF(10);
    return font;
}

} // namespace

MainWindow::MainWindow(std::shared_ptr<const DetectorModel> detector, QWidget* parent)
    : QMainWindow(parent),
      m_session(new Session(std::move(detector), this)),
      m_actions(std::make_unique<AppActions>(*this)),
      m_load(new LatestJob(this)),
      m_save(new LatestJob(this)),
      m_compare(new LatestJob(this)),
      m_followSelection(new QTimer(this)),
      m_player(new QTimer(this)),
      m_recent(new RecentFiles(this)) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(readableFont(QApplication::font()));
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea); // inspector and fit need the height
    m_player->setInterval(1000);
    buildPanels();
    buildMenus(*this, *m_actions, *m_recent,
               {m_candidatesDock, m_scanDock, m_inspectorDock, m_fitDock, m_massDock, m_distributionDock,
                m_sidebandDock, m_problemsDock});
    m_status = new StatusLine(*statusBar());
    m_scanning = new ScanControl(*m_session, "Pairscope " + std::string(kVersion), this);
    connectSession();
    connectPanels();
    connectPopulation();
    connectScan();
    connectFit();
    connectActions();
    connectViewActions();
    connectViewChoice();
    qApp->installEventFilter(this);
    restoreWindow();
    applyTheme();
    updateTitle();
}

/// The history tells of its end when the actions that show it are gone already.
MainWindow::~MainWindow() {
    m_session->document().history().disconnect();
}

QList<SceneViewport*> MainWindow::viewports() const {
    return {m_viewport, m_rhoZ, m_space};
}

void MainWindow::buildPanels() {
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_messages = new MessageBar(centre);
    m_goTo = new GoToLine(centre);
    m_goTo->hide();
    m_viewport = new SceneViewport(ScenePlane::Transverse, centre);
    m_rhoZ = new SceneViewport(ScenePlane::RhoZ, centre);
    m_space = new SpaceViewport(centre);
    for (SceneViewport* viewport : viewports())
        viewport->setMinimumSize(320, 200);
    m_flight = new FlightPanel(centre);
    m_flight->setFocusProxy(&m_flight->plot());
    m_views = new CentralViews(centre);
    m_views->add(QStringLiteral("transverse"), m_viewport);
    m_views->add(QStringLiteral("flight"), m_flight, CentralViews::Place::Lower);
    m_views->add(QStringLiteral("rho-z"), m_rhoZ);
    m_views->add(QStringLiteral("3d"), m_space);
    layout->addWidget(m_messages);
    layout->addWidget(m_goTo);
    layout->addWidget(m_views, 1);
    setCentralWidget(centre);

    m_candidates = new CandidatesPanel(this);
    m_inspector = new InspectorPanel(this);
    m_fit = new FitPanel(this);
    m_mass = new MassPanel(this);
    m_distribution = new DistributionPanel(this);
    m_sideband = new SidebandPanel(this);
    m_problems = new ProblemsPanel(this);
    m_scanPanel = new ScanPanel(this);
    m_candidatesDock =
        addDock(QStringLiteral("candidates"), tr("Candidates"), m_candidates, Qt::LeftDockWidgetArea);
    m_scanDock = addDock(QStringLiteral("scan"), tr("Scan"), m_scanPanel, Qt::LeftDockWidgetArea);
    tabifyDockWidget(m_candidatesDock, m_scanDock);
    m_inspectorDock =
        addDock(QStringLiteral("inspector"), tr("Inspector"), m_inspector, Qt::RightDockWidgetArea);
    m_fitDock = addDock(QStringLiteral("fit"), tr("Fit"), m_fit, Qt::RightDockWidgetArea);
    m_massDock = addDock(QStringLiteral("mass"), tr("Mass"), m_mass, Qt::BottomDockWidgetArea);
    m_distributionDock =
        addDock(QStringLiteral("distribution"), tr("Distribution"), m_distribution, Qt::BottomDockWidgetArea);
    // side by side, even for a moment, they would make the window wider
    tabifyDockWidget(m_massDock, m_distributionDock);
    m_sidebandDock =
        addDock(QStringLiteral("sideband"), tr("Sideband"), m_sideband, Qt::BottomDockWidgetArea);
    m_problemsDock =
        addDock(QStringLiteral("problems"), tr("File problems"), m_problems, Qt::BottomDockWidgetArea);
}

QDockWidget* MainWindow::addDock(const QString& name, const QString& title, QWidget* content,
                                 Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    addDockWidget(area, dock);
    return dock;
}

/// The default places of all panels.
void MainWindow::resetLayout() {
    for (QDockWidget* dock : {m_candidatesDock, m_scanDock, m_inspectorDock, m_fitDock, m_massDock,
                              m_distributionDock, m_sidebandDock})
        dock->show();
    m_problemsDock->setVisible(m_session->dataset() && m_session->dataset()->file.badRows > 0);
    m_views->reset();
    arrange();
}

/// In a narrow window list and scan need the height, in a wide one the plots below need the width.
void MainWindow::chooseCorners() {
    m_narrow = width() < kNarrowWidth;
    setCorner(Qt::BottomLeftCorner, m_narrow ? Qt::LeftDockWidgetArea : Qt::BottomDockWidgetArea);
}

/// The places for the window's present width; a panel that was closed stays closed.
void MainWindow::arrange() {
    chooseCorners();
    m_views->setNarrow(m_narrow);
    const QList<QDockWidget*> docks = {m_candidatesDock, m_scanDock,         m_inspectorDock, m_fitDock,
                                       m_massDock,       m_distributionDock, m_sidebandDock,  m_problemsDock};
    QList<QDockWidget*> closed;
    for (QDockWidget* dock : docks) {
        if (dock->isHidden()) closed.append(dock);
        dock->setFloating(false);
    }
    addDockWidget(Qt::LeftDockWidgetArea, m_candidatesDock);
    tabifyDockWidget(m_candidatesDock, m_scanDock);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    addDockWidget(Qt::RightDockWidgetArea, m_fitDock);
    removeDockWidget(m_distributionDock); // what is split must not be a tab of another
    addDockWidget(Qt::BottomDockWidgetArea, m_massDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_sidebandDock);
    if (m_narrow)
        tabifyDockWidget(m_inspectorDock, m_fitDock);
    else
        splitDockWidget(m_inspectorDock, m_fitDock, Qt::Vertical);
    if (m_narrow)
        tabifyDockWidget(m_massDock, m_sidebandDock);
    else
        splitDockWidget(m_massDock, m_sidebandDock, Qt::Horizontal);
    tabifyDockWidget(m_massDock, m_distributionDock);
    m_distributionDock->show();
    tabifyDockWidget(m_sidebandDock, m_problemsDock);
    for (QDockWidget* dock : closed)
        dock->hide();
    (m_scanning && m_scanning->isScanning() ? m_scanDock : m_candidatesDock)->raise();
    m_massDock->raise();
    m_sidebandDock->raise();
    m_inspectorDock->raise();
    const int left = m_narrow ? 330 : width() * 3 / 10;
    const int right = m_narrow ? 340 : width() / 4;
    const int low = m_narrow ? height() * 2 / 5 : height() * 3 / 10;
    resizeDocks({m_candidatesDock, m_inspectorDock}, {left, right}, Qt::Horizontal);
    resizeDocks({m_massDock, m_sidebandDock}, {low, low}, Qt::Vertical);
    if (m_narrow) return;
    resizeDocks({m_massDock, m_sidebandDock}, {width() * 2 / 5, width() * 3 / 5}, Qt::Horizontal);
    resizeDocks({m_inspectorDock, m_fitDock}, {height() * 2 / 5, height() * 3 / 5}, Qt::Vertical);
}

void MainWindow::restoreWindow() {
    const QSettings settings;
    const bool dark = settings.value(kDarkKey, true).toBool();
    m_actions->darkTheme->setChecked(dark);
    if (!restoreGeometry(settings.value(kGeometryKey).toByteArray())) {
        const QSize screen = this->screen()->availableSize();
        resize(screen.boundedTo(QSize(1600, 1000)));
    }
    resetLayout();
    if (restoreState(settings.value(kLayoutKey).toByteArray(), kLayoutVersion)) {
        chooseCorners();
        m_views->restore(settings);
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    QSettings settings;
    settings.setValue(kGeometryKey, saveGeometry());
    settings.setValue(kLayoutKey, saveState(kLayoutVersion));
    m_views->save(settings);
    settings.setValue(kDarkKey, m_theme.isDark);
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    if (!isVisible() || m_narrow == (width() < kNarrowWidth)) return;
    arrange();
    applySceneOptions();
}

void MainWindow::showMessage(const Message& message) {
    m_messages->showMessage(message);
}

void MainWindow::openDemonstration() {
    m_load->cancel();
    m_session->setDataset(demonstrationDataset(m_session->usualDetector()));
    m_messages->clear();
    emit loadEnded();
}

void MainWindow::openFile(const QString& path) {
    const auto detector = m_session->usualDetector();
    m_load->start(
        [path, detector](const std::stop_token& stop, const Progress& progress) {
            return loadDataset(path, detector, stop, progress);
        },
        [this, path](LoadResult result) {
            if (result) {
                m_recent->add((*result)->path);
                m_messages->clear();
                m_session->setDataset(std::move(*result));
                tellOfProblems();
            } else {
                showMessage(result.error());
                m_recent->remove(path);
            }
            emit loadEnded();
        });
}

void MainWindow::tellOfProblems() {
    const PairFile& file = m_session->dataset()->file;
    m_problemsDock->setVisible(file.badRows > 0 || !file.warnings.empty());
    if (file.badRows > 0) {
        m_problemsDock->raise();
        showMessage({Severity::Warning,
                     tr("%1 of %2 rows have problems.").arg(file.badRows).arg(file.pairs->rows()),
                     file.badRows < file.pairs->rows()
                         ? tr("They stay in the list with the reason; the good rows are not affected.")
                         : tr("They stay in the list with the reason; no row is without one."),
                     tr("The panel \"File problems\" lists them.")});
    } else if (file.pairs->rows() == 0) {
        showMessage({Severity::Warning,
                     tr("The file has no rows."),
                     tr("Its columns are right, but no pair is in it."),
                     {}});
    } else if (!file.warnings.empty()) {
        showMessage({Severity::Info, QString::fromStdString(file.warnings.front()), {}, {}});
    }
}

void MainWindow::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open pairs"), {},
        tr("Pair tables (*.csv *.csv.gz *.h5 *.hdf5 *.hdf *.fitcase.json);;All files (*)"));
    if (!path.isEmpty()) openFile(path);
}

/// Of two views the upper one.
QImage MainWindow::pictureOfView() {
    for (SceneViewport* viewport : viewports())
        if (viewport->isVisible())
            return viewport->grabPicture(viewport->size() * viewport->devicePixelRatioF());
    return m_flight->plot().grab().toImage();
}

void MainWindow::choosePicture() {
    if (!m_session->current()) {
        showMessage({Severity::Info,
                     tr("There is no candidate to save a picture of."),
                     {},
                     tr("Open a pair table first.")});
        return;
    }
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save picture"), pictureFileName(m_session->current()->event.id), tr("PNG (*.png)"));
    if (path.isEmpty()) return;
    if (const auto problem = savePicture(pictureOfView(), path))
        showMessage(
            {Severity::Error, tr("The picture could not be saved."), *problem, tr("Choose another folder.")});
    else
        showMessage({Severity::Info, tr("Saved %1.").arg(path), {}, {}});
}

void MainWindow::chooseFitCase() {
    if (!m_session->current()) return;
    QString name = pictureFileName(m_session->current()->event.id);
    name.replace(QStringLiteral(".png"), toQString(FitCase::kEnding));
    const QString path = QFileDialog::getSaveFileName(this, tr("Save as test case"), name,
                                                      tr("Fit case (*%1)").arg(toQString(FitCase::kEnding)));
    if (!path.isEmpty()) writeFitCaseTo(path);
}

void MainWindow::writeFitCaseTo(const QString& path) {
    const FitCase fitCase =
        fitCaseOf(*m_session->study(), m_session->options(), "Pairscope " + std::string(kVersion),
                  m_session->dataset()->isSimulation());
    if (const auto written = writeFitCase(fitCase, path.toStdString()); !written)
        showMessage({Severity::Error,
                     tr("The test case could not be saved."),
                     QString::fromStdString(written.error().message),
                     {}});
    else
        showMessage({Severity::Info,
                     tr("Saved %1.").arg(path),
                     {},
                     tr("\"pairscope fit %1\" repeats the fit and says what is different.").arg(path)});
}

void MainWindow::chooseResults() {
    if (!m_session->dataset()) return;
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save results"), QStringLiteral("results.h5"),
                                     tr("HDF5 (*.h5);;CSV (*.csv);;CSV with gzip (*.csv.gz)"));
    if (!path.isEmpty()) writeResultsTo(path);
}

void MainWindow::writeResultsTo(const QString& path) {
    const auto table = m_session->table()->withoutResults(m_session->blinded());
    m_save->start([table, path](const std::stop_token&,
                                const Progress&) { return writeResults(*table, path.toStdString()); },
                  [this, path](const tl::expected<void, FileError>& written) {
                      if (written)
                          showMessage({Severity::Info, tr("Saved %1.").arg(path), {}, {}});
                      else
                          showMessage({Severity::Error,
                                       tr("The results could not be saved."),
                                       QString::fromStdString(written.error().message),
                                       {}});
                  });
}

void MainWindow::updateTitle() {
    const auto& dataset = m_session->dataset();
    setWindowTitle(dataset ? tr("%1 - Pairscope").arg(dataset->name) : QStringLiteral("Pairscope"));
}

void MainWindow::applyTheme() {
    m_theme = m_actions->darkTheme->isChecked() ? WindowTheme::dark() : WindowTheme::light();
    QApplication::setPalette(m_theme.palette);
    QApplication::setPalette(m_theme.checkBoxPalette(), "QCheckBox");
    QApplication::setPalette(m_theme.checkBoxPalette(), "QRadioButton");
    m_flight->setTheme(m_theme.plots);
    m_mass->setTheme(m_theme.plots);
    m_distribution->setTheme(m_theme.plots);
    m_sideband->setTheme(m_theme.plots);
    m_fit->setTheme(m_theme.plots);
    applySceneOptions();
}

void MainWindow::applySceneOptions() {
    SceneOptions options;
    options.theme = m_theme.scene;
    options.layers = m_actions->layers->isChecked();
    options.v0Edge = m_actions->v0Edge->isChecked();
    options.beforeTracks = m_showBefore;
    options.afterTracks = m_showAfter;
    options.ellipse = m_actions->ellipse->isChecked();
    options.truth = m_actions->truth->isChecked();
    options.photon = m_actions->photon->isChecked();
    options.labels = m_actions->labels->isChecked();
    options.legend = options.labels && !m_narrow; // a small view needs its room for the drawing
    options.caption = m_actions->caption->isChecked();
    options.density = m_actions->density->isChecked();
    options.trialVertex = m_trialVertex;
    const auto& candidate = m_session->current();
    if (m_keptFit && m_keptFit->fit && candidate && candidate->event.id == m_keptFit->event.id)
        options.keptFit = KeptFit{m_keptFit->vertex().vertex(), m_keptFit->vertex().vertexCovariance()};
    options.simulation = m_session->dataset() && m_session->dataset()->isSimulation();
    options.mixed = m_scanning->isMixed();
    options.program = "Pairscope " + std::string(kVersion);
    options.emptyText = tr("Open a pair table with Ctrl+O, or drop one here").toStdString();
    for (SceneViewport* viewport : viewports())
        viewport->setOptions(options);
    applyFlightOptions();
}

void MainWindow::applyFlightOptions() {
    FlightOptions options;
    options.before = m_showBefore;
    options.after = m_showAfter;
    options.ellipse = m_actions->ellipse->isChecked();
    options.truth = m_actions->truth->isChecked();
    options.layers = m_actions->layers->isChecked();
    options.labels = m_actions->labels->isChecked();
    m_flight->setOptions(options);
}

void MainWindow::showShortcuts() {
    if (!m_shortcuts) {
        m_shortcuts = new ShortcutsDialog(this);
        m_shortcuts->setActions(m_actions->all());
    }
    m_shortcuts->show();
    m_shortcuts->raise();
}

void MainWindow::showAbout() {
    QMessageBox::about(this, tr("About Pairscope"),
                       tr("<h3>Pairscope %1</h3><p>Event display and inspector for e+e- pairs: photon "
                          "conversions and light dark "
                          "photons.</p><p>GPL-3.0-or-later, without any warranty. An independent program, "
                          "not a product of the "
                          "Belle II collaboration.</p>")
                           .arg(toQString(kVersion)));
}

} // namespace pairscope
