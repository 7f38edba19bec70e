#include "app/commands/SidebandCommand.h"

#include "app/Resources.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/JsonText.h"
#include "app/commands/PairInput.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/ProgressLine.h"
#include "app/commands/TextTable.h"
#include "core/analysis/SidebandFile.h"
#include "core/analysis/SidebandOccupancy.h"
#include "core/candidate/BatchReconstruction.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <ostream>

namespace pairscope {

namespace {

constexpr ConfidenceLevel kLevel;

struct SidebandOptions {
    PairInput input;
    std::string regions; ///< file; empty: the default plane
    bool json = false;
};

tl::expected<SidebandPlane, Failure> loadPlane(const SidebandOptions& options) {
    if (options.regions.empty()) return defaultSidebandPlane();
    auto plane = loadSidebandPlane(options.regions);
    if (!plane) return tl::unexpected(Failure{"BadRegions", describe(plane.error())});
    return std::move(*plane);
}

std::string axisText(CandidateColumn column) {
    const ColumnInfo& axis = info(column);
    return axis.unit.empty() ? std::string(axis.name) : fmt::format("{} [{}]", axis.name, axis.unit);
}

std::string rangeText(const ClosedRange& range, CandidateColumn column) {
    const std::string_view name = info(column).name;
    if (range.low && range.high) return fmt::format("{:.4g} <= {} <= {:.4g}", *range.low, name, *range.high);
    if (range.low) return fmt::format("{} >= {:.4g}", name, *range.low);
    if (range.high) return fmt::format("{} <= {:.4g}", name, *range.high);
    return fmt::format("any {}", name);
}

std::string shapeText(const Region& region, const SidebandPlane& plane) {
    const RectangleRegion box = boundingBox(region.shape);
    const bool polygon = std::holds_alternative<PolygonRegion>(region.shape);
    return fmt::format("{}{}, {}", polygon ? "polygon within " : "", rangeText(box.x, plane.x),
                       rangeText(box.y, plane.y));
}

/// The classes that occur in any region, by number; none without truth.
std::vector<std::size_t> shownClasses(const Occupancy& occupancy) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; occupancy.truth && i < ClassCounts{}.size(); ++i)
        if (std::any_of(occupancy.regions.begin(), occupancy.regions.end(),
                        [i](const RegionOccupancy& region) { return region.classes[i] > 0; }))
            shown.push_back(i);
    return shown;
}

TextTable countTable(const SidebandPlane& plane, const Occupancy& occupancy) {
    using Align = TextTable::Align;
    std::vector<TextTable::Column> columns{
        {"region", Align::Left},
        {"count", Align::Right},
        {fmt::format("{:.1f} % interval", 100 * kLevel.value), Align::Right},
        {"share", Align::Right}};
    const auto classes = shownClasses(occupancy);
    for (const std::size_t i : classes)
        columns.push_back({std::string(toString(static_cast<PairClass>(i))), Align::Right});
    columns.push_back({"where", Align::Left});
    TextTable table(columns);
    for (std::size_t i = 0; i < plane.regions.size(); ++i) {
        const RegionOccupancy& region = occupancy.regions[i];
        std::vector<std::string> cells{
            plane.regions[i].name, std::to_string(region.count),
            fmt::format("{:.2f} to {:.2f}", region.interval.low, region.interval.high),
            region.fraction ? fmt::format("{:.1f} %", 100 * *region.fraction) : "-"};
        for (const std::size_t classIndex : classes)
            cells.push_back(std::to_string(region.classes[classIndex]));
        cells.push_back(shapeText(plane.regions[i], plane));
        table.add(std::move(cells));
    }
    return table;
}

void printText(const Console& console, const SidebandOptions& options, const SidebandPlane& plane,
               const Occupancy& occupancy) {
    console.out << fmt::format("{}: {} in the plane of {} and {}\n", options.input.name(),
                               counted(occupancy.entries, "candidate"), axisText(plane.x), axisText(plane.y));
    console.out << countTable(plane, occupancy).text("  ");
    console.out << fmt::format("In no region: {}\n", occupancy.outside);
    if (occupancy.missing > 0)
        console.out << fmt::format("Not in the plane, having no {} or no {}: {}\n", info(plane.x).name,
                                   info(plane.y).name, occupancy.missing);
    console.out << "Regions may overlap. The interval is Garwood's, for the mean of the count.\n";
}

Json regionJson(const std::string& name, const RegionOccupancy& region, bool truth) {
    Json json{{"name", name},
              {"count", region.count},
              {"low", region.interval.low},
              {"high", region.interval.high}};
    json["fraction"] = region.fraction ? Json(*region.fraction) : Json(nullptr);
    if (!truth) return json;
    for (std::size_t i = 0; i < region.classes.size(); ++i)
        json["classes"][std::string(toString(static_cast<PairClass>(i)))] = region.classes[i];
    return json;
}

void printJson(const Console& console, const SidebandOptions& options, const PairFile& file,
               const SidebandPlane& plane, const Occupancy& occupancy) {
    Json document = inputJson(file, options.input.name());
    document["confidenceLevel"] = kLevel.value;
    document["entries"] = occupancy.entries;
    document["outside"] = occupancy.outside;
    document["missing"] = occupancy.missing;
    document["occupancy"] = Json::array();
    for (std::size_t i = 0; i < plane.regions.size(); ++i)
        document["occupancy"].push_back(
            regionJson(plane.regions[i].name, occupancy.regions[i], occupancy.truth));
    // as in a file for --regions, so that it can be changed and given back
    document["plane"] = Json::parse(writeSidebandPlane(plane));
    print(console.out, document);
}

std::shared_ptr<const CandidateTable>
fitAll(const PairFile& file, std::shared_ptr<const DetectorModel> detector, const Console& console) {
    ProgressLine line(console, "Fitting");
    return reconstructAll(file.pairs, std::move(detector), {}, {}, line.callback());
}

Outcome runSideband(const SidebandOptions& options, const Console& console) {
    const auto plane = loadPlane(options);
    if (!plane) return tl::unexpected(plane.error());
    auto detector = loadDetector();
    if (!detector) return tl::unexpected(Failure{"DetectorMissing", detector.error()});
    const auto file = options.input.load(console);
    if (!file) return tl::unexpected(file.error());
    tellProblems(console, options.input, *file);
    const auto table = fitAll(*file, std::move(*detector), console);
    std::vector<std::uint32_t> rows(table->rows());
    std::iota(rows.begin(), rows.end(), 0U);
    const Occupancy counts = occupancy(*table, *plane, rows, kLevel);
    if (options.json)
        printJson(console, options, *file, *plane, counts);
    else
        printText(console, options, *plane, counts);
    return statusOf(*file);
}

} // namespace

Command addSidebandCommand(CLI::App& program) {
    CLI::App* app = program.add_subcommand(
        "sideband", "count the candidates in regions of two results, e.g. rho and Delta M");
    app->formatter(std::make_shared<HelpFormatter>("pairscope sideband FILE [options]"));
    const auto options = std::make_shared<SidebandOptions>();
    options->input.addTo(*app);
    app->add_option("--regions", options->regions,
                    "the regions, a JSON file; else those the program starts with")
        ->option_text("REGIONS");
    app->add_flag("--json", options->json, "print counts and regions as JSON");
    app->footer("Example:\n"
                "  pairscope sideband pairs.csv --regions my-regions.json\n\n"
                "REGIONS names two columns of the result and any number of regions, in cm, GeV and rad; null "
                "leaves an\n"
                "end open:\n"
                "  {\"format\": \"pairscope-sideband\", \"version\": 1, \"x\": \"rho\", \"y\": \"deltaM\", "
                "\"regions\": [\n"
                "    {\"name\": \"prompt\", \"colour\": \"#0072b2\", \"rectangle\": {\"x\": [null, 0.7], "
                "\"y\": [-0.003, 0.003]}},\n"
                "    {\"name\": \"band\", \"colour\": \"#d55e00\", \"polygon\": [[0.7, -0.004], [16.8, "
                "-0.09], [16.8, -0.34]]}]}\n"
                "Every pair of FILE is fitted first, as 'pairscope fit' does. When rows of FILE are bad, "
                "they are told and\n"
                "the exit status is 1.");
    return {app, [options](const Console& console) { return runSideband(*options, console); }};
}

} // namespace pairscope
