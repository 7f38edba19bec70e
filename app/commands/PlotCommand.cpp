#include "app/commands/PlotCommand.h"

#include "app/commands/BlindChoice.h"
#include "app/commands/DetectorChoice.h"
#include "app/commands/FitAll.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/PairInput.h"
#include "app/commands/PictureFile.h"
#include "app/commands/ProblemReport.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>

namespace pairscope {

namespace {

struct PlotOptions {
    PairInput input;
    DetectorChoice detector;
    BlindChoice blind;
    std::string kind = "shift";
    std::string theme = "light";
    std::string size = "1200x800";
    std::string output;
};

template<std::size_t Count>
std::string checkWord(const std::string& word, const std::array<std::string_view, Count>& words) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return {};
    return fmt::format("'{}' is not one of {}", word, fmt::join(words, ", "));
}

std::string checkKind(const std::string& kind) {
    return checkWord<4>(kind, {"masses", "vertices", "distance", "shift"});
}

std::string checkPlotTheme(const std::string& theme) {
    return checkWord<2>(theme, {"dark", "light"});
}

std::string checkEnding(const std::string& file) {
    const std::string ending = std::filesystem::path(file).extension().string();
    for (const std::string_view known : {".png", ".pdf", ".svg"})
        if (ending == known) return {};
    return fmt::format("'{}' does not end in .png, .pdf or .svg", file);
}

std::string checkPlotSize(const std::string& size) {
    return parsePictureSize(size)
               ? std::string{}
               : fmt::format("'{}' is no size; expected WIDTHxHEIGHT in pixels, as in 1200x800", size);
}

/// All pairs, fitted; without those in blinded regions, of which truth must not be drawn either.
tl::expected<std::shared_ptr<const CandidateTable>, Failure>
fitSeen(const PlotOptions& options, const PairFile& file,
        const std::shared_ptr<const DetectorModel>& detector, const Console& console) {
    auto table = fitAll(file.pairs, options.input.name(), detector, {}, console);
    if (!table || !options.blind.given()) return table;
    const RowSet seen = RowSet::all((*table)->rows()).without(options.blind.rows(**table));
    auto pairs = std::make_shared<PairTable>(file.pairs->contents(), seen.size());
    std::size_t next = 0;
    for (const RowSet::Row row : seen)
        pairs->setEvent(next++, file.pairs->event(row));
    return fitAll(pairs, options.input.name(), detector, {}, console);
}

Outcome runPlot(PlotOptions& options, const DrawPopulation& draw, const Console& console) {
    if (!draw) return tl::unexpected(Failure{"NoWindow", "This program was built without its plots."});
    const auto detector = options.detector.load();
    if (!detector) return tl::unexpected(detector.error());
    if (const auto regions = options.blind.load(); !regions) return tl::unexpected(regions.error());
    const auto file = options.input.load(console);
    if (!file) return tl::unexpected(file.error());
    if (file->pairs->rows() == 0)
        return tl::unexpected(Failure{
            "NothingToDraw", fmt::format("{} has no rows: there is nothing to draw.", options.input.name())});
    tellProblems(console, options.input, *file);
    if (options.kind == "vertices" && !file->pairs->contents().truth)
        return tl::unexpected(
            Failure{"NothingToDraw", fmt::format("{} has no truth: there are no true vertices to draw.",
                                                 options.input.name())});
    const auto table = fitSeen(options, *file, *detector, console);
    if (!table) return tl::unexpected(table.error());
    const PictureSize size = parsePictureSize(options.size).value();
    const std::string problem =
        draw(**table, {options.kind, options.theme == "light", size.width, size.height, options.output});
    if (!problem.empty()) return tl::unexpected(Failure{"CannotWrite", problem});
    const std::string what =
        options.blind.given() ? "pairs outside the blinded regions" : counted((*table)->rows(), "pair");
    console.out << fmt::format("{}: {} drawn from {}{}\nWritten to {}\n", options.kind, what,
                               options.input.name(),
                               file->pairs->contents().simulation ? " (simulation)" : "", options.output);
    return ExitStatus::Success;
}

void addOptions(CLI::App& app, PlotOptions& options) {
    options.input.addTo(app);
    app.add_option("-o,--output", options.output, "the picture to write: .png, .pdf or .svg")
        ->option_text("PICTURE")
        ->required()
        ->check(checkEnding);
    app.add_option("--kind", options.kind,
                   "masses: M before and after the fit, by class\n"
                   "vertices: true vertices in the transverse plane\n"
                   "distance: fitted distance from the beam\n"
                   "shift: Delta M against that distance (the default)")
        ->option_text("KIND")
        ->check(checkKind);
    app.add_option("--theme", options.theme, "colours for print (light; the default) or for a screen")
        ->option_text("light|dark")
        ->check(checkPlotTheme);
    app.add_option("--size", options.size, "pixels, 1200x800 by default")
        ->option_text("WxH")
        ->check(checkPlotSize);
    options.detector.addTo(app);
    options.blind.addTo(app, "leave out what is in the blinded regions of this file");
}

} // namespace

Command addPlotCommand(CLI::App& program, const DrawPopulation& draw) {
    CLI::App* app = program.add_subcommand("plot", "draw a whole sample into a picture; needs no display");
    app->formatter(std::make_shared<HelpFormatter>("pairscope plot FILE -o PICTURE [options]"));
    const auto options = std::make_shared<PlotOptions>();
    addOptions(*app, *options);
    app->footer("Example:\n"
                "  pairscope generate --signal 5000 --mass 17 --conversions 5000 -o sample.h5\n"
                "  pairscope plot sample.h5 --kind shift -o shift.png\n\n"
                "Every pair is fitted first. With truth in FILE the classes are drawn apart.");
    return {app, [options, draw](const Console& console) { return runPlot(*options, draw, console); }};
}

} // namespace pairscope
