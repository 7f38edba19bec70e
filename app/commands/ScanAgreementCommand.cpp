#include "app/commands/ScanAgreementCommand.h"

#include "app/commands/AgreementReport.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/PairInput.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/ScanInput.h"
#include "core/io/OutputFile.h"

#include <fmt/format.h>

#include <ostream>

namespace pairscope {

namespace {

struct AgreementOptions {
    ScanInput input;
    std::string disagreements; ///< file; empty: not wanted
    bool json = false;
};

/// Ids only, so that whoever scans them again does not read what was said.
std::string idLines(const DatasetScans& scans, const Agreement& agreement) {
    std::string text = fmt::format("# not judged alike by {} in {}\n", fmt::join(agreement.scanners, ", "),
                                   scans.scans.front().queue.dataset);
    for (const ScannedCandidate& candidate : agreement.disagreements)
        if (candidate.queue.empty()) text += toString(candidate.id) + '\n';
    return text;
}

/// What was written, for people; known candidates are not in the dataset and cannot be queued from it.
std::string writtenText(const AgreementOptions& options, const Agreement& agreement) {
    const auto known = static_cast<std::size_t>(std::ranges::count_if(
        agreement.disagreements, [](const ScannedCandidate& candidate) { return !candidate.queue.empty(); }));
    std::string text = fmt::format("{} written to {}", counted(agreement.disagreements.size() - known, "id"),
                                   options.disagreements);
    if (known > 0) text += fmt::format(", without {} mixed in", counted(known, "known candidate"));
    return text + "\n";
}

Outcome runAgreement(const AgreementOptions& options, const Console& console) {
    const auto scans = options.input.load(console, {}, false);
    if (!scans) return tl::unexpected(scans.error());
    if (scans->scans.empty())
        return tl::unexpected(
            Failure{"NothingScanned", fmt::format("Nobody has scanned in {} yet.", options.input.journal())});
    const auto scanners = scans->scanners();
    const Agreement result = agreement(scanners, scans->verdicts, scans->truth);
    if (!options.disagreements.empty())
        if (const auto written = writeWholeFile(idLines(*scans, result), options.disagreements); !written)
            return tl::unexpected(failureOf(written.error()));
    if (options.json) {
        Json document{{"journal", options.input.journal()}};
        document.update(agreementJson(*scans, scanners, result));
        if (!options.disagreements.empty()) document["output"] = options.disagreements;
        print(console.out, document);
        return ExitStatus::Success;
    }
    console.out << agreementText(*scans, scanners, result);
    if (!options.disagreements.empty()) console.out << writtenText(options, result);
    return ExitStatus::Success;
}

constexpr const char* kFooter =
    "Example:\n"
    "  pairscope scan agreement pairs.scan.sqlite --disagreements look-again.txt\n\n"
    "Of every two scanners: how often they said what, and Cohen's kappa, the agreement beyond chance,\n"
    "with its large-sample standard error; of three and more also Fleiss' kappa with its jackknife\n"
    "error. Where there is truth: efficiency and mis-tag of each scanner by true class, with\n"
    "Clopper-Pearson intervals of 68.3 %. The window takes the list of ids as a queue. All scans must be\n"
    "finished.";

} // namespace

Command addScanAgreementCommand(CLI::App& scan) {
    CLI::App* app = scan.add_subcommand("agreement", "say how far the scanners of a journal agree");
    app->formatter(std::make_shared<HelpFormatter>("pairscope scan agreement JOURNAL [options]"));
    const auto options = std::make_shared<AgreementOptions>();
    options->input.addTo(*app, "show it", {.scanners = false, .verdicts = false, .dataset = true});
    app->add_option("--disagreements", options->disagreements,
                    "write the ids of what was not judged alike, one a line")
        ->option_text("OUT");
    app->add_flag("--json", options->json, "print everything as JSON");
    app->footer(kFooter);
    return {app, [options](const Console& console) { return runAgreement(*options, console); }};
}

} // namespace pairscope
