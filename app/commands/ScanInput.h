#pragma once

#include "app/commands/Command.h"
#include "core/candidate/VerdictColumn.h"
#include "core/scan/DatasetScans.h"

#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// The part of the command line that says which scans are looked at and by whom: JOURNAL, --scanner,
/// --verdict, --dataset, --unblind, --as.
class ScanInput {
public:
    /// Which of the options a command has besides JOURNAL, --unblind and --as.
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

    /// Whether true classes and known candidates are to be told although not every scan is finished.
    [[nodiscard]] bool unblinds() const { return m_unblind; }

    /// The scans of a dataset, where they may be seen: all, when every scan of it is finished; before that a
    /// scanner who has not finished may see the own verdicts alone (asked for by --scanner with that name,
    /// since nobody can prove who asks), and nobody the truth, a finished scanner included: what one has read
    /// the others hear. --unblind shows everything all the same, once the journal has it in each unfinished
    /// scan of whoever looks.
    /// @param fingerprint of the dataset; empty: of --dataset, or the only one
    /// @param ownIsFree the command tells no truth unless allFinished() or unblinds()
    /// @throws CLI::ValidationError for a scanner, verdict or dataset that is not in the journal
    [[nodiscard]] tl::expected<DatasetScans, Failure>
    load(const Console& console, const std::string& fingerprint, bool ownIsFree) const;

private:
    [[nodiscard]] tl::expected<std::string, Failure> chosenDataset(const ScanJournal& journal) const;
    void checkNames(const DatasetScans& scans) const;
    /// What is not finished of the one scanner that is asked for; empty for several scanners, or none named.
    [[nodiscard]] std::vector<const ScanInJournal*>
    ownUnfinished(const std::vector<const ScanInJournal*>& open) const;
    [[nodiscard]] std::string whoLooks() const;
    [[nodiscard]] tl::expected<void, Failure>
    recordUnblinding(const Console& console, const std::vector<const ScanInJournal*>& open) const;

    std::string m_what;
    std::string m_journal;
    std::vector<std::string> m_scanners;
    std::vector<std::string> m_verdicts;
    std::string m_dataset;
    bool m_unblind = false;
    std::string m_as; ///< empty: the login name
};

/// The word for candidates without a verdict.
inline constexpr std::string_view kUnscanned = VerdictColumn::kNone;

[[nodiscard]] Failure failureOf(const ScanError& error);
[[nodiscard]] std::string_view toString(ScanError::Kind kind);

} // namespace pairscope
