// The candidates as a population: what is shown, selected, brushed, blinded and compared, and the history of
// it.

#include "app/Version.h"
#include "app/window/CentralViews.h"
#include "app/window/MainWindow.h"
#include "app/window/StatusLine.h"
#include "core/analysis/Blinding.h"
#include "core/analysis/RowSelection.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/CandidatesPanel.h"
#include "widgets/panels/DistributionPanel.h"
#include "widgets/panels/FilterLine.h"
#include "widgets/panels/FitPanel.h"
#include "widgets/panels/MassPanel.h"
#include "widgets/panels/SidebandPanel.h"
#include "widgets/viewport/SpaceViewport.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QTimer>

namespace pairscope {

namespace {

using Step = Document::Step;

/// Which columns are the coordinates of fitted vertices in a view; along the beam a vertex is taken on the
/// side of the flight, where nearly every one is.
class VertexCoordinates {
public:
    explicit VertexCoordinates(ScenePlane plane)
        : m_x(plane == ScenePlane::Transverse ? CandidateColumn::VertexX : CandidateColumn::VertexZ),
          m_y(plane == ScenePlane::Transverse ? CandidateColumn::VertexY : CandidateColumn::Rho) {}

    [[nodiscard]] RowSet inside(const CandidateTable& table, const RowSet& among, const Box2D& box) const {
        return rowsInBox(table.column(m_x), table.column(m_y), among,
                         {{box.low.x(), box.high.x()}, {box.low.y(), box.high.y()}});
    }
    [[nodiscard]] RowSet inside(const CandidateTable& table, const RowSet& among,
                                const std::vector<Vector2>& line) const {
        return rowsInPolygon(table.column(m_x), table.column(m_y), among, line);
    }

private:
    CandidateColumn m_x;
    CandidateColumn m_y;
};

std::string blindRegions(const std::vector<SidebandPlane>& planes) {
    std::string names;
    for (const SidebandPlane& plane : planes)
        for (const Region& region : plane.regions)
            if (region.blind) names += (names.empty() ? "" : ", ") + region.name;
    return names;
}

std::optional<QString> writeToBlindingLog(const Session& session, bool unblinded) {
    BlindingEvent event;
    event.action = unblinded ? BlindingEvent::Action::Unblinded : BlindingEvent::Action::BlindedAgain;
    const Dataset& dataset = *session.dataset();
    event.dataset = (dataset.path.isEmpty() ? dataset.name : dataset.path).toStdString();
    event.regions = blindRegions(session.state().planes);
    event.program = "Pairscope " + std::string(kVersion) + ", window";
    const auto written = logBlinding(event, blindingLog());
    return written ? std::nullopt : std::optional(QString::fromStdString(written.error()));
}

} // namespace

void MainWindow::connectPopulation() {
    connect(m_session, &Session::shownChanged, this, &MainWindow::showShown);
    connect(m_candidates, &CandidatesPanel::filterRequested, this,
            [this](const CandidateFilter& filter, bool finished) {
                m_session->document().setFilter(filter, finished ? Step::Finished : Step::Unfinished);
            });
    const auto nameFilters = [this](const std::vector<NamedFilter>& filters) {
        m_distribution->setNamedFilters(filters);
        m_sideband->setNamedFilters(filters);
        m_mass->setNamedFilters(filters);
    };
    connect(m_candidates, &CandidatesPanel::namedFiltersChanged, this, nameFilters);
    nameFilters(m_candidates->filterLine().namedFilters());
    connect(m_candidates, &CandidatesPanel::selectionRequested, this,
            [this](const RowSet& rows) { m_session->select(rows); });
    for (LatestJob* job : {&m_session->refitJob(), &m_session->filterJob()}) {
        connect(job, &LatestJob::busyChanged, m_status, &StatusLine::setBusy);
        connect(job, &LatestJob::progressed, m_status, &StatusLine::setProgress);
        connect(m_status, &StatusLine::cancelRequested, job, &LatestJob::cancel);
    }
    connectDocument();
    connectBrushes();
    connectSidebands();
}

void MainWindow::connectDocument() {
    Document& document = m_session->document();
    document.setBlindingLog([this](bool unblinded) { return writeToBlindingLog(*m_session, unblinded); });
    connect(&document, &Document::filterChanged, this,
            [this] { m_candidates->setFilter(m_session->state().filter); });
    connect(&document, &Document::selectionChanged, m_followSelection, qOverload<>(&QTimer::start));
    connect(&document, &Document::planesChanged, this, [this] {
        m_sideband->setPlanes(m_session->state().planes);
        m_sideband->setPlane(m_session->state().shownPlane());
    });
    connect(&document, &Document::blindingChanged, this, [this] {
        m_sideband->setUnblinded(m_session->state().unblinded);
        m_status->setReadout(
            m_session->state().unblinded
                ? tr("Unblinded; written to %1").arg(QString::fromStdString(blindingLog().string()))
                : tr("The blind regions are hidden again"));
    });
    connect(&document, &Document::unblindingRefused, this, [this](const QString& why) {
        showMessage({Severity::Error, tr("Nothing was unblinded."), why,
                     tr("Unblinding is written to a log first; the log must be writable.")});
    });
    QUndoStack& history = document.history();
    connect(m_actions->undo, &QAction::triggered, &history, &QUndoStack::undo);
    connect(m_actions->redo, &QAction::triggered, &history, &QUndoStack::redo);
    connect(&history, &QUndoStack::canUndoChanged, m_actions->undo, &QAction::setEnabled);
    connect(&history, &QUndoStack::canRedoChanged, m_actions->redo, &QAction::setEnabled);
    connect(&history, &QUndoStack::undoTextChanged, this, [this](const QString& what) {
        m_actions->undo->setText(what.isEmpty() ? tr("Undo") : tr("Undo %1").arg(what));
    });
    connect(&history, &QUndoStack::redoTextChanged, this, [this](const QString& what) {
        m_actions->redo->setText(what.isEmpty() ? tr("Redo") : tr("Redo %1").arg(what));
    });
    m_actions->undo->setEnabled(false);
    m_actions->redo->setEnabled(false);
}

void MainWindow::connectBrushes() {
    // what is dragged over follows at once, the other panels when there is time
    m_followSelection->setSingleShot(true);
    m_followSelection->setInterval(0);
    connect(m_followSelection, &QTimer::timeout, this, &MainWindow::showSelection);
    const auto selected = [this](const RowSet& rows, bool add) { m_session->select(rows, add); };
    const auto brushed = [this](const RowSet& rows, bool add) {
        m_session->select(rows, add, Step::Unfinished);
    };
    connect(m_sideband, &SidebandPanel::rowsSelected, this, selected);
    connect(m_sideband, &SidebandPanel::rowsBrushed, this, brushed);
    connect(m_mass, &MassPanel::rowsSelected, this, selected);
    connect(m_mass, &MassPanel::rowsBrushed, this, brushed);
    connect(m_distribution, &DistributionPanel::rowsSelected, this, selected);
    connect(m_distribution, &DistributionPanel::rowsBrushed, this, brushed);
    for (SceneViewport* viewport : {m_viewport, m_rhoZ})
        connectBrush(viewport);
    connect(m_actions->lasso, &QAction::toggled, this, [this](bool on) {
        for (SceneViewport* viewport : viewports())
            viewport->setLasso(on);
        m_sideband->plot().setLasso(on);
    });
}

void MainWindow::connectBrush(SceneViewport* viewport) {
    const VertexCoordinates where(viewport->scene().plane());
    const auto inBox = [this, where](const Box2D& box) {
        return where.inside(*m_session->table(), m_session->shown(), box);
    };
    const auto inLasso = [this, where](const std::vector<Vector2>& line) {
        return where.inside(*m_session->table(), m_session->shown(), line);
    };
    connect(viewport, &SceneViewport::rubberBandMoved, this, [this, inBox](const Box2D& box, bool add) {
        if (m_session->table()) m_session->select(inBox(box), add, Step::Unfinished);
    });
    connect(viewport, &SceneViewport::lassoMoved, this,
            [this, inLasso](const std::vector<Vector2>& line, bool add) {
                if (m_session->table()) m_session->select(inLasso(line), add, Step::Unfinished);
            });
    connect(viewport, &SceneViewport::rubberBandDrawn, this, [this, inBox](const Box2D& box, bool add) {
        if (!m_session->table()) return;
        m_session->select(inBox(box), add);
        tellSelected();
    });
    connect(viewport, &SceneViewport::lassoDrawn, this,
            [this, inLasso](const std::vector<Vector2>& line, bool add) {
                if (!m_session->table()) return;
                m_session->select(inLasso(line), add);
                tellSelected();
            });
    connect(viewport, &SceneViewport::drawingCancelled, m_session, &Session::forgetBrush);
}

void MainWindow::tellSelected() {
    m_status->setReadout(
        tr("%1 candidates are selected").arg(countText(m_session->state().selection.size())));
}

void MainWindow::connectSidebands() {
    Document& document = m_session->document();
    connect(m_sideband, &SidebandPanel::planeChanged, &document,
            [&document](const SidebandPlane& plane) { document.setPlane(plane, Step::Unfinished); });
    connect(m_sideband, &SidebandPanel::planeEdited, &document,
            [&document](const SidebandPlane& plane) { document.setPlane(plane); });
    connect(m_sideband, &SidebandPanel::unblindRequested, &document, &Document::setUnblinded);
    connect(m_sideband, &SidebandPanel::comparisonRequested, this, &MainWindow::chooseComparison);
    const auto tell = [this](const QString& what) { showMessage({Severity::Warning, what, {}, {}}); };
    connect(m_sideband, &SidebandPanel::messageRaised, this, tell);
    connect(&m_mass->plot(), &PlotWidget::messageRaised, this, tell);
    connect(&m_distribution->plot(), &PlotWidget::messageRaised, this, tell);
    m_sideband->setPlane(m_session->state().shownPlane());
}

void MainWindow::showShown() {
    const RowSet& rows = m_session->shown();
    m_candidates->setFilterError(m_session->filterError());
    m_candidates->setShown(rows);
    m_mass->setShownRows(rows);
    m_distribution->setShownRows(rows);
    m_sideband->setShownRows(rows);
    showVertices();
    showCount();
}

void MainWindow::showSelection() {
    const RowSet& rows = m_session->state().selection;
    m_candidates->setSelection(rows);
    m_mass->setSelection(rows);
    m_distribution->setSelection(rows);
    m_sideband->setSelection(rows);
    showVertices();
    showCount();
}

/// Below the candidate: the vertices selected, or where none is, all that are shown.
void MainWindow::showVertices() {
    if (!m_actions->density->isChecked()) return;
    const RowSet& shown = m_session->shown();
    const RowSet selected = m_session->state().selection.intersected(shown);
    for (SceneViewport* viewport : {m_viewport, m_rhoZ})
        viewport->setVertices(m_session->table(), selected.empty() ? shown : selected, !selected.empty());
}

void MainWindow::showCount() {
    const std::size_t selected = m_session->state().selection.size();
    const QString shown = m_candidates->countLine();
    m_status->setCount(selected > 0 ? tr("%1, %2 selected").arg(shown, countText(selected)) : shown);
    const auto& dataset = m_session->dataset();
    if (!dataset) return;
    m_fit->optionsPage().setCounts(dataset->table->rows(), m_session->shown().size(), selected);
    QString caption = tr("%1: %2").arg(dataset->name, shown);
    if (dataset->isSimulation() && !dataset->name.contains(tr("simulation"))) caption += tr(", simulation");
    if (!m_session->blinded().empty()) caption += tr(", blind regions hidden");
    m_mass->plot().setCaption(caption);
    m_distribution->plot().setCaption(caption);
    m_sideband->plot().setCaption(caption);
}

void MainWindow::chooseComparison() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Compare with"), {},
                                                      tr("Pair tables (*.csv *.csv.gz *.h5 *.hdf5 *.hdf)"));
    if (!path.isEmpty()) compareWith(path);
}

void MainWindow::compareWith(const QString& path) {
    const auto detector = m_session->usualDetector();
    m_compare->start(
        [path, detector](const std::stop_token& stop, const Progress& progress) {
            return loadDataset(path, detector, stop, progress);
        },
        [this](const LoadResult& result) {
            if (result)
                m_sideband->setComparison((*result)->name, (*result)->table);
            else
                showMessage(result.error());
        });
}

} // namespace pairscope
