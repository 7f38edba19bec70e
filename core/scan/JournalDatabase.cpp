#include "core/scan/JournalDatabase.h"

#include "core/scan/LocalDisk.h"
#include "core/scan/RandomName.h"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cmath>
#include <cstring>
#include <utility>

namespace pairscope {

namespace {

/// Another program holds a journal for some milliseconds; longer than this and something is wrong.
constexpr int kPatience = 3000; // ms

constexpr const char* kTables = R"(
CREATE TABLE queues (
    id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, dataset TEXT NOT NULL, rows INTEGER NOT NULL,
    choice TEXT NOT NULL, informed INTEGER NOT NULL, created TEXT NOT NULL);
CREATE TABLE candidates (
    queue TEXT NOT NULL, position INTEGER NOT NULL, experiment INTEGER NOT NULL, run INTEGER NOT NULL,
    event INTEGER NOT NULL, candidate INTEGER NOT NULL, true_class TEXT NOT NULL, known INTEGER NOT NULL,
    pair BLOB, PRIMARY KEY (queue, position)) WITHOUT ROWID;
CREATE TABLE scans (
    id TEXT PRIMARY KEY, queue TEXT NOT NULL, scanner TEXT NOT NULL, verdicts TEXT NOT NULL,
    program TEXT NOT NULL, started TEXT NOT NULL);
CREATE TABLE fit_options (id TEXT PRIMARY KEY, options TEXT NOT NULL);
CREATE TABLE entries (
    id TEXT PRIMARY KEY, scan TEXT NOT NULL, time TEXT NOT NULL, action TEXT NOT NULL,
    experiment INTEGER, run INTEGER, event INTEGER, candidate INTEGER,
    verdict TEXT NOT NULL, reason TEXT NOT NULL, confidence INTEGER NOT NULL, comment TEXT NOT NULL,
    undoes TEXT NOT NULL, mass_before REAL, mass_after REAL, delta_m REAL, rho REAL, status TEXT NOT NULL,
    chosen_by_hand INTEGER NOT NULL, fit_options TEXT NOT NULL, program TEXT NOT NULL);
CREATE INDEX entries_of_scan ON entries (scan, time);
CREATE INDEX ends_of_scans ON entries (scan) WHERE action = 'finish';
)";

/// NULL stands for NaN, which SQL does not have.
double numberAt(SQLite::Statement& row, int column) {
    const SQLite::Column value = row.getColumn(column);
    return value.isNull() ? std::nan("") : value.getDouble();
}

std::string textAt(SQLite::Statement& row, int column) {
    return row.getColumn(column).getString();
}

EventId idAt(SQLite::Statement& row, int column) {
    return {static_cast<std::int32_t>(row.getColumn(column).getInt64()),
            static_cast<std::int32_t>(row.getColumn(column + 1).getInt64()),
            static_cast<std::uint32_t>(row.getColumn(column + 2).getInt64()),
            static_cast<std::uint32_t>(row.getColumn(column + 3).getInt64())};
}

void bindId(SQLite::Statement& row, int index, const EventId& id) {
    row.bind(index, id.experiment);
    row.bind(index + 1, id.run);
    row.bind(index + 2, static_cast<std::int64_t>(id.event));
    row.bind(index + 3, static_cast<std::int64_t>(id.candidate));
}

/// Doubles as they lie in memory, little-endian on every machine that Pairscope runs on.
std::vector<double> doublesAt(SQLite::Statement& row, int column) {
    const SQLite::Column value = row.getColumn(column);
    if (value.isNull()) return {};
    std::vector<double> numbers(static_cast<std::size_t>(value.getBytes()) / sizeof(double));
    if (!numbers.empty()) std::memcpy(numbers.data(), value.getBlob(), numbers.size() * sizeof(double));
    return numbers;
}

std::int64_t pragma(SQLite::Database& database, const char* name) {
    return database.execAndGet(fmt::format("PRAGMA {}", name)).getInt64();
}

ScanError errorOf(ScanError::Kind kind, const std::filesystem::path& file, std::string_view what,
                  std::string_view advice) {
    return {kind, fmt::format("{}: {}. {}", file.string(), what, advice)};
}

} // namespace

JournalDatabase::JournalDatabase(const std::filesystem::path& file, bool write)
    : m_file(file),
      m_database(file, write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY,
                 kPatience) {
    m_database.exec("PRAGMA synchronous = EXTRA"); // on the disk, its folder entry too, when it returns
}

/// Alone with the file, it is left in the mode that can be read from a disk that may not be written.
JournalDatabase::~JournalDatabase() {
    sqlite3_busy_timeout(m_database.getHandle(), 0); // others may have it open: then it stays as it is
    m_database.tryExec("PRAGMA journal_mode = DELETE");
}

bool JournalDatabase::chooseLog() {
    const std::string wanted = isOnLocalDisk(m_file) ? "wal" : "delete";
    SQLite::Statement choose(m_database, "PRAGMA journal_mode = " + wanted);
    choose.executeStep();
    return wanted == "wal" || textAt(choose, 0) == wanted;
}

bool JournalDatabase::hasMoved() {
    int moved = 0;
    return sqlite3_file_control(m_database.getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved) ==
               SQLITE_OK &&
           moved != 0;
}

bool JournalDatabase::isFinished(const std::string& scan) const {
    SQLite::Statement select(m_database, "SELECT 1 FROM entries WHERE scan = ? AND action = 'finish'");
    select.bind(1, scan);
    return select.executeStep();
}

bool JournalDatabase::othersWrote() {
    const std::int64_t version = pragma(m_database, "data_version");
    const std::int64_t before = std::exchange(m_dataVersion, version);
    return before != 0 && before != version;
}

std::int64_t JournalDatabase::applicationId() const {
    return pragma(const_cast<SQLite::Database&>(m_database), "application_id");
}

std::int64_t JournalDatabase::schemaVersion() const {
    return pragma(const_cast<SQLite::Database&>(m_database), "user_version");
}

bool JournalDatabase::isEmpty() const {
    SQLite::Statement count(m_database, "SELECT count(*) FROM sqlite_master");
    count.executeStep();
    return count.getColumn(0).getInt64() == 0;
}

void JournalDatabase::createTables(int version) {
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::IMMEDIATE);
    if (!isEmpty()) return;
    m_database.exec(kTables);
    m_database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
    m_database.exec(fmt::format("PRAGMA user_version = {}", version));
    transaction.commit();
}

void JournalDatabase::tryWriting(int version) {
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::IMMEDIATE);
    m_database.exec(fmt::format("PRAGMA user_version = {}", version));
    transaction.commit();
}

void JournalDatabase::insert(const ScanQueue& queue, std::span<const QueuedCandidate> candidates) {
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement insert(m_database, "INSERT INTO queues VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, queue.id);
    insert.bind(2, queue.fingerprint);
    insert.bind(3, queue.dataset);
    insert.bind(4, static_cast<std::int64_t>(queue.rows));
    insert.bind(5, queue.choice);
    insert.bind(6, queue.informed ? 1 : 0);
    insert.bind(7, queue.created);
    insert.exec();
    SQLite::Statement line(m_database, "INSERT INTO candidates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t position = 0;
    for (const QueuedCandidate& candidate : candidates) {
        line.reset();
        line.clearBindings();
        line.bind(1, queue.id);
        line.bind(2, position++);
        bindId(line, 3, candidate.id);
        line.bind(7, std::string(toString(candidate.trueClass)));
        line.bind(8, candidate.known ? 1 : 0);
        if (!candidate.pair.empty())
            line.bind(9, candidate.pair.data(), static_cast<int>(candidate.pair.size() * sizeof(double)));
        line.exec();
    }
    transaction.commit();
}

void JournalDatabase::insert(const Scan& scan) {
    SQLite::Statement insert(m_database, "INSERT INTO scans VALUES (?, ?, ?, ?, ?, ?)");
    insert.bind(1, scan.id);
    insert.bind(2, scan.queue);
    insert.bind(3, scan.scanner);
    insert.bind(4, writeVerdictSet(scan.verdicts));
    insert.bind(5, scan.program);
    insert.bind(6, scan.started);
    insert.exec();
}

/// The name under which a text of fit options is kept: the options hardly ever change within a scan.
std::string JournalDatabase::settings(const std::string& text) {
    if (text.empty()) return {};
    const std::string id = nameOfContent(text);
    SQLite::Statement insert(m_database, "INSERT OR IGNORE INTO fit_options VALUES (?, ?)");
    insert.bind(1, id);
    insert.bind(2, text);
    insert.exec();
    return id;
}

void JournalDatabase::insert(const ScanEntry& entry) {
    const std::string options = settings(entry.seen.fitOptions);
    SQLite::Statement insert(m_database, "INSERT INTO entries VALUES "
                                         "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, entry.id);
    insert.bind(2, entry.scan);
    insert.bind(3, entry.time);
    insert.bind(4, std::string(toString(entry.action)));
    if (entry.action != ScanAction::Unblind && entry.action != ScanAction::Finish)
        bindId(insert, 5, entry.candidate);
    insert.bind(9, entry.verdict);
    insert.bind(10, entry.reason);
    insert.bind(11, static_cast<int>(entry.confidence));
    insert.bind(12, entry.comment);
    insert.bind(13, entry.undoes);
    insert.bind(14, entry.seen.massBefore);
    insert.bind(15, entry.seen.massAfter);
    insert.bind(16, entry.seen.deltaM);
    insert.bind(17, entry.seen.rho);
    insert.bind(18, entry.seen.status);
    insert.bind(19, entry.seen.chosenByHand ? 1 : 0);
    insert.bind(20, options);
    insert.bind(21, entry.program);
    insert.exec();
}

std::string JournalDatabase::latestTime(const std::string& scan) const {
    SQLite::Statement select(m_database, "SELECT max(time) FROM entries WHERE scan = ?");
    select.bind(1, scan);
    return select.executeStep() ? textAt(select, 0) : std::string();
}

std::vector<ScanQueue> JournalDatabase::queues() const {
    std::vector<ScanQueue> queues;
    SQLite::Statement row(m_database,
                          "SELECT id, fingerprint, dataset, rows, choice, created, informed FROM queues "
                          "ORDER BY created, id");
    while (row.executeStep())
        queues.push_back({textAt(row, 0), textAt(row, 1), textAt(row, 2),
                          static_cast<std::uint64_t>(row.getColumn(3).getInt64()), textAt(row, 4),
                          textAt(row, 5), row.getColumn(6).getInt() != 0});
    return queues;
}

std::vector<QueuedCandidate> JournalDatabase::candidates(const std::string& queue) const {
    std::vector<QueuedCandidate> candidates;
    SQLite::Statement row(m_database, "SELECT experiment, run, event, candidate, true_class, known, pair "
                                      "FROM candidates WHERE queue = ? ORDER BY position");
    row.bind(1, queue);
    while (row.executeStep())
        candidates.push_back({idAt(row, 0), pairClassOf(textAt(row, 4)).value_or(PairClass::Unknown),
                              row.getColumn(5).getInt() != 0, doublesAt(row, 6)});
    return candidates;
}

std::vector<Scan> JournalDatabase::scans() const {
    std::vector<Scan> scans;
    SQLite::Statement row(
        m_database, "SELECT id, queue, scanner, verdicts, program, started FROM scans ORDER BY started, id");
    while (row.executeStep())
        // addScan() lets only good sets in; a file changed by hand may have none
        scans.push_back({textAt(row, 0), textAt(row, 1), textAt(row, 2),
                         readVerdictSet(textAt(row, 3)).value_or(VerdictSet()), textAt(row, 4),
                         textAt(row, 5)});
    return scans;
}

std::vector<ScanEntry> JournalDatabase::entries(const std::string& scan) const {
    std::vector<ScanEntry> entries;
    SQLite::Statement row(m_database,
                          "SELECT e.id, scan, time, action, experiment, run, event, candidate, verdict, "
                          "reason, confidence, comment, undoes, mass_before, mass_after, delta_m, rho, "
                          "status, chosen_by_hand, f.options, program "
                          "FROM entries AS e LEFT JOIN fit_options AS f ON f.id = e.fit_options "
                          "WHERE scan = ? ORDER BY time, e.id");
    row.bind(1, scan);
    while (row.executeStep()) {
        const auto action = scanAction(textAt(row, 3));
        if (!action) continue; // of a later program
        ScanEntry entry{textAt(row, 0), textAt(row, 1), textAt(row, 2), *action, idAt(row, 4)};
        entry.verdict = textAt(row, 8);
        entry.reason = textAt(row, 9);
        entry.confidence = static_cast<Confidence>(row.getColumn(10).getInt());
        entry.comment = textAt(row, 11);
        entry.undoes = textAt(row, 12);
        entry.seen = {numberAt(row, 13),
                      numberAt(row, 14),
                      numberAt(row, 15),
                      numberAt(row, 16),
                      textAt(row, 17),
                      textAt(row, 19),
                      row.getColumn(18).getInt() != 0};
        entry.program = textAt(row, 20);
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::size_t JournalDatabase::insertAllOf(const std::filesystem::path& other) {
    SQLite::Statement attach(m_database, "ATTACH ? AS other");
    attach.bind(1, other.string());
    attach.exec();
    struct Detach {
        SQLite::Database& database;
        ~Detach() { database.tryExec("DETACH other"); }
    } const detach{m_database};
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::IMMEDIATE);
    int entries = 0;
    for (const char* table : {"queues", "candidates", "scans", "fit_options", "entries"})
        entries = m_database.exec(fmt::format("INSERT OR IGNORE INTO {0} SELECT * FROM other.{0}", table));
    transaction.commit();
    return static_cast<std::size_t>(entries);
}

ScanError journalError(const std::filesystem::path& file, const SQLite::Exception& exception) {
    using Kind = ScanError::Kind;
    constexpr std::string_view kNothing = "Nothing was recorded";
    switch (exception.getErrorCode() & 0xff) { // without what extended codes add
    case SQLITE_FULL:
        return errorOf(Kind::DiskFull, file, "the disk is full",
                       fmt::format("{}; make room and try again.", kNothing));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return errorOf(Kind::ReadOnly, file, "it may not be written",
                       fmt::format("{}; choose a journal in a folder of your own.", kNothing));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return errorOf(Kind::Busy, file, "another program holds it for more than 3 seconds",
                       fmt::format("{}; try again, or close the other program.", kNothing));
    case SQLITE_NOTADB:
        return errorOf(Kind::NotAJournal, file, "this is no journal of a scan", "Choose another file.");
    case SQLITE_CORRUPT:
        return errorOf(Kind::Damaged, file, "the journal is damaged",
                       "Take a copy, and try what 'sqlite3 FILE .recover' saves.");
    case SQLITE_CANTOPEN:
        return errorOf(Kind::CannotOpen, file, "it cannot be opened",
                       "Is the folder there, and may it be written?");
    case SQLITE_IOERR:
        return errorOf(Kind::Other, file, fmt::format("the disk failed ({})", exception.getErrorStr()),
                       fmt::format("{}; is the disk still there, and is there room?", kNothing));
    default:
        return errorOf(Kind::Other, file, exception.what(), fmt::format("{}.", kNothing));
    }
}

} // namespace pairscope
