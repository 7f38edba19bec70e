#pragma once

#include "core/scan/ScanRecord.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace pairscope {

/// The file of a scan: an SQLite database to which lines are appended, each on the disk when append()
/// returns. Several programs may write one journal: they take turns. Movable, to be used from one thread.
class ScanJournal {
public:
    static constexpr int kSchemaVersion = 1;
    enum class Access { Read, Write };

    template<class T>
    using Answer = tl::expected<T, ScanError>;

    /// With Access::Write a file that is not there is made, in a folder that is there.
    [[nodiscard]] static Answer<ScanJournal> open(const std::filesystem::path& file, Access access);

    ScanJournal(ScanJournal&&) noexcept;
    ScanJournal& operator=(ScanJournal&&) noexcept;
    ~ScanJournal();

    [[nodiscard]] const std::filesystem::path& file() const;

    /// Stores a queue under a new name. @return it with `id` and `created`
    [[nodiscard]] Answer<ScanQueue> addQueue(ScanQueue queue, std::span<const QueuedCandidate> candidates);
    /// Refuses a set of verdicts with a problem.
    /// @return it with `id` and `started`. @pre the queue is there
    [[nodiscard]] Answer<Scan> addScan(Scan scan);
    /// Verdicts, undos and comments are refused when the scan is finished, by whatever program.
    /// @return it with `id` and `time`
    [[nodiscard]] Answer<ScanEntry> append(ScanEntry entry);

    /// Another program wrote into the file since this was asked last.
    [[nodiscard]] Answer<bool> othersWrote();

    /// In the order of their times, then names.
    [[nodiscard]] Answer<std::vector<ScanQueue>> queues() const;
    [[nodiscard]] Answer<std::vector<QueuedCandidate>> candidates(const std::string& queue) const;
    [[nodiscard]] Answer<std::vector<Scan>> scans() const;
    /// Of one scan.
    [[nodiscard]] Answer<std::vector<ScanEntry>> entries(const std::string& scan) const;

    /// Adds what another journal has and this one has not; all of it or nothing. Any order of merges, and
    /// merging twice, gives the same. @return how many entries came
    [[nodiscard]] Answer<std::size_t> merge(const std::filesystem::path& other);

private:
    struct Impl;
    explicit ScanJournal(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// The usual place of the journal of a data file: beside it, "pairs.h5" -> "pairs.scan.sqlite".
[[nodiscard]] std::filesystem::path journalBeside(const std::filesystem::path& dataFile);

} // namespace pairscope
