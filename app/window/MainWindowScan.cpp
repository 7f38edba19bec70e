// Scanning: the panel, its keys, and what comes of a scan.

#include "app/window/CentralViews.h"
#include "app/window/JournalPlace.h"
#include "app/window/MainWindow.h"
#include "app/window/ScanControl.h"
#include "app/window/StatusLine.h"
#include "core/io/PairSink.h"
#include "core/scan/ScanExport.h"
#include "widgets/panels/ScanPanel.h"
#include "widgets/panels/ScanStartPage.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QProcess>
#include <QUndoStack>

#include <algorithm>

namespace pairscope {

namespace {

/// For a sample that has no file, while its contact sheets are made.
QString sheetsFile(const Dataset& dataset) {
    return ownFileOf(dataset, QStringLiteral(".sheets.h5"));
}

/// Whose verdicts may be compared: those of the scanners who have finished, and one's own.
std::vector<ScannerVerdicts> comparable(const DatasetScans& scans, const std::string& me) {
    std::vector<ScannerVerdicts> done = scans.scanners();
    std::erase_if(
        done, [&me](const ScannerVerdicts& scanner) { return !scanner.finished && scanner.scanner != me; });
    return done;
}

} // namespace

void MainWindow::connectScan() {
    m_scanning->setScanner(m_scanPanel->startPage().scanner().text());
    connect(m_scanning, &ScanControl::changed, this, &MainWindow::showScan);
    connect(m_scanning, &ScanControl::began, this, &MainWindow::beginScan);
    connect(m_scanning, &ScanControl::left, this, &MainWindow::endScan);
    connect(m_scanning, &ScanControl::failed, this, &MainWindow::showMessage);
    LatestJob& job = m_scanning->job();
    connect(&job, &LatestJob::busyChanged, m_status, &StatusLine::setBusy);
    connect(&job, &LatestJob::progressed, m_status, &StatusLine::setProgress);
    connect(m_status, &StatusLine::cancelRequested, &job, &LatestJob::cancel);
    connect(m_scanDock, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible) showScan();
    });
    connect(m_actions->scan, &QAction::triggered, this, [this] {
        m_scanDock->show();
        m_scanDock->raise();
        if (m_scanning->isScanning()) m_views->focusCurrent(); // what was typed into may be out of sight now
    });
    connect(m_actions->myVerdicts, &QAction::toggled, m_scanning, &ScanControl::setVerdictsShown);
    connect(&m_scanPanel->startPage().scanner(), &QLineEdit::textChanged, this, [this](const QString& name) {
        m_actions->myVerdicts->setChecked(false); // it may be somebody else who types
        m_scanning->setScanner(name);
    });
    connectScanPanel();
    connectScanKeys();
}

void MainWindow::connectScanPanel() {
    const ScanPanel* panel = m_scanPanel;
    connect(panel, &ScanPanel::startRequested, this, [this](const ScanRequest& request) {
        if (const QString taken = m_actions->conflict(request.verdicts); !taken.isEmpty())
            return showMessage({Severity::Error, tr("The scan could not begin."), taken,
                                tr("Choose another key for the verdict.")});
        m_scanning->begin(request);
    });
    connect(panel, &ScanPanel::resumeRequested, m_scanning, &ScanControl::resume);
    connect(panel, &ScanPanel::previewRequested, this,
            [this](const QString& scanner, const QueueChoice& choice) {
                const ChosenQueue queue = m_scanning->preview(scanner, choice);
                m_scanPanel->setPreview(choice, queue.rows.size(), queue.leftOut);
            });
    connect(panel, &ScanPanel::journalRequested, m_scanning, &ScanControl::setJournal);
    connect(panel, &ScanPanel::verdictRequested, this, [this](const QString& verdict) {
        m_scanning->give(verdict, m_scanPanel->reason(), m_scanPanel->confidence(),
                         m_scanPanel->autoAdvance());
    });
    connect(panel, &ScanPanel::commentRequested, m_scanning, &ScanControl::comment);
    connect(panel, &ScanPanel::undoRequested, &m_session->document().history(), &QUndoStack::undo);
    connect(panel, &ScanPanel::finishRequested, m_scanning, &ScanControl::finish);
    connect(panel, &ScanPanel::leaveRequested, m_scanning, &ScanControl::leave);
    connect(panel, &ScanPanel::agreementRequested, this, &MainWindow::showAgreement);
    connect(panel, &ScanPanel::unblindRequested, m_scanning, &ScanControl::unblind);
    connect(panel, &ScanPanel::disagreementsRequested, this, &MainWindow::scanDisagreements);
    connect(panel, &ScanPanel::exportRequested, this, &MainWindow::chooseScanExport);
    connect(panel, &ScanPanel::sheetsRequested, this, &MainWindow::chooseSheets);
    connect(panel, &ScanPanel::mergeRequested, this, &MainWindow::chooseMerge);
}

void MainWindow::connectScanKeys() {
    for (QAction* verdict : m_actions->verdicts)
        connect(verdict, &QAction::triggered, this,
                [this, verdict] { emit m_scanPanel->verdictRequested(verdict->data().toString()); });
    connect(m_actions->nextUndecided, &QAction::triggered, m_scanning, &ScanControl::toNextUndecided);
    connect(m_actions->nextReason, &QAction::triggered, m_scanPanel, [this] { m_scanPanel->stepReason(1); });
    connect(m_actions->previousReason, &QAction::triggered, m_scanPanel,
            [this] { m_scanPanel->stepReason(-1); });
    connect(m_actions->moreConfidence, &QAction::triggered, m_scanPanel,
            [this] { m_scanPanel->stepConfidence(1); });
    connect(m_actions->lessConfidence, &QAction::triggered, m_scanPanel,
            [this] { m_scanPanel->stepConfidence(-1); });
    connect(m_actions->comment, &QAction::triggered, m_scanPanel, &ScanPanel::editComment);
}

/// Where the scan stands, or what could be scanned: the latter only where it is seen, it asks the disk.
void MainWindow::showScan() {
    const auto status = m_scanning->status();
    m_scanPanel->setStatus(status);
    m_status->setScan(status ? tr("scan %1 of %2").arg(status->decided).arg(status->total) : QString());
    if (status) return m_actions->setVerdicts(status->verdicts, !status->finished);
    if (m_scanDock->isVisible()) m_scanPanel->setOffer(m_scanning->offer());
}

void MainWindow::beginScan() {
    m_messages->clear();
    m_scanDock->show();
    m_scanDock->raise();
    applySceneOptions();
    m_views->focusCurrent(); // keys are for verdicts, not for what was typed into
}

void MainWindow::endScan() {
    m_actions->setVerdicts(VerdictSet::usual(), false);
    m_actions->myVerdicts->setChecked(m_scanning->verdictsShown());
    m_scanPanel->setAgreement(std::nullopt, {});
    m_scanPanel->setStatus(std::nullopt);
    applySceneOptions();
}

/// Of the scanners who are done; only for one who is done too, or has said that the result was looked at.
void MainWindow::showAgreement() {
    const auto cannot = [this](const QString& why, const QString& toDo = {}) {
        showMessage({Severity::Info, tr("There is no agreement to show."), why, toDo});
    };
    const auto scans = m_scanning->scans();
    if (!scans) return cannot(QString::fromStdString(scans.error().message));
    const std::string me = m_scanning->scanner().toStdString();
    if (!(*scans)->mayBeSeen(me))
        return cannot(tr("Your own scan is not finished."),
                      tr("Finish it first, or look and have it written down."));
    const std::vector<ScannerVerdicts> done = comparable(**scans, me);
    if (done.empty()) return cannot(tr("Nobody has finished a scan of this dataset."));
    if (!std::ranges::any_of(done, [&me](const ScannerVerdicts& scanner) { return scanner.scanner == me; }))
        m_scanning->noteLook();
    const Agreement result = agreement(done, (*scans)->verdicts, (*scans)->truth);
    m_scanPanel->setAgreement(result, (*scans)->verdicts);
    m_scanDock->show();
    m_scanDock->raise();
}

/// As a scan of its own: what two scanners see differently is looked at again. Known candidates are no part
/// of the dataset.
void MainWindow::scanDisagreements() {
    const auto scans = m_scanning->scans();
    if (!scans) return;
    const std::string me = m_scanning->scanner().toStdString();
    ScanRequest request;
    request.scanner = m_scanning->scanner();
    request.verdicts = m_scanPanel->startPage().verdicts();
    for (const ScanInJournal& scan : (*scans)->scans)
        if (scan.scan.scanner == me) request.verdicts = scan.scan.verdicts;
    request.choice.from = QueueChoice::From::Ids;
    std::size_t known = 0;
    const auto done = comparable(**scans, me);
    for (const ScannedCandidate& candidate :
         agreement(done, (*scans)->verdicts, (*scans)->truth).disagreements)
        if (candidate.queue.empty())
            request.choice.ids.push_back(candidate.id);
        else
            ++known;
    if (const QString taken = m_actions->conflict(request.verdicts); !taken.isEmpty())
        return showMessage({Severity::Error, tr("The scan could not begin."), taken, {}});
    m_scanPanel->setAgreement(std::nullopt, {});
    m_scanning->leave();
    m_scanning->beginAgain(request);
    if (known > 0)
        showMessage({Severity::Info,
                     tr("%n simulated candidate(s) that were mixed in are left out.", nullptr,
                        static_cast<int>(known)),
                     {},
                     {}});
}

/// One's own verdicts; all that are finished, when one's own scan is.
void MainWindow::chooseScanExport() {
    const auto scans = m_scanning->scans();
    if (!scans)
        return showMessage({Severity::Error,
                            tr("The verdicts could not be written."),
                            QString::fromStdString(scans.error().message),
                            {}});
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export verdicts"), QStringLiteral("verdicts.csv"), tr("CSV (*.csv);;JSON (*.json)"));
    if (path.isEmpty()) return;
    const std::string me = m_scanning->scanner().toStdString();
    ScanExportChoice choice;
    for (const ScannerVerdicts& scanner : (*scans)->scanners())
        if (scanner.scanner == me || ((*scans)->mayBeSeen(me) && scanner.finished))
            choice.scanners.push_back(scanner.scanner);
    choice.unblinded = (*scans)->mayBeSeen(me); // what may be seen in the window, may be in the file
    if (choice.scanners.empty()) choice.scanners.push_back(me);
    const auto written = exportScan(**scans, choice, path.toStdString());
    if (written)
        showMessage({Severity::Info,
                     tr("Saved %1: %n verdict(s).", nullptr, static_cast<int>(*written)).arg(path),
                     {},
                     {}});
    else
        showMessage({Severity::Error,
                     tr("The verdicts could not be written."),
                     QString::fromStdString(written.error().message),
                     {}});
}

void MainWindow::chooseMerge() {
    const QStringList files = QFileDialog::getOpenFileNames(this, tr("Merge journals"), {},
                                                            tr("Journals (*.sqlite);;All files (*)"));
    std::size_t entries = 0;
    for (const QString& file : files) {
        const auto came = m_scanning->merge(file);
        if (!came)
            return showMessage({Severity::Error,
                                tr("%1 was not merged.").arg(file),
                                QString::fromStdString(came.error().message),
                                {}});
        entries += *came;
    }
    if (!files.isEmpty())
        showMessage({Severity::Info, tr("%n line(s) came in.", nullptr, static_cast<int>(entries)), {}, {}});
}

void MainWindow::chooseSheets() {
    if (m_sheets)
        return showMessage({Severity::Info, tr("Contact sheets are being made."), {}, tr("Wait for them.")});
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Contact sheets"), QStringLiteral("sheets.pdf"), tr("PDF (*.pdf);;PNG (*.png)"));
    if (!path.isEmpty()) makeSheets(path);
}

/// A sample without a file gets one for the time being, beside nothing that is a person's own.
void MainWindow::makeSheets(const QString& path) {
    const auto dataset = m_scanning->whole();
    if (!dataset->path.isEmpty()) return startSheets(dataset->path, path);
    const QString file = sheetsFile(*dataset);
    makeOwnFolder(file);
    const auto pairs = dataset->file.pairs;
    m_save->start([pairs, file](const std::stop_token&,
                                const Progress&) { return writePairs(*pairs, file.toStdString()); },
                  [this, file, path](const tl::expected<void, FileError>& written) {
                      if (written)
                          startSheets(file, path);
                      else
                          showMessage({Severity::Error,
                                       tr("Contact sheets could not be made."),
                                       QString::fromStdString(written.error().message),
                                       {}});
                  });
}

/// By the program itself, as a process of its own: drawing hundreds of pictures must not hold up a scanner.
void MainWindow::startSheets(const QString& file, const QString& path) {
    m_sheets = new QProcess(this);
    m_sheets->setProcessChannelMode(QProcess::MergedChannels);
    const bool temporary = m_scanning->whole()->path.isEmpty();
    const auto end = [this, path, file, temporary](bool good) {
        const QString said = QString::fromUtf8(m_sheets->readAll()).trimmed();
        m_sheets->deleteLater();
        m_sheets = nullptr;
        if (temporary) QFile::remove(file);
        if (good)
            showMessage({Severity::Info, tr("Saved %1.").arg(path), {}, {}});
        else
            showMessage({Severity::Error, tr("Contact sheets could not be made."), said, {}});
    };
    connect(m_sheets, &QProcess::finished, this, [end](int code, QProcess::ExitStatus status) {
        end(status == QProcess::NormalExit && code == 0);
    });
    connect(m_sheets, &QProcess::errorOccurred, this, [end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) end(false); // nothing else comes then
    });
    QStringList arguments{QStringLiteral("scan"),      QStringLiteral("sheets"),
                          m_scanning->journal(),       file,
                          QStringLiteral("-o"),        path,
                          QStringLiteral("--scanner"), m_scanning->scanner()};
    if (const auto scans = m_scanning->scans();
        scans &&
        (*scans)->mayBeSeen(m_scanning->scanner().toStdString())) // for these eyes, whoever still scans
        arguments << QStringLiteral("--unblind") << QStringLiteral("--as") << m_scanning->scanner();
    const bool run1 = m_session->detector()->run() == DetectorRun::Run1;
    arguments << QStringLiteral("--detector") << (run1 ? QStringLiteral("run1") : QStringLiteral("run2"));
    m_sheets->start(QCoreApplication::applicationFilePath(), arguments);
    showMessage({Severity::Info, tr("Contact sheets are being made; you can go on."), {}, {}});
}

} // namespace pairscope
