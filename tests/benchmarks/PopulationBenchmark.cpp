// What one does with a whole population, by the number of its rows. Every change on the screen is some of
// these; how they grow from 10^4 to 10^7 rows says how far the program goes. Files are made in the temporary
// folder and removed at the end; they are then in the page cache, so that the disk plays no part.
#include "core/analysis/Histogram.h"
#include "core/analysis/RowSelection.h"
#include "core/analysis/VertexDensity.h"
#include "core/candidate/BatchReconstruction.h"
#include "core/io/Hdf5Handle.h"
#include "core/io/PairSink.h"
#include "core/io/PairSource.h"
#include "core/math/Units.h"
#include "tests/benchmarks/ManyCandidates.h"
#include "tests/support/TestDetector.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <unistd.h>

#include <cmath>
#include <fstream>
#include <numeric>

namespace pairscope {

namespace {

using C = CandidateColumn;

/// The population of the benchmark's argument; null, and the benchmark is skipped, when it does not fit.
const ManyCandidates* population(benchmark::State& state) {
    try {
        return &manyCandidates(static_cast<std::size_t>(state.range(0)));
    } catch (const std::exception& error) {
        state.SkipWithError(error.what());
        return nullptr;
    }
}

void countRows(benchmark::State& state) {
    state.SetItemsProcessed(state.range(0) * state.iterations());
}

void histogram(benchmark::State& state) {
    const ManyCandidates* many = population(state);
    if (!many) return;
    for (auto _ : state) {
        Histogram histogram({100, 0, 0.1});
        histogram.fill(many->table->column(C::MassAfter), many->all.rows());
        benchmark::DoNotOptimize(histogram.maximum());
    }
    countRows(state);
}

/// Cells of a plot of 200 x 200, rho against Delta M.
void plane(benchmark::State& state) {
    const ManyCandidates* many = population(state);
    if (!many) return;
    for (auto _ : state) {
        Histogram2D plane({200, 0, 16}, {200, -0.1, 0.02});
        plane.fill(many->table->column(C::Rho), many->table->column(C::DeltaM), many->all.rows());
        benchmark::DoNotOptimize(plane.maximum());
    }
    countRows(state);
}

/// Vertices per pixel of 1600 x 1000, out to the chamber wall.
void densityImage(benchmark::State& state) {
    const ManyCandidates* many = population(state);
    if (!many) return;
    VertexDensity density;
    const CellGrid grid{{-26.4, -16.5}, 0.033, 1600, 1000};
    for (auto _ : state) {
        density.count(grid, many->table->column(C::VertexX), many->table->column(C::VertexY),
                      many->all.rows());
        benchmark::DoNotOptimize(density.maximum());
    }
    countRows(state);
}

void rowsInBand(benchmark::State& state) {
    const ManyCandidates* many = population(state);
    if (!many) return;
    const RectangleRegion box{{1.0, 4.0}, {-0.03, 0.0}};
    std::size_t found = 0;
    for (auto _ : state)
        found = rowsInBox(many->table->column(C::Rho), many->table->column(C::DeltaM), many->all, box).size();
    state.counters["found"] = static_cast<double>(found);
    countRows(state);
}

/// A star of 60 corners about where the vertices are.
void rowsInLasso(benchmark::State& state) {
    const ManyCandidates* many = population(state);
    if (!many) return;
    constexpr int kCorners = 60;
    std::vector<Vector2> star;
    for (int i = 0; i < kCorners; ++i) {
        const double phi = 2 * kPi * i / kCorners;
        star.emplace_back((i % 2 == 0 ? 8 : 3) * Vector2(std::cos(phi), std::sin(phi)));
    }
    std::size_t found = 0;
    for (auto _ : state)
        found =
            rowsInPolygon(many->table->column(C::VertexX), many->table->column(C::VertexY), many->all, star)
                .size();
    state.counters["found"] = static_cast<double>(found);
    countRows(state);
}

/// A column of the input, made when it is asked for first.
void columnOfTheInput(benchmark::State& state) {
    const ManyCandidates* many = population(state);
    if (!many) return;
    for (auto _ : state) {
        const InputColumns columns(many->table->sharedPairs(), many->detector);
        benchmark::DoNotOptimize(columns.column(C::PositronPT)[0]);
    }
    countRows(state);
}

/// One row in a hundred gets other results, as a refit of a selection does.
void replaceOnePercent(benchmark::State& state) {
    const ManyCandidates* many = population(state);
    if (!many) return;
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < many->table->rows(); row += 100)
        rows.push_back(static_cast<std::uint32_t>(row));
    const Candidate candidate = Reconstruction(many->detector)(many->table->pairs().event(0));
    const std::vector<Candidate> candidates(rows.size(), candidate);
    for (auto _ : state)
        benchmark::DoNotOptimize(many->table->withRows(rows, candidates));
    countRows(state);
}

void memory(benchmark::State& state) {
    const ManyCandidates* many = population(state);
    if (!many) return;
    for (auto _ : state)
        benchmark::DoNotOptimize(many->table->memory());
    const auto rows = static_cast<double>(many->table->rows());
    const auto all = static_cast<double>(many->table->memory());
    const auto input = static_cast<double>(many->table->pairs().memory());
    state.counters["bytes_per_row"] = all / rows;
    state.counters["of_input"] = input / rows;
}

void reconstruction(benchmark::State& state) {
    const ManyCandidates* many = population(state);
    if (!many) return;
    for (auto _ : state)
        benchmark::DoNotOptimize(reconstructAll(many->table->sharedPairs(), many->detector));
    countRows(state);
}

/// A folder of this run alone, gone when the program ends.
struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / fmt::format("pairscope-benchmark-{}", ::getpid());
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

/// The pairs in an HDF5 file as the program writes it; only one is kept.
std::filesystem::path pairFile(std::int64_t rows) {
    static const Folder folder;
    const std::filesystem::path file = folder.path / fmt::format("pairs-{}.h5", rows);
    if (std::filesystem::exists(file)) return file;
    for (const auto& other : std::filesystem::directory_iterator(folder.path))
        std::filesystem::remove(other);
    if (const auto written =
            writePairs(*manyCandidates(static_cast<std::size_t>(rows)).table->sharedPairs(), file);
        !written)
        throw std::runtime_error(written.error().message);
    return file;
}

void loadHdf5(benchmark::State& state) {
    if (!population(state)) return;
    const std::filesystem::path file = pairFile(state.range(0));
    for (auto _ : state) {
        const auto read = readPairs(file);
        if (!read || read->pairs->rows() != static_cast<std::size_t>(state.range(0))) {
            state.SkipWithError(read ? "rows are missing" : read.error().message.c_str());
            return;
        }
    }
    state.counters["MB_file"] = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
    countRows(state);
}

/// The rows as the HDF5 library unpacks them, in one piece: what every reader of the file must at least do.
void unpackHdf5(benchmark::State& state) {
    if (!population(state)) return;
    const std::filesystem::path path = pairFile(state.range(0));
    const Hdf5Session session;
    for (auto _ : state) {
        const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
        const Hdf5Handle dataset(H5Dopen2(file.get(), "/pairs", H5P_DEFAULT), H5Dclose);
        const Hdf5Handle type(H5Dget_type(dataset.get()), H5Tclose);
        const std::size_t size = H5Tget_size(type.get()) * static_cast<std::size_t>(state.range(0));
        const auto bytes = std::make_unique_for_overwrite<char[]>(size);
        if (H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.get()) < 0)
            state.SkipWithError("HDF5 cannot read the table");
        benchmark::DoNotOptimize(bytes[size - 1]);
    }
    countRows(state);
}

void readBytes(benchmark::State& state) {
    if (!population(state)) return;
    const std::filesystem::path file = pairFile(state.range(0));
    const auto size = std::filesystem::file_size(file);
    for (auto _ : state) {
        const auto bytes = std::make_unique_for_overwrite<char[]>(size);
        std::ifstream(file, std::ios::binary).read(bytes.get(), static_cast<std::streamsize>(size));
        benchmark::DoNotOptimize(bytes[size / 2]);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(size) * state.iterations());
}

/// What follows every step of the hand.
using Benchmark = void (*)(benchmark::State&);
constexpr std::pair<const char*, Benchmark> kLive[] = {
    {"memory", memory},
    {"histogram", histogram},
    {"plane", plane},
    {"densityImage", densityImage},
    {"rowsInBand", rowsInBand},
    {"rowsInLasso", rowsInLasso},
    {"columnOfTheInput", columnOfTheInput},
};
/// What takes its time, or much more memory than the table.
constexpr std::pair<const char*, Benchmark> kBatch[] = {
    {"replaceOnePercent", replaceOnePercent},
    {"reconstruction", reconstruction},
    {"loadHdf5", loadHdf5},
    {"unpackHdf5", unpackHdf5},
    {"readBytes", readBytes},
};

/// By rows first: one population is in memory at a time.
void registerAll() {
    for (const std::int64_t rows : {10'000, 100'000, 1'000'000, 10'000'000}) {
        for (const auto& [name, function] : kLive)
            benchmark::RegisterBenchmark(name, function)
                ->Arg(rows)
                ->Unit(benchmark::kMillisecond)
                ->UseRealTime();
        for (const auto& [name, function] : kBatch)
            if (rows <= 1'000'000)
                benchmark::RegisterBenchmark(name, function)
                    ->Arg(rows)
                    ->Unit(benchmark::kMillisecond)
                    ->UseRealTime();
    }
}

} // namespace

} // namespace pairscope

int main(int argc, char** argv) {
    pairscope::registerAll();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
