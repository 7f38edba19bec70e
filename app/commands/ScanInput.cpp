#include "app/commands/ScanInput.h"

#include "app/Version.h"
#include "app/commands/ProblemReport.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <set>

namespace pairscope {

namespace {

/// "ben has 12 of 40 candidates left"
std::string leftText(const ScanInJournal& scan) {
    const std::size_t left = scan.candidates - std::min(scan.candidates, scan.state.decided());
    if (left == 0)
        return fmt::format("{} has judged all {} but not yet finished the scan", scan.scan.scanner,
                           scan.candidates);
    return fmt::format("{} has {} of {} left", scan.scan.scanner, left,
                       counted(scan.candidates, "candidate"));
}

std::string leftText(const std::vector<const ScanInJournal*>& scans) {
    std::vector<std::string> parts;
    for (const ScanInJournal* scan : scans)
        parts.push_back(leftText(*scan));
    return fmt::format("{}", fmt::join(parts, "; "));
}

std::vector<const ScanInJournal*> unfinished(const DatasetScans& scans) {
    std::vector<const ScanInJournal*> result;
    for (const ScanInJournal& scan : scans.scans)
        if (!scan.queue.informed && !scan.state.isFinished()) result.push_back(&scan);
    return result;
}

Failure blinded(const std::vector<const ScanInJournal*>& open, bool ownIsFree) {
    return {"Blinded",
            fmt::format(
                "{}. Before everybody has finished, nobody is to see what others said or what is "
                "true. {}--unblind shows it all the same, which the journal keeps of whoever scans (--as).",
                leftText(open),
                ownIsFree ? "Who has not finished may see the own verdicts with --scanner and the "
                            "own name; "
                          : "")};
}

std::set<std::string> scannerNames(const DatasetScans& scans) {
    std::set<std::string> names;
    for (const ScanInJournal& scan : scans.scans)
        names.insert(scan.scan.scanner);
    return names;
}

} // namespace

void ScanInput::addTo(CLI::App& app, std::string what, const Options& options) {
    m_what = std::move(what);
    app.add_option("JOURNAL", m_journal, "the journal of the scan: .scan.sqlite")
        ->option_text(" ")
        ->required();
    if (options.scanners)
        app.add_option(
               "--scanner", m_scanners,
               "only what this scanner said; may be given again. One alone\nwho has not finished: for "
               "that scanner's own eyes, without truth")
            ->option_text("NAME")
            ->expected(1)
            ->take_all();
    if (options.verdicts)
        app.add_option("--verdict", m_verdicts, "only candidates with this verdict; may be given again")
            ->option_text("VERDICT")
            ->expected(1)
            ->take_all();
    if (options.dataset)
        app.add_option("--dataset", m_dataset,
                       "of which dataset, when JOURNAL has several: its name,\nor how its fingerprint begins")
            ->option_text("NAME");
    auto* unblind =
        app.add_flag("--unblind", m_unblind,
                     m_what + " although a scan is not finished; in JOURNAL the\nunfinished scans "
                              "of whoever looks are marked as unblinded");
    app.add_option("--as", m_as,
                   "who looks: a scanner's name, or that of somebody who does not\nscan, for whom nothing is "
                   "marked; your login name by default")
        ->option_text("NAME")
        ->needs(unblind);
}

tl::expected<std::string, Failure> ScanInput::chosenDataset(const ScanJournal& journal) const {
    if (m_dataset.empty()) return std::string{};
    const auto queues = journal.queues();
    if (!queues) return tl::unexpected(failureOf(queues.error()));
    std::set<std::string> found;
    for (const ScanQueue& queue : *queues)
        if (queue.dataset == m_dataset || queue.fingerprint.starts_with(m_dataset))
            found.insert(queue.fingerprint);
    if (found.size() == 1) return *found.begin();
    throw CLI::ValidationError("--dataset", fmt::format("{} of {} fit '{}'",
                                                        found.empty() ? "none of the datasets" : "several",
                                                        m_journal, m_dataset));
}

void ScanInput::checkNames(const DatasetScans& scans) const {
    const std::set<std::string> names = scannerNames(scans);
    for (const std::string& scanner : m_scanners)
        if (!names.contains(scanner))
            throw CLI::ValidationError("--scanner", fmt::format("'{}' did not scan; there are: {}", scanner,
                                                                fmt::join(names, ", ")));
    for (const std::string& verdict : m_verdicts) {
        if (scans.verdicts.find(verdict) || verdict == kUnscanned) continue;
        std::vector<std::string> known;
        for (const VerdictKind& kind : scans.verdicts.kinds)
            known.push_back(kind.name);
        throw CLI::ValidationError("--verdict", fmt::format("'{}' is no verdict of this scan; there are: {}",
                                                            verdict, fmt::join(known, ", ")));
    }
}

std::vector<const ScanInJournal*>
ScanInput::ownUnfinished(const std::vector<const ScanInJournal*>& open) const {
    std::vector<const ScanInJournal*> own;
    if (std::set(m_scanners.begin(), m_scanners.end()).size() == 1)
        std::ranges::copy_if(open, std::back_inserter(own), [this](const ScanInJournal* scan) {
            return scan->scan.scanner == m_scanners.front();
        });
    return own;
}

std::string ScanInput::whoLooks() const {
    if (!m_as.empty()) return m_as;
    const char* login = std::getenv("USER");
    return login && *login ? login : "somebody without a login name";
}

tl::expected<void, Failure> ScanInput::recordUnblinding(const Console& console,
                                                        const std::vector<const ScanInJournal*>& open) const {
    const std::string who = whoLooks();
    std::vector<const ScanInJournal*> own = open;
    std::erase_if(own, [&who](const ScanInJournal* scan) { return scan->scan.scanner != who; });
    if (own.empty()) {
        console.say(
            fmt::format("Unblinded as {}, who has no unfinished scan here: {} keeps nothing of it. If "
                        "you scan under another name, give it with --as.",
                        who, m_journal));
        return {};
    }
    auto journal = ScanJournal::open(m_journal, ScanJournal::Access::Write);
    if (!journal) return tl::unexpected(failureOf(journal.error()));
    for (const ScanInJournal* scan : own) {
        ScanEntry entry;
        entry.scan = scan->scan.id;
        entry.action = ScanAction::Unblind;
        entry.program = fmt::format("Pairscope {}, pairscope scan", kVersion);
        if (const auto written = journal->append(entry); !written)
            return tl::unexpected(failureOf(written.error()));
    }
    console.say(fmt::format("Unblinded: {}. {} keeps that {} looked.", leftText(own), m_journal, who));
    return {};
}

tl::expected<DatasetScans, Failure> ScanInput::load(const Console& console, const std::string& fingerprint,
                                                    bool ownIsFree) const {
    const auto read = [&]() -> tl::expected<DatasetScans, Failure> {
        const auto journal = ScanJournal::open(m_journal, ScanJournal::Access::Read);
        if (!journal) return tl::unexpected(failureOf(journal.error()));
        const auto dataset = chosenDataset(*journal);
        if (!dataset) return tl::unexpected(dataset.error());
        auto scans = datasetScans(*journal, fingerprint.empty() ? *dataset : fingerprint);
        if (!scans) return tl::unexpected(failureOf(scans.error()));
        return std::move(*scans);
    };
    auto scans = read();
    if (!scans) return scans;
    checkNames(*scans);
    const auto open = unfinished(*scans);
    if (open.empty()) return scans;
    if (m_unblind) {
        const auto recorded = recordUnblinding(console, open);
        if (!recorded) return tl::unexpected(recorded.error());
        return read();
    }
    const auto own = ownUnfinished(open);
    if (!ownIsFree || own.empty()) return tl::unexpected(blinded(open, ownIsFree));
    console.say(fmt::format("{}. These are for {} alone; true classes and known candidates are not told.",
                            leftText(own), own.front()->scan.scanner));
    return scans;
}

Failure failureOf(const ScanError& error) {
    return {std::string(toString(error.kind)), error.message};
}

std::string_view toString(ScanError::Kind kind) {
    switch (kind) {
    case ScanError::Kind::CannotOpen:
        return "CannotOpen";
    case ScanError::Kind::NotAJournal:
        return "NotAJournal";
    case ScanError::Kind::NewerVersion:
        return "NewerVersion";
    case ScanError::Kind::ReadOnly:
        return "ReadOnly";
    case ScanError::Kind::DiskFull:
        return "DiskFull";
    case ScanError::Kind::Busy:
        return "Busy";
    case ScanError::Kind::Damaged:
        return "Damaged";
    case ScanError::Kind::Other:
        return "Other";
    }
    return "Unknown";
}

} // namespace pairscope
