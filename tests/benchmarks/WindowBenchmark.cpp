// The real window: from the start to the first finished frame, and from a candidate change to its finished
// frame.

#include "app/window/MainWindow.h"
#include "core/simulation/DemonstrationSample.h"
#include "tests/support/TestDetector.h"
#include "widgets/panels/CandidatesPanel.h"
#include "widgets/panels/FlightPanel.h"
#include "widgets/viewport/SceneViewport.h"

#include <QApplication>
#include <QStandardPaths>
#include <QtTest/QTest>

#include <benchmark/benchmark.h>

#include <chrono>

using namespace pairscope;

namespace {

/// Lets events run until the viewport has finished a frame.
void waitForFrame(MainWindow& window) {
    bool drawn = false;
    const auto connection = QObject::connect(&window.viewport(), &SceneViewport::frameRendered, &window,
                                             [&drawn] { drawn = true; });
    while (!drawn)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QObject::disconnect(connection);
}

void startToFirstFrame(benchmark::State& state) {
    for (auto _ : state) {
        MainWindow window(test::belle2Detector());
        window.resize(1600, 1000);
        window.show();
        window.openDemonstration();
        waitForFrame(window);
    }
}
BENCHMARK(startToFirstFrame)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Key to finished frame, all panels following; the viewport has its share of a 1600 x 1000 window.
void candidateChange(benchmark::State& state) {
    MainWindow window(test::belle2Detector());
    window.resize(1600, 1000);
    window.show();
    window.openDemonstration();
    waitForFrame(window);
    int step = 1;
    for (auto _ : state) {
        const auto before = window.session().currentRow();
        window.candidates().step(step);
        if (window.session().currentRow() == before) {
            step = -step;
            window.candidates().step(step);
        }
        waitForFrame(window);
    }
    state.counters["viewport_px"] =
        static_cast<double>(window.viewport().width()) * static_cast<double>(window.viewport().height());
}
BENCHMARK(candidateChange)->Unit(benchmark::kMillisecond)->UseRealTime();

/// The view alone at 1600 x 1000.
void candidateChangeInTheView(benchmark::State& state) {
    const auto detector = test::belle2Detector();
    const PairTable pairs = *demonstrationSample(detector);
    const Reconstruction reconstruction(detector);
    std::vector<std::shared_ptr<const Candidate>> candidates;
    for (std::size_t row = 0; row < 100; ++row)
        candidates.push_back(std::make_shared<const Candidate>(reconstruction(pairs.event(row))));
    SceneViewport view;
    view.resize(1600, 1000);
    view.setDetector(detector);
    view.setCandidate(candidates[0]);
    view.show();
    if (!QTest::qWaitForWindowExposed(&view)) state.SkipWithError("no window");
    view.home();
    std::size_t next = 0;
    double drawing = 0;
    for (auto _ : state) {
        bool drawn = false;
        const auto connection =
            QObject::connect(&view, &SceneViewport::frameRendered, &view, [&](double milliseconds) {
                drawn = true;
                drawing += milliseconds;
            });
        view.setCandidate(candidates[++next % candidates.size()]);
        while (!drawn)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QObject::disconnect(connection);
    }
    // the rest is Qt putting the window together and the display taking it
    state.counters["drawing_ms"] = benchmark::Counter(drawing, benchmark::Counter::kAvgIterations);
}
BENCHMARK(candidateChangeInTheView)->Unit(benchmark::kMillisecond)->UseRealTime();

/// The flight view alone, with the share it has of a 1920 x 1200 window: numbers and drawing.
void candidateChangeInTheFlightView(benchmark::State& state) {
    const auto detector = test::belle2Detector();
    const PairTable pairs = *demonstrationSample(detector);
    std::vector<std::shared_ptr<const CandidateStudy>> studies;
    for (std::size_t row = 0; row < 100; ++row)
        studies.push_back(std::make_shared<const CandidateStudy>(studyCandidate(pairs.event(row), detector)));
    FlightPanel panel;
    panel.resize(1030, 370);
    panel.show();
    if (!QTest::qWaitForWindowExposed(&panel)) state.SkipWithError("no window");
    std::size_t next = 0;
    for (auto _ : state) {
        panel.setStudy(studies[++next % studies.size()], detector);
        panel.fitView();
        panel.plot().replot(QCustomPlot::rpImmediateRefresh);
    }
    state.counters["plot_px"] =
        static_cast<double>(panel.plot().width()) * static_cast<double>(panel.plot().height());
}
BENCHMARK(candidateChangeInTheFlightView)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
