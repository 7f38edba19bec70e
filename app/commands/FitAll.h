#pragma once

#include "app/commands/Command.h"
#include "core/candidate/CandidateTable.h"
#include "core/candidate/Reconstruction.h"
#include "core/io/PairSource.h"

#include <memory>
#include <string>

namespace pairscope {

/// Reconstructs every pair of a file, with progress on a terminal; refused when the results would not fit
/// into the memory that is left.
/// @param name of the file, for messages
[[nodiscard]] tl::expected<std::shared_ptr<const CandidateTable>, Failure>
fitAll(const std::shared_ptr<const PairTable>& pairs, const std::string& name,
       const std::shared_ptr<const DetectorModel>& detector, const Reconstruction::Options& options,
       const Console& console);

} // namespace pairscope
