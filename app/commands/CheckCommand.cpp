#include "app/commands/CheckCommand.h"

#include "app/commands/HelpFormatter.h"
#include "app/commands/JsonText.h"
#include "app/commands/PairInput.h"
#include "app/commands/ProblemReport.h"

#include <fmt/format.h>

#include <ostream>

namespace pairscope {

namespace {

struct CheckOptions {
    PairInput input;
    bool json = false;
};

/// Only the first problems of a file are kept.
bool isCutOff(const PairFile& file) {
    return file.problems.size() >= PairFile::kMaxListedProblems;
}

void printJson(const Console& console, const CheckOptions& options, const PairFile& file) {
    Json document = inputJson(file, options.input.name());
    document["ignoredColumns"] = file.ignoredColumns;
    document["problems"] = Json::array();
    for (const RowProblem& problem : file.problems)
        document["problems"].push_back(toJson(problem));
    document["problemsCutOff"] = isCutOff(file);
    print(console.out, document);
}

void printText(const Console& console, const CheckOptions& options, const PairFile& file) {
    std::ostream& out = console.out;
    const std::size_t rows = file.pairs->rows();
    out << fmt::format("{}: {}, {}\n", options.input.name(), file.format, counted(rows, "row"));
    for (const std::string& warning : file.warnings)
        out << fmt::format("warning: {}\n", warning);
    if (!file.ignoredColumns.empty())
        out << fmt::format("not used: {}\n", fmt::join(file.ignoredColumns, ", "));
    for (const RowProblem& problem : file.problems)
        out << fmt::format("{}{}\n", problem.isNote() ? "note: " : "", toString(problem));
    if (isCutOff(file))
        out << fmt::format("... only the first {} are listed.\n", counted(file.problems.size(), "problem"));
    if (file.noteRows > 0)
        out << fmt::format("{} with a note: put right, or sharing an id; nothing to do.\n",
                           counted(file.noteRows, "row"));
    if (file.badRows == 0) out << (rows == 0 ? "No rows, so none is bad.\n" : "Every row can be used.\n");
}

Outcome runCheck(const CheckOptions& options, const Console& console) {
    const auto file = options.input.load(console);
    if (!file) return tl::unexpected(file.error());
    if (options.json)
        printJson(console, options, *file);
    else
        printText(console, options, *file);
    if (file->badRows > 0)
        console.say(fmt::format("{} of {} in {} {} bad.", file->badRows, counted(file->pairs->rows(), "row"),
                                options.input.name(), file->badRows == 1 ? "is" : "are"));
    return statusOf(*file);
}

} // namespace

Command addCheckCommand(CLI::App& program) {
    CLI::App* app = program.add_subcommand("check", "say what is wrong with a file, row by row");
    app->formatter(std::make_shared<HelpFormatter>("pairscope check FILE [options]"));
    const auto options = std::make_shared<CheckOptions>();
    options->input.addTo(*app);
    app->add_flag("--json", options->json, "print the findings as JSON");
    app->footer(
        "Example:\n"
        "  pairscope check pairs.csv\n\n"
        "Rows count from 0, lines of a text file from 1. A note tells of something that was put right and\n"
        "does not make a row bad. The exit status is 0 when every row can be used, else 1.");
    return {app, [options](const Console& console) { return runCheck(*options, console); }};
}

} // namespace pairscope
