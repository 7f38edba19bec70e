#include "widgets/jobs/LatestJob.h"

#include <QMetaObject>

#include <atomic>
#include <exception>

namespace pairscope {

namespace {

/// Thins out progress to one event in the queue at a time, so that eager work does not flood the GUI thread.
struct ProgressRelay {
    std::atomic<double> fraction = 0;
    std::atomic<bool> posted = false;
};

} // namespace

LatestJob::LatestJob(QObject* parent) : QObject(parent) {
    using namespace std::chrono_literals;
    m_busyTimer.setSingleShot(true);
    m_busyTimer.setInterval(150ms);
    connect(&m_busyTimer, &QTimer::timeout, this, [this] {
        m_busy = true;
        emit busyChanged(true);
    });
}

LatestJob::~LatestJob() {
    stopAll();
    m_runs.clear(); // joins; events already posted to this object die with it
}

void LatestJob::begin(Task task) {
    stopAll();
    const std::uint64_t number = ++m_newest;
    m_running = true;
    if (!m_busy) m_busyTimer.start();
    m_runs.push_back({number, std::jthread([this, number, task = std::move(task)](
                                               std::stop_token stop) mutable { run(number, task, stop); })});
}

void LatestJob::run(std::uint64_t number, Task& task, const std::stop_token& stop) {
    const auto relay = std::make_shared<ProgressRelay>();
    const Progress progress = [this, number, relay](double fraction) {
        relay->fraction = fraction;
        if (relay->posted.exchange(true)) return;
        QMetaObject::invokeMethod(
            this,
            [this, number, relay] {
                relay->posted = false;
                if (number == m_newest && m_running) emit progressed(relay->fraction);
            },
            Qt::QueuedConnection);
    };
    Delivery delivery;
    QString error;
    try {
        delivery = task(stop, progress);
    } catch (const std::exception& exception) {
        error = QString::fromUtf8(exception.what());
        if (error.isEmpty()) error = tr("unknown error");
    } catch (...) {
        error = tr("unknown error");
    }
    QMetaObject::invokeMethod(
        this, [this, number, delivery, error] { end(number, delivery, error); }, Qt::QueuedConnection);
}

void LatestJob::post(std::uint64_t number, std::function<void()> action) {
    QMetaObject::invokeMethod(
        this,
        [this, number, action = std::move(action)] {
            if (number == m_newest && m_running) action();
        },
        Qt::QueuedConnection);
}

void LatestJob::end(std::uint64_t number, const Delivery& delivery, const QString& error) {
    std::erase_if(m_runs,
                  [number](const Run& run) { return run.number == number; }); // its thread is over: joins
    if (number != m_newest || !m_running) return;
    setAnswered();
    if (!delivery) {
        emit failed(error);
        return;
    }
    delivery();
    emit finished();
}

void LatestJob::cancel() {
    if (!m_running) return;
    stopAll();
    setAnswered();
    emit cancelled();
}

void LatestJob::stopAll() {
    for (Run& run : m_runs)
        run.thread.request_stop();
}

void LatestJob::setAnswered() {
    m_running = false;
    m_busyTimer.stop();
    if (!std::exchange(m_busy, false)) return;
    emit busyChanged(false);
}

} // namespace pairscope
