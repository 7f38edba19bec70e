#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/candidate/Reconstruction.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace pairscope {

/// Reports how much is done, 0 to 1; called from one thread at a time.
using Progress = std::function<void(double)>;

/// Reconstructs every pair of a table on all cores.
class BatchReconstruction {
public:
    explicit BatchReconstruction(Reconstruction reconstruction)
        : m_reconstruction(std::move(reconstruction)) {}

    /// @return the full table, or nothing when the stop token was used; rows do not depend on the number of
    /// threads.
    [[nodiscard]] std::shared_ptr<const CandidateTable>
    operator()(std::shared_ptr<const PairTable> pairs, std::shared_ptr<const DetectorModel> detector,
               std::stop_token stop = {}, const Progress& progress = {}) const;

private:
    Reconstruction m_reconstruction;
};

} // namespace pairscope
