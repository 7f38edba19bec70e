#include "render/DensityLayer.h"
#include "render/OffscreenPicture.h"
#include "render/RhoZScene.h"
#include "render/TransverseScene.h"

#include "core/candidate/Reconstruction.h"
#include "core/math/Units.h"
#include "core/simulation/DemonstrationSample.h"

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <random>

namespace pairscope {

namespace {

constexpr PictureSize kSize{1600, 1000};

/// The demonstration sample, fitted, in a scene that draws without a display.
struct Stage {
    std::shared_ptr<const DetectorModel> detector;
    std::vector<std::shared_ptr<const Candidate>> candidates;
    TransverseScene scene;
    std::optional<OffscreenPicture> picture;

    ~Stage() {
        if (picture) picture->setScene(nullptr);
    }
};

Stage* stage(benchmark::State& state) {
    static Stage stage;
    if (stage.picture) return &stage;
    auto detector = DetectorModel::fromFile(PAIRSCOPE_SOURCE_DIR "/resources/detectors/belle2.json");
    auto picture = OffscreenPicture::create();
    if (!detector || !picture) {
        state.SkipWithError(detector ? picture.error().c_str() : detector.error().message.c_str());
        return nullptr;
    }
    stage.detector = std::make_shared<const DetectorModel>(std::move(*detector));
    const PairTable table = *demonstrationSample(stage.detector);
    const Reconstruction reconstruct(stage.detector);
    for (std::size_t row = 0; row < table.rows(); ++row)
        stage.candidates.push_back(std::make_shared<const Candidate>(reconstruct(table.event(row))));
    stage.picture = std::move(*picture);
    stage.picture->setScene(&stage.scene);
    return &stage;
}

SceneOptions options() {
    SceneOptions options;
    options.simulation = true;
    options.program = "Pairscope";
    return options;
}

/// From one candidate to the next, until the frame is finished (glFinish): what PgDn costs.
void candidateToFrame(benchmark::State& state) {
    Stage* ready = stage(state);
    if (!ready) return;
    ready->scene.setSize(kSize);
    ready->scene.setView(ready->scene.homeView());
    std::size_t next = 0;
    for (auto _ : state) {
        ready->scene.show(ready->detector, ready->candidates[next++ % ready->candidates.size()], options());
        ready->picture->draw(kSize);
    }
}

/// The same along the beam.
void candidateToFrameAlongTheBeam(benchmark::State& state) {
    Stage* ready = stage(state);
    if (!ready) return;
    RhoZScene scene;
    ready->picture->setScene(&scene);
    scene.setSize(kSize);
    scene.setView(scene.homeView());
    std::size_t next = 0;
    for (auto _ : state) {
        scene.show(ready->detector, ready->candidates[next++ % ready->candidates.size()], options());
        ready->picture->draw(kSize);
    }
    ready->picture->setScene(&ready->scene);
}

/// The same with the view fitted to each candidate, which rebuilds the detector at a new scale.
void candidateToFittedFrame(benchmark::State& state) {
    Stage* ready = stage(state);
    if (!ready) return;
    ready->scene.setSize(kSize);
    std::size_t next = 0;
    for (auto _ : state) {
        ready->scene.show(ready->detector, ready->candidates[next++ % ready->candidates.size()], options());
        ready->scene.setView(ready->scene.fittedView());
        ready->picture->draw(kSize);
    }
}

/// A frame of a pan: the view moves by a pixel.
void panFrame(benchmark::State& state) {
    Stage* ready = stage(state);
    if (!ready) return;
    ready->scene.setSize(kSize);
    ready->scene.show(ready->detector, ready->candidates.front(), options());
    View2D view = ready->scene.homeView();
    double step = view.pixelSize(kSize);
    for (auto _ : state) {
        view.centre.x() += step;
        if (std::abs(view.centre.x()) > 5) step = -step;
        ready->scene.setView(view);
        ready->picture->draw(kSize);
    }
}

/// A frame in which nothing changed: what the drawing itself costs.
void sameFrame(benchmark::State& state) {
    Stage* ready = stage(state);
    if (!ready) return;
    ready->scene.show(ready->detector, ready->candidates.front(), options());
    for (auto _ : state)
        ready->picture->draw(kSize);
}

/// Vertices about the layers, as conversions are, and some of the interaction point.
std::shared_ptr<const CandidateTable> manyVertices(const std::shared_ptr<const DetectorModel>& detector,
                                                   std::size_t rows) {
    const auto pairs = std::make_shared<const PairTable>(PairTable::Contents{}, rows);
    auto table = std::make_shared<CandidateTable>(pairs, detector);
    Candidate candidate;
    candidate.fit = VertexFitResult{};
    candidate.fit->minima.emplace_back();
    candidate.stages.emplace_back();
    std::mt19937 random(1);
    std::uniform_real_distribution<double> uniform(-1, 1);
    std::normal_distribution<double> spread(0, 0.1);
    constexpr std::array kRadii{0.0, 1.05, 1.4, 2.2, 3.9, 8.0, 10.4, 13.5}; // cm
    for (std::size_t row = 0; row < rows; ++row) {
        const double rho = std::abs(kRadii[row % kRadii.size()] + spread(random));
        const double phi = kPi * uniform(random);
        candidate.fit->minima.front().parameters.head<3>() =
            Vector3(rho * std::cos(phi), rho * std::sin(phi), 20 * uniform(random));
        candidate.stages.front().rho.value = rho;
        table->set(row, candidate);
    }
    return table;
}

/// The million, made once.
VertexPopulation million(const Stage& stage) {
    static const auto table = manyVertices(stage.detector, 1'000'000);
    return {table, RowSet::all(table->rows())};
}

/// Counting a million vertices per pixel of a view and painting them, without drawing.
void countAndPaintDensity(benchmark::State& state) {
    Stage* ready = stage(state);
    if (!ready) return;
    DensityLayer layer(ScenePlane::Transverse);
    layer.setPopulation(million(*ready));
    SceneOptions withDensity = options();
    withDensity.density = true;
    View2D view{{0, 0}, static_cast<double>(state.range(0))};
    for (auto _ : state) {
        view.centre.x() += 1e-3;
        layer.count(view, kSize, withDensity);
        layer.paint(withDensity.theme);
        benchmark::DoNotOptimize(layer.picture().data());
    }
    state.counters["inside"] = static_cast<double>(layer.density().inside());
}

/// A frame of a pan over the density of a million vertices, counted for each frame.
template<class Scene>
void panFrameOverDensity(benchmark::State& state) {
    Stage* ready = stage(state);
    if (!ready) return;
    Scene scene;
    ready->picture->setScene(&scene);
    SceneOptions withDensity = options();
    withDensity.density = true;
    scene.setSize(kSize);
    scene.setVertexDensity(million(*ready));
    scene.show(ready->detector, ready->candidates.front(), withDensity);
    View2D view = scene.homeView();
    double step = view.pixelSize(kSize);
    for (auto _ : state) {
        view.centre.x() += step;
        if (std::abs(view.centre.x()) > 5) step = -step;
        scene.setView(view);
        ready->picture->draw(kSize);
    }
    ready->picture->setScene(&ready->scene);
}

/// From one candidate to the next over the same density.
void candidateToFrameOverDensity(benchmark::State& state) {
    Stage* ready = stage(state);
    if (!ready) return;
    SceneOptions withDensity = options();
    withDensity.density = true;
    ready->scene.setSize(kSize);
    ready->scene.setView(ready->scene.homeView());
    ready->scene.setVertexDensity(million(*ready));
    std::size_t next = 0;
    for (auto _ : state) {
        ready->scene.show(ready->detector, ready->candidates[next++ % ready->candidates.size()], withDensity);
        ready->picture->draw(kSize);
    }
    ready->scene.setVertexDensity({});
}

BENCHMARK(countAndPaintDensity)->Arg(33)->Arg(5)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(panFrameOverDensity<TransverseScene>)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(panFrameOverDensity<RhoZScene>)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(candidateToFrameOverDensity)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(candidateToFrame)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(candidateToFrameAlongTheBeam)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(candidateToFittedFrame)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(panFrame)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(sameFrame)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

} // namespace pairscope

BENCHMARK_MAIN();
