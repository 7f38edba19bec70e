#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/candidate/ParallelRows.h"
#include "core/candidate/Reconstruction.h"

#include <memory>
#include <stop_token>

namespace pairscope {

/// Reconstructs every pair of a table on all cores; the rows do not depend on the number of threads.
/// @param detector the one the reconstruction uses
/// @return the full table, or nothing when `stop` was requested before the end
[[nodiscard]] std::shared_ptr<const CandidateTable>
reconstructAll(std::shared_ptr<const PairTable> pairs, std::shared_ptr<const DetectorModel> detector,
               const Reconstruction::Options& options = {}, std::stop_token stop = {},
               const Progress& progress = {});

} // namespace pairscope
