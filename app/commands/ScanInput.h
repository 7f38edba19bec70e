#pragma once

#include "app/commands/Command.h"
#include "core/scan/DatasetScans.h"

#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// The part of the command line that says which scans are looked at: JOURNAL, --scanner, --verdict,
/// --dataset, --unblind.
class ScanInput {
public:
    /// Which of the options a command has besides JOURNAL and --unblind.
    struct Options {
        bool scanners = true;
        bool verdicts = true;
        bool dataset = true; ///< else the command has the pairs and knows the fingerprint
    };
    /// This must stay where it is until the command line is parsed.
    /// @param what begins with a verb and says what --unblind does all the same: "export"
    void addTo(CLI::App& app, std::string what, const Options& options);

    [[nodiscard]] const std::string& journal() const { return m_journal; }
    [[nodiscard]] const std::vector<std::string>& scanners() const { return m_scanners; }
    [[nodiscard]] const std::vector<std::string>& verdicts() const { return m_verdicts; }
    /// Whether a scanner is among those asked for.
    [[nodiscard]] bool wants(const std::string& scanner) const;

    /// The scans of a dataset, where they may be seen: a scanner who has not finished would learn what others
    /// said and what is true. --unblind shows them all the same, once the journal has it for each unfinished
    /// scan.
    /// @param fingerprint of the dataset; empty: of --dataset, or the only one
    /// @param ownIsFree one scanner's own verdicts may be seen at any time, without truth
    /// @throws CLI::ValidationError for a scanner, verdict or dataset that is not in the journal
    [[nodiscard]] tl::expected<DatasetScans, Failure>
    load(const Console& console, const std::string& fingerprint, bool ownIsFree) const;

private:
    [[nodiscard]] tl::expected<std::string, Failure> chosenDataset(const ScanJournal& journal) const;
    void checkNames(const DatasetScans& scans) const;
    [[nodiscard]] std::vector<const ScanInJournal*> unfinished(const DatasetScans& scans) const;
    [[nodiscard]] bool isOwn(const DatasetScans& scans) const;
    [[nodiscard]] tl::expected<void, Failure>
    recordUnblinding(const Console& console, const std::vector<const ScanInJournal*>& scans) const;

    std::string m_what;
    std::string m_journal;
    std::vector<std::string> m_scanners;
    std::vector<std::string> m_verdicts;
    std::string m_dataset;
    bool m_unblind = false;
};

/// The word for candidates without a verdict.
inline constexpr std::string_view kUnscanned = "unscanned";

[[nodiscard]] Failure failureOf(const ScanError& error);
[[nodiscard]] std::string_view toString(ScanError::Kind kind);

} // namespace pairscope
