#include "app/commands/ScanMergeCommand.h"

#include "app/commands/HelpFormatter.h"
#include "app/commands/JsonText.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/ScanInput.h"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>

namespace pairscope {

namespace {

namespace fs = std::filesystem;

struct MergeOptions {
    std::string journal;
    std::vector<std::string> others;
    bool json = false;
};

/// How much is in a journal.
struct Size {
    std::size_t queues = 0;
    std::size_t scans = 0;
};

/// What came from one other journal.
struct Came {
    std::string from;
    Size size;
    std::size_t entries = 0;
};

using Sized = tl::expected<Size, Failure>;

Sized sizeOf(const ScanJournal& journal) {
    const auto queues = journal.queues();
    if (!queues) return tl::unexpected(failureOf(queues.error()));
    const auto scans = journal.scans();
    if (!scans) return tl::unexpected(failureOf(scans.error()));
    return Size{queues->size(), scans->size()};
}

/// Whether all of a journal can be read, before anything is changed for it.
tl::expected<void, Failure> checkWhole(const std::string& file) {
    const auto journal = ScanJournal::open(file, ScanJournal::Access::Read);
    if (!journal) return tl::unexpected(failureOf(journal.error()));
    const auto queues = journal->queues();
    if (!queues) return tl::unexpected(failureOf(queues.error()));
    for (const ScanQueue& queue : *queues)
        if (const auto read = journal->candidates(queue.id); !read)
            return tl::unexpected(failureOf(read.error()));
    const auto scans = journal->scans();
    if (!scans) return tl::unexpected(failureOf(scans.error()));
    for (const Scan& scan : *scans)
        if (const auto read = journal->entries(scan.id); !read)
            return tl::unexpected(failureOf(read.error()));
    return {};
}

tl::expected<void, Failure> checkOthers(const MergeOptions& options) {
    for (const std::string& other : options.others) {
        std::error_code ignored;
        if (fs::equivalent(other, options.journal, ignored))
            throw CLI::ValidationError("OTHER", fmt::format("{} is the journal to merge into", other));
        if (const auto whole = checkWhole(other); !whole) return whole;
    }
    return {};
}

tl::expected<Came, Failure> mergeOne(ScanJournal& journal, const std::string& other) {
    const auto before = sizeOf(journal);
    if (!before) return tl::unexpected(before.error());
    const auto entries = journal.merge(other);
    if (!entries) return tl::unexpected(failureOf(entries.error()));
    const auto after = sizeOf(journal);
    if (!after) return tl::unexpected(after.error());
    return Came{other, {after->queues - before->queues, after->scans - before->scans}, *entries};
}

tl::expected<std::vector<Came>, Failure> mergeAll(const MergeOptions& options, bool isNew) {
    auto journal = ScanJournal::open(options.journal, ScanJournal::Access::Write);
    if (!journal) return tl::unexpected(failureOf(journal.error()));
    std::vector<Came> all;
    for (const std::string& other : options.others) {
        auto came = mergeOne(*journal, other);
        if (!came) {
            if (all.empty() || isNew) return tl::unexpected(came.error());
            return tl::unexpected(
                Failure{came.error().kind, fmt::format("{} What comes before it was merged, up to {}.",
                                                       came.error().message, all.back().from)});
        }
        all.push_back(std::move(*came));
    }
    return all;
}

std::string text(const Came& came) {
    if (came.entries == 0 && came.size.queues == 0 && came.size.scans == 0)
        return fmt::format("{}: nothing new\n", came.from);
    return fmt::format("{}: {}, {}, {}\n", came.from, counted(came.size.queues, "new queue"),
                       counted(came.size.scans, "new scan"),
                       came.entries == 1 ? "1 new entry" : fmt::format("{} new entries", came.entries));
}

Json json(const Came& came) {
    return {{"file", came.from},
            {"queues", came.size.queues},
            {"scans", came.size.scans},
            {"entries", came.entries}};
}

Outcome runMerge(const MergeOptions& options, const Console& console) {
    if (const auto checked = checkOthers(options); !checked) return tl::unexpected(checked.error());
    std::error_code ignored;
    const bool isNew = !fs::exists(options.journal, ignored);
    const auto all = mergeAll(options, isNew);
    if (!all) {
        if (isNew) fs::remove(options.journal, ignored);
        return tl::unexpected(all.error());
    }
    if (options.json) {
        Json document{{"journal", options.journal}, {"new", isNew}, {"merged", Json::array()}};
        for (const Came& came : *all)
            document["merged"].push_back(json(came));
        print(console.out, document);
        return ExitStatus::Success;
    }
    for (const Came& came : *all)
        console.out << text(came);
    console.out << fmt::format("Merged into {}{}\n", options.journal, isNew ? " (new)" : "");
    return ExitStatus::Success;
}

} // namespace

Command addScanMergeCommand(CLI::App& scan) {
    CLI::App* app = scan.add_subcommand("merge", "put journals of several machines together");
    app->formatter(std::make_shared<HelpFormatter>("pairscope scan merge JOURNAL OTHER... [--json]"));
    const auto options = std::make_shared<MergeOptions>();
    app->add_option("JOURNAL", options->journal, "the journal to merge into; made when it is not there")
        ->option_text(" ")
        ->required();
    app->add_option("OTHER", options->others, "journals to take from; they stay as they are")
        ->option_text(" ")
        ->required();
    app->add_flag("--json", options->json, "print what came as JSON");
    app->footer(
        "Example:\n"
        "  pairscope scan merge all.scan.sqlite anna.scan.sqlite ben.scan.sqlite\n\n"
        "The order does not matter, and what is there already does not come again. When one of OTHER\n"
        "cannot be read as a journal, nothing is merged.");
    return {app, [options](const Console& console) { return runMerge(*options, console); }};
}

} // namespace pairscope
