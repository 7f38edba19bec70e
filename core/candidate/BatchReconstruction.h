#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/candidate/ParallelRows.h"
#include "core/candidate/Reconstruction.h"
#include "core/candidate/RowOptions.h"
#include "core/candidate/RowSet.h"

#include <functional>
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

/// A copy of the table in which these rows are reconstructed with other options, on all cores.
/// @param update is given what is there so far, complete tables with some rows still old, a few times a
/// second
/// @return the full table, or nothing when `stop` was requested before the end
[[nodiscard]] std::shared_ptr<const CandidateTable>
reconstructRows(const std::shared_ptr<const CandidateTable>& table, const RowSet& rows,
                const RowOptions& options, const std::stop_token& stop = {}, const Progress& progress = {},
                const std::function<void(std::shared_ptr<const CandidateTable>)>& update = {});

} // namespace pairscope
