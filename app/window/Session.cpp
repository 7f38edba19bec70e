#include "app/window/Session.h"

#include "core/analysis/Blinding.h"
#include "core/analysis/CandidateFilter.h"
#include "core/candidate/BatchReconstruction.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace pairscope {

namespace {

/// Up to here filtering takes less than a few frames.
constexpr std::size_t kFilterAtOnce = 2'000'000;

} // namespace

Session::Session(std::shared_ptr<const DetectorModel> detector, QObject* parent)
    : QObject(parent),
      m_usual(std::move(detector)),
      m_detector(m_usual),
      m_document(new Document(this)),
      m_refitJob(new LatestJob(this)),
      m_filterJob(new LatestJob(this)) {
    connect(m_document, &Document::filterChanged, this, &Session::updateShown);
    connect(m_document, &Document::planesChanged, this, &Session::updateBlinded);
    connect(m_document, &Document::blindingChanged, this, &Session::updateBlinded);
    const auto restore = [this] {
        if (m_complete && m_complete != m_dataset->table) takeTable(m_complete, m_rowOptions);
    };
    connect(m_refitJob, &LatestJob::cancelled, this, restore);
    connect(m_refitJob, &LatestJob::failed, this, restore);
}

void Session::setDataset(std::shared_ptr<const Dataset> dataset, const Reconstruction::Options& options) {
    m_complete.reset(); // what a refit would give back is not wanted
    m_refitJob->cancel();
    m_filterJob->cancel();
    m_document->forgetRows(); // first: what is blinded again by it is that of the dataset that goes
    m_dataset = std::move(dataset);
    m_detector = m_dataset->detector ? m_dataset->detector : m_usual;
    m_complete = m_dataset->table;
    m_current.reset();
    m_candidate.reset();
    m_study.reset();
    m_options = options;
    m_rowOptions = {};
    m_rowOptions.apply(RowSet::all(m_complete->rows()), options);
    m_rowOptions.setPolicy(options.policy);
    m_choices.clear();
    m_touched.clear();
    m_trialChoice.reset();
    m_passing = m_shown = RowSet::all(m_dataset->table->rows());
    m_blinded = {};
    emit datasetChanged();
    updateBlinded();
    updateShown();
    if (!m_shown.empty())
        setCurrent(*m_shown.begin());
    else
        emit currentChanged();
}

Session::Work Session::work() {
    m_refitJob->cancel();
    return {m_dataset, m_current, m_options, m_rowOptions, m_choices, state().filter, state().selection};
}

void Session::setWork(const Work& work) {
    m_document->setFilter(work.filter);
    setDataset(work.dataset);
    m_options = work.options;
    m_rowOptions = work.rowOptions;
    m_choices = work.choices;
    m_document->setSelection(work.selection);
    m_document->history().clear();
    const auto row = work.current.value_or(m_shown.empty() ? 0 : *m_shown.begin());
    if (m_blinded.contains(row) || row >= m_complete->rows()) return;
    m_current.reset(); // with the options it had
    setCurrent(row);
}

void Session::setVerdicts(std::shared_ptr<const VerdictColumn> verdicts) {
    auto dataset = std::make_shared<Dataset>(*m_dataset);
    dataset->table = m_dataset->table->withVerdicts(verdicts);
    m_complete = m_complete == m_dataset->table ? dataset->table : m_complete->withVerdicts(verdicts);
    m_dataset = std::move(dataset);
    emit verdictsChanged();
    if (!(state().filter == CandidateFilter{})) updateShown(); // other rows may pass now
}

std::shared_ptr<const CandidateTable> Session::table() const {
    return m_dataset ? m_dataset->table : nullptr;
}

void Session::setCurrent(std::size_t row) {
    if (!m_dataset || row >= m_dataset->table->rows() || m_current == row) return;
    m_current = row;
    m_trialChoice.reset();
    fitCurrent();
    emit currentChanged();
}

void Session::fitCurrent() {
    CandidateStudy study = studyCandidate(m_dataset->file.pairs->event(*m_current), m_detector, m_options);
    const auto choice = m_choices.find(*m_current);
    const auto wanted = isTrial()                   ? m_trialChoice
                        : choice != m_choices.end() ? std::optional(choice->second)
                                                    : std::nullopt;
    if (wanted) pairscope::chooseMinimum(study, *wanted, m_detector, m_options);
    m_study = std::make_shared<const CandidateStudy>(std::move(study));
    m_candidate = m_study->candidate;
}

bool Session::isTrial() const {
    Reconstruction::Options options = m_options;
    options.policy = m_rowOptions.policy();
    return m_current && !(options == m_rowOptions.of(*m_current));
}

void Session::setOptions(const Reconstruction::Options& options) {
    try {
        const VertexFit possible(options.fit);
        const KinematicFit kinematicsPossible(options.kinematic);
    } catch (const std::invalid_argument&) {
        return;
    }
    const MinimumPolicy policy = m_options.policy;
    m_options = options;
    m_options.policy = policy;
    m_trialChoice.reset();
    if (!m_current) return;
    fitCurrent();
    emit refitted();
}

void Session::refit(const RowSet& rows) {
    if (!m_dataset || rows.empty()) return;
    RowOptions options = m_rowOptions;
    options.apply(rows, m_options);
    startRefit(rows, options);
}

void Session::setPolicy(MinimumPolicy policy) {
    if (!m_dataset) return;
    RowOptions options = m_rowOptions;
    options.setPolicy(policy);
    startRefit(RowSet::all(m_complete->rows()), options);
}

void Session::startRefit(const RowSet& rows, const RowOptions& options) {
    using Table = std::shared_ptr<const CandidateTable>;
    m_touched.clear();
    m_refitJob->startWithUpdates<Table>(
        [table = m_complete, rows, options](const std::stop_token& stop, const Progress& progress,
                                            const auto& publish) {
            return reconstructRows(table, rows, options, stop, progress, publish);
        },
        [this](const Table& partly) { setTable(partly); },
        [this, options](const Table& table) {
            if (!table) return;
            m_options.policy = options.policy();
            takeTable(table, options);
            if (!m_current) return;
            fitCurrent();
            emit refitted();
        });
}

Candidate Session::candidateOf(std::size_t row, const RowOptions& options) const {
    const Reconstruction reconstruction(m_detector, options.of(row));
    Candidate candidate = reconstruction(m_dataset->file.pairs->event(row));
    const auto choice = m_choices.find(row);
    if (choice != m_choices.end() && candidate.fit && choice->second < candidate.fit->minima.size())
        reconstruction.chooseMinimum(candidate, choice->second);
    return candidate;
}

/// A complete table, into which go the choices that a person made, or took back while it was made.
void Session::takeTable(std::shared_ptr<const CandidateTable> table, const RowOptions& options) {
    m_rowOptions = options;
    for (const auto& [row, choice] : m_choices)
        m_touched.insert(row);
    std::vector<RowSet::Row> rows(m_touched.begin(), m_touched.end());
    std::vector<Candidate> candidates;
    for (const RowSet::Row row : rows)
        candidates.push_back(candidateOf(row, options));
    m_touched.clear();
    m_complete = rows.empty() ? std::move(table) : table->withRows(rows, candidates);
    setTable(m_complete);
}

void Session::setTable(std::shared_ptr<const CandidateTable> table) {
    // a refit began with the verdicts of its time
    if (const auto& verdicts = m_dataset->table->verdicts(); table->verdicts() != verdicts) {
        const bool complete = m_complete == table;
        table = table->withVerdicts(verdicts);
        if (complete) m_complete = table;
    }
    auto dataset = std::make_shared<Dataset>(*m_dataset);
    dataset->table = std::move(table);
    m_dataset = std::move(dataset);
    emit tableChanged();
    if (!(state().filter == CandidateFilter{})) updateShown(); // other rows may pass now
    updateBlinded();
}

void Session::chooseMinimum(std::size_t minimum) {
    if (!m_candidate || !m_candidate->fit || minimum >= m_candidate->fit->minima.size()) return;
    if (isTrial())
        m_trialChoice = minimum;
    else
        m_choices[*m_current] = minimum;
    fitCurrent();
    if (!isTrial()) updateRow(*m_current);
    emit refitted();
}

void Session::releaseMinimum() {
    if (!isChosenByHand()) return;
    if (isTrial())
        m_trialChoice.reset();
    else
        m_choices.erase(*m_current);
    fitCurrent();
    if (!isTrial()) updateRow(*m_current);
    emit refitted();
}

bool Session::isChosenByHand() const {
    return m_current && (isTrial() ? m_trialChoice.has_value() : m_choices.contains(*m_current));
}

void Session::updateRow(std::size_t row) {
    if (m_refitJob->isRunning()) m_touched.insert(row);
    m_complete = m_complete->withRow(row, *m_candidate);
    setTable(m_refitJob->isRunning() ? m_dataset->table->withRow(row, *m_candidate) : m_complete);
}

void Session::select(const RowSet& rows, bool add, Document::Step step) {
    if (!m_dataset) return;
    const RowSet inTable = rows.below(m_dataset->table->rows());
    const RowSet before = m_brushedFrom.value_or(state().selection);
    m_document->setSelection(add ? before.united(inTable) : inTable, step);
    if (step == Document::Step::Unfinished)
        m_brushedFrom = before;
    else
        m_brushedFrom.reset();
}

void Session::forgetBrush() {
    if (m_brushedFrom) select(*m_brushedFrom);
}

bool Session::goTo(const EventId& id) {
    const auto row = m_dataset ? m_dataset->table->find(id) : std::nullopt;
    if (!row || m_blinded.contains(*row)) return false;
    setCurrent(*row);
    return true;
}

void Session::updateShown() {
    if (!m_dataset) return;
    const auto show = [this](tl::expected<RowSet, FilterError> rows) {
        m_filterError = rows ? std::nullopt : std::optional(rows.error());
        showPassing(rows ? std::move(*rows) : m_passing);
    };
    const auto table = m_dataset->table;
    const CandidateFilter filter = state().filter;
    if (table->rows() <= kFilterAtOnce) {
        m_filterJob->cancel();
        show(passing(*table, filter));
        return;
    }
    m_filterJob->start([table, filter](const std::stop_token& stop,
                                       const Progress&) { return passing(*table, filter, stop); },
                       show);
}

void Session::showPassing(RowSet rows) {
    m_passing = std::move(rows);
    m_shown = m_passing.without(m_blinded);
    emit shownChanged();
}

void Session::updateBlinded() {
    if (!m_dataset) return;
    RowSet blinded = state().unblinded ? RowSet() : blindedRows(*m_dataset->table, state().planes);
    if (blinded == m_blinded) return;
    m_blinded = std::move(blinded);
    showPassing(m_passing);
    if (m_current && m_blinded.contains(*m_current)) leaveCurrent();
}

/// The candidate on screen may not be seen any more: another one is shown, or none.
void Session::leaveCurrent() {
    if (!m_shown.empty()) {
        const auto next = std::lower_bound(m_shown.begin(), m_shown.end(), *m_current);
        setCurrent(next == m_shown.end() ? *m_shown.begin() : *next);
        return;
    }
    m_current.reset();
    m_candidate.reset();
    m_study.reset();
    emit currentChanged();
}

} // namespace pairscope
