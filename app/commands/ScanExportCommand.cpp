#include "app/commands/ScanExportCommand.h"

#include "app/commands/HelpFormatter.h"
#include "app/commands/JsonText.h"
#include "app/commands/PairInput.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/ScanInput.h"
#include "core/scan/ScanExport.h"

#include <fmt/format.h>

#include <ostream>

namespace pairscope {

namespace {

struct ExportOptions {
    ScanInput input;
    std::string output;
    bool json = false;
};

std::string checkExportEnding(const std::string& file) {
    const auto ending = std::filesystem::path(file).extension();
    return ending == ".csv" || ending == ".json"
               ? std::string{}
               : fmt::format("'{}' ends neither in .csv nor in .json", file);
}

void refuseToReplaceJournal(const ExportOptions& options) {
    std::error_code ignored;
    if (std::filesystem::equivalent(options.output, options.input.journal(), ignored))
        throw CLI::ValidationError("-o", fmt::format("{} is the journal; it would be lost", options.output));
}

Outcome runExport(const ExportOptions& options, const Console& console) {
    refuseToReplaceJournal(options);
    const auto scans = options.input.load(console, {}, true);
    if (!scans) return tl::unexpected(scans.error());
    const auto lines =
        exportScan(*scans, {options.input.scanners(), options.input.verdicts(), options.input.unblinds()},
                   options.output);
    if (!lines) return tl::unexpected(failureOf(lines.error()));
    if (options.json)
        print(console.out,
              {{"journal", options.input.journal()}, {"verdicts", *lines}, {"output", options.output}});
    else
        console.out << fmt::format("{} of {}\nWritten to {}\n", counted(*lines, "verdict"),
                                   options.input.journal(), options.output);
    return ExitStatus::Success;
}

} // namespace

Command addScanExportCommand(CLI::App& scan) {
    CLI::App* app = scan.add_subcommand("export", "write the verdicts of a journal as a table");
    app->formatter(std::make_shared<HelpFormatter>("pairscope scan export JOURNAL -o OUT [options]"));
    const auto options = std::make_shared<ExportOptions>();
    options->input.addTo(*app, "export", {});
    app->add_option("-o,--output", options->output, "where the verdicts go: .csv or .json")
        ->option_text("OUT")
        ->required()
        ->check(checkExportEnding);
    app->add_flag("--json", options->json, "print the summary as JSON");
    app->footer(
        "Example:\n"
        "  pairscope scan export pairs.scan.sqlite -o verdicts.csv\n"
        "  pairscope scan export pairs.scan.sqlite --scanner anna --verdict fake -o fakes.csv\n\n"
        "One line for each verdict that holds: the id as in the pair table, verdict, reason, confidence,\n"
        "comment, scanner, time (UTC), and what the scanner saw: status, massBefore, massAfter, deltaM "
        "[GeV],\n"
        "rho [cm] and which vertex was taken. True class, and whether the candidate was a known one mixed "
        "in,\n"
        "are told. All scans of the data must be finished; before that, who has not finished may have the\n"
        "own verdicts (--scanner with the own name), without truth.");
    return {app, [options](const Console& console) { return runExport(*options, console); }};
}

} // namespace pairscope
