// Prints how good the vertex fit's statements are: coverage of the intervals along the flight, reliability of
// the layer association, bias of the radius, and what they cost. Simulated pairs; with the reference pairs
// beside this checkout also those.
//
//   fit_study [pairs of each kind, default 10000] [seed, default 2026]

#include "core/candidate/BatchReconstruction.h"
#include "core/io/PairSource.h"
#include "core/simulation/ToyPairs.h"
#include "core/vertex/ConversionFit.h"
#include "core/vertex/LayerAssociation.h"
#include "core/vertex/VertexFit.h"
#include "core/vertex/VertexScan.h"
#include "tests/support/ReferenceData.h"
#include "tests/support/TestDetector.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

using namespace pairscope;

namespace {

const std::vector<double> kRadii = ToyOptions{}.radii;

bool isConversion(const PairEvent& event) {
    return event.truth->pairClass == PairClass::Conversion;
}

/// What a pair is called in the tables.
std::string kindOf(const PairEvent& event) {
    if (isConversion(event)) return "conversions";
    return fmt::format("{:.0f} MeV", event.truth->mass.value() * 1000);
}

double trueRadius(const PairEvent& event) {
    return event.truth->vertex->head<2>().norm();
}

/// A count with its binomial error in per cent.
struct Share {
    int all = 0;
    int inside = 0;

    void add(bool isInside) {
        ++all;
        inside += isInside;
    }
    [[nodiscard]] std::string text() const {
        const double share = all > 0 ? static_cast<double>(inside) / all : 0;
        return fmt::format("{:5.2f} +- {:.2f}", 100 * share,
                           all > 0 ? 100 * std::sqrt(share * (1 - share) / all) : 0);
    }
};

struct CoverageRow {
    Share hessian, plain68, plain95, calibrated68, calibrated95;
    double length68 = 0; ///< summed, cm
};

double seconds(std::chrono::steady_clock::time_point since) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

void printCoverage(const std::string& title, const PairTable& pairs) {
    std::map<std::string, CoverageRow> rows;
    double scanning = 0;
    int scanned = 0;
    for (std::size_t i = 0; i < pairs.rows(); ++i) {
        const PairEvent event = pairs.event(i);
        const CirclePair circles = CirclePair::of(event.tracks.positron.helix, event.tracks.electron.helix);
        const auto fit = VertexFit()(event.tracks, circles);
        if (!fit) continue;
        const auto start = std::chrono::steady_clock::now();
        const auto profile = VertexScan()(event.tracks, circles, &*fit);
        scanning += seconds(start);
        ++scanned;
        if (!profile) continue;
        const double truth = profile->frame.toFlight(event.truth->vertex->head<2>()).x();
        const double fitted = profile->frame.toFlight(fit->best().vertex().head<2>()).x();
        std::vector<std::string> names = {kindOf(event)};
        if (isConversion(event)) names.push_back(fmt::format("  at {:.2f} cm", trueRadius(event)));
        for (const std::string& name : names) {
            CoverageRow& row = rows[name];
            row.hessian.add(std::abs(fitted - truth) < fit->best().rhoError());
            row.plain68.add(contains(profile->deltaChi2Below1, truth));
            row.plain95.add(contains(profile->deltaChi2Below3p84, truth));
            row.calibrated68.add(contains(profile->u68, truth));
            row.calibrated95.add(contains(profile->u95, truth));
            row.length68 += length(profile->u68);
        }
    }
    fmt::print("\nCoverage of the true place along the flight, per cent: {}\n", title);
    fmt::print("{:<14}{:>7}  {:<14}{:<16}{:<16}{:<16}{:<16}{}\n", "", "pairs", "Hessian 1 s", "Dchi2 < 1",
               "Dchi2 < 3.84", "u68", "u95", "u68 length");
    for (const auto& [name, row] : rows)
        fmt::print("{:<14}{:>7}  {:<14}{:<16}{:<16}{:<16}{:<16}{:.2f} cm\n", name, row.plain68.all,
                   row.hessian.text(), row.plain68.text(), row.plain95.text(), row.calibrated68.text(),
                   row.calibrated95.text(), row.length68 / row.plain68.all);
    fmt::print("{:.2f} ms for a calibrated profile\n", 1e3 * scanning / std::max(1, scanned));
}

/// Conversions at ideal radii with the composition of the sample as the prior.
void printReliability(const std::string& title, const PairTable& pairs, bool withPrompt) {
    std::array<int, 8> count{}; // by radius, then prompt
    std::vector<std::size_t> used;
    const auto originOf = [&](const PairEvent& event) {
        if (!isConversion(event)) return kRadii.size();
        const auto nearest = std::min_element(kRadii.begin(), kRadii.end(), [&](double a, double b) {
            return std::abs(a - trueRadius(event)) < std::abs(b - trueRadius(event));
        });
        return static_cast<std::size_t>(nearest - kRadii.begin());
    };
    for (std::size_t i = 0; i < pairs.rows(); ++i) {
        const PairEvent event = pairs.event(i);
        if (!withPrompt && !isConversion(event)) continue;
        used.push_back(i);
        ++count[originOf(event)];
    }
    std::vector<std::string> groups;
    std::vector<ConversionPlace> places;
    for (std::size_t k = 0; k < kRadii.size(); ++k) {
        groups.push_back(fmt::format("{:.2f} cm", kRadii[k]));
        places.push_back({groups.back(), kRadii[k], static_cast<double>(count[k])});
    }
    AssociationOptions options;
    options.promptPrior = static_cast<double>(count[kRadii.size()]) / static_cast<double>(used.size());

    constexpr std::size_t kBins = 10;
    std::array<double, kBins> n{};
    std::array<double, kBins> expected{};
    std::array<double, kBins> variance{};
    std::array<double, kBins> right{};
    Share best;
    for (const std::size_t i : used) {
        const PairEvent event = pairs.event(i);
        const LayerAssociation association =
            associateOrigin(event.tracks, MagneticField{}, places, groups, options);
        const std::size_t truth = originOf(event);
        for (std::size_t k = 0; k <= kRadii.size(); ++k) {
            if (k == kRadii.size() && !withPrompt) continue;
            const OriginProbability& origin = k < kRadii.size() ? association.layers[k] : association.prompt;
            const double p = origin.probability;
            const auto bin = std::min(kBins - 1, static_cast<std::size_t>(p * kBins));
            n[bin] += 1;
            expected[bin] += p;
            variance[bin] += p * (1 - p);
            right[bin] += k == truth;
            if (&origin == &association.best()) best.add(k == truth);
        }
    }
    fmt::print("\nReliability of the layer association: {}; most probable place right in {} %\n", title,
               best.text());
    fmt::print("{:>12}{:>10}{:>12}{:>12}{:>10}\n", "probability", "cases", "mean p", "right", "pull");
    for (std::size_t bin = 0; bin < kBins; ++bin)
        if (n[bin] > 0)
            fmt::print("{:>4.1f} to {:.1f} {:>10.0f}{:>12.4f}{:>12.4f}{:>10.1f}\n",
                       static_cast<double>(bin) / kBins, static_cast<double>(bin + 1) / kBins, n[bin],
                       expected[bin] / n[bin], right[bin] / n[bin],
                       (right[bin] - expected[bin]) / std::sqrt(variance[bin]));
}

struct Sample {
    std::vector<double> values;

    /// The value below which this share lies. @pre not empty
    [[nodiscard]] double quantile(double share) {
        const auto index = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index), values.end());
        return values[index];
    }
    [[nodiscard]] std::string text() {
        const double halfWidth = (quantile(0.84) - quantile(0.16)) / 2;
        const double error = 1.2533 * halfWidth / std::sqrt(static_cast<double>(values.size()));
        return fmt::format("{:+.4f} +- {:.4f}, {:.2f}", quantile(0.5), error, halfWidth);
    }
};

void printRadius(const std::string& title, const PairTable& pairs) {
    std::map<double, Sample> vertexFit;
    std::map<double, Sample> conversionFit;
    for (std::size_t i = 0; i < pairs.rows(); ++i) {
        const PairEvent event = pairs.event(i);
        if (!isConversion(event)) continue;
        const CirclePair circles = CirclePair::of(event.tracks.positron.helix, event.tracks.electron.helix);
        const double truth = trueRadius(event);
        const auto fit = VertexFit()(event.tracks, circles);
        if (!fit) continue;
        vertexFit[std::round(100 * truth) / 100].values.push_back(fit->best().rho() - truth);
        const auto conversion = fitConversion(event.tracks, circles, *fit, MagneticField{}, {});
        if (conversion)
            conversionFit[std::round(100 * truth) / 100].values.push_back(conversion->fit.best().rho() -
                                                                          truth);
    }
    fmt::print("\nRadius of conversions, fitted - true, cm (median, half width of the middle 68 %): {}\n",
               title);
    fmt::print("{:>8}{:>8}   {:<28}{}\n", "true", "pairs", "vertex fit", "conversion fit");
    for (auto& [radius, sample] : vertexFit)
        fmt::print("{:>8.2f}{:>8}   {:<28}{}\n", radius, sample.values.size(), sample.text(),
                   conversionFit[radius].values.empty() ? "none" : conversionFit[radius].text());
}

void printBatch(const PairTable& pairs) {
    const auto shared = std::make_shared<const PairTable>(pairs);
    const auto detector = test::belle2Detector();
    fmt::print("\nBatch of {} pairs, all cores\n", pairs.rows());
    for (const MinimumPolicy policy : {MinimumPolicy::Global, MinimumPolicy::MostProbableLayer}) {
        Reconstruction::Options options;
        options.policy = policy;
        const auto start = std::chrono::steady_clock::now();
        (void)reconstructAll(shared, detector, options);
        fmt::print("  policy {:<22}{:.2f} s\n", toString(policy), seconds(start));
    }
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < pairs.rows(); ++i)
        (void)associateOrigin(pairs.event(i).tracks, *detector);
    fmt::print("  layer association of every pair, one core {:.2f} s\n", seconds(start));
}

PairTable toys(std::size_t conversions, std::size_t prompt, std::uint64_t seed) {
    ToyOptions options;
    options.seed = seed;
    options.conversions = conversions;
    options.darkPhotons = {{0.017, prompt}};
    return generateToyPairs(options);
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t pairs = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10000;
    const std::uint64_t seed = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 2026;
    const PairTable sample = toys(pairs, pairs, seed);
    printCoverage("toy simulation", sample);
    printReliability("toy conversions", sample, false);
    printReliability("toy conversions and prompt pairs", sample, true);
    printRadius("toy simulation", toys(7 * pairs, 0, seed + 1));
    printBatch(toys(5 * pairs, 5 * pairs, seed + 2));
    if (const auto file = readPairs(PAIRSCOPE_REFERENCE / "pairs.csv")) {
        printCoverage("reference pairs", *file->pairs);
        printReliability("reference conversions", *file->pairs, false);
        printReliability("all reference pairs", *file->pairs, true);
        printRadius("reference pairs", *file->pairs);
    }
}
