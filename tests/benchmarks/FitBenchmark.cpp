// Fits a second on one core, and the batch on all: over the reference pairs where they are, else over toys.

#include "core/candidate/BatchReconstruction.h"
#include "core/io/PairSource.h"
#include "core/simulation/ToyPairs.h"
#include "core/vertex/ConversionFit.h"
#include "tests/support/ReferenceData.h"
#include "tests/support/TestDetector.h"

#include <benchmark/benchmark.h>

using namespace pairscope;

namespace {

std::shared_ptr<const PairTable> pairs() {
    static const auto table = [] {
        if (auto file = readPairs(PAIRSCOPE_REFERENCE / "pairs.csv")) return file->pairs;
        ToyOptions options;
        options.conversions = 2000;
        options.darkPhotons = {{0.017, 1500}, {0.050, 200}, {0.100, 150}, {0.200, 150}};
        return std::make_shared<const PairTable>(generateToyPairs(options));
    }();
    return table;
}

std::vector<TrackPair> trackPairs() {
    std::vector<TrackPair> tracks;
    for (std::size_t row = 0; row < pairs()->rows(); ++row)
        tracks.push_back(pairs()->event(row).tracks);
    return tracks;
}

void setRate(benchmark::State& state, std::size_t perIteration) {
    state.counters["pairs/s"] =
        benchmark::Counter(static_cast<double>(perIteration), benchmark::Counter::kIsIterationInvariantRate);
}

void vertexFit(benchmark::State& state) {
    const auto tracks = trackPairs();
    const VertexFit fit;
    for (auto _ : state)
        for (const TrackPair& pair : tracks)
            benchmark::DoNotOptimize(fit(pair));
    setRate(state, tracks.size());
}
BENCHMARK(vertexFit)->Unit(benchmark::kMillisecond);

/// Every minimum of the fit with zero opening, with covariances.
void zeroOpeningFit(benchmark::State& state) {
    const auto tracks = trackPairs();
    VertexFit::Options options;
    options.constraints.opening = Opening::Zero;
    const VertexFit fit(options);
    for (auto _ : state)
        for (const TrackPair& pair : tracks)
            benchmark::DoNotOptimize(fit(pair));
    setRate(state, tracks.size());
}
BENCHMARK(zeroOpeningFit)->Unit(benchmark::kMillisecond);

/// Its chi2 alone, as a column of the table.
void zeroOpeningChi2Alone(benchmark::State& state) {
    const auto tracks = trackPairs();
    for (auto _ : state)
        for (const TrackPair& pair : tracks)
            benchmark::DoNotOptimize(
                conversionChi2(pair, CirclePair::of(pair.positron.helix, pair.electron.helix), {}));
    setRate(state, tracks.size());
}
BENCHMARK(zeroOpeningChi2Alone)->Unit(benchmark::kMillisecond);

void circles(benchmark::State& state) {
    const auto tracks = trackPairs();
    for (auto _ : state)
        for (const TrackPair& pair : tracks)
            benchmark::DoNotOptimize(CirclePair::of(pair.positron.helix, pair.electron.helix));
    setRate(state, tracks.size());
}
BENCHMARK(circles)->Unit(benchmark::kMillisecond);

void wholeCandidate(benchmark::State& state) {
    const Reconstruction reconstruction(test::belle2Detector());
    for (auto _ : state)
        for (std::size_t row = 0; row < pairs()->rows(); ++row)
            benchmark::DoNotOptimize(reconstruction(pairs()->event(row)));
    setRate(state, pairs()->rows());
}
BENCHMARK(wholeCandidate)->Unit(benchmark::kMillisecond);

void candidateWithoutKinematics(benchmark::State& state) {
    Reconstruction::Options options;
    options.kinematic.constraint = KinematicConstraint::Off;
    const Reconstruction reconstruction(test::belle2Detector(), options);
    for (auto _ : state)
        for (std::size_t row = 0; row < pairs()->rows(); ++row)
            benchmark::DoNotOptimize(reconstruction(pairs()->event(row)));
    setRate(state, pairs()->rows());
}
BENCHMARK(candidateWithoutKinematics)->Unit(benchmark::kMillisecond);

/// Simulated pairs: the reference pairs have no photon.
void kinematicFit(benchmark::State& state) {
    ToyOptions options;
    options.conversions = 1000;
    options.darkPhotons = {{0.017, 1000}};
    const PairTable toys = generateToyPairs(options);
    const auto detector = test::belle2Detector();
    const Reconstruction reconstruction(detector);
    std::vector<Candidate> candidates;
    for (std::size_t row = 0; row < toys.rows(); ++row)
        if (Candidate candidate = reconstruction(toys.event(row)); candidate.kinematic)
            candidates.push_back(std::move(candidate));
    const KinematicFit fit(KinematicFit::Options{});
    for (auto _ : state)
        for (const Candidate& candidate : candidates)
            benchmark::DoNotOptimize(fit(candidate.vertex(), candidate.event.photons[0], *detector));
    setRate(state, candidates.size());
}
BENCHMARK(kinematicFit)->Unit(benchmark::kMillisecond);

void batchOnAllCores(benchmark::State& state) {
    const auto detector = test::belle2Detector();
    for (auto _ : state)
        benchmark::DoNotOptimize(reconstructAll(pairs(), detector));
    setRate(state, pairs()->rows());
}
BENCHMARK(batchOnAllCores)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

BENCHMARK_MAIN();
