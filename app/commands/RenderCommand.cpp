#include "app/commands/RenderCommand.h"

#include "app/Version.h"
#include "app/commands/BlindChoice.h"
#include "app/commands/CandidateChoice.h"
#include "app/commands/DetectorChoice.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/PairInput.h"
#include "app/commands/PictureFile.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/ProgressLine.h"
#include "core/candidate/BatchReconstruction.h"

#include <fmt/format.h>

#include <ostream>

namespace pairscope {

namespace {

struct RenderOptions {
    PairInput input;
    DetectorChoice detector;
    BlindChoice blind;
    std::string output;
    std::string id; ///< "experiment/run/event/candidate" or empty
    std::size_t row = 0;
    std::string theme = "dark";
    std::string size = "1600x1000";
    std::string view = "transverse";
    bool density = false;
};

std::string checkPng(const std::string& output) {
    std::string ending = std::filesystem::path(output).extension().string();
    for (char& c : ending)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return ending == ".png" ? std::string{} : fmt::format("'{}' does not end in .png", output);
}

std::string checkTheme(const std::string& theme) {
    return theme == "dark" || theme == "light"
               ? std::string{}
               : fmt::format("'{}' is no theme; expected dark or light", theme);
}

std::string checkSize(const std::string& size) {
    return parsePictureSize(size)
               ? std::string{}
               : fmt::format("'{}' is no size; expected WIDTHxHEIGHT in pixels, each from 100 "
                             "to 8192, as in 1600x1000",
                             size);
}

std::string checkView(const std::string& view) {
    return parsePictureView(view) ? std::string{}
                                  : fmt::format("'{}' is no view; expected transverse, rho-z or 3d", view);
}

tl::expected<std::size_t, Failure> findRow(const RenderOptions& options, const PairTable& pairs) {
    if (pairs.rows() == 0)
        return tl::unexpected(
            Failure{"NoSuchCandidate",
                    fmt::format("{} has no rows: there is nothing to draw.", options.input.name())});
    if (!options.id.empty()) return findById(options.id, pairs, options.input.name());
    if (options.row < pairs.rows()) return options.row;
    return tl::unexpected(Failure{
        "NoSuchCandidate", fmt::format("There is no row {} in {}; it has {}, counted from 0.", options.row,
                                       options.input.name(), counted(pairs.rows(), "row"))});
}

void tellRowProblems(const Console& console, const RenderOptions& options, const PairFile& file,
                     std::size_t row) {
    for (const RowProblem& problem : file.problems)
        if (problem.row == row) console.say(fmt::format("{}: {}", options.input.name(), toString(problem)));
}

SceneOptions sceneOptions(const RenderOptions& options, const PairTable& pairs) {
    SceneOptions scene;
    scene.theme = options.theme == "light" ? Theme::light() : Theme::dark();
    scene.simulation = pairs.contents().simulation || pairs.contents().truth;
    scene.density = options.density;
    scene.program = fmt::format("Pairscope {}", kVersion);
    return scene;
}

/// The vertices of all pairs of the file, when their density is asked for.
VertexPopulation vertices(const RenderOptions& options, const PairFile& file,
                          const std::shared_ptr<const DetectorModel>& detector, const Console& console) {
    if (!options.density) return {};
    ProgressLine line(console, "Fitting");
    const auto table = reconstructAll(file.pairs, detector, {}, {}, line.callback());
    return {table, RowSet::all(table->rows()).without(options.blind.rows(*table))};
}

Outcome runRender(RenderOptions& options, const Console& console) {
    const PictureView view = parsePictureView(options.view).value();
    if (options.density && view == PictureView::Space)
        throw CLI::ValidationError("--density", "there is a density across the beam and along it, not in 3d");
    const auto detector = options.detector.load();
    if (!detector) return tl::unexpected(detector.error());
    if (const auto regions = options.blind.load(); !regions) return tl::unexpected(regions.error());
    const auto file = options.input.load(console);
    if (!file) return tl::unexpected(file.error());
    const auto row = findRow(options, *file->pairs);
    if (!row) return tl::unexpected(row.error());
    tellRowProblems(console, options, *file, *row);
    const Reconstruction reconstruction(*detector);
    const auto candidate = std::make_shared<const Candidate>(reconstruction(file->pairs->event(*row)));
    if (options.blind.hides(*candidate, *file->pairs, *row, *detector))
        return tl::unexpected(
            Failure{"Blinded", fmt::format("Candidate {} is in a blinded region of {}.",
                                           toString(candidate->event.id), options.blind.file())});
    const auto written = writePicture(candidate, *detector, sceneOptions(options, *file->pairs), view,
                                      parsePictureSize(options.size).value(), options.output,
                                      vertices(options, *file, *detector, console));
    if (!written) return tl::unexpected(written.error());
    console.out << fmt::format("Candidate {} (row {} of {}): {}\nWritten to {}\n",
                               toString(candidate->event.id), *row, options.input.name(),
                               candidate->outcome(), options.output);
    return ExitStatus::Success;
}

void addOptions(CLI::App& app, RenderOptions& options) {
    options.input.addTo(app);
    app.add_option("-o,--output", options.output, "the picture to write: .png")
        ->option_text("PICTURE")
        ->required()
        ->check(checkPng);
    CLI::Option* id = app.add_option("--id", options.id, "which candidate: experiment/run/event/candidate")
                          ->option_text("ID")
                          ->check(checkId);
    app.add_option("--row", options.row,
                   "which candidate: its row in FILE, counted from 0;\nthe first by default")
        ->option_text("N")
        ->check(CLI::NonNegativeNumber)
        ->excludes(id);
    app.add_option("--view", options.view,
                   "across the beam (transverse; the default),\nalong it (rho-z), or in space (3d)")
        ->option_text("transverse|rho-z")
        ->check(checkView);
    app.add_flag("--density", options.density,
                 "under the candidate, how many of all vertices of FILE\nlie in each pixel; all pairs are "
                 "fitted first");
    app.add_option("--theme", options.theme, "colours for a screen (dark; the default) or for print")
        ->option_text("dark|light")
        ->check(checkTheme);
    app.add_option("--size", options.size, "pixels, 1600x1000 by default")
        ->option_text("WxH")
        ->check(checkSize);
    options.detector.addTo(app);
    options.blind.addTo(app, "refuse a candidate in the blinded regions of this file");
}

} // namespace

Command addRenderCommand(CLI::App& program) {
    CLI::App* app = program.add_subcommand("render", "draw one candidate into a picture; needs no display");
    app->formatter(std::make_shared<HelpFormatter>("pairscope render FILE -o PICTURE [options]"));
    const auto options = std::make_shared<RenderOptions>();
    addOptions(*app, *options);
    app->footer(
        "Example:\n"
        "  pairscope render pairs.csv --id 26/1000/62/0 --theme light -o 26_1000_62_0.png\n\n"
        "The picture is the transverse plane, or z and the distance rho from the beam axis (positive on the\n"
        "side of the pair's flight): detector material, tracks before (thin) and after (thick) the\n"
        "vertex fit, the fitted vertex with its error ellipses. A pair that could not be fitted is drawn "
        "too,\n"
        "with the reason.");
    return {app, [options](const Console& console) { return runRender(*options, console); }};
}

} // namespace pairscope
