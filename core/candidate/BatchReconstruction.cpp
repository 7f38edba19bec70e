#include "core/candidate/BatchReconstruction.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace pairscope {

namespace {

constexpr std::size_t kGrain = 256; ///< rows; about 3 ms

/// Rows reconstructed between two looks at the clock; whole blocks of the table.
constexpr std::size_t kStretch = 4 * ColumnView::kRowsPerBlock;
constexpr std::chrono::milliseconds kUpdateInterval(300);

/// A reconstruction for each of the options that rows of a table have.
class Reconstructions {
public:
    Reconstructions(const std::shared_ptr<const DetectorModel>& detector, const RowOptions& options)
        : m_options(options) {
        for (const Reconstruction::Options& each : options.distinct())
            m_all.emplace_back(detector, each);
    }
    [[nodiscard]] Candidate operator()(const PairTable& pairs, std::size_t row) const {
        return m_all[m_options.numberOf(row)](pairs.event(row));
    }

private:
    const RowOptions& m_options;
    std::vector<Reconstruction> m_all;
};

} // namespace

std::shared_ptr<const CandidateTable> reconstructAll(std::shared_ptr<const PairTable> pairs,
                                                     std::shared_ptr<const DetectorModel> detector,
                                                     const Reconstruction::Options& options,
                                                     std::stop_token stop, const Progress& progress) {
    const Reconstruction reconstruction(detector, options);
    auto table = std::make_shared<CandidateTable>(pairs, std::move(detector));
    const auto reconstruct = [&](std::size_t row) { table->set(row, reconstruction(pairs->event(row))); };
    if (!forEachRow(pairs->rows(), kGrain, reconstruct, stop, progress)) return nullptr;
    return table;
}

std::shared_ptr<const CandidateTable>
reconstructRows(const std::shared_ptr<const CandidateTable>& table, const RowSet& rows,
                const RowOptions& options, const std::stop_token& stop, const Progress& progress,
                const std::function<void(std::shared_ptr<const CandidateTable>)>& update) {
    using Clock = std::chrono::steady_clock;
    const Reconstructions reconstruct(table->sharedDetector(), options);
    CandidateTable work = *table;
    auto updated = Clock::now();
    const std::span<const RowSet::Row> all = rows.rows();
    for (std::size_t first = 0; first < all.size(); first += kStretch) {
        const auto stretch = all.subspan(first, std::min(kStretch, all.size() - first));
        work.separate(stretch);
        const auto reset = [&](std::size_t i) {
            work.reset(stretch[i], reconstruct(table->pairs(), stretch[i]));
        };
        if (!forEachRow(stretch.size(), kGrain, reset, stop, {})) return nullptr;
        const std::size_t done = first + stretch.size();
        if (progress) progress(static_cast<double>(done) / static_cast<double>(all.size()));
        if (!update || done == all.size() || Clock::now() - updated < kUpdateInterval) continue;
        update(std::make_shared<const CandidateTable>(work));
        updated = Clock::now();
    }
    return std::make_shared<const CandidateTable>(std::move(work));
}

} // namespace pairscope
