// The real window with many candidates: from a change of filter, selection or order to everything drawn anew.

#include "app/window/MainWindow.h"
#include "core/candidate/BatchReconstruction.h"
#include "core/simulation/SampleGenerator.h"
#include "tests/support/TestDetector.h"
#include "widgets/models/CandidateTableModel.h"
#include "widgets/panels/CandidatesPanel.h"
#include "widgets/panels/DistributionPanel.h"
#include "widgets/panels/MassPanel.h"
#include "widgets/panels/SidebandPanel.h"
#include "widgets/viewport/SceneViewport.h"

#include <QApplication>
#include <QMouseEvent>
#include <QStandardPaths>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <benchmark/benchmark.h>

#include <chrono>
#include <map>

using namespace pairscope;

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Signals, conversions and prompt pairs, generated once for each size.
std::shared_ptr<const Dataset> sample(std::size_t rows) {
    static std::map<std::size_t, std::shared_ptr<const Dataset>> made;
    if (made.contains(rows)) return made[rows];
    const auto detector = test::belle2Detector();
    SampleOptions options;
    options.darkPhotons = {{0.017, 1e-3, rows / 10}};
    options.conversions = rows - 2 * (rows / 10);
    options.promptPairs = rows / 10;
    options.seed = 7;
    auto dataset = std::make_shared<Dataset>();
    dataset->name = QStringLiteral("generated");
    dataset->file.pairs = generateSample(detector, options);
    dataset->table = reconstructAll(dataset->file.pairs, detector);
    made[rows] = dataset;
    return dataset;
}

/// Counts how often a widget was painted.
class Paints : public QObject {
public:
    explicit Paints(QWidget& widget) : m_widget(widget) { widget.installEventFilter(this); }
    ~Paints() override { m_widget.removeEventFilter(this); }
    [[nodiscard]] bool none() const { return m_count == 0; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint) ++m_count;
        return QObject::eventFilter(watched, event);
    }

private:
    QWidget& m_widget;
    int m_count = 0;
};

/// A window of 1600 x 1000 with mass, sideband and table in sight.
class OpenWindow {
public:
    explicit OpenWindow(std::size_t rows) : m_window(test::belle2Detector()) {
        m_window.resize(1600, 1000);
        m_window.show();
        m_window.session().setDataset(sample(rows));
        for (int i = 0; i < 20; ++i)
            QTest::qWait(20);
    }
    MainWindow& operator*() { return m_window; }
    MainWindow* operator->() { return &m_window; }

    /// Runs what follows a change until both plots were drawn anew and the regions are counted.
    void settle() {
        QSignalSpy mass(&m_window.mass().plot(), &QCustomPlot::afterReplot);
        QSignalSpy plane(&m_window.sideband().plot(), &QCustomPlot::afterReplot);
        do
            QCoreApplication::processEvents();
        while (mass.empty() || plane.empty() || m_window.sideband().isCounting());
        QCoreApplication::processEvents();
    }

private:
    MainWindow m_window;
};

void filterChange(benchmark::State& state) {
    OpenWindow window(static_cast<std::size_t>(state.range(0)));
    const std::string texts[] = {"rho > 1.2 && deltaM < -5*MeV && status == \"Good\"", "prob > 0.01", ""};
    std::size_t next = 0;
    for (auto _ : state) {
        CandidateFilter filter;
        filter.text = texts[++next % std::size(texts)];
        window->session().document().setFilter(filter);
        window.settle();
    }
    state.counters["bytes_per_row"] = static_cast<double>(window->session().table()->memory()) /
                                      static_cast<double>(window->session().table()->rows());
}
BENCHMARK(filterChange)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void sortChange(benchmark::State& state) {
    OpenWindow window(static_cast<std::size_t>(state.range(0)));
    auto& model = window->candidates().model();
    int column = 2;
    for (auto _ : state) {
        column = 2 + (column + 1) % 4; // masses, shift, distance
        model.sort(column, Qt::AscendingOrder);
        QCoreApplication::processEvents();
    }
}
BENCHMARK(sortChange)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// One frame of Shift+drag in the sideband plane: to the plane drawn anew, and (counter) to everything else.
void bandDrag(benchmark::State& state) {
    OpenWindow window(static_cast<std::size_t>(state.range(0)));
    PlanePlot& plot = window->sideband().plot();
    const QRect area = plot.axisRect()->rect();
    QTest::mousePress(&plot, Qt::LeftButton, Qt::ShiftModifier, area.center() - QPoint(40, 30));
    int step = 0;
    double rest = 0;
    for (auto _ : state) {
        const QPointF to = area.center() + QPoint(20 + step % 60, 10 + step % 40);
        ++step;
        const auto start = Clock::now();
        const Paints drawn(plot);
        QMouseEvent move(QEvent::MouseMove, to, plot.mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                         Qt::ShiftModifier);
        QCoreApplication::sendEvent(&plot, &move);
        while (drawn.none())
            QCoreApplication::processEvents(QEventLoop::AllEvents, 0);
        state.SetIterationTime(millisecondsSince(start) / 1e3);
        for (int i = 0; i < 4; ++i)
            QCoreApplication::processEvents();
        rest += millisecondsSince(start);
    }
    QTest::mouseRelease(&plot, Qt::LeftButton, Qt::ShiftModifier, area.center());
    state.counters["selected"] = static_cast<double>(window->session().state().selection.size());
    state.counters["everything_ms"] = benchmark::Counter(rest, benchmark::Counter::kAvgIterations);
}
BENCHMARK(bandDrag)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime();

/// All candidates fitted with another minimum as the vertex, panels following meanwhile.
void refitOfAll(benchmark::State& state) {
    OpenWindow window(static_cast<std::size_t>(state.range(0)));
    bool nearest = false;
    int updates = 0;
    QObject::connect(&window->session(), &Session::tableChanged, &*window, [&updates] { ++updates; });
    for (auto _ : state) {
        nearest = !nearest;
        window->session().setPolicy(nearest ? MinimumPolicy::NearestInteractionPoint : MinimumPolicy::Global);
        while (window->session().refitJob().isRunning())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    state.counters["updates"] = benchmark::Counter(updates, benchmark::Counter::kAvgIterations);
}
BENCHMARK(refitOfAll)->Arg(10'000)->Arg(1'000'000)->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();

} // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
