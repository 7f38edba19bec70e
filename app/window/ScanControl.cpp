#include "app/window/ScanControl.h"

#include "core/io/FitCase.h"
#include "core/io/PairSink.h"
#include "core/scan/DatasetFingerprint.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace pairscope {

namespace {

constexpr std::size_t kPaceVerdicts = 20; ///< that the pace is taken from

/// What was simulated has no file to be beside.
QString journalForNoFile(const QString& name) {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QString safe = name.toLower();
    for (QChar& letter : safe)
        if (!letter.isLetterOrNumber()) letter = u'-';
    return QDir(folder).filePath(safe + QStringLiteral(".scan.sqlite"));
}

} // namespace

/// A verdict of a row. Writing may fail: then the step is none.
class ScanControl::VerdictStep : public QUndoCommand {
public:
    VerdictStep(ScanControl& control, std::size_t row, ScanEntry entry, bool advance)
        : QUndoCommand(tr("verdict")),
          m_control(control),
          m_row(row),
          m_entry(std::move(entry)),
          m_advance(advance) {}

    void redo() override {
        ScanEntry written;
        if (!m_control.write(m_entry, &written)) return setObsolete(true);
        m_given = written.id;
        m_control.notePace();
        m_control.showVerdict(m_row);
        if (m_advance && m_control.m_session.currentRow() == m_row) m_control.toNextUndecided();
        emit m_control.changed();
    }
    void undo() override {
        ScanEntry entry = m_control.entryFor(m_row, ScanAction::Undo);
        entry.undoes = m_given;
        if (!m_control.write(entry)) return setObsolete(true);
        m_control.showVerdict(m_row);
        m_control.m_session.setCurrent(m_row);
        emit m_control.changed();
    }

private:
    ScanControl& m_control;
    std::size_t m_row;
    ScanEntry m_entry;
    std::string m_given; ///< id of the entry that was written last
    bool m_advance;
};

class ScanControl::CommentStep : public QUndoCommand {
public:
    CommentStep(ScanControl& control, std::size_t row, std::string before, std::string after)
        : QUndoCommand(tr("comment")),
          m_control(control),
          m_row(row),
          m_before(std::move(before)),
          m_after(std::move(after)) {}

    void redo() override { say(m_after); }
    void undo() override {
        say(m_before);
        m_control.m_session.setCurrent(m_row);
    }

private:
    void say(const std::string& comment) {
        ScanEntry entry = m_control.entryFor(m_row, ScanAction::Comment);
        entry.comment = comment;
        if (!m_control.write(entry)) return setObsolete(true);
        emit m_control.changed();
    }

    ScanControl& m_control;
    std::size_t m_row;
    std::string m_before;
    std::string m_after;
};

ScanControl::ScanControl(Session& session, std::string program, QObject* parent)
    : QObject(parent), m_session(session), m_program(std::move(program)), m_job(new LatestJob(this)) {
    connect(&session, &Session::datasetChanged, this, &ScanControl::followSession);
    connect(&session, &Session::currentChanged, this, [this] {
        if (m_scan) emit changed();
    });
    connect(&session, &Session::shownChanged, this, [this] {
        if (!m_scan) emit changed();
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

void ScanControl::setJournal(const QString& file) {
    m_journalFile = file;
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
    if (pairs != m_followed) findJournal();
    m_followed = pairs;
    showVerdictsOfTable();
    emit changed();
}

void ScanControl::findJournal() {
    const Dataset& dataset = *m_session.dataset();
    m_journalFile = dataset.path.isEmpty()
                        ? journalForNoFile(dataset.name)
                        : QString::fromStdString(journalBeside(dataset.path.toStdString()).string());
}

std::shared_ptr<const Dataset> ScanControl::whole() const {
    return m_scan ? m_scan->before.dataset : m_session.dataset();
}

const std::string& ScanControl::fingerprint() {
    if (const auto& pairs = whole()->file.pairs; pairs != m_fingerprinted) {
        m_fingerprint = datasetFingerprint(*pairs);
        m_fingerprinted = pairs;
    }
    return m_fingerprint;
}

tl::expected<DatasetScans, ScanError> ScanControl::scans() {
    if (!whole() || !QFileInfo::exists(m_journalFile)) return DatasetScans{};
    if (m_journal) return datasetScans(*m_journal, fingerprint());
    const auto journal = ScanJournal::open(m_journalFile.toStdString(), ScanJournal::Access::Read);
    if (!journal) return tl::unexpected(journal.error());
    return datasetScans(*journal, fingerprint());
}

tl::expected<std::size_t, ScanError> ScanControl::merge(const QString& other) {
    auto journal = ScanJournal::open(m_journalFile.toStdString(), ScanJournal::Access::Write);
    if (!journal) return tl::unexpected(journal.error());
    auto came = journal->merge(other.toStdString());
    if (!m_scan) showVerdictsOfTable();
    emit changed();
    return came;
}

QString ScanControl::dataFile() const {
    const auto dataset = whole();
    if (!dataset || !dataset->path.isEmpty()) return dataset ? dataset->path : QString();
    const QString file = QFileInfo(m_journalFile)
                             .absoluteDir()
                             .filePath(QFileInfo(m_journalFile).completeBaseName() + QStringLiteral(".h5"));
    return writePairs(*dataset->file.pairs, file.toStdString()) ? file : QString();
}

ScanOffer ScanControl::offer() {
    ScanOffer offer;
    if (!m_session.dataset()) return offer;
    offer.dataset = m_session.dataset()->name;
    offer.shown = m_session.shown().size();
    offer.simulation = m_session.dataset()->isSimulation();
    offer.journal = m_journalFile;
    auto known = scans();
    if (known)
        offer.scans = std::move(known->scans);
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
        if (const auto known = scans(); known) scanned = known->scannedBy(scanner.toStdString());
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
    if (m_scan || !m_session.dataset()) return;
    setScanner(request.scanner);
    // the program's own folder is made when it is needed first
    if (m_journalFile == journalForNoFile(m_session.dataset()->name))
        QDir().mkpath(QFileInfo(m_journalFile).absolutePath());
    ScanTask wanted = task();
    wanted.request = request;
    prepare(wanted);
}

void ScanControl::resume(const QString& scan) {
    if (m_scan || !m_session.dataset()) return;
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
    auto journal = ScanJournal::open(m_journalFile.toStdString(), ScanJournal::Access::Write);
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
    m_scan = Active{std::move(prepared.scan),
                    std::move(prepared.queue),
                    ScanState(prepared.entries),
                    prepared.dataset->file.pairs,
                    prepared.mixed,
                    m_session.work(),
                    0};
    m_session.document().setFilter({});
    m_session.setDataset(prepared.dataset, prepared.options);
    showVerdictsOfTable();
    if (!m_scan->state.isFinished() && !m_session.shown().empty()) {
        const auto first = static_cast<std::size_t>(*m_session.shown().begin());
        m_session.setCurrent(first);
        if (m_scan->state.hasVerdict(m_scan->pairs->id(first))) toNextUndecided();
    }
    emit began();
    emit changed();
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
    m_scan->state.apply(*answer);
    ++m_scan->written;
    if (written) *written = std::move(*answer);
    return true;
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

bool ScanControl::give(const QString& verdict, const QString& reason, Confidence confidence, bool advance) {
    const auto row = m_session.currentRow();
    if (!m_scan || !row || !m_session.current()) return false;
    if (m_scan->state.isFinished()) {
        emit failed({Severity::Info,
                     tr("This scan is finished: its verdicts stay as they are."),
                     {},
                     tr("Begin a new one to look again.")});
        return false;
    }
    ScanEntry entry = entryFor(*row, ScanAction::Verdict);
    entry.verdict = verdict.toStdString();
    entry.reason = reason.toStdString();
    entry.confidence = confidence;
    entry.seen = seen();
    const std::size_t before = m_scan->written;
    m_session.document().history().push(new VerdictStep(*this, *row, std::move(entry), advance));
    return m_scan && m_scan->written > before;
}

void ScanControl::comment(const QString& text) {
    const auto row = m_session.currentRow();
    if (!m_scan || !row) return;
    const CandidateVerdict* verdict = m_scan->state.of(m_scan->pairs->id(*row));
    std::string before = verdict ? verdict->comment : std::string();
    if (before == text.toStdString()) return;
    m_session.document().history().push(new CommentStep(*this, *row, std::move(before), text.toStdString()));
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
    } else if (const auto known = scans(); known) {
        set = known->verdicts;
        for (const ScannerVerdicts& scanner : known->scanners())
            if (scanner.scanner == m_scanner.toStdString())
                for (const auto& [candidate, verdict] : scanner.verdicts)
                    if (candidate.queue.empty()) verdicts[candidate.id] = verdict.verdict;
    }
    std::vector<std::string> names;
    for (const VerdictKind& kind : set.kinds)
        names.push_back(kind.name);
    if (names.empty() && m_session.table()->verdicts()->names().empty()) return;
    const PairTable& pairs = m_session.table()->pairs();
    std::vector<std::uint8_t> numbers(pairs.rows());
    for (std::size_t row = 0; !verdicts.empty() && row < pairs.rows(); ++row)
        if (const auto said = verdicts.find(pairs.id(row)); said != verdicts.end())
            if (const auto name = std::ranges::find(names, said->second); name != names.end())
                numbers[row] = static_cast<std::uint8_t>(name - names.begin() + 1);
    m_session.setVerdicts(std::make_shared<const VerdictColumn>(numbers, std::move(names)));
}

} // namespace pairscope
