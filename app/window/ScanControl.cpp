#include "app/window/ScanControl.h"

#include "app/window/JournalPlace.h"
#include "core/io/FitCase.h"
#include "core/scan/DatasetFingerprint.h"

#include <QFileInfo>
#include <QSettings>
#include <QUndoStack>

#include <algorithm>
#include <limits>
#include <utility>

namespace pairscope {

namespace {

constexpr std::size_t kPaceVerdicts = 20; ///< that the pace is taken from

ScanControl::Scans nothing() {
    static const auto none = std::make_shared<const DatasetScans>();
    return none;
}

} // namespace

ScanControl::ScanControl(Session& session, std::string program, QObject* parent)
    : QObject(parent), m_session(session), m_program(std::move(program)), m_job(new LatestJob(this)) {
    connect(&session, &Session::datasetChanged, this, &ScanControl::followSession);
    connect(&session, &Session::currentChanged, this, [this] {
        m_lastDecided.reset();
        if (m_scan) emit changed();
    });
    connect(&session, &Session::shownChanged, this, [this] {
        if (!m_scan) emit changed();
    });
    connect(&session.document().history(), &QUndoStack::indexChanged, this, [this] {
        if (m_scan) emit changed();
    });
    connect(m_job, &LatestJob::failed, this, [this](const QString& why) {
        emit failed({Severity::Error, tr("The scan could not begin."), why, {}});
    });
}

ScanControl::~ScanControl() = default;

void ScanControl::setScanner(const QString& name) {
    if (name == m_scanner) return;
    m_scanner = name;
    if (!m_scan) showVerdictsOfTable();
}

void ScanControl::setVerdictsShown(bool on) {
    m_verdictsShown = on;
    if (!m_scan) showVerdictsOfTable();
}

void ScanControl::setJournal(const QString& file) {
    if (m_scan) return;
    m_job->cancel(); // a scan that is made ready is one of the other journal
    m_journalFile = file;
    if (m_session.dataset()) rememberJournal(*m_session.dataset(), file);
    showVerdictsOfTable();
    emit changed();
}

/// Another dataset came: that of the scan that begins, or one that ends it.
void ScanControl::followSession() {
    const PairTable* pairs = m_session.dataset()->file.pairs.get();
    if (m_scan && m_scan->pairs.get() == pairs) return;
    if (m_scan) {
        m_scan.reset();
        m_journal.reset();
        emit left();
    }
    m_job->cancel();
    if (pairs != m_followed) m_journalFile = journalOf(*m_session.dataset());
    m_followed = pairs;
    showVerdictsOfTable();
    emit changed();
}

std::shared_ptr<const Dataset> ScanControl::whole() const {
    return m_scan ? m_scan->before.dataset : m_session.dataset();
}

const std::string& ScanControl::fingerprint() {
    if (const auto& pairs = whole()->file.pairs; pairs != m_fingerprinted.lock()) {
        m_fingerprint = datasetFingerprint(*pairs);
        m_fingerprinted = pairs;
    }
    return m_fingerprint;
}

ScanControl::Scans ScanControl::scans() {
    if (!whole() || !QFileInfo::exists(m_journalFile)) return nothing();
    const QString stamp = stampOf(m_journalFile) + QString::fromStdString(fingerprint());
    if (m_read && stamp == m_readStamp) return m_read;
    auto read = m_journal ? datasetScans(*m_journal, fingerprint()) : readScans();
    if (!read) return tl::unexpected(read.error());
    m_read = std::make_shared<const DatasetScans>(std::move(*read));
    m_readStamp = stamp;
    return m_read;
}

tl::expected<DatasetScans, ScanError> ScanControl::readScans() {
    const auto journal = ScanJournal::open(m_journalFile.toStdString(), ScanJournal::Access::Read);
    if (!journal) return tl::unexpected(journal.error());
    return datasetScans(*journal, fingerprint());
}

tl::expected<std::size_t, ScanError> ScanControl::merge(const QString& other) {
    makeOwnFolder(m_journalFile);
    auto journal = ScanJournal::open(m_journalFile.toStdString(), ScanJournal::Access::Write);
    if (!journal) return tl::unexpected(journal.error());
    auto came = journal->merge(other.toStdString());
    if (!m_scan) showVerdictsOfTable();
    emit changed();
    return came;
}

ScanOffer ScanControl::offer() {
    ScanOffer offer;
    if (!m_session.dataset()) return offer;
    offer.dataset = m_session.dataset()->name;
    offer.shown = m_session.shown().size();
    offer.simulation = m_session.dataset()->isSimulation();
    offer.journal = m_journalFile;
    const auto known = scans();
    if (known)
        offer.scans = (*known)->scans;
    else
        offer.problem = QString::fromStdString(known.error().message);
    const QFileInfo place = QFileInfo::exists(m_journalFile)
                                ? QFileInfo(m_journalFile)
                                : QFileInfo(QFileInfo(m_journalFile).absolutePath());
    if (offer.problem.isEmpty() && place.exists() && !place.isWritable())
        offer.problem = tr("%1 may not be written: choose a journal elsewhere.").arg(place.filePath());
    return offer;
}

ChosenQueue ScanControl::preview(const QString& scanner, const QueueChoice& choice) {
    if (!m_session.dataset()) return {};
    std::set<EventId> scanned;
    if (choice.unscannedOnly)
        if (const auto known = scans(); known) scanned = (*known)->scannedBy(scanner.toStdString());
    return chooseQueue(*m_session.table(), m_session.shown(), choice, scanned);
}

ScanTask ScanControl::task() {
    ScanTask task;
    task.dataset = m_session.dataset();
    task.detector = m_session.detector();
    task.shown = m_session.shown();
    if (!m_session.state().unblinded) task.planes = m_session.state().planes;
    task.options = m_session.options();
    task.journal = m_journalFile.toStdString();
    task.fingerprint = fingerprint();
    task.program = m_program;
    return task;
}

void ScanControl::begin(const ScanRequest& request) {
    start(request, false);
}

void ScanControl::beginAgain(const ScanRequest& request) {
    start(request, true);
}

void ScanControl::start(const ScanRequest& request, bool informed) {
    if (m_scan || !m_session.dataset() || m_job->isRunning()) return;
    setScanner(request.scanner);
    makeOwnFolder(m_journalFile);
    ScanTask wanted = task();
    wanted.request = request;
    wanted.informed = informed;
    if (informed) wanted.shown = RowSet::all(m_session.table()->rows()).without(m_session.blinded());
    prepare(wanted);
}

void ScanControl::resume(const QString& scan) {
    if (m_scan || !m_session.dataset() || m_job->isRunning()) return;
    ScanTask wanted = task();
    wanted.resume = scan.toStdString();
    prepare(wanted);
}

void ScanControl::prepare(const ScanTask& task) {
    m_job->start([task](const std::stop_token& stop,
                        const Progress& progress) { return prepareScan(task, stop, progress); },
                 [this](ScanAnswer answer) {
                     if (answer)
                         take(std::move(*answer));
                     else
                         emit failed(answer.error());
                 });
}

void ScanControl::take(PreparedScan prepared) {
    auto journal = ScanJournal::open(prepared.journal, ScanJournal::Access::Write);
    if (!journal) {
        emit failed({Severity::Error,
                     tr("The scan could not begin."),
                     QString::fromStdString(journal.error().message),
                     {}});
        return;
    }
    m_journal = std::move(*journal);
    m_given.clear();
    setScanner(QString::fromStdString(prepared.scan.scanner));
    m_verdictsShown = true;
    m_scan = Active{std::move(prepared.scan),
                    std::move(prepared.queue),
                    ScanState(prepared.entries),
                    prepared.dataset->file.pairs,
                    prepared.mixed,
                    m_session.work(),
                    0};
    (void)m_journal->othersWrote(); // from now on
    m_session.document().setFilter({});
    m_session.setDataset(prepared.dataset, prepared.options);
    showVerdictsOfTable();
    restoreHistory(prepared.entries);
    if (m_scan->queue.informed || QSettings().value(lookKey()).toBool()) unblind();
    const std::size_t tellable = prepared.tellable;
    emit began();
    emit changed();
    if (tellable > 0)
        emit failed({Severity::Warning,
                     tr("%n known candidate(s) can be told by the event number.", nullptr,
                        static_cast<int>(tellable)),
                     tr("The dataset has no number left among its own."),
                     tr("Scan a part of the dataset to have room.")});
}

QString ScanControl::lookKey() {
    return QStringLiteral("scan/looked/%1/%2")
        .arg(QString::fromStdString(fingerprint()), safeName(m_scanner));
}

void ScanControl::noteLook() {
    QSettings().setValue(lookKey(), true);
}

std::optional<ScanStatus> ScanControl::status() const {
    if (!m_scan) return std::nullopt;
    const Active& scan = *m_scan;
    ScanStatus status;
    status.scanner = QString::fromStdString(scan.scan.scanner);
    status.queue = QString::fromStdString(scan.queue.choice);
    status.verdicts = scan.scan.verdicts;
    status.total = scan.pairs->rows();
    status.decided = scan.state.decided();
    for (const VerdictKind& kind : scan.scan.verdicts.kinds) {
        const auto count = scan.state.tally().find(kind.name);
        status.tally.push_back(count == scan.state.tally().end() ? 0 : count->second);
    }
    if (const auto row = m_session.currentRow()) {
        const EventId& id = scan.pairs->id(*row);
        status.candidate = QString::fromStdString(toString(id));
        status.position = *row + 1;
        if (const CandidateVerdict* verdict = scan.state.of(id)) status.current = *verdict;
    }
    if (m_given.size() > 1) {
        const std::chrono::duration<double, std::ratio<60>> time = m_given.back() - m_given.front();
        status.perMinute = static_cast<double>(m_given.size() - 1) / std::max(time.count(), 1e-3);
    }
    const QUndoStack& history = m_session.document().history();
    status.undo = history.canUndo() ? history.undoText() : QString();
    status.finished = scan.state.isFinished();
    status.unblinded = scan.state.isUnblinded();
    status.journal = m_journalFile;
    return status;
}

void ScanControl::notePace() {
    m_given.push_back(std::chrono::steady_clock::now());
    if (m_given.size() > kPaceVerdicts) m_given.pop_front();
}

bool ScanControl::write(const ScanEntry& entry, ScanEntry* written) {
    if (!m_scan || !m_journal) return false;
    auto answer = m_journal->append(entry);
    if (!answer) {
        emit failed({Severity::Error,
                     tr("This was not recorded."),
                     QString::fromStdString(answer.error().message),
                     {}});
        return false;
    }
    ++m_scan->written;
    const auto others = m_journal->othersWrote();
    if (others && *others)
        readAgain();
    else
        m_scan->state.apply(*answer);
    if (written) *written = std::move(*answer);
    return true;
}

/// The same scan goes on in another window too: what it says there counts.
void ScanControl::readAgain() {
    const auto entries = m_journal->entries(m_scan->scan.id);
    if (!entries) return;
    m_scan->state = ScanState(*entries);
    showVerdictsOfTable();
}

ScanEntry ScanControl::entryFor(std::size_t row, ScanAction action) const {
    ScanEntry entry;
    entry.scan = m_scan->scan.id;
    entry.action = action;
    entry.candidate = m_scan->pairs->id(row);
    entry.program = m_program;
    return entry;
}

SeenCandidate ScanControl::seen() const {
    const Candidate& candidate = *m_session.current();
    SeenCandidate seen;
    seen.massBefore = candidate.massBefore.value;
    if (candidate.fit) {
        const VertexStage& stage = candidate.stage();
        seen.massAfter = stage.mass.value;
        seen.deltaM = stage.deltaM.value;
        seen.rho = stage.rho.value;
    }
    seen.status = toString(candidate.status());
    seen.fitOptions = fitOptionsText(m_session.options());
    seen.chosenByHand = m_session.isChosenByHand();
    return seen;
}

void ScanControl::toNextUndecided() {
    if (!m_scan || !m_session.currentRow()) return;
    const std::size_t rows = m_scan->pairs->rows();
    const std::size_t here = *m_session.currentRow();
    for (std::size_t step = 1; step < rows; ++step) {
        const std::size_t row = (here + step) % rows;
        if (m_scan->state.hasVerdict(m_scan->pairs->id(row)) || m_session.blinded().contains(row)) continue;
        m_session.setCurrent(row);
        return;
    }
    if (m_scan->state.hasVerdict(m_scan->pairs->id(here))) m_lastDecided = here;
}

void ScanControl::finish() {
    if (!m_scan || m_scan->state.isFinished() || !write(entryFor(0, ScanAction::Finish))) return;
    m_session.document().history().clear(); // a finished scan is not undone
    emit changed();
}

void ScanControl::unblind() {
    if (m_scan && !m_scan->state.isUnblinded() && write(entryFor(0, ScanAction::Unblind))) emit changed();
}

void ScanControl::leave() {
    if (!m_scan) return;
    const Session::Work before = std::move(m_scan->before);
    m_scan.reset();
    m_journal.reset();
    emit left();
    m_session.setWork(before);
}

/// What the scanner says of a row now, in the table.
void ScanControl::showVerdict(std::size_t row) {
    const CandidateVerdict* verdict = m_scan->state.of(m_scan->pairs->id(row));
    const std::string& name = verdict ? verdict->verdict : std::string();
    const auto& column = *m_session.table()->verdicts();
    const auto found = std::ranges::find(column.names(), name);
    const std::size_t number =
        found == column.names().end() ? 0 : static_cast<std::size_t>(found - column.names().begin()) + 1;
    m_session.setVerdicts(
        std::make_shared<const VerdictColumn>(column.with(row, static_cast<std::uint8_t>(number))));
}

/// Of the scan that goes on; else everything that this scanner said of the dataset.
void ScanControl::showVerdictsOfTable() {
    if (!m_session.dataset()) return;
    std::map<EventId, std::string> verdicts;
    VerdictSet set;
    if (m_scan) {
        set = m_scan->scan.verdicts;
        for (const auto& [id, verdict] : m_scan->state.candidates())
            verdicts[id] = verdict.verdict;
    } else if (const auto known = m_verdictsShown ? scans() : nothing(); known) {
        set = (*known)->verdicts;
        for (const auto& [candidate, verdict] : (*known)->latestOf(m_scanner.toStdString()))
            if (candidate.queue.empty()) verdicts[candidate.id] = verdict.verdict;
    }
    std::vector<std::string> names;
    for (const VerdictKind& kind : set.kinds)
        if (names.size() < std::numeric_limits<std::uint8_t>::max()) names.push_back(kind.name);
    if (names.empty() && m_session.table()->verdicts()->names().empty()) return;
    const PairTable& pairs = m_session.table()->pairs();
    std::vector<std::uint8_t> numbers(pairs.rows());
    for (std::size_t row = 0; !verdicts.empty() && row < pairs.rows(); ++row) {
        const auto said = verdicts.extract(pairs.id(row)); // of rows with one id the first was scanned
        if (said.empty()) continue;
        if (const auto name = std::ranges::find(names, said.mapped()); name != names.end())
            numbers[row] = static_cast<std::uint8_t>(name - names.begin() + 1);
    }
    m_session.setVerdicts(std::make_shared<const VerdictColumn>(numbers, std::move(names)));
}

} // namespace pairscope
