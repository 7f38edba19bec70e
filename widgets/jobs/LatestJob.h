#pragma once

#include "core/candidate/BatchReconstruction.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <stop_token>
#include <thread>
#include <utility>

namespace pairscope {

/// Background work of which only the newest request counts. start() asks what still runs to stop and begins
/// at once; when work ends, its number is compared on the GUI thread with the newest one, so that the result
/// of an older request can not arrive, however late it is. Use from the thread that owns the object; its
/// event loop delivers the results.
class LatestJob : public QObject {
    Q_OBJECT
public:
    explicit LatestJob(QObject* parent = nullptr);
    /// Asks all work to stop and waits for it; nothing is delivered any more.
    ~LatestJob() override;

    /// Runs `work(std::stop_token, const Progress&)` on a thread of its own, then `deliver(result)` on the
    /// owner's thread. Exceptions of `work` become failed().
    template<class Work, class Deliver>
    void start(Work work, Deliver deliver) {
        begin([work = std::move(work), deliver = std::move(deliver)](std::stop_token stop,
                                                                     const Progress& progress) mutable {
            using Result = decltype(work(stop, progress));
            auto result = std::make_shared<Result>(work(std::move(stop), progress));
            return Delivery(
                [result, deliver = std::move(deliver)]() mutable { deliver(std::move(*result)); });
        });
    }

    /// The same for work that has something to show while it runs: `work(std::stop_token, const Progress&,
    /// publish)` may call `publish(Result)`, which becomes `update(Result)` on the owner's thread as long as
    /// no newer request came; what is published before the last was taken is left out. Then
    /// `deliver(Result)`.
    template<class Result, class Work, class Update, class Deliver>
    void startWithUpdates(Work work, Update update, Deliver deliver) {
        const std::uint64_t number = m_newest + 1; // what begin() will call it
        begin([=, this](std::stop_token stop, const Progress& progress) {
            const auto posted = std::make_shared<std::atomic<bool>>(false);
            const auto publish = [=, this](Result result) {
                if (posted->exchange(true)) return;
                post(number, [=, result = std::move(result)] {
                    *posted = false;
                    update(result);
                });
            };
            auto result = std::make_shared<Result>(work(std::move(stop), progress, publish));
            return Delivery([result, deliver] { deliver(std::move(*result)); });
        });
    }

    /// Answers at once: what runs is asked to stop and its result is thrown away.
    void cancel();

    /// A request is not yet answered.
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// busyChanged(true) was the last that was said.
    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// How long a request may take before it is called busy (150 ms).
    void setBusyDelay(std::chrono::milliseconds delay) { m_busyTimer.setInterval(delay); }

signals:
    void busyChanged(bool busy);
    void progressed(double fraction); ///< 0 to 1, of the newest request
    void finished();                  ///< after the result was delivered
    void failed(const QString& why);
    void cancelled();

private:
    using Delivery = std::function<void()>;
    using Task = std::function<Delivery(std::stop_token, const Progress&)>;
    struct Run {
        std::uint64_t number = 0;
        std::jthread thread;
    };

    void begin(Task task);
    /// From any thread: runs it on the owner's thread if the request is still the newest one.
    void post(std::uint64_t number, std::function<void()> action);
    void run(std::uint64_t number, Task& task, const std::stop_token& stop);
    void stopAll();
    void setAnswered();
    void end(std::uint64_t number, const Delivery& delivery, const QString& error);

    QTimer m_busyTimer;
    std::list<Run> m_runs;
    std::uint64_t m_newest = 0;
    bool m_running = false;
    bool m_busy = false;
};

} // namespace pairscope
