#include "app/window/ScanPreparation.h"

#include "core/analysis/Blinding.h"
#include "core/candidate/BatchReconstruction.h"
#include "core/io/FitCase.h"
#include "core/scan/DatasetScans.h"
#include "core/scan/ScanSample.h"
#include "core/simulation/RandomStream.h"
#include "core/simulation/SampleGenerator.h"

#include <QCoreApplication>

#include <algorithm>
#include <random>

namespace pairscope {

namespace {

constexpr double kKnownShare = 0.2; ///< of the progress

QString tr(const char* text) {
    return QCoreApplication::translate("ScanPreparation", text);
}

Message cannotScan(const QString& why, const QString& toDo = {}) {
    return {Severity::Error, tr("The scan could not begin."), why, toDo};
}

Message cannotScan(const ScanError& error) {
    return cannotScan(QString::fromStdString(error.message));
}

std::uint64_t randomSeed() {
    std::random_device random;
    return (std::uint64_t{random()} << 32U) | random();
}

/// Half conversions, half prompt pairs.
std::shared_ptr<const PairTable> simulated(const ScanTask& task) {
    SampleOptions options;
    options.seed = randomSeed();
    options.conversions = (task.request.known + 1) / 2;
    options.promptPairs = task.request.known / 2;
    return generateSample(task.detector, options);
}

/// `count` rows, each as probable as any other.
std::vector<std::size_t> randomRows(std::size_t rows, std::size_t count) {
    std::vector<std::size_t> all(rows);
    for (std::size_t row = 0; row < rows; ++row)
        all[row] = row;
    RandomStream random(randomSeed(), 0);
    for (std::size_t i = 0; i < count; ++i)
        std::swap(all[i], all[i + random.below(rows - i)]);
    all.resize(count);
    return all;
}

std::shared_ptr<const PairTable> rowsOf(const PairTable& pairs, const std::vector<std::size_t>& rows) {
    auto chosen = std::make_shared<PairTable>(pairs.contents(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        chosen->setEvent(i, pairs.event(rows[i]));
    return chosen;
}

tl::expected<std::shared_ptr<const PairTable>, Message> fromFile(const ScanTask& task,
                                                                 const std::stop_token& stop) {
    ReadOptions options;
    options.stop = stop;
    const auto file = readPairs(task.request.knownFile.toStdString(), options);
    if (!file) return tl::unexpected(cannotScan(QString::fromStdString(file.error().message)));
    const PairTable& pairs = *file->pairs;
    std::size_t withClass = 0;
    for (std::size_t row = 0; row < pairs.rows(); ++row)
        withClass += pairs.pairClass(row) != PairClass::Unknown;
    if (withClass < pairs.rows() || pairs.rows() < task.request.known)
        return tl::unexpected(cannotScan(
            tr("Of the %1 known candidates wanted, %2 has %3 rows, %4 of them with a true class (mcClass).")
                .arg(task.request.known)
                .arg(task.request.knownFile)
                .arg(pairs.rows())
                .arg(withClass),
            tr("Choose a simulated file with truth, or fewer known candidates.")));
    return rowsOf(pairs, randomRows(pairs.rows(), task.request.known));
}

/// What nobody may see is not mixed in: it would not be shown.
std::shared_ptr<const PairTable> withoutBlinded(const std::shared_ptr<const PairTable>& known,
                                                const ScanTask& task, const std::stop_token& stop,
                                                const Progress& progress) {
    if (!anyBlind(task.planes)) return known;
    const auto table = reconstructAll(known, task.detector, task.options, stop,
                                      [&](double done) { progress(kKnownShare * done); });
    if (!table) return nullptr;
    const RowSet seen = RowSet::all(table->rows()).without(blindedRows(*table, task.planes));
    return rowsOf(*known, {seen.begin(), seen.end()});
}

/// Null for none.
tl::expected<std::shared_ptr<const PairTable>, Message>
knownPairs(const ScanTask& task, const std::stop_token& stop, const Progress& progress) {
    if (task.request.known == 0) return nullptr;
    std::shared_ptr<const PairTable> known;
    if (task.request.knownFile.isEmpty()) {
        known = simulated(task);
    } else {
        auto read = fromFile(task, stop);
        if (!read) return tl::unexpected(read.error());
        known = std::move(*read);
    }
    return withoutBlinded(known, task, stop, progress);
}

struct Queue {
    ScanQueue about;
    std::vector<QueuedCandidate> lines;
};

tl::expected<Queue, Message> newQueue(const ScanTask& task, ScanJournal& journal, const std::stop_token& stop,
                                      const Progress& progress) {
    std::set<EventId> scanned;
    if (task.request.choice.unscannedOnly) {
        const auto scans = datasetScans(journal, task.fingerprint);
        if (!scans) return tl::unexpected(cannotScan(scans.error()));
        scanned = scans->scannedBy(task.request.scanner.toStdString());
    }
    const CandidateTable& table = *task.dataset->table;
    const ChosenQueue chosen = chooseQueue(table, task.shown, task.request.choice, scanned);
    if (chosen.rows.empty())
        return tl::unexpected(cannotScan(tr("There is no candidate in this choice."),
                                         tr("Widen the filter, or choose others.")));
    const auto known = knownPairs(task, stop, progress);
    if (!known) return tl::unexpected(known.error());
    Queue queue;
    queue.lines = makeQueue(table.pairs(), chosen.rows, known->get(), randomSeed());
    queue.about = {{},           task.fingerprint,   task.dataset->name.toStdString(),
                   table.rows(), chosen.description, {}};
    if (*known) queue.about.choice += "; simulated candidates mixed in";
    queue.about.informed = task.informed;
    return queue;
}

tl::expected<Queue, Message> queueInJournal(const ScanJournal& journal, const std::string& id) {
    const auto queues = journal.queues();
    if (!queues) return tl::unexpected(cannotScan(queues.error()));
    const auto found = std::ranges::find(*queues, id, &ScanQueue::id);
    if (found == queues->end()) return tl::unexpected(cannotScan(tr("Its queue is not in the journal.")));
    auto lines = journal.candidates(id);
    if (!lines) return tl::unexpected(cannotScan(lines.error()));
    return Queue{*found, std::move(*lines)};
}

/// The scan as it is in the journal, with its queue.
tl::expected<Queue, Message> scanInJournal(const ScanTask& task, const ScanJournal& journal,
                                           PreparedScan& prepared) {
    const auto scans = journal.scans();
    if (!scans) return tl::unexpected(cannotScan(scans.error()));
    const auto found = std::ranges::find(*scans, task.resume, &Scan::id);
    if (found == scans->end()) return tl::unexpected(cannotScan(tr("It is not in the journal.")));
    prepared.scan = *found;
    auto entries = journal.entries(task.resume);
    if (!entries) return tl::unexpected(cannotScan(entries.error()));
    prepared.entries = std::move(*entries);
    return queueInJournal(journal, prepared.scan.queue);
}

/// Whose candidates are known before anything of a new scan is written.
tl::expected<Queue, Message> openQueue(const ScanTask& task, ScanJournal& journal, PreparedScan& prepared,
                                       const std::stop_token& stop, const Progress& progress) {
    if (!task.resume.empty()) return scanInJournal(task, journal, prepared);
    if (!task.request.sameQueueAs.isEmpty())
        return queueInJournal(journal, task.request.sameQueueAs.toStdString());
    return newQueue(task, journal, stop, progress);
}

/// A scan that is new, and its queue if that is new too, come into the journal.
tl::expected<void, Message> record(const ScanTask& task, ScanJournal& journal, Queue& queue,
                                   PreparedScan& prepared) {
    if (!task.resume.empty()) return {};
    if (queue.about.id.empty()) {
        auto added = journal.addQueue(queue.about, queue.lines);
        if (!added) return tl::unexpected(cannotScan(added.error()));
        queue.about = std::move(*added);
    }
    auto added = journal.addScan(
        {{}, queue.about.id, task.request.scanner.toStdString(), task.request.verdicts, task.program, {}});
    if (!added) return tl::unexpected(cannotScan(added.error()));
    prepared.scan = std::move(*added);
    return {};
}

/// A scan that goes on is fitted as its last verdict was.
Reconstruction::Options optionsFor(const ScanTask& task, const std::vector<ScanEntry>& entries) {
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
        if (entry->action == ScanAction::Verdict)
            return readFitOptions(entry->seen.fitOptions).value_or(task.options);
    return task.options;
}

std::shared_ptr<const Dataset> datasetOf(const ScanTask& task, std::shared_ptr<const PairTable> sample,
                                         std::shared_ptr<const CandidateTable> table) {
    auto dataset = std::make_shared<Dataset>();
    dataset->name = tr("scan of %1").arg(task.dataset->name);
    dataset->path = task.dataset->path;
    dataset->file.pairs = std::move(sample);
    dataset->file.format = task.dataset->file.format;
    dataset->table = std::move(table);
    dataset->detector = task.dataset->detector;
    return dataset;
}

} // namespace

ScanAnswer prepareScan(const ScanTask& task, const std::stop_token& stop, const Progress& progress) {
    auto journal = ScanJournal::open(task.journal, ScanJournal::Access::Write);
    if (!journal) return tl::unexpected(cannotScan(journal.error()));
    PreparedScan prepared;
    auto queue = openQueue(task, *journal, prepared, stop, progress);
    if (!queue) return tl::unexpected(queue.error());
    auto sample = scanSample(task.dataset->table->pairs(), queue->lines);
    if (!sample) return tl::unexpected(cannotScan(QString::fromStdString(sample.error())));
    prepared.options = optionsFor(task, prepared.entries);
    const auto table = reconstructAll(*sample, task.detector, prepared.options, stop,
                                      [&](double done) { progress(kKnownShare + (1 - kKnownShare) * done); });
    if (!table || stop.stop_requested()) return tl::unexpected(cannotScan(tr("It was cancelled.")));
    // last, so that what is cancelled leaves no scan that nobody finishes
    if (const auto recorded = record(task, *journal, *queue, prepared); !recorded)
        return tl::unexpected(recorded.error());
    prepared.journal = task.journal;
    prepared.tellable = knownOutOfRange(task.dataset->table->pairs(), queue->lines);
    prepared.queue = std::move(queue->about);
    prepared.mixed = std::ranges::any_of(queue->lines, &QueuedCandidate::known);
    prepared.dataset = datasetOf(task, std::move(*sample), table);
    return prepared;
}

} // namespace pairscope
