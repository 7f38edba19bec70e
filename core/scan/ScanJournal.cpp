#include "core/scan/ScanJournal.h"

#include "core/scan/JournalDatabase.h"
#include "core/scan/RandomName.h"
#include "core/scan/UtcTime.h"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace pairscope {

namespace fs = std::filesystem;

struct ScanJournal::Impl {
    Impl(fs::path path, bool write) : file(std::move(path)), database(file, write) {}

    fs::path file;
    mutable JournalDatabase database;
};

namespace {

/// What `work` returns, or what went wrong in it.
template<class Work>
auto answer(const fs::path& file, Work&& work) -> tl::expected<decltype(work()), ScanError> {
    try {
        return work();
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(journalError(file, exception));
    }
}

ScanError noJournal(const fs::path& file) {
    return {ScanError::Kind::NotAJournal,
            fmt::format("{}: this is no journal of a scan. Choose another file.", file.string())};
}

ScanError logNotAllowed(const fs::path& file) {
    return {
        ScanError::Kind::CannotOpen,
        fmt::format("{}: another program has it open, or a crash left a log beside it (-wal), and this is a "
                    "disk of another machine. Open it once on that machine, or copy it with its log to a "
                    "disk of this one.",
                    file.string())};
}

/// What is wrong with an open database as a journal.
std::optional<ScanError> problemOf(const fs::path& file, JournalDatabase& database, bool write) {
    if (database.isEmpty() && write && database.applicationId() == 0)
        database.createTables(ScanJournal::kSchemaVersion);
    if (database.applicationId() != JournalDatabase::kApplicationId) return noJournal(file);
    const std::int64_t version = database.schemaVersion();
    if (version > ScanJournal::kSchemaVersion)
        return ScanError{ScanError::Kind::NewerVersion,
                         fmt::format("{}: made by a later Pairscope (version {} of the journal; this program "
                                     "knows {}). Use that program.",
                                     file.string(), version, ScanJournal::kSchemaVersion)};
    if (version < 1) return noJournal(file);
    if (write) {
        if (!database.chooseLog()) return logNotAllowed(file);
        database.tryWriting(ScanJournal::kSchemaVersion);
    }
    return std::nullopt;
}

} // namespace

ScanJournal::ScanJournal(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
ScanJournal::ScanJournal(ScanJournal&&) noexcept = default;
ScanJournal& ScanJournal::operator=(ScanJournal&&) noexcept = default;
ScanJournal::~ScanJournal() = default;

tl::expected<ScanJournal, ScanError> ScanJournal::open(const fs::path& file, Access access) {
    const bool write = access == Access::Write;
    std::error_code ignored;
    if (!write && !fs::exists(file, ignored))
        return tl::unexpected(ScanError{ScanError::Kind::CannotOpen,
                                        fmt::format("{}: there is no such journal.", file.string())});
    if (fs::is_directory(file, ignored))
        return tl::unexpected(
            ScanError{ScanError::Kind::CannotOpen,
                      fmt::format("{}: this is a folder, not a journal. Name a file in it.", file.string())});
    try {
        auto impl = std::make_unique<Impl>(file, write);
        if (auto problem = problemOf(file, impl->database, write)) return tl::unexpected(*std::move(problem));
        return ScanJournal(std::move(impl));
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(journalError(file, exception));
    }
}

const fs::path& ScanJournal::file() const {
    return m_impl->file;
}

tl::expected<ScanQueue, ScanError> ScanJournal::addQueue(ScanQueue queue,
                                                         std::span<const QueuedCandidate> candidates) {
    return answer(m_impl->file, [&] {
        queue.id = randomName();
        queue.created = utcNow();
        m_impl->database.insert(queue, candidates);
        return queue;
    });
}

tl::expected<Scan, ScanError> ScanJournal::addScan(Scan scan) {
    if (const auto problem = scan.verdicts.problem())
        return tl::unexpected(ScanError{ScanError::Kind::Other,
                                        fmt::format("Nobody can scan with these verdicts: {}.", *problem)});
    return answer(m_impl->file, [&] {
        scan.id = randomName();
        scan.started = utcNow();
        m_impl->database.insert(scan);
        return scan;
    });
}

tl::expected<ScanEntry, ScanError> ScanJournal::append(ScanEntry entry) {
    using Written = tl::expected<ScanEntry, ScanError>;
    const auto refused = [this](std::string_view why) {
        return Written(tl::make_unexpected(
            ScanError{ScanError::Kind::Other, fmt::format("{}: {}", m_impl->file.string(), why)}));
    };
    auto written = answer(m_impl->file, [&]() -> Written {
        JournalDatabase& database = m_impl->database;
        if (database.hasMoved())
            return refused("the journal was moved, replaced or removed while it was in use. Nothing was "
                           "recorded; put it back, or leave the scan and resume it.");
        // the lock is taken before the time is: two programs cannot both be the last
        SQLite::Transaction transaction(database.database(), SQLite::TransactionBehavior::IMMEDIATE);
        const bool afterwards = entry.action == ScanAction::Unblind || entry.action == ScanAction::Finish;
        if (!afterwards && database.isFinished(entry.scan))
            return refused("the scan was finished, perhaps in another window. Nothing was recorded.");
        entry.id = randomName();
        entry.time = utcAfter(database.latestTime(entry.scan));
        database.insert(entry);
        transaction.commit();
        return entry;
    });
    return written ? std::move(*written) : tl::unexpected(written.error());
}

tl::expected<bool, ScanError> ScanJournal::othersWrote() {
    return answer(m_impl->file, [&] { return m_impl->database.othersWrote(); });
}

tl::expected<std::vector<ScanQueue>, ScanError> ScanJournal::queues() const {
    return answer(m_impl->file, [&] { return m_impl->database.queues(); });
}

tl::expected<std::vector<QueuedCandidate>, ScanError>
ScanJournal::candidates(const std::string& queue) const {
    return answer(m_impl->file, [&] { return m_impl->database.candidates(queue); });
}

tl::expected<std::vector<Scan>, ScanError> ScanJournal::scans() const {
    return answer(m_impl->file, [&] { return m_impl->database.scans(); });
}

tl::expected<std::vector<ScanEntry>, ScanError> ScanJournal::entries(const std::string& scan) const {
    return answer(m_impl->file, [&] { return m_impl->database.entries(scan); });
}

tl::expected<std::size_t, ScanError> ScanJournal::merge(const fs::path& other) {
    std::error_code ignored;
    if (fs::equivalent(other, m_impl->file, ignored)) return 0;
    // looked at on its own first: a file that is no journal must not be attached
    if (auto journal = open(other, Access::Read); !journal) return tl::unexpected(journal.error());
    return answer(m_impl->file, [&] { return m_impl->database.insertAllOf(other); });
}

fs::path journalBeside(const fs::path& dataFile) {
    fs::path stem = dataFile;
    while (stem.has_extension() && stem.has_stem())
        stem.replace_extension();
    return stem += ".scan.sqlite";
}

} // namespace pairscope
