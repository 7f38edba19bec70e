#include "app/commands/SidebandCommand.h"

#include "app/Resources.h"
#include "app/Version.h"
#include "app/commands/AbcdReport.h"
#include "app/commands/FitAll.h"
#include "app/commands/HelpFormatter.h"
#include "app/commands/KappaChoice.h"
#include "app/commands/OccupancyReport.h"
#include "app/commands/PairInput.h"
#include "app/commands/ProblemReport.h"
#include "app/commands/ProgressLine.h"
#include "core/analysis/Blinding.h"
#include "core/analysis/Filter.h"
#include "core/analysis/SidebandFile.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace pairscope {

namespace {

constexpr ConfidenceLevel kLevel;

struct SidebandOptions {
    PairInput input;
    KappaChoice kappa;
    std::string regions; ///< file; empty: the default plane
    std::string filter;
    std::string compare; ///< another file, or empty
    bool byClass = false;
    bool unblind = false;
    bool json = false;
};

/// Fitted pairs and which of them are looked at.
struct Sample {
    std::string name;
    std::shared_ptr<const CandidateTable> table;
    RowSet rows;

    [[nodiscard]] RowSet ofClass(PairClass pairClass) const {
        std::vector<RowSet::Row> chosen;
        for (const RowSet::Row row : rows)
            if (table->pairs().pairClass(row) == pairClass) chosen.push_back(row);
        return RowSet(std::move(chosen));
    }
    [[nodiscard]] bool truth() const { return table->rows() > 0 && table->pairs().contents().truth; }
    [[nodiscard]] bool simulation() const { return truth() || table->pairs().contents().simulation; }
};

struct UsedKappa {
    Kappa kappa;
    std::string origin;
};

/// What the report is made of.
struct Report {
    SidebandPlane plane; ///< blind only where it may not be seen
    SidebandPlane given; ///< as it was read
    Occupancy counts;
    std::optional<tl::expected<AbcdStudy, std::string>> study; ///< nothing when no region has a role
    std::string kappaOrigin;
    std::vector<NamedComparison> comparisons;
};

tl::expected<SidebandPlane, Failure> loadPlane(const SidebandOptions& options) {
    if (options.regions.empty()) return defaultSidebandPlane();
    auto plane = loadSidebandPlane(options.regions);
    if (!plane) return tl::unexpected(Failure{"BadRegions", describe(plane.error())});
    return std::move(*plane);
}

std::string checkFilter(const std::string& text) {
    const auto filter = Filter::compile(text);
    return filter ? std::string{} : describe(filter.error(), text);
}

/// The blinding goes only once it is on record that it went.
tl::expected<SidebandPlane, Failure> planeToSee(const SidebandOptions& options, const SidebandPlane& plane,
                                                const Console& console) {
    if (!options.unblind) return plane;
    if (!anyBlind({&plane, 1})) {
        console.say("No region is blinded: there is nothing to unblind.");
        return plane;
    }
    std::string names;
    for (const Region& region : plane.regions)
        if (region.blind) names += (names.empty() ? "" : ", ") + region.name;
    const auto log = blindingLog();
    const auto logged = logBlinding({BlindingEvent::Action::Unblinded, options.input.name(), names,
                                     fmt::format("Pairscope {}, pairscope sideband", kVersion)},
                                    log);
    if (!logged) return tl::unexpected(Failure{"CannotLog", logged.error()});
    console.say(fmt::format("Unblinded: {}. Logged in {}.", names, log.string()));
    return unblinded(plane);
}

tl::expected<Sample, Failure> fitted(const SidebandOptions& options,
                                     const std::shared_ptr<const PairTable>& pairs, const std::string& name,
                                     const std::shared_ptr<const DetectorModel>& detector,
                                     const Console& console) {
    const auto table = fitAll(pairs, name, detector, {}, console);
    if (!table) return tl::unexpected(table.error());
    const RowSet all = RowSet::all((*table)->rows());
    return Sample{name, *table, Filter::compile(options.filter)->passing(**table, all)};
}

tl::expected<Sample, Failure> otherSample(const SidebandOptions& options, const std::string& name,
                                          const std::shared_ptr<const DetectorModel>& detector,
                                          const Console& console) {
    const auto file = [&] {
        ProgressLine line(console, "Reading");
        ReadOptions reading;
        reading.progress = line.callback();
        return readPairs(name, reading);
    }();
    if (!file) return tl::unexpected(failureOf(file.error()));
    if (file->badRows > 0)
        console.say(fmt::format("{} of {} has problems.", counted(file->badRows, "row"), name));
    return fitted(options, file->pairs, name, detector, console);
}

Failure noTruth(const std::string& name) {
    return {"NoTruth", fmt::format("{} has no truth: its classes are not known.", name)};
}

/// In A as well, where that may be done: in unblinded samples, and in simulated ones of another file.
tl::expected<UsedKappa, Failure> measureKappa(const Sample& sample, const RowSet& rows,
                                              const std::string& what, const SidebandPlane& plane) {
    const SidebandPlane open = unblinded(plane);
    const AbcdCounts counts = abcdCounts(open, membership(*sample.table, open, rows));
    const auto measured = measuredKappa(counts, kLevel);
    const std::string boxes = fmt::format("A {}, B {}, C {}, D {}", counts.a, counts.b, counts.c, counts.d);
    if (!measured)
        return tl::unexpected(
            Failure{"NoKappa", fmt::format("kappa cannot be measured {}: {}.", what, boxes)});
    return UsedKappa{measured->kappa, fmt::format("measured {}: {:.4g} to {:.4g} ({})", what,
                                                  measured->interval.low, measured->interval.high, boxes)};
}

tl::expected<UsedKappa, Failure> kappaOfClass(const Sample& sample, PairClass pairClass,
                                              const SidebandPlane& plane) {
    if (!sample.truth()) return tl::unexpected(noTruth(sample.name));
    if (anyBlind({&plane, 1}))
        return tl::unexpected(
            Failure{"Blinded",
                    fmt::format("kappa of a class of {} needs a look into its blinded regions: measure it in "
                                "another, simulated file, or give --unblind.",
                                sample.name)});
    return measureKappa(sample, sample.ofClass(pairClass),
                        fmt::format("with the pairs of class {}", toString(pairClass)), plane);
}

tl::expected<UsedKappa, Failure> kappaOfFile(const SidebandOptions& options, const SidebandPlane& plane,
                                             const std::shared_ptr<const DetectorModel>& detector,
                                             const Console& console) {
    const std::string name = options.kappa.fromFile();
    const auto sample = otherSample(options, name, detector, console);
    if (!sample) return tl::unexpected(sample.error());
    std::error_code ignored;
    const bool sameFile = std::filesystem::equivalent(name, options.input.file(), ignored);
    if (anyBlind({&plane, 1}) && (sameFile || !sample->simulation()))
        return tl::unexpected(Failure{
            "Blinded", fmt::format("kappa of {} needs a look into its blinded regions, and it is {}: take a "
                                   "simulated one, or give --unblind.",
                                   name, sameFile ? "the file that is blinded" : "not marked as simulated")});
    if (!sample->truth()) return measureKappa(*sample, sample->rows, "in " + name, plane);
    return measureKappa(*sample, sample->rows.without(sample->ofClass(PairClass::Signal)),
                        fmt::format("in {} (without true signal)", name), plane);
}

tl::expected<UsedKappa, Failure> usedKappa(const SidebandOptions& options, const Sample& sample,
                                           const SidebandPlane& plane,
                                           const std::shared_ptr<const DetectorModel>& detector,
                                           const Console& console) {
    if (const auto pairClass = options.kappa.fromClass()) return kappaOfClass(sample, *pairClass, plane);
    if (!options.kappa.fromFile().empty()) return kappaOfFile(options, plane, detector, console);
    return UsedKappa{options.kappa.given(), options.kappa.isGiven() ? "given" : "assumed"};
}

/// Every two classes that there are.
tl::expected<std::vector<NamedComparison>, Failure> compareClasses(const Sample& sample,
                                                                   const SidebandPlane& plane) {
    if (!sample.truth()) return tl::unexpected(noTruth(sample.name));
    std::vector<std::pair<std::string, Occupancy>> classes;
    for (std::size_t i = 0; i < kPairClassCount; ++i) {
        const RowSet rows = sample.ofClass(static_cast<PairClass>(i));
        if (!rows.empty())
            classes.emplace_back(toString(static_cast<PairClass>(i)),
                                 occupancy(*sample.table, plane, rows, kLevel));
    }
    std::vector<NamedComparison> comparisons;
    for (std::size_t i = 0; i < classes.size(); ++i)
        for (std::size_t j = i + 1; j < classes.size(); ++j)
            comparisons.push_back(
                {classes[i].first, classes[j].first, compare(classes[i].second, classes[j].second, kLevel)});
    return comparisons;
}

tl::expected<void, Failure> addComparisons(Report& report, const SidebandOptions& options,
                                           const Sample& sample,
                                           const std::shared_ptr<const DetectorModel>& detector,
                                           const Console& console) {
    if (options.byClass) {
        auto byClass = compareClasses(sample, report.plane);
        if (!byClass) return tl::unexpected(byClass.error());
        report.comparisons = std::move(*byClass);
    }
    if (options.compare.empty()) return {};
    const auto other = otherSample(options, options.compare, detector, console);
    if (!other) return tl::unexpected(other.error());
    const Occupancy counts = occupancy(*other->table, report.plane, other->rows, kLevel);
    report.comparisons.push_back({sample.name, other->name, compare(report.counts, counts, kLevel)});
    return {};
}

tl::expected<Report, Failure> makeReport(const SidebandOptions& options, const SidebandPlane& plane,
                                         const Sample& sample,
                                         const std::shared_ptr<const DetectorModel>& detector,
                                         const Console& console) {
    Report report;
    report.plane = plane;
    const RegionMembership where = membership(*sample.table, plane, sample.rows);
    report.counts = occupancy(*sample.table, plane, where, kLevel);
    const auto hasRole = [](const Region& region) {
        return region.role != RegionRole::None && region.role != RegionRole::Validation;
    };
    if (std::ranges::any_of(plane.regions, hasRole)) {
        const auto kappa = usedKappa(options, sample, plane, detector, console);
        if (!kappa) return tl::unexpected(kappa.error());
        report.kappaOrigin = kappa->origin;
        report.study = studyAbcd(*sample.table, plane, where, kappa->kappa, kLevel);
    }
    if (const auto added = addComparisons(report, options, sample, detector, console); !added)
        return tl::unexpected(added.error());
    return report;
}

std::string axisText(CandidateColumn column) {
    const ColumnInfo& axis = info(column);
    return axis.unit.empty() ? std::string(axis.name) : fmt::format("{} [{}]", axis.name, axis.unit);
}

void printText(const Console& console, const SidebandOptions& options, const Report& report) {
    const SidebandPlane& plane = report.plane;
    console.out << fmt::format("{}: {} in {} {} and {}\n", options.input.name(),
                               counted(report.counts.entries, "candidate"),
                               report.counts.blinded ? "the regions that may be seen, of" : "the plane of",
                               axisText(plane.x), axisText(plane.y));
    if (!options.filter.empty()) console.out << fmt::format("Filter: {}\n", options.filter);
    console.out << occupancyText(plane, report.counts, kLevel)
                << "Regions may overlap. The interval is Garwood's, for the mean of the count.\n";
    if (report.study && *report.study)
        console.out << '\n' << abcdText(**report.study, report.kappaOrigin, kLevel);
    else if (report.study)
        console.out << fmt::format("\nNo ABCD estimate. {}\n", report.study->error());
    for (const NamedComparison& comparison : report.comparisons)
        console.out << '\n' << comparisonText(plane, comparison);
}

void printJson(const Console& console, const SidebandOptions& options, const PairFile& file,
               const Report& report) {
    Json document = inputJson(file, options.input.name());
    document["confidenceLevel"] = kLevel.value;
    document["filter"] = options.filter;
    document["blinded"] = report.counts.blinded;
    document["entries"] = report.counts.entries;
    document["outside"] = report.counts.blinded ? Json(nullptr) : Json(report.counts.outside);
    document["missing"] = report.counts.blinded ? Json(nullptr) : Json(report.counts.missing);
    document["occupancy"] = occupancyJson(report.plane, report.counts);
    document["abcd"] = nullptr;
    if (report.study && *report.study)
        document["abcd"] = abcdJson(**report.study, report.kappaOrigin);
    else if (report.study)
        document["abcd"] = Json{{"error", report.study->error()}};
    document["comparisons"] = Json::array();
    for (const NamedComparison& comparison : report.comparisons)
        document["comparisons"].push_back(comparisonJson(report.plane, comparison));
    // as in a file for --regions, so that it can be changed and given back
    document["plane"] = Json::parse(writeSidebandPlane(report.given));
    print(console.out, document);
}

Outcome runSideband(const SidebandOptions& options, const Console& console) {
    const auto plane = loadPlane(options);
    if (!plane) return tl::unexpected(plane.error());
    auto detector = loadDetector();
    if (!detector) return tl::unexpected(Failure{"DetectorMissing", detector.error()});
    const auto file = options.input.load(console);
    if (!file) return tl::unexpected(file.error());
    tellProblems(console, options.input, *file);
    const auto sample = fitted(options, file->pairs, options.input.name(), *detector, console);
    if (!sample) return tl::unexpected(sample.error());
    const auto seen = planeToSee(options, *plane, console);
    if (!seen) return tl::unexpected(seen.error());
    auto report = makeReport(options, *seen, *sample, *detector, console);
    if (!report) return tl::unexpected(report.error());
    report->given = *plane;
    if (options.json)
        printJson(console, options, *file, *report);
    else
        printText(console, options, *report);
    return statusOf(*file);
}

constexpr const char* kFooter =
    "Example:\n"
    "  pairscope sideband pairs.csv --regions my-regions.json\n"
    "  pairscope sideband data.h5 --regions my-regions.json --kappa-from simulated.h5\n\n"
    "REGIONS names two columns of the result and any number of regions, in cm, GeV and rad; null leaves an "
    "end\n"
    "open, \"role\" (signal, B, C, D, validation) and \"blind\" may be left out:\n"
    "  {\"format\": \"pairscope-sideband\", \"version\": 2, \"x\": \"rho\", \"y\": \"deltaM\", \"regions\": "
    "[\n"
    "    {\"name\": \"prompt\", \"colour\": \"#0072b2\", \"rectangle\": {\"x\": [null, 0.7], \"y\": [-0.003, "
    "0.003]},\n"
    "     \"role\": \"signal\", \"blind\": true},\n"
    "    {\"name\": \"band\", \"colour\": \"#d55e00\", \"polygon\": [[0.7, -0.004], [16.8, -0.09], [16.8, "
    "-0.34]]},\n"
    "    {\"name\": \"far\", \"colour\": \"#009e73\", \"expression\": \"rho > 5*cm && prob > 0.01\"}]}\n"
    "A blinded region is counted nowhere until --unblind, which is logged. With the roles signal (A), B, C "
    "and D\n"
    "the expected number in A is kappa B C / D, kappa = 1 for a plane that factorises. Those of conversions "
    "do\n"
    "not (simulated, boxes in the README): kappa is 8 for (rho, deltaM), 257 for (massBefore, deltaM), which "
    "are\n"
    "correlated by construction, and 0.60 for (kT, kL): measure it.\n"
    "Every pair is fitted first, as 'pairscope fit' does. When rows of FILE are bad, they are told and the "
    "exit\n"
    "status is 1.";

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
    app->add_option("--filter", options->filter,
                    "count only candidates for which this holds, as in 'prob > 0.01'")
        ->option_text("EXPR")
        ->check(checkFilter);
    options->kappa.addTo(*app);
    app->add_option("--compare", options->compare, "compare with the shares of another file")
        ->option_text("FILE2");
    app->add_flag("--by-class", options->byClass, "compare the true classes with each other");
    app->add_flag("--unblind", options->unblind, "look into blinded regions; this is logged");
    app->add_flag("--json", options->json, "print counts and regions as JSON");
    app->footer(kFooter);
    return {app, [options](const Console& console) { return runSideband(*options, console); }};
}

} // namespace pairscope
