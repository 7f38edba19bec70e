// Loading a table of 100,000 pairs, against reading its bytes. Files are made once, in the temporary folder,
// and removed at the end; they are then in the page cache, so that the disk plays no part.
#include "core/io/Hdf5Handle.h"
#include "core/io/PairSink.h"
#include "core/io/PairSource.h"
#include "core/simulation/ToyPairs.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>

using namespace pairscope;

namespace {

constexpr std::size_t kRows = 100'000;
constexpr std::size_t kDifferentRows = 1'000;

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

PairTable repeatedPairs() {
    ToyOptions options;
    options.conversions = kDifferentRows / 2;
    options.darkPhotons = {{0.017, kDifferentRows / 2}};
    const PairTable pairs = generateToyPairs(options);
    PairTable::Contents contents = pairs.contents();
    contents.photons = 1;
    contents.truth = true;
    PairTable table(contents, kRows);
    for (std::size_t row = 0; row < kRows; ++row) {
        PairEvent event = pairs.event(row % kDifferentRows);
        event.id = {26, 1000, static_cast<std::uint32_t>(row), 0};
        table.setEvent(row, event);
    }
    return table;
}

/// The table in a file of the given ending.
std::filesystem::path benchmarkFile(const std::string& ending) {
    static const Folder folder;
    static const PairTable table = repeatedPairs();
    const std::filesystem::path file = folder.path / ("pairs" + ending);
    if (!std::filesystem::exists(file))
        if (const auto written = writePairs(table, file); !written)
            throw std::runtime_error(written.error().message);
    return file;
}

void loadPairs(benchmark::State& state, const std::string& ending) {
    const std::filesystem::path file = benchmarkFile(ending);
    std::size_t bytes = 0;
    for (auto _ : state) {
        const auto read = readPairs(file);
        if (!read || read->pairs->rows() != kRows || read->badRows != 0) {
            state.SkipWithError(read ? "the table is not what was written" : read.error().message.c_str());
            return;
        }
        bytes = read->pairs->memory();
    }
    state.counters["MB_file"] = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
    state.counters["bytes_per_candidate"] = static_cast<double>(bytes) / static_cast<double>(kRows);
    state.SetItemsProcessed(static_cast<std::int64_t>(kRows) * state.iterations());
}

void readBytes(benchmark::State& state, const std::string& ending) {
    const std::filesystem::path file = benchmarkFile(ending);
    const auto size = std::filesystem::file_size(file);
    for (auto _ : state) {
        const auto bytes = std::make_unique_for_overwrite<char[]>(size);
        std::ifstream(file, std::ios::binary).read(bytes.get(), static_cast<std::streamsize>(size));
        benchmark::DoNotOptimize(bytes[size / 2]);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(size) * state.iterations());
}

/// The rows as the HDF5 library unpacks them, in one piece: what every reader of the file must at least do.
void unpackRows(benchmark::State& state) {
    const std::filesystem::path path = benchmarkFile(".h5");
    const Hdf5Session session;
    for (auto _ : state) {
        const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
        const Hdf5Handle dataset(H5Dopen2(file.get(), "/pairs", H5P_DEFAULT), H5Dclose);
        const Hdf5Handle type(H5Dget_type(dataset.get()), H5Tclose);
        const auto bytes = std::make_unique_for_overwrite<char[]>(H5Tget_size(type.get()) * kRows);
        if (H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.get()) < 0)
            state.SkipWithError("HDF5 cannot read the table");
        benchmark::DoNotOptimize(bytes[kRows]);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(kRows) * state.iterations());
}

void writeTable(benchmark::State& state, const std::string& ending) {
    const auto pairs = readPairs(benchmarkFile(".h5")).value().pairs;
    const std::filesystem::path file = benchmarkFile(".h5").parent_path() / ("written" + ending);
    for (auto _ : state)
        if (const auto written = writePairs(*pairs, file); !written) {
            state.SkipWithError(written.error().message.c_str());
            return;
        }
    state.SetItemsProcessed(static_cast<std::int64_t>(kRows) * state.iterations());
}

} // namespace

BENCHMARK_CAPTURE(loadPairs, csv, std::string(".csv"))->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(readBytes, csv, std::string(".csv"))->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(loadPairs, csv_gz, std::string(".csv.gz"))->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(loadPairs, h5, std::string(".h5"))->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(unpackRows)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(readBytes, h5, std::string(".h5"))->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(writeTable, csv, std::string(".csv"))->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(writeTable, csv_gz, std::string(".csv.gz"))->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(writeTable, h5, std::string(".h5"))->Unit(benchmark::kMillisecond)->UseRealTime();

BENCHMARK_MAIN();
