#include "app/commands/FitCommand.h"

#include "app/commands/DetectorChoice.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/JsonText.h"
#include "app/commands/PairInput.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/ProgressLine.h"
#include "app/commands/TextTable.h"
#include "core/candidate/BatchReconstruction.h"
#include "core/io/FileFormat.h"
#include "core/io/PairSink.h"
#include "core/io/PendingFile.h"

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <array>
#include <map>
#include <ostream>

namespace pairscope {

namespace {

namespace fs = std::filesystem;

struct FitOptions {
    PairInput input;
    DetectorChoice detector;
    std::string output;
    unsigned threads = 0; ///< 0: all cores
    bool json = false;
};

/// How many candidates came out how.
struct Tally {
    std::array<std::size_t, 3> byStatus{};
    std::map<std::string_view, std::size_t> failures; ///< by reason

    [[nodiscard]] std::size_t count(CandidateStatus status) const {
        return byStatus[static_cast<std::size_t>(status)];
    }
};

Tally tally(const CandidateTable& table) {
    Tally tally;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const CandidateStatus status = table.status(row);
        ++tally.byStatus[static_cast<std::size_t>(status)];
        if (status == CandidateStatus::Failed) ++tally.failures[toString(table.reason(row))];
    }
    return tally;
}

std::shared_ptr<const CandidateTable> fitAll(const FitOptions& options, const PairFile& file,
                                             std::shared_ptr<const DetectorModel> detector,
                                             const Console& console) {
    std::optional<tbb::global_control> limit;
    if (options.threads > 0) limit.emplace(tbb::global_control::max_allowed_parallelism, options.threads);
    ProgressLine line(console, "Fitting");
    return reconstructAll(file.pairs, std::move(detector), {}, {}, line.callback());
}

void printText(const Console& console, const FitOptions& options, const CandidateTable& table) {
    const Tally counts = tally(table);
    const auto share = [&](std::size_t count) {
        return table.rows() == 0 ? std::string{}
                                 : fmt::format("{:.1f} %", 100.0 * static_cast<double>(count) /
                                                               static_cast<double>(table.rows()));
    };
    using Align = TextTable::Align;
    TextTable lines({{"", Align::Left}, {"", Align::Right}, {"", Align::Right}, {"", Align::Left}});
    const auto add = [&](std::string what, std::size_t count, std::string meaning) {
        lines.add({std::move(what), std::to_string(count), share(count), std::move(meaning)});
    };
    add("good", counts.count(CandidateStatus::Good), "one vertex that the data allow");
    add("ambiguous", counts.count(CandidateStatus::Ambiguous),
        "two or more vertices within chi2 9; the best comes first");
    add("failed", counts.count(CandidateStatus::Failed), "no vertex");
    for (const auto& [reason, count] : counts.failures)
        add(fmt::format("  {}", reason), count, "");
    console.out << fmt::format("{} from {}, {}:\n{}Written to {}\n", counted(table.rows(), "pair"),
                               options.input.name(), describe(table.detector()), lines.text("  "),
                               options.output);
}

void printJson(const Console& console, const FitOptions& options, const PairFile& file,
               const CandidateTable& table) {
    const Tally counts = tally(table);
    Json document = inputJson(file, options.input.name());
    document["detector"] = describe(table.detector());
    document["good"] = counts.count(CandidateStatus::Good);
    document["ambiguous"] = counts.count(CandidateStatus::Ambiguous);
    document["failed"] = counts.count(CandidateStatus::Failed);
    document["failures"] = Json::object();
    for (const auto& [reason, count] : counts.failures)
        document["failures"][std::string(reason)] = count;
    document["output"] = options.output;
    print(console.out, document);
}

/// Before hours of work are lost: whether the output can be written where it shall be.
tl::expected<void, Failure> checkOutput(const FitOptions& options) {
    std::error_code ignored;
    if (fs::equivalent(options.output, options.input.file(), ignored))
        throw CLI::ValidationError("-o", fmt::format("{} is the input; it would be lost", options.output));
    if (const auto probe = PendingFile::create(options.output); !probe)
        return tl::unexpected(failureOf(probe.error()));
    return {};
}

Outcome runFit(const FitOptions& options, const Console& console) {
    const auto detector = options.detector.load();
    if (!detector) return tl::unexpected(detector.error());
    const auto file = options.input.load(console);
    if (!file) return tl::unexpected(file.error());
    if (auto writable = checkOutput(options); !writable) return tl::unexpected(writable.error());
    tellProblems(console, options.input, *file);
    const auto table = fitAll(options, *file, *detector, console);
    if (const auto written = writeResults(*table, options.output); !written)
        return tl::unexpected(failureOf(written.error()));
    if (options.json)
        printJson(console, options, *file, *table);
    else
        printText(console, options, *table);
    return statusOf(*file);
}

std::string checkEnding(const std::string& output) {
    const auto format = formatOfName(output);
    return format ? std::string{} : format.error().message;
}

} // namespace

Command addFitCommand(CLI::App& program) {
    CLI::App* app = program.add_subcommand("fit", "fit the vertex of every pair and write the results");
    app->formatter(std::make_shared<HelpFormatter>("pairscope fit FILE -o OUT [options]"));
    const auto options = std::make_shared<FitOptions>();
    options->input.addTo(*app);
    app->add_option("-o,--output", options->output,
                    "where the results go: .csv, .csv.gz or .h5;\none row for each row of FILE, in its order")
        ->option_text("OUT")
        ->required()
        ->check(checkEnding);
    options->detector.addTo(*app);
    app->add_option("--threads", options->threads, "how many cores to use; all by default")
        ->option_text("N")
        ->check(CLI::Range(1U, 1024U));
    app->add_flag("--json", options->json, "print the summary as JSON");
    app->footer(
        "Example:\n"
        "  pairscope fit pairs.csv -o results.h5\n\n"
        "'pairscope info --columns' explains every column of FILE and OUT. A pair that cannot be fitted is "
        "in\n"
        "OUT as well, with the reason. When rows of FILE are bad, they are told, the others are fitted, and\n"
        "the exit status is 1.");
    return {app, [options](const Console& console) { return runFit(*options, console); }};
}

} // namespace pairscope
