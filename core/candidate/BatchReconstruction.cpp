#include "core/candidate/BatchReconstruction.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <atomic>
#include <mutex>
#include <utility>

namespace pairscope {

namespace {

/// Rows a thread takes at a time: long enough to hide the scheduling, short enough to answer a stop within a
/// millisecond.
constexpr std::size_t kGrain = 256;

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

std::shared_ptr<const CandidateTable> reconstructAll(std::shared_ptr<const PairTable> pairs,
                                                     std::shared_ptr<const DetectorModel> detector,
                                                     const Reconstruction::Options& options,
                                                     std::stop_token stop, const Progress& progress) {
    const Reconstruction reconstruction(detector, options);
    auto table = std::make_shared<CandidateTable>(pairs, std::move(detector));
    ProgressReport report(progress, pairs->rows());
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, pairs->rows(), kGrain),
                      [&](const tbb::blocked_range<std::size_t>& rows) {
                          if (stop.stop_requested()) return;
                          for (std::size_t row = rows.begin(); row != rows.end(); ++row)
                              table->set(row, reconstruction(pairs->event(row)));
                          report.add(rows.size());
                      });
    if (stop.stop_requested()) return nullptr;
    if (progress) progress(1);
    return table;
}

} // namespace pairscope
