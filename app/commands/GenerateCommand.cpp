#include "app/commands/GenerateCommand.h"

#include "app/commands/DetectorChoice.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/Interrupt.h"
#include "app/commands/JsonText.h"
#include "app/commands/PairInput.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/ProgressLine.h"
#include "app/commands/SampleChoice.h"
#include "app/commands/TextTable.h"
#include "core/io/FileFormat.h"
#include "core/io/PendingFile.h"
#include "core/io/SampleFile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <ostream>
#include <stdexcept>

namespace pairscope {

namespace {

struct GenerateOptions {
    SampleChoice sample;
    DetectorChoice detector;
    std::string output;
    bool json = false;
};

using Yields = std::vector<ClassYield>;

/// Two digits of the error, and as many of the value.
std::string withError(const Measured& measured, double unit) {
    if (measured.value == 0 && measured.error == 0) return "-";
    const double value = measured.value / unit;
    const double error = measured.error / unit;
    const int digits = 2 + static_cast<int>(std::floor(std::log10(std::max(1.0, std::abs(value) / error))));
    return fmt::format("{:.{}g} +- {:.2g}", value, std::min(digits, 8), error);
}

/// In the unit that makes it easy to read.
struct CrossSectionUnit {
    const char* name;
    double nanobarn;
};
constexpr CrossSectionUnit kUnits[] = {{"nb", 1}, {"pb", 1e-3}, {"fb", 1e-6}, {"ab", 1e-9}};

const CrossSectionUnit& unitFor(double nanobarn) {
    for (const CrossSectionUnit& unit : kUnits)
        if (nanobarn >= 0.1 * unit.nanobarn) return unit;
    return kUnits[3];
}

std::string crossSectionText(double nanobarn) {
    const CrossSectionUnit& unit = unitFor(nanobarn);
    return fmt::format("{:.4g} {}", nanobarn / unit.nanobarn, unit.name);
}

std::string crossSectionText(const Measured& nanobarn) {
    const CrossSectionUnit& unit = unitFor(nanobarn.value);
    return fmt::format("{} {}", withError(nanobarn, unit.nanobarn), unit.name);
}

void printText(const Console& console, const GenerateOptions& options, const Yields& yields,
               const DetectorModel& detector) {
    using Align = TextTable::Align;
    TextTable table({{"class", Align::Left},
                     {"kept", Align::Right},
                     {"tried", Align::Right},
                     {"efficiency [%]", Align::Right},
                     {"cross-section", Align::Right},
                     {"visible", Align::Right},
                     {"luminosity [1/fb]", Align::Right}});
    std::uint64_t rows = 0;
    for (const ClassYield& yield : yields) {
        rows += yield.kept;
        table.add({yield.name, std::to_string(yield.kept), std::to_string(yield.tried),
                   withError(yield.efficiency(), 0.01), crossSectionText(yield.crossSection),
                   crossSectionText(yield.visibleCrossSection()), withError(yield.luminosity(), 1)});
    }
    console.out
        << fmt::format("Simulation: {}, seed {}, {}\n{}", counted(rows, "pair"),
                       options.sample.options().seed, describe(detector), table.text("  "))
        << "Cross-sections are of lowest order, that of \"tried\" and, after the efficiency, of \"kept\";\n"
           "the luminosity is what would give as many. Efficiencies are of this simulation, of no\n"
           "experiment.\n"
        << fmt::format("Written to {}\n", options.output);
}

void printJson(const Console& console, const GenerateOptions& options, const Yields& yields,
               const SampleGenerator& generator, const DetectorModel& detector) {
    Json document;
    document["simulation"] = true;
    document["rows"] = generator.rows();
    document["seed"] = generator.options().seed;
    document["detector"] = describe(detector);
    document["classes"] = Json::array();
    for (const ClassYield& yield : yields) {
        const Measured efficiency = yield.efficiency();
        const Measured visible = yield.visibleCrossSection();
        const Measured luminosity = yield.luminosity();
        document["classes"].push_back({{"name", yield.name},
                                       {"class", toString(yield.pairClass)},
                                       {"kept", yield.kept},
                                       {"tried", yield.tried},
                                       {"efficiency", efficiency.value},
                                       {"efficiencyError", efficiency.error},
                                       {"crossSectionNb", yield.crossSection},
                                       {"visibleCrossSectionNb", visible.value},
                                       {"visibleCrossSectionErrorNb", visible.error},
                                       {"luminosityPerFb", luminosity.value},
                                       {"luminosityErrorPerFb", luminosity.error}});
    }
    document["output"] = options.output;
    print(console.out, document);
}

Failure cancelledFailure(const std::string& output) {
    return {std::string(toString(FileError::Kind::Cancelled)),
            fmt::format("Generating {} was stopped; nothing of it is left.", output)};
}

/// Writes the sample and tells of it. @throws std::invalid_argument for a sample that cannot be
Outcome generate(const GenerateOptions& options, const std::shared_ptr<const DetectorModel>& detector,
                 const Console& console) {
    const Interrupt interrupt;
    std::optional<SampleOptions> sample = options.sample.options();
    if (const auto luminosity = options.sample.luminosity())
        sample = SampleGenerator::forLuminosity(detector, *sample, *luminosity, interrupt.token());
    if (!sample) return tl::unexpected(cancelledFailure(options.output));
    if (options.sample.luminosity() && sample->rows() == 0)
        throw std::invalid_argument(fmt::format("{:g}/fb would give no candidate of the classes asked for",
                                                *options.sample.luminosity()));
    const SampleGenerator generator(detector, *sample);
    ProgressLine line(console, "Generating");
    const auto yields = writeSample(generator, options.output, interrupt.token(), line.callback());
    if (!yields) return tl::unexpected(failureOf(yields.error()));
    if (options.json)
        printJson(console, options, *yields, generator, *detector);
    else
        printText(console, options, *yields, *detector);
    return ExitStatus::Success;
}

Outcome runGenerate(const GenerateOptions& options, const Console& console) {
    if (options.output.empty()) throw CLI::RequiredError("--output");
    const auto detector = options.detector.load();
    if (!detector) return tl::unexpected(detector.error());
    if (const auto probe = PendingFile::create(options.output); !probe)
        return tl::unexpected(failureOf(probe.error()));
    try {
        return generate(options, *detector, console);
    } catch (const std::invalid_argument& error) {
        throw CLI::ValidationError("generate", error.what());
    }
}

std::string checkEnding(const std::string& output) {
    const auto format = formatOfName(output);
    return format ? std::string{} : format.error().message;
}

} // namespace

Command addGenerateCommand(CLI::App& program) {
    CLI::App* app = program.add_subcommand("generate", "simulate signal, conversions and prompt pairs");
    app->formatter(std::make_shared<HelpFormatter>(
        "pairscope generate -o OUT [--signal N] [--conversions N] [--prompt N] [options]\n"
        "       pairscope generate -o OUT --luminosity L [--classes C,...] [options]"));
    const auto options = std::make_shared<GenerateOptions>();
    app->add_option("-o,--output", options->output, "where the pairs go: .csv, .csv.gz or .h5")
        ->option_text("OUT")
        ->check(checkEnding);
    options->sample.addTo(*app);
    options->detector.addTo(*app);
    app->add_flag("--json", options->json, "print the summary as JSON");
    app->footer(
        "Example:\n"
        "  pairscope generate -o pairs.h5 --signal 2000 --mass 17 --epsilon 0.001 --conversions 20000\n"
        "  pairscope generate -o scan.h5 --signal 1000 --mass 5 10 17 50 --epsilon 1e-3\n"
        "  pairscope generate -o year.h5 --luminosity 1 --classes conversions\n\n"
        "One row for each candidate that the simulated detector finds, with photons and truth, in random\n"
        "order; 'pairscope info --columns' explains the columns. A parametric simulation for\n"
        "demonstrations and tests, no substitute for an experiment's own.");
    return {app, [options](const Console& console) { return runGenerate(*options, console); }};
}

} // namespace pairscope
