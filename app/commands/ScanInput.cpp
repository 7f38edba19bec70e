#include "app/commands/ScanInput.h"

#include "app/Version.h"
#include "app/commands/ProblemReport.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
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
        app.add_option("--scanner", m_scanners, "only what this scanner said; may be given again")
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
    app.add_flag("--unblind", m_unblind,
                 m_what + " although a scan is not finished;\nJOURNAL keeps that it was looked at");
}

bool ScanInput::wants(const std::string& scanner) const {
    return m_scanners.empty() || std::ranges::find(m_scanners, scanner) != m_scanners.end();
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

std::vector<const ScanInJournal*> ScanInput::unfinished(const DatasetScans& scans) const {
    std::vector<const ScanInJournal*> result;
    for (const ScanInJournal& scan : scans.scans)
        if (wants(scan.scan.scanner) && !scan.state.isFinished()) result.push_back(&scan);
    return result;
}

bool ScanInput::isOwn(const DatasetScans& scans) const {
    std::set<std::string> names = scannerNames(scans);
    std::erase_if(names, [this](const std::string& name) { return !wants(name); });
    return names.size() == 1;
}

tl::expected<void, Failure>
ScanInput::recordUnblinding(const Console& console, const std::vector<const ScanInJournal*>& scans) const {
    auto journal = ScanJournal::open(m_journal, ScanJournal::Access::Write);
    if (!journal) return tl::unexpected(failureOf(journal.error()));
    for (const ScanInJournal* scan : scans) {
        ScanEntry entry;
        entry.scan = scan->scan.id;
        entry.action = ScanAction::Unblind;
        entry.program = fmt::format("Pairscope {}, pairscope scan", kVersion);
        if (const auto written = journal->append(entry); !written)
            return tl::unexpected(failureOf(written.error()));
    }
    console.say(fmt::format("Unblinded: {}. {} keeps that.", leftText(scans), m_journal));
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
    if (ownIsFree && isOwn(*scans)) {
        if (!scans->mayBeSeen(open.front()->scan.scanner))
            console.say(fmt::format("{}: true classes and known candidates are not told.", leftText(open)));
        return scans;
    }
    return tl::unexpected(
        Failure{"Blinded",
                fmt::format("{}. Before everybody has finished, nobody is to see what others said or "
                            "what is true. {}--unblind shows it all the same, which the journal keeps.",
                            leftText(open),
                            ownIsFree ? "--scanner with one name gives that scanner's own verdicts; " : "")});
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
