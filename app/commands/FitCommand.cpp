#include "app/commands/FitCommand.h"

#include "app/Version.h"
#include "app/commands/BlindChoice.h"
#include "app/commands/CandidateChoice.h"
#include "app/commands/DetectorChoice.h"
#include "app/commands/ExplainReport.h"
#include "app/commands/FitAll.h"
#include "app/commands/FitChoice.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/JsonText.h"
#include "app/commands/PairInput.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/ProgressLine.h"
#include "app/commands/TextTable.h"
#include "core/io/FileFormat.h"
#include "core/io/FitCase.h"
#include "core/io/PairSink.h"
#include "core/io/PendingFile.h"

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <array>
#include <map>
#include <optional>
#include <ostream>

namespace pairscope {

namespace {

namespace fs = std::filesystem;

struct FitOptions {
    PairInput input;
    DetectorChoice detector;
    FitChoice fit;
    BlindChoice blind;
    std::string output;
    std::string explain;  ///< id of one candidate, or empty
    std::string saveCase; ///< file for a fit case, or empty
    unsigned threads = 0; ///< 0: all cores
    bool profile = false;
    bool json = false;
};

/// How many candidates came out how.
struct Tally {
    std::array<std::size_t, 4> byStatus{};
    std::map<std::string_view, std::size_t> failures; ///< by reason

    [[nodiscard]] std::size_t count(CandidateStatus status) const {
        return byStatus[static_cast<std::size_t>(status)];
    }
};

Tally tally(const CandidateTable& table) {
    Tally tally;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.reason(row) == CandidateReason::Blinded) continue;
        const CandidateStatus status = table.status(row);
        ++tally.byStatus[static_cast<std::size_t>(status)];
        if (status == CandidateStatus::Failed) ++tally.failures[toString(table.reason(row))];
    }
    return tally;
}

/// The profiles along the flight, when they are asked for, but not of what is hidden.
std::shared_ptr<const FlightTable> profileIfAsked(const FitOptions& options, const PairFile& file,
                                                  const std::shared_ptr<const DetectorModel>& detector,
                                                  const RowSet& hidden, const Console& console) {
    if (!options.profile) return nullptr;
    ProgressLine line(console, "Profiling");
    const auto all = profileAll(*file.pairs, detector, options.fit.options(*detector), {}, line.callback());
    if (hidden.empty()) return all;
    auto shown = std::make_shared<FlightTable>(*all);
    for (const RowSet::Row row : hidden)
        shown->rows[row] = FlightTable::Row::none(shown->groups.size());
    return shown;
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
    add("poor", counts.count(CandidateStatus::Poor), "the tracks do not meet: probability below 0.0027");
    add("failed", counts.count(CandidateStatus::Failed), "no vertex");
    for (const auto& [reason, count] : counts.failures)
        add(fmt::format("  {}", reason), count, "");
    console.out << fmt::format("{} from {}, {}:\n{}{}Written to {}\n", counted(table.rows(), "pair"),
                               options.input.name(), describe(table.detector()), lines.text("  "),
                               options.blind.given()
                                   ? "Those in blinded regions are not counted here; their results "
                                     "are left empty, with the reason Blinded.\n"
                                   : "",
                               options.output);
}

void printJson(const Console& console, const FitOptions& options, const PairFile& file,
               const CandidateTable& table) {
    const Tally counts = tally(table);
    Json document = inputJson(file, options.input.name());
    document["detector"] = describe(table.detector());
    document["good"] = counts.count(CandidateStatus::Good);
    document["ambiguous"] = counts.count(CandidateStatus::Ambiguous);
    document["poor"] = counts.count(CandidateStatus::Poor);
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

Outcome fitTable(const FitOptions& options, const PairFile& file,
                 const std::shared_ptr<const DetectorModel>& detector, const Console& console) {
    if (auto writable = checkOutput(options); !writable) return tl::unexpected(writable.error());
    tellProblems(console, options.input, file);
    std::optional<tbb::global_control> limit;
    if (options.threads > 0) limit.emplace(tbb::global_control::max_allowed_parallelism, options.threads);
    const auto fitted =
        fitAll(file.pairs, options.input.name(), detector, options.fit.options(*detector), console);
    if (!fitted) return tl::unexpected(fitted.error());
    const RowSet hidden = options.blind.rows(**fitted);
    const auto table = (*fitted)->withoutResults(hidden);
    const auto flight = profileIfAsked(options, file, detector, hidden, console);
    if (const auto written = writeResults(*table, options.output, flight.get()); !written)
        return tl::unexpected(failureOf(written.error()));
    if (options.json)
        printJson(console, options, file, *table);
    else
        printText(console, options, *table);
    return statusOf(file);
}

tl::expected<void, Failure> saveCase(const FitOptions& options, const FitCase& fitCase) {
    if (options.saveCase.empty()) return {};
    if (const auto written = writeFitCase(fitCase, options.saveCase); !written)
        return tl::unexpected(failureOf(written.error()));
    return {};
}

Outcome explainOne(const FitOptions& options, const PairFile& file,
                   const std::shared_ptr<const DetectorModel>& detector, const Console& console) {
    const auto row = findById(options.explain, *file.pairs, options.input.name());
    if (!row) return tl::unexpected(row.error());
    const Reconstruction::Options fit = options.fit.options(*detector);
    const CandidateStudy study = studyCandidate(file.pairs->event(*row), detector, fit);
    if (options.blind.hides(*study.candidate, *file.pairs, *row, detector))
        return tl::unexpected(Failure{"Blinded", fmt::format("Candidate {} is in a blinded region of {}.",
                                                             options.explain, options.blind.file())});
    const FitCase fitCase =
        fitCaseOf(study, fit, fmt::format("Pairscope {}", kVersion), file.pairs->contents().simulation);
    if (const auto saved = saveCase(options, fitCase); !saved) return tl::unexpected(saved.error());
    if (options.json)
        print(console.out, explainJson(study, *detector));
    else
        console.out << explainText(study, *detector);
    return ExitStatus::Success;
}

/// Repeats the fit of a saved case with its own options and says what is different.
Outcome repeatCase(const FitOptions& options, const std::shared_ptr<const DetectorModel>& detector,
                   const Console& console) {
    const auto fitCase = readFitCase(options.input.file());
    if (!fitCase) return tl::unexpected(failureOf(fitCase.error()));
    const CandidateStudy study = studyCandidate(fitCase->event(), detector, fitCase->options);
    const std::vector<std::string> changes = differences(*fitCase, study);
    if (options.json) {
        Json document = explainJson(study, *detector);
        document["asSaved"] = changes.empty();
        document["differences"] = changes;
        print(console.out, document);
    } else {
        console.out << explainText(study, *detector)
                    << (changes.empty() ? fmt::format("\nAs saved by {}.\n", fitCase->program)
                                        : fmt::format("\nNot as saved by {}:\n", fitCase->program));
        for (const std::string& change : changes)
            console.out << fmt::format("  {}\n", change);
    }
    return changes.empty() ? ExitStatus::Success : ExitStatus::BadData;
}

Outcome runFit(FitOptions& options, const Console& console) {
    const bool nothingAsked = options.output.empty() && options.explain.empty();
    const bool isCase = options.input.file().ends_with(FitCase::kEnding);
    if (nothingAsked && !isCase) throw CLI::RequiredError("--output or --explain");
    const auto detector = options.detector.load();
    if (!detector) return tl::unexpected(detector.error());
    if (nothingAsked) return repeatCase(options, *detector, console);
    if (const auto regions = options.blind.load(); !regions) return tl::unexpected(regions.error());
    const auto file = options.input.load(console);
    if (!file) return tl::unexpected(file.error());
    if (!options.explain.empty()) return explainOne(options, *file, *detector, console);
    return fitTable(options, *file, *detector, console);
}

std::string checkEnding(const std::string& output) {
    const auto format = formatOfName(output);
    return format ? std::string{} : format.error().message;
}

std::string checkCaseEnding(const std::string& name) {
    return name.ends_with(FitCase::kEnding) ? std::string{}
                                            : fmt::format("'{}' does not end in {}", name, FitCase::kEnding);
}

} // namespace

Command addFitCommand(CLI::App& program) {
    CLI::App* app = program.add_subcommand("fit", "fit the vertex of every pair and write the results");
    app->formatter(
        std::make_shared<HelpFormatter>("pairscope fit FILE -o OUT [options]\n"
                                        "       pairscope fit FILE --explain ID [--save-case CASE]\n"
                                        "       pairscope fit CASE.fitcase.json"));
    const auto options = std::make_shared<FitOptions>();
    options->input.addTo(*app);
    CLI::Option* output =
        app->add_option(
               "-o,--output", options->output,
               "where the results go: .csv, .csv.gz or .h5;\none row for each row of FILE, in its order")
            ->option_text("OUT")
            ->check(checkEnding);
    CLI::Option* explain = app->add_option("--explain", options->explain,
                                           "say all about the fit of one candidate instead:\n"
                                           "experiment/run/event/candidate")
                               ->option_text("ID")
                               ->check(checkId)
                               ->excludes(output);
    app->add_option("--save-case", options->saveCase,
                    "save the explained pair with its outcome as a test case, which\n'pairscope fit CASE' "
                    "repeats: .fitcase.json")
        ->option_text("CASE")
        ->needs(explain)
        ->check(checkCaseEnding);
    app->add_flag(
           "--profile", options->profile,
           "add columns: place along the flight with its intervals, and the\nprobability of each layer "
           "(about 1 ms a pair)")
        ->option_text(" ")
        ->needs(output);
    options->fit.addTo(*app);
    options->detector.addTo(*app);
    options->blind.addTo(*app, "leave results empty in the blinded regions of this file");
    app->add_option("--threads", options->threads, "how many cores to use; all by default")
        ->option_text("N")
        ->check(CLI::Range(1U, 1024U));
    app->add_flag("--json", options->json, "print the summary as JSON");
    app->footer(
        "Example:\n"
        "  pairscope fit pairs.csv -o results.h5\n"
        "  pairscope fit pairs.csv --explain 26/1000/62/0\n\n"
        "'pairscope info --columns' explains every column of FILE and OUT. A pair that cannot be fitted is "
        "in\n"
        "OUT as well, with the reason. When rows of FILE are bad, they are told, the others are fitted, and\n"
        "the exit status is 1. A saved case that comes out differently is told with exit status 1 too.");
    return {app, [options](const Console& console) { return runFit(*options, console); }};
}

} // namespace pairscope
