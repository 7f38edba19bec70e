#include "app/commands/InfoCommand.h"

#include "app/commands/DetectorChoice.h"
#include "app/commands/FileInfo.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/InputColumns.h"
#include "app/commands/JsonText.h"
#include "app/commands/PairInput.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/TextTable.h"
#include "core/analysis/Filter.h"
#include "core/analysis/FilterVocabulary.h"
#include "core/candidate/CandidateColumn.h"
#include "core/candidate/FlightTable.h"

#include <fmt/format.h>

#include <ostream>

namespace pairscope {

namespace {

struct InfoOptions {
    PairInput input;
    DetectorChoice detector;
    bool columns = false;
    bool layers = false;
    bool json = false;
};

/// Probabilities of the layer groups: those of the detector that the program ships.
std::vector<FlightColumnInfo> profileColumns(const DetectorModel& detector) {
    return flightColumns(associationGroups(detector));
}

/// Columns of the input under the names that filters have for them, computed where the file has something
/// else.
std::span<const ColumnInfo> filterOnlyColumns() {
    return candidateColumns().subspan(kResultColumnCount);
}

TextTable filterTable() {
    TextTable table({{"name"}, {"unit"}, {"meaning"}});
    for (const ColumnInfo& column : filterOnlyColumns())
        table.add({std::string(column.name), std::string(column.unit), std::string(column.description)});
    for (const FilterConstant& constant : filterConstants())
        table.add({std::string(constant.name), "", std::string(constant.description)});
    for (const FilterFunction& function : filterFunctions())
        table.add({std::string(function.name), "", std::string(function.description)});
    return table;
}

void printColumnsText(const Console& console, const DetectorModel& detector) {
    TextTable input({{"name"}, {"unit"}, {"need"}, {"meaning"}});
    for (const InputColumn& column : inputColumns())
        input.add({column.name, column.unit, describe(column.need), column.description});
    TextTable output({{"name"}, {"unit"}, {"meaning"}});
    for (const ColumnInfo& column : resultColumns())
        output.add({std::string(column.name), std::string(column.unit), std::string(column.description)});
    TextTable profile({{"name"}, {"unit"}, {"meaning"}});
    for (const FlightColumnInfo& column : profileColumns(detector))
        profile.add({column.name, column.unit, column.description});
    console.out
        << "Columns of the input, in any order. Names as ROOT spells them (daughter__bo0__cm__spd0__bc) do "
           "as well.\nDaughter 0 is the e+; when its omega is negative the two are swapped.\n\n"
        << input.text("  ")
        << "\nColumns of the output of 'pairscope fit', after the ids (empty in CSV and NaN in HDF5 where "
           "there is none).\n\n"
        << output.text("  ") << "\nWhat 'pairscope fit --profile' adds.\n\n"
        << profile.text("  ")
        << "\nWhat filters may use besides the columns of the output: columns of the input (e+ first), "
           "units, "
           "constants, functions.\nWords are compared with words in quotes: rho > 12 mm && layer == "
           "\"PXD_L1\"\n\n"
        << filterTable().text("  ");
}

void printColumnsJson(const Console& console, const DetectorModel& detector) {
    Json document{{"input", Json::array()},
                  {"output", Json::array()},
                  {"profile", Json::array()},
                  {"filter", Json::array()}};
    for (const InputColumn& column : inputColumns())
        document["input"].push_back({{"name", column.name},
                                     {"unit", column.unit},
                                     {"need", describe(column.need)},
                                     {"description", column.description}});
    for (const ColumnInfo& column : resultColumns())
        document["output"].push_back({{"name", column.name},
                                      {"unit", column.unit},
                                      {"type", column.text ? "text" : "number"},
                                      {"description", column.description}});
    for (const FlightColumnInfo& column : profileColumns(detector))
        document["profile"].push_back(
            {{"name", column.name}, {"unit", column.unit}, {"description", column.description}});
    for (const FilterName& name : filterNames())
        document["filter"].push_back({{"name", name.name},
                                      {"type", name.text ? "text" : "number"},
                                      {"description", name.description}});
    print(console.out, document);
}

std::size_t ladderCount(const MaterialLayer& layer) {
    const auto* ladders = std::get_if<LadderShape>(&layer.shape);
    return ladders ? ladders->phi.size() : 0;
}

std::string shapeText(const MaterialLayer& layer) {
    const auto* ladders = std::get_if<LadderShape>(&layer.shape);
    if (!ladders) return "ring";
    return fmt::format("{}{}", counted(ladders->phi.size(), "ladder"), ladders->slanted() ? ", slanted" : "");
}

void printLayersText(const Console& console, const DetectorModel& detector) {
    using Align = TextTable::Align;
    TextTable table({{"layer"},
                     {"group"},
                     {"radius [cm]", Align::Right},
                     {"inner - outer", Align::Right},
                     {"X/X0 [%]", Align::Right},
                     {"material"},
                     {"shape"},
                     {"source"}});
    for (const MaterialLayer& layer : detector.layers())
        table.add({layer.name, layer.group, fmt::format("{:.3f}", layer.nominalRadius()),
                   fmt::format("{:.3f} - {:.3f}", layer.innerRadius(), layer.outerRadius()),
                   fmt::format("{:.3f}", 100 * layer.radiationLengths), layer.material, shapeText(layer),
                   layer.source});
    console.out << fmt::format("{}, {} T, innermost first; X/X0 at normal incidence, of one ladder or of the "
                               "ring.\n\n",
                               describe(detector), detector.field().bz)
                << table.text("  ");
}

void printLayersJson(const Console& console, const DetectorModel& detector) {
    Json document{{"detector", describe(detector)},
                  {"magneticFieldTesla", detector.field().bz},
                  {"layers", Json::array()}};
    for (const MaterialLayer& layer : detector.layers())
        document["layers"].push_back({{"name", layer.name},
                                      {"group", layer.group},
                                      {"material", layer.material},
                                      {"xOverX0", layer.radiationLengths},
                                      {"radiusCm", layer.nominalRadius()},
                                      {"innerRadiusCm", layer.innerRadius()},
                                      {"outerRadiusCm", layer.outerRadius()},
                                      {"zMinCm", layer.zMin()},
                                      {"zMaxCm", layer.zMax()},
                                      {"shape", ladderCount(layer) > 0 ? "ladders" : "cylinder"},
                                      {"ladders", ladderCount(layer)},
                                      {"tracking", layer.tracking},
                                      {"source", layer.source}});
    print(console.out, document);
}

Outcome runInfo(const InfoOptions& options, const Console& console) {
    if (options.columns) {
        const auto detector = options.detector.load();
        if (!detector) return tl::unexpected(detector.error());
        options.json ? printColumnsJson(console, **detector) : printColumnsText(console, **detector);
        return ExitStatus::Success;
    }
    if (options.layers) {
        const auto detector = options.detector.load();
        if (!detector) return tl::unexpected(detector.error());
        options.json ? printLayersJson(console, **detector) : printLayersText(console, **detector);
        return ExitStatus::Success;
    }
    const auto file = options.input.load(console);
    if (!file) return tl::unexpected(file.error());
    if (options.json)
        print(console.out, fileInfoJson(*file, options.input.name()));
    else
        console.out << fileInfoText(*file, options.input.name());
    return ExitStatus::Success;
}

} // namespace

Command addInfoCommand(CLI::App& program) {
    CLI::App* app =
        program.add_subcommand("info", "what is in a file, what the columns mean, the detector's layers");
    app->formatter(
        std::make_shared<HelpFormatter>("pairscope info FILE [options]\n"
                                        "       pairscope info --columns [--json]\n"
                                        "       pairscope info --layers [--detector run1|run2] [--json]"));
    const auto options = std::make_shared<InfoOptions>();
    CLI::Option* columns = app->add_flag("--columns", options->columns,
                                         "explain every column of input and output, with its unit")
                               ->option_text(" ");
    CLI::Option* layers = app->add_flag("--layers", options->layers,
                                        "list the detector's layers: radius, X/X0, material, source")
                              ->option_text(" ");
    columns->excludes(layers);
    options->input.addTo(*app, {columns, layers});
    options->detector.addTo(*app);
    app->add_flag("--json", options->json, "print the same as JSON");
    app->footer("Example:\n"
                "  pairscope info pairs.h5");
    return {app, [options](const Console& console) { return runInfo(*options, console); }};
}

} // namespace pairscope
