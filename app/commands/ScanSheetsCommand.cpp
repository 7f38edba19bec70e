#include "app/commands/ScanSheetsCommand.h"

#include "app/SheetPages.h"
#include "app/Version.h"
#include "app/commands/DetectorChoice.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/Interrupt.h"
#include "app/commands/JsonText.h"
#include "app/commands/PairInput.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/ProgressLine.h"
#include "app/commands/ScanInput.h"
#include "core/scan/DatasetFingerprint.h"
#include "core/scan/QueueChoice.h"

#include <fmt/format.h>

#include <ostream>

namespace pairscope {

namespace {

struct SheetsOptions {
    ScanInput scans;
    PairInput pairs;
    DetectorChoice detector;
    std::string output;
    std::string ids; ///< file; empty: all
    std::string theme = "light";
    std::string view = "transverse";
    int columns = ContactSheets().columns;
    int rows = ContactSheets().rows;
    bool json = false;
};

/// How the drawing ended, which its words alone do not tell.
struct Drawing {
    std::string problem;
    bool stopped = false;
};

std::string checkSheetEnding(const std::string& file) {
    const auto ending = std::filesystem::path(file).extension();
    return ending == ".pdf" || ending == ".png" ? std::string{}
                                                : fmt::format("'{}' ends neither in .pdf nor in .png", file);
}

std::string checkSheetTheme(const std::string& theme) {
    return theme == "light" || theme == "dark"
               ? std::string{}
               : fmt::format("'{}' is no theme; expected light or dark", theme);
}

std::string checkSheetView(const std::string& view) {
    return view == "transverse" || view == "rho-z"
               ? std::string{}
               : fmt::format("'{}' is no view; expected transverse or rho-z", view);
}

tl::expected<DatasetScans, Failure> scansOf(const SheetsOptions& options, const PairTable& pairs,
                                            const Console& console) {
    auto scans = options.scans.load(console, datasetFingerprint(pairs), true);
    if (!scans || !scans->scans.empty()) return scans;
    return tl::unexpected(Failure{
        "WrongDataset",
        fmt::format("{} has no scan of {}: nobody scanned in it, or it was of other data (their names do not "
                    "matter, ids, tracks and photons do).",
                    options.scans.journal(), options.pairs.name())});
}

tl::expected<SheetItems, Failure> itemsOf(const SheetsOptions& options, const DatasetScans& scans,
                                          const PairTable& pairs) {
    SheetChoice choice{options.scans.scanners(), options.scans.verdicts(), {}, options.scans.unblinds()};
    if (!options.ids.empty()) {
        const auto ids = readIdList(options.ids);
        if (!ids) return tl::unexpected(Failure{"BadIds", ids.error()});
        choice.ids.emplace(ids->begin(), ids->end());
    }
    auto items = sheetItems(scans, pairs, choice);
    if (!items) return tl::unexpected(Failure{"WrongDataset", items.error()});
    if (!items->items.empty()) return std::move(*items);
    return tl::unexpected(Failure{"NothingToDraw", fmt::format("No candidate of {} is as asked for: there is "
                                                               "nothing to draw.",
                                                               options.scans.journal())});
}

/// "pairs.h5, verdict fake, anna: 12 candidates, simulation"
std::string titleOf(const SheetsOptions& options, const PairTable& pairs, const SheetItems& items) {
    std::string title = std::filesystem::path(options.pairs.name()).filename().string();
    if (!options.scans.verdicts().empty())
        title += fmt::format(", {}", fmt::join(options.scans.verdicts(), " or "));
    if (!options.scans.scanners().empty())
        title += fmt::format(", scanned by {}", fmt::join(options.scans.scanners(), ", "));
    title += fmt::format(": {}", counted(items.items.size(), "candidate"));
    if (pairs.contents().simulation || pairs.contents().truth)
        title += ", simulation";
    else if (items.mayHideSimulation)
        title += ", simulated ones may be among them";
    return title;
}

Drawing drawAll(const ContactSheets& sheets, SheetPages& pages, std::size_t candidates,
                const DrawSheets& draw, const Console& console) {
    const Interrupt interrupt;
    ProgressLine line(console, "Drawing");
    const auto show = line.callback();
    Drawing drawing;
    const auto drawn = [&](std::size_t done) {
        if (show) show(static_cast<double>(done) / static_cast<double>(candidates));
        drawing.stopped = interrupt.token().stop_requested();
        return !drawing.stopped;
    };
    drawing.problem = draw(sheets, [&](std::size_t page) { return pages.page(page, drawn); });
    return drawing;
}

void say(const SheetsOptions& options, const ContactSheets& sheets, std::size_t candidates,
         const Console& console) {
    std::vector<std::string> files;
    for (std::size_t page = 0; page < (sheets.isPdf() ? 1 : sheets.pages); ++page)
        files.push_back(sheets.fileOf(page).string());
    if (options.json) {
        print(console.out, {{"journal", options.scans.journal()},
                            {"candidates", candidates},
                            {"pages", sheets.pages},
                            {"output", files}});
        return;
    }
    console.out << fmt::format("{} on {}\n", counted(candidates, "candidate"), counted(sheets.pages, "page"));
    if (files.size() == 1)
        console.out << fmt::format("Written to {}\n", files.front());
    else
        console.out << fmt::format("Written to {} to {}\n", files.front(), files.back());
}

Outcome runSheets(const SheetsOptions& options, const DrawSheets& draw, const Console& console) {
    if (!draw) return tl::unexpected(Failure{"NoWindow", "This program was built without its pages."});
    const auto detector = options.detector.load();
    if (!detector) return tl::unexpected(detector.error());
    const auto file = options.pairs.load(console);
    if (!file) return tl::unexpected(file.error());
    const PairTable& pairs = *file->pairs;
    const auto scans = scansOf(options, pairs, console);
    if (!scans) return tl::unexpected(scans.error());
    auto items = itemsOf(options, *scans, pairs);
    if (!items) return tl::unexpected(items.error());

    const std::size_t candidates = items->items.size();
    const std::string program = fmt::format("Pairscope {}", kVersion);
    ContactSheets sheets{options.output, options.columns, options.rows, options.theme == "light", 0, program};
    sheets.pages = SheetPages::count(sheets, candidates);
    const ScenePlane plane = options.view == "rho-z" ? ScenePlane::RhoZ : ScenePlane::Transverse;
    const std::string title = titleOf(options, pairs, *items);
    auto pages = SheetPages::create(sheets, {plane, title, program}, std::move(*items), *detector);
    if (!pages)
        return tl::unexpected(
            Failure{"CannotRender", "This machine cannot draw a picture: " + pages.error() + "."});
    const Drawing drawing = drawAll(sheets, *pages, candidates, draw, console);
    if (drawing.stopped) return tl::unexpected(Failure{"Cancelled", "Stopped; nothing was written."});
    if (!drawing.problem.empty()) return tl::unexpected(Failure{"CannotWrite", drawing.problem});
    say(options, sheets, candidates, console);
    return ExitStatus::Success;
}

void addOptions(CLI::App& app, SheetsOptions& options) {
    options.scans.addTo(app, "draw", {.scanners = true, .verdicts = true, .dataset = false});
    options.pairs.addTo(app);
    app.add_option("-o,--output", options.output, "the pages: .pdf, or .png (OUT-1.png, OUT-2.png, ...)")
        ->option_text("OUT")
        ->required()
        ->check(checkSheetEnding);
    app.add_option("--ids", options.ids, "only candidates whose ids are in this file, one a line")
        ->option_text("FILE");
    app.add_option("--columns", options.columns, "pictures beside each other, 3 by default")
        ->option_text("N")
        ->check(CLI::Range(1, ContactSheets::kMostColumns));
    app.add_option("--rows", options.rows, "pictures below each other, 4 by default")
        ->option_text("N")
        ->check(CLI::Range(1, ContactSheets::kMostRows));
    app.add_option("--view", options.view, "across the beam (transverse; the default) or along it")
        ->option_text("transverse|rho-z")
        ->check(checkSheetView);
    app.add_option("--theme", options.theme, "colours for print (light; the default) or for a screen")
        ->option_text("light|dark")
        ->check(checkSheetTheme);
    options.detector.addTo(app);
    app.add_flag("--json", options.json, "print the summary as JSON");
}

constexpr const char* kFooter =
    "Example:\n"
    "  pairscope scan sheets pairs.scan.sqlite pairs.h5 -o all.pdf\n"
    "  pairscope scan sheets pairs.scan.sqlite pairs.h5 --verdict mis-fit --scanner anna -o misfits.png\n\n"
    "Pages of A4 with a picture of each queued candidate in the order of the queue, and under it its id,\n"
    "the verdicts, M before and after the fit and the distance rho of the vertex, fitted as the scanner\n"
    "saw it. --verdict unscanned takes those without a verdict. FILE must have the pairs that were\n"
    "scanned, whatever its name is; truth is not drawn. All its scans must be finished; before that,\n"
    "who has not finished may draw the own verdicts (--scanner with the own name). Needs no display.";

} // namespace

Command addScanSheetsCommand(CLI::App& scan, const DrawSheets& draw) {
    CLI::App* app = scan.add_subcommand("sheets", "draw the scanned candidates on pages; needs no display");
    app->formatter(std::make_shared<HelpFormatter>("pairscope scan sheets JOURNAL FILE -o OUT [options]"));
    const auto options = std::make_shared<SheetsOptions>();
    addOptions(*app, *options);
    app->footer(kFooter);
    return {app, [options, draw](const Console& console) { return runSheets(*options, draw, console); }};
}

} // namespace pairscope
