#include "core/candidate/BatchReconstruction.h"

#include <utility>

namespace pairscope {

namespace {

constexpr std::size_t kGrain = 256; ///< rows; about 3 ms

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

} // namespace pairscope
