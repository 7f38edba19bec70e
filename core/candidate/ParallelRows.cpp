#include "core/candidate/ParallelRows.h"

#include "core/candidate/TaskPool.h"

#include <atomic>
#include <mutex>

namespace pairscope {

namespace {

/// Calls `progress` from whichever thread finishes a block, one at a time and never backwards.
class ProgressReport {
public:
    ProgressReport(const Progress& progress, std::size_t total) : m_progress(progress), m_total(total) {}

    void add(std::size_t rows) {
        const std::size_t done = m_done += rows;
        if (!m_progress) return;
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        if (!lock || done <= m_reported) return;
        m_reported = done;
        m_progress(static_cast<double>(done) / static_cast<double>(m_total));
    }

private:
    const Progress& m_progress;
    std::size_t m_total;
    std::atomic<std::size_t> m_done = 0;
    std::size_t m_reported = 0;
    std::mutex m_mutex;
};

} // namespace

bool forEachRow(std::size_t rows, std::size_t grain, const std::function<void(std::size_t row)>& work,
                const std::stop_token& stop, const Progress& progress) {
    ProgressReport report(progress, rows);
    forEachBlock(rows, grain, [&](std::size_t first, std::size_t end) {
        if (stop.stop_requested()) return;
        for (std::size_t row = first; row != end; ++row)
            work(row);
        report.add(end - first);
    });
    if (stop.stop_requested()) return false;
    if (progress) progress(1);
    return true;
}

} // namespace pairscope
