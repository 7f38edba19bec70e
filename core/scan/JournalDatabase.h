#pragma once

#include "core/scan/ScanRecord.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace pairscope {

/// The tables of a journal and how their lines become values. Failures are SQLite::Exception: see
/// journalError().
class JournalDatabase {
public:
    /// "PSCN", in the header of the file.
    static constexpr std::int64_t kApplicationId = 0x5053434e;

    /// @throws SQLite::Exception
    JournalDatabase(const std::filesystem::path& file, bool write);
    ~JournalDatabase();
    JournalDatabase(const JournalDatabase&) = delete;
    JournalDatabase& operator=(const JournalDatabase&) = delete;

    [[nodiscard]] SQLite::Database& database() { return m_database; }
    [[nodiscard]] std::int64_t applicationId() const;
    [[nodiscard]] std::int64_t schemaVersion() const;
    [[nodiscard]] bool isEmpty() const;
    /// In one transaction with a look whether somebody else made them meanwhile.
    void createTables(int version);
    /// Writes and syncs what changes nothing, so that a disk that cannot be written says so.
    void tryWriting(int version);
    /// On a disk of this machine: lines are added to a log beside the file, which costs one sync a line
    /// instead of four; the log goes into the file when the last program closes it.
    /// @return false where lines are in such a log, left by a crash, that this disk does not allow
    [[nodiscard]] bool chooseLog();
    /// Somebody moved, replaced or removed the file since it was opened.
    [[nodiscard]] bool hasMoved();
    /// The scan has a line that finishes it.
    [[nodiscard]] bool isFinished(const std::string& scan) const;
    /// Another program wrote since this was asked last.
    [[nodiscard]] bool othersWrote();

    void insert(const ScanQueue& queue, std::span<const QueuedCandidate> candidates);
    void insert(const Scan& scan);
    void insert(const ScanEntry& entry);
    /// Of a scan; empty before the first.
    [[nodiscard]] std::string latestTime(const std::string& scan) const;

    [[nodiscard]] std::vector<ScanQueue> queues() const;
    [[nodiscard]] std::vector<QueuedCandidate> candidates(const std::string& queue) const;
    [[nodiscard]] std::vector<Scan> scans() const;
    [[nodiscard]] std::vector<ScanEntry> entries(const std::string& scan) const;

    /// Inserts what another journal has and this one has not. @return how many entries
    [[nodiscard]] std::size_t insertAllOf(const std::filesystem::path& other);

private:
    [[nodiscard]] std::string settings(const std::string& text);

    std::filesystem::path m_file;
    SQLite::Database m_database;
    std::int64_t m_dataVersion = 0;
};

/// What went wrong, in words for a person who scans.
[[nodiscard]] ScanError journalError(const std::filesystem::path& file, const SQLite::Exception& exception);

} // namespace pairscope
