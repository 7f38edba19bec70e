#include "render/OffscreenPicture.h"
#include "render/RhoZScene.h"
#include "render/TransverseScene.h"

#include "core/candidate/Reconstruction.h"
#include "core/simulation/DemonstrationSample.h"

#include <benchmark/benchmark.h>

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

BENCHMARK(candidateToFrame)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(candidateToFrameAlongTheBeam)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(candidateToFittedFrame)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(panFrame)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(sameFrame)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

} // namespace pairscope

BENCHMARK_MAIN();
