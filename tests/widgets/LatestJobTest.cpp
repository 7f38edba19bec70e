#include "widgets/jobs/LatestJob.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <latch>
#include <optional>
#include <semaphore>
#include <stdexcept>

using namespace pairscope;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 20000; // ms, only a broken job uses it up

int answer(std::stop_token, const Progress&) {
    return 42;
}

/// Lets work begin and end when the test says so.
struct Gate {
    std::binary_semaphore begun{0};
    std::binary_semaphore mayEnd{0};

    void pass() {
        begun.release();
        mayEnd.acquire();
    }
};

} // namespace

TEST(LatestJob, DeliversItsResultOnTheOwnersThread) {
    LatestJob job;
    QSignalSpy finished(&job, &LatestJob::finished);
    std::optional<int> result;
    QThread* thread = nullptr;
    job.start(answer, [&](int value) {
        result = value;
        thread = QThread::currentThread();
    });
    EXPECT_TRUE(job.isRunning());
    EXPECT_FALSE(result) << "never from inside start()";
    ASSERT_TRUE(finished.wait(kPatience));
    EXPECT_EQ(result, 42);
    EXPECT_EQ(thread, job.thread());
    EXPECT_FALSE(job.isRunning());
}

TEST(LatestJob, NeverDeliversAnOlderResultThatComesLater) {
    LatestJob job;
    Gate gate;
    QSignalSpy finished(&job, &LatestJob::finished);
    std::vector<int> results;
    const auto deliver = [&](int value) { results.push_back(value); };
    job.start(
        [&gate](const std::stop_token&, const Progress&) {
            gate.pass(); // deaf to the stop token on purpose
            return 1;
        },
        deliver);
    gate.begun.acquire();
    job.start(answer, deliver);
    ASSERT_TRUE(finished.wait(kPatience));
    gate.mayEnd.release();
    QTest::qWait(50); // time for the old result to come, if it could
    EXPECT_EQ(results, std::vector<int>{42});
}

TEST(LatestJob, NeverDeliversAResultThatWasAlreadyPostedWhenANewRequestCame) {
    LatestJob job;
    std::binary_semaphore done{0};
    QSignalSpy finished(&job, &LatestJob::finished);
    std::vector<int> results;
    const auto deliver = [&](int value) { results.push_back(value); };
    struct Signaller {
        std::binary_semaphore* done;
        ~Signaller() { done->release(); }
    };
    job.start(
        [&done](const std::stop_token&, const Progress&) {
            const Signaller atEnd{&done};
            return 1;
        },
        deliver);
    done.acquire();
    std::this_thread::sleep_for(20ms); // its event is in the queue now; none has been handled
    job.start(answer, deliver);
    ASSERT_TRUE(finished.wait(kPatience));
    EXPECT_EQ(results, std::vector<int>{42});
}

TEST(LatestJob, ShowsOnlyTheLastOfManyQuickRequests) {
    LatestJob job;
    QSignalSpy finished(&job, &LatestJob::finished);
    std::vector<int> results;
    for (int i = 0; i < 50; ++i)
        job.start([i](const std::stop_token&, const Progress&) { return i; },
                  [&](int value) { results.push_back(value); });
    ASSERT_TRUE(finished.wait(kPatience));
    EXPECT_EQ(results, std::vector<int>{49});
    EXPECT_EQ(finished.count(), 1);
}

TEST(LatestJob, AsksOlderWorkToStop) {
    LatestJob job;
    std::latch begun(1);
    std::atomic<bool> stopped = false;
    QSignalSpy finished(&job, &LatestJob::finished);
    job.start(
        [&](const std::stop_token& stop, const Progress&) {
            begun.count_down();
            while (!stop.stop_requested())
                std::this_thread::yield();
            stopped = true;
            return 1;
        },
        [](int) { FAIL() << "an older result"; });
    begun.wait();
    job.start(answer, [](int) {});
    ASSERT_TRUE(finished.wait(kPatience));
    EXPECT_TRUE(QTest::qWaitFor([&] { return stopped.load(); }, kPatience));
}

TEST(LatestJob, CancelAnswersAtOnceEvenWhenTheWorkIsDeaf) {
    LatestJob job;
    Gate gate;
    QSignalSpy cancelled(&job, &LatestJob::cancelled);
    QSignalSpy finished(&job, &LatestJob::finished);
    bool delivered = false;
    job.start(
        [&gate](const std::stop_token&, const Progress&) {
            gate.pass();
            return 1;
        },
        [&](int) { delivered = true; });
    gate.begun.acquire();
    job.cancel();
    EXPECT_EQ(cancelled.count(), 1);
    EXPECT_FALSE(job.isRunning());
    gate.mayEnd.release();
    QTest::qWait(50);
    EXPECT_FALSE(delivered);
    EXPECT_EQ(finished.count(), 0);
}

TEST(LatestJob, CancelWithoutARequestSaysNothing) {
    LatestJob job;
    QSignalSpy cancelled(&job, &LatestJob::cancelled);
    job.cancel();
    EXPECT_EQ(cancelled.count(), 0);
}

TEST(LatestJob, WorksAgainAfterCancel) {
    LatestJob job;
    QSignalSpy finished(&job, &LatestJob::finished);
    job.start(answer, [](int) { FAIL() << "cancelled"; });
    job.cancel();
    int result = 0;
    job.start(answer, [&](int value) { result = value; });
    ASSERT_TRUE(finished.wait(kPatience));
    EXPECT_EQ(result, 42);
}

TEST(LatestJob, TurnsAnExceptionIntoFailed) {
    LatestJob job;
    QSignalSpy failed(&job, &LatestJob::failed);
    QSignalSpy finished(&job, &LatestJob::finished);
    job.start(
        [](const std::stop_token&, const Progress&) -> int { throw std::runtime_error("disk on fire"); },
        [](int) { FAIL() << "nothing to deliver"; });
    ASSERT_TRUE(failed.wait(kPatience));
    EXPECT_EQ(failed[0][0].toString(), QStringLiteral("disk on fire"));
    EXPECT_EQ(finished.count(), 0);
    EXPECT_FALSE(job.isRunning());
}

TEST(LatestJob, KeepsQuietAboutTheFailureOfAnOlderRequest) {
    LatestJob job;
    Gate gate;
    QSignalSpy failed(&job, &LatestJob::failed);
    QSignalSpy finished(&job, &LatestJob::finished);
    job.start(
        [&gate](const std::stop_token&, const Progress&) -> int {
            gate.pass();
            throw std::runtime_error("too late");
        },
        [](int) {});
    gate.begun.acquire();
    job.start(answer, [](int) {});
    gate.mayEnd.release();
    ASSERT_TRUE(finished.wait(kPatience));
    QTest::qWait(50);
    EXPECT_EQ(failed.count(), 0);
}

TEST(LatestJob, IsBusyOnlyAfterTheDelayAndNotForQuickWork) {
    LatestJob job;
    QSignalSpy busy(&job, &LatestJob::busyChanged);
    QSignalSpy finished(&job, &LatestJob::finished);
    job.setBusyDelay(1h);
    job.start(answer, [](int) {});
    ASSERT_TRUE(finished.wait(kPatience));
    EXPECT_EQ(busy.count(), 0) << "quick work";

    job.setBusyDelay(1ms);
    Gate gate;
    job.start(
        [&gate](const std::stop_token&, const Progress&) {
            gate.pass();
            return 1;
        },
        [](int) {});
    EXPECT_FALSE(job.isBusy()) << "not before the delay";
    ASSERT_TRUE(busy.wait(kPatience));
    EXPECT_TRUE(job.isBusy());
    gate.mayEnd.release();
    ASSERT_TRUE(finished.wait(kPatience));
    ASSERT_EQ(busy.count(), 2);
    EXPECT_FALSE(busy[1][0].toBool());
    EXPECT_FALSE(job.isBusy());
}

TEST(LatestJob, ReportsProgressOfTheNewestRequest) {
    LatestJob job;
    Gate gate;
    QSignalSpy progressed(&job, &LatestJob::progressed);
    job.start(
        [&gate](const std::stop_token&, const Progress& progress) {
            for (int i = 0; i <= 50000; ++i)
                progress(i / 100000.0);
            gate.pass();
            return 1;
        },
        [](int) {});
    gate.begun.acquire();
    ASSERT_TRUE(progressed.wait(kPatience));
    EXPECT_DOUBLE_EQ(progressed.back()[0].toDouble(), 0.5) << "the newest value";
    EXPECT_LT(progressed.count(), 50) << "one event in the queue at a time";
    gate.mayEnd.release();
}

TEST(LatestJob, DeliversResultsThatCanOnlyBeMoved) {
    LatestJob job;
    QSignalSpy finished(&job, &LatestJob::finished);
    std::unique_ptr<int> result;
    job.start([](const std::stop_token&, const Progress&) { return std::make_unique<int>(7); },
              [&](std::unique_ptr<int> value) { result = std::move(value); });
    ASSERT_TRUE(finished.wait(kPatience));
    EXPECT_EQ(*result, 7);
}

TEST(LatestJob, WaitsForItsWorkWhenDestroyedAndDeliversNothing) {
    std::atomic<bool> ended = false;
    bool delivered = false;
    {
        LatestJob job;
        std::latch begun(1);
        job.start(
            [&](const std::stop_token& stop, const Progress&) {
                begun.count_down();
                while (!stop.stop_requested())
                    std::this_thread::yield();
                ended = true;
                return 1;
            },
            [&](int) { delivered = true; });
        begun.wait();
    }
    EXPECT_TRUE(ended);
    QCoreApplication::processEvents();
    EXPECT_FALSE(delivered);
}
