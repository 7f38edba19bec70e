// Prints how often the interval of the ABCD estimate covers the true mean (toys with known kappa), whether
// planes of two results factorise for simulated conversions (kappa and rank correlation), and what counting
// costs.
//
//   abcd_study [conversions, default 200000] [toys of each kind, default 20000] [seed, default 2026]

#include "core/analysis/AbcdStudy.h"
#include "core/analysis/RankCorrelation.h"
#include "core/analysis/SidebandOccupancy.h"
#include "core/candidate/BatchReconstruction.h"
#include "core/math/Units.h"
#include "core/simulation/RandomStream.h"
#include "core/simulation/SampleGenerator.h"
#include "tests/support/TestDetector.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

using namespace pairscope;

namespace {

struct Toy {
    double b, c, d; ///< means
    double kappa;
    double error; ///< of ln kappa
};

struct Coverage {
    double covered = 0; ///< shares of the toys
    double below = 0;   ///< the truth is below the interval
    double above = 0;
    double pullMean = 0;
    double pullWidth = 0;
};

Coverage coverageOf(const Toy& toy, ConfidenceLevel level, int toys, std::uint64_t seed) {
    const double truth = toy.kappa * toy.b * toy.c / toy.d;
    Coverage result;
    double pulls = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < toys; ++i) {
        RandomStream random(seed, static_cast<std::uint64_t>(i));
        const AbcdCounts counts{random.poisson(truth), random.poisson(toy.b), random.poisson(toy.c),
                                random.poisson(toy.d)};
        const AbcdEstimate estimate =
            abcdEstimate(counts, {toy.kappa * std::exp(toy.error * random.normal()), toy.error}, level);
        result.below += truth < estimate.interval.low ? 1.0 / toys : 0;
        result.above += truth > estimate.interval.high ? 1.0 / toys : 0;
        if (const auto pull = estimate.pull(counts.a)) {
            pulls += 1;
            sum += *pull;
            squares += *pull * *pull;
        }
    }
    result.covered = 1 - result.below - result.above;
    result.pullMean = sum / pulls;
    result.pullWidth = std::sqrt(squares / pulls - result.pullMean * result.pullMean);
    return result;
}

void printCoverage(int toys, std::uint64_t seed) {
    fmt::print("Coverage of the profile likelihood interval of N_A = kappa N_B N_C / N_D [%], {} toys each; "
               "kappa is "
               "known\nwith the error given\n",
               toys);
    fmt::print("       B      C      D  kappa  error    68.27 %  (below, above)       95 %           pull of "
               "A: mean, "
               "width\n");
    for (const double error : {0.0, 0.2})
        for (const Toy& means :
             {Toy{3, 3, 3, 1, 0}, Toy{3, 5, 10, 1, 0}, Toy{3, 30, 100, 1, 0}, Toy{5, 20, 20, 1, 0},
              Toy{10, 10, 10, 1.3, 0}, Toy{20, 30, 40, 1, 0}, Toy{30, 100, 10, 0.7, 0},
              Toy{100, 100, 100, 1, 0}, Toy{1000, 1000, 1000, 1, 0}}) {
            Toy toy = means;
            toy.error = error;
            const Coverage one = coverageOf(toy, {0.6827}, toys, seed);
            const Coverage two = coverageOf(toy, {0.95}, toys, seed);
            const auto spread = [&](double p) { return 100 * std::sqrt(p * (1 - p) / toys); };
            fmt::print("  {:6} {:6} {:6}  {:5.1f}  {:5.1f}   {:5.2f} +- {:.2f}  ({:.1f}, {:.1f})   {:5.2f} "
                       "+- {:.2f}   "
                       "{:+.3f}, {:.3f}\n",
                       toy.b, toy.c, toy.d, toy.kappa, toy.error, 100 * one.covered, spread(0.6827),
                       100 * one.below, 100 * one.above, 100 * two.covered, spread(0.95), one.pullMean,
                       one.pullWidth);
        }
}

Region boxOf(const char* name, const ClosedRange& x, const ClosedRange& y, RegionRole role) {
    return {name, "#000000", RectangleRegion{x, y}, {}, role};
}

/// A 2 x 2 grid, signal-like at the low end of x.
SidebandPlane grid(CandidateColumn x, CandidateColumn y, const ClosedRange& nearX, const ClosedRange& awayX,
                   const ClosedRange& nearY, const ClosedRange& awayY) {
    SidebandPlane plane;
    plane.x = x;
    plane.y = y;
    plane.regions = {boxOf("A", nearX, nearY, RegionRole::Signal), boxOf("B", awayX, nearY, RegionRole::B),
                     boxOf("C", nearX, awayY, RegionRole::C), boxOf("D", awayX, awayY, RegionRole::D)};
    return plane;
}

/// Relative transverse and polar momenta; a box with a role is on both sides of kL = 0.
SidebandPlane openingGrid() {
    constexpr double kBend = 8.0_MeV;
    constexpr double kPolar = 1.0_MeV;
    const ClosedRange inside{-kPolar, kPolar};
    SidebandPlane plane = grid(CandidateColumn::KT, CandidateColumn::KL, {std::nullopt, kBend},
                               {kBend, std::nullopt}, {kPolar, std::nullopt}, inside);
    plane.regions.push_back(
        boxOf("A, kL < 0", {std::nullopt, kBend}, {std::nullopt, -kPolar}, RegionRole::Signal));
    plane.regions.push_back(
        boxOf("B, kL < 0", {kBend, std::nullopt}, {std::nullopt, -kPolar}, RegionRole::B));
    return plane;
}

void printPlane(const std::string& what, const CandidateTable& table, const SidebandPlane& plane) {
    const RowSet rows = RowSet::all(table.rows());
    const auto study = studyAbcd(table, plane, membership(table, plane, rows));
    const auto whole = rankCorrelation(table, plane.x, plane.y, rows);
    fmt::print("  {}\n", what);
    const AbcdCounts& counts = study->counts;
    fmt::print("    A {}, B {}, C {}, D {}; ", counts.a, counts.b, counts.c, counts.d);
    if (study->measured)
        fmt::print("kappa {:.3f} ({:.3f} to {:.3f}), expected in A {:.1f} ({:.1f} to {:.1f})\n",
                   study->measured->kappa.value, study->measured->interval.low,
                   study->measured->interval.high, study->estimate.expected, study->estimate.interval.low,
                   study->estimate.interval.high);
    else
        fmt::print("no kappa: a box is empty\n");
    fmt::print("    rank correlation {:+.4f} +- {:.4f} of all {}", whole->value, whole->error,
               whole->entries);
    if (study->correlation)
        fmt::print(", {:+.4f} +- {:.4f} inside the boxes", study->correlation->value,
                   study->correlation->error);
    fmt::print("\n");
    for (const ClosureTest& test : study->closure)
        fmt::print(
            "    closure, {}: {} found, {:.1f} expected ({:.1f} to {:.1f}), {:+.1f} standard deviations\n",
            test.boxes, test.counts.a, test.expected.expected, test.expected.interval.low,
            test.expected.interval.high, test.pull.value_or(0));
}

void printPlanes(const CandidateTable& table) {
    using C = CandidateColumn;
    fmt::print("\nPlanes of {} simulated conversions: kappa = A D / (B C), 68.27 % intervals\n",
               table.rows());
    printPlane("(rho, Delta M), the program's regions: 0.7 and 4.2 cm, -3 and 3 MeV", table,
               defaultSidebandPlane());
    printPlane("(rho, Delta M) cut at 1.5 cm and at -10 MeV (A: below, above)", table,
               grid(C::Rho, C::DeltaM, {std::nullopt, 1.5}, {1.5, std::nullopt}, {-10.0_MeV, std::nullopt},
                    {std::nullopt, -10.0_MeV}));
    printPlane("(M before, Delta M) cut at 25 MeV and at -10 MeV (A: below, above)", table,
               grid(C::MassBefore, C::DeltaM, {std::nullopt, 25.0_MeV}, {25.0_MeV, std::nullopt},
                    {-10.0_MeV, std::nullopt}, {std::nullopt, -10.0_MeV}));
    printPlane("(kT, kL) cut at kT = 8 MeV and |kL| = 1 MeV (A: kT below, |kL| above)", table, openingGrid());
    // the sign of kL hides a correlation: it is even in kL
    const ColumnView kT = table.column(C::KT);
    const ColumnView kL = table.column(C::KL);
    std::vector<double> bend;
    std::vector<double> polar;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        bend.push_back(kT[row]);
        polar.push_back(std::abs(kL[row]));
    }
    fmt::print("    rank correlation of kT and |kL|: {:+.4f}\n", rankCorrelation(bend, polar).value_or(0));
}

template<class Work>
double fastest(const Work& work) {
    double best = 1e9;
    for (int i = 0; i < 7; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        best = std::min(
            best,
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

/// A million rows, their places repeated from those that were reconstructed.
CandidateTable millionOf(const CandidateTable& table, const std::shared_ptr<const DetectorModel>& detector) {
    constexpr std::size_t kRows = 1000000;
    CandidateTable large(std::make_shared<const PairTable>(PairTable::Contents{}, kRows), detector);
    Candidate candidate;
    for (std::size_t row = 0; row < kRows; ++row) {
        candidate.plane.kT = table.value(CandidateColumn::KT, row % table.rows());
        candidate.plane.kL = table.value(CandidateColumn::KL, row % table.rows());
        large.set(row, candidate);
    }
    return large;
}

void printCost(const CandidateTable& table, const std::shared_ptr<const DetectorModel>& detector) {
    const CandidateTable large = millionOf(table, detector);
    const RowSet rows = RowSet::all(large.rows());
    SidebandPlane plane = openingGrid();
    plane.regions.pop_back();
    plane.regions.back().shape = PolygonRegion{{{0, 0}, {0.05, 0.01}, {0.1, 0}, {0.05, -0.01}}};
    const RegionMembership where = membership(large, plane, rows);
    fmt::print("\nCost for {} rows and {} regions, one of them a polygon [ms, fastest of 7]\n", rows.size(),
               plane.regions.size());
    fmt::print("  membership               {:7.1f}\n",
               fastest([&] { (void)membership(large, plane, rows); }));
    fmt::print("  rows of a mask           {:7.1f}\n", fastest([&] { (void)where.in(1); }));
    fmt::print("  occupancy of membership  {:7.1f}\n",
               fastest([&] { (void)occupancy(large, plane, where); }));
    fmt::print("  study of membership      {:7.1f}\n",
               fastest([&] { (void)studyAbcd(large, plane, where); }));
    fmt::print("  rank correlation         {:7.1f}\n",
               fastest([&] { (void)rankCorrelation(large, plane.x, plane.y, rows); }));
}

std::size_t argument(int argc, char** argv, int index, std::size_t otherwise) {
    return argc > index ? std::strtoul(argv[index], nullptr, 10) : otherwise;
}

} // namespace

int main(int argc, char** argv) {
    SampleOptions options;
    options.conversions = std::max<std::size_t>(1000, argument(argc, argv, 1, 200000));
    options.seed = argument(argc, argv, 3, 2026);
    printCoverage(static_cast<int>(std::max<std::size_t>(100, argument(argc, argv, 2, 20000))), options.seed);
    const auto detector = test::belle2Detector();
    const auto table = reconstructAll(generateSample(detector, options), detector);
    printPlanes(*table);
    printCost(*table, detector);
}
