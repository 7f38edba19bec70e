// The real window under a thousand presses of PgDn, and under a thousand verdicts with an undo now and then:
// from each key to the finished frame of the view, and to the last thing that is painted because of it; and
// whether time or memory grow. A verdict is synced to the journal on the way.

#include "app/window/MainWindow.h"
#include "app/window/ScanControl.h"
#include "core/candidate/BatchReconstruction.h"
#include "core/simulation/SampleGenerator.h"
#include "tests/support/TestDetector.h"
#include "widgets/viewport/SceneViewport.h"

#include <QApplication>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <unistd.h>

using namespace pairscope;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kSteps = 1000;
constexpr std::size_t kWarmUp = 20; ///< shaders are made, fonts are loaded
constexpr std::size_t kPart = 100;  ///< first and last ones, compared

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Resident memory, MB.
double residentMemory() {
    std::ifstream file("/proc/self/statm");
    double pages = 0;
    file >> pages >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// Spent by the program so far in all its threads, ms: what a step costs when others use the machine too.
double processorTime() {
    return static_cast<double>(std::clock()) * 1e3 / CLOCKS_PER_SEC;
}

std::shared_ptr<const Dataset> sample() {
    const auto detector = test::belle2Detector();
    SampleOptions options;
    options.darkPhotons = {{0.017, 1e-3, 200}};
    options.conversions = 700;
    options.promptPairs = 200;
    options.seed = 11;
    auto dataset = std::make_shared<Dataset>();
    dataset->name = QStringLiteral("generated");
    dataset->file.pairs = generateSample(detector, options);
    dataset->table = reconstructAll(dataset->file.pairs, detector);
    return dataset;
}

/// Counts what is painted anywhere in the program.
class Paints : public QObject {
public:
    [[nodiscard]] int count() const { return m_count; }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint) ++m_count;
        return false;
    }

private:
    int m_count = 0;
};

/// One step, in ms from the key.
struct Step {
    double frame = 0; ///< the view's frame is in the window
    double all = 0;   ///< nothing is left to be painted
};

class Robot {
public:
    explicit Robot(QSize size) : m_window(test::belle2Detector()) {
        m_window.resize(size);
        m_window.show();
        m_window.actions().resetLayout->trigger();
        m_window.activateWindow();
        if (!QTest::qWaitForWindowActive(&m_window)) std::printf("the window is not active\n");
        m_window.session().setDataset(sample());
        QObject::connect(&m_window.viewport(), &SceneViewport::frameRendered, &m_window,
                         [this] { ++m_frames; });
        qApp->installEventFilter(&m_paints);
        QTest::qWait(1000);
    }

    /// In a journal of this folder, with everything that is shown.
    void beginScan(const QString& folder) {
        m_window.scanning().setJournal(folder + QStringLiteral("/robot.scan.sqlite"));
        ScanRequest request;
        request.scanner = QStringLiteral("robot");
        request.verdicts = VerdictSet::usual();
        m_window.scanning().begin(request);
        while (!m_window.scanning().isScanning())
            QTest::qWait(20);
        QTest::qWait(500);
    }
    [[nodiscard]] std::size_t decided() const { return m_window.scanning().status()->decided; }

    [[nodiscard]] Step step(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        const auto row = m_window.session().currentRow();
        const int frames = m_frames;
        Step step;
        const auto start = Clock::now();
        QTest::keyClick(m_window.windowHandle(), key, modifiers);
        while (m_frames == frames)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        step.frame = millisecondsSince(start);
        int painted = -1;
        while (m_paints.count() != painted) {
            painted = m_paints.count();
            QCoreApplication::processEvents();
        }
        step.all = millisecondsSince(start);
        if (m_window.session().currentRow() == row) std::printf("the key did not step\n");
        QTest::qWait(20); // a finger that is faster is a key that is held
        m_framesPerStep += static_cast<double>(m_frames - frames) / static_cast<double>(kSteps);
        return step;
    }

    void forgetCounts() { m_framesPerStep = 0; }
    [[nodiscard]] double framesPerStep() const { return m_framesPerStep; }

private:
    mutable MainWindow m_window;
    Paints m_paints;
    int m_frames = 0;
    double m_framesPerStep = 0;
};

double quantile(std::span<const double> values, double part) {
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

void print(const char* what, const std::vector<double>& times) {
    const std::span all(times);
    std::printf("%-28s %8.1f %8.1f %8.1f %12.1f %12.1f\n", what, quantile(all, 0.5), quantile(all, 0.99),
                quantile(all, 1), quantile(all.first(kPart), 0.5), quantile(all.last(kPart), 0.5));
}

void measure(Robot& robot, const char* what, const std::function<Step()>& next) {
    for (std::size_t i = 0; i < kWarmUp; ++i)
        (void)next();
    robot.forgetCounts();
    const double memory = residentMemory();
    const double processor = processorTime();
    std::vector<double> frame;
    std::vector<double> all;
    for (std::size_t i = 0; i < kSteps; ++i) {
        const Step step = next();
        frame.push_back(step.frame);
        all.push_back(step.all);
    }
    std::printf("%s\n%-28s %8s %8s %8s %12s %12s\n", what, "ms from the key to", "median", "99 %", "longest",
                "first 100", "last 100");
    print("the view's finished frame", frame);
    print("the last paint", all);
    std::printf("processor time per step %.1f ms; frames of the view per step %.2f; resident memory %.1f MB "
                "before, %.1f MB after\n\n",
                (processorTime() - processor) / static_cast<double>(kSteps), robot.framesPerStep(), memory,
                residentMemory());
}

/// Digits at random; one key in twelve takes the last verdict back.
std::function<Step()> verdicts(Robot& robot) {
    const auto random = std::make_shared<std::mt19937>(11);
    const auto dice = [random](int sides) {
        return std::uniform_int_distribution<int>(0, sides - 1)(*random);
    };
    return [&robot, dice] {
        if (robot.decided() > 0 && dice(12) == 0) return robot.step(Qt::Key_Z, Qt::ControlModifier);
        return robot.step(static_cast<Qt::Key>(Qt::Key_1 + dice(5)));
    };
}

void run(QSize size) {
    Robot robot(size);
    std::printf("window of %d x %d, %zu keys each\n\n", size.width(), size.height(), kSteps);
    measure(robot, "PgDn", [&robot] { return robot.step(Qt::Key_PageDown); });
    const QTemporaryDir folder;
    robot.beginScan(folder.path());
    measure(robot, "verdicts and undo", verdicts(robot));
}

} // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    run({1600, 1000});
    return 0;
}
