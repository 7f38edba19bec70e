#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/candidate/RowSet.h"

#include <cstddef>
#include <memory>

namespace pairscope {

/// A population for benchmarks: generated once for some thousand pairs (half conversions, the rest prompt
/// pairs and dark photons), reconstructed, and repeated as often as it takes with the results of every row
/// turned about the beam and smeared a little, so that no two are the same.
struct ManyCandidates {
    std::shared_ptr<const DetectorModel> detector;
    std::shared_ptr<const CandidateTable> table;
    RowSet all;
};

/// Kept until another number is asked for: only one of these is in memory at a time.
/// @throws std::runtime_error when the machine has not the memory, told in words
[[nodiscard]] const ManyCandidates& manyCandidates(std::size_t rows);

/// The pairs alone, not reconstructed; see above.
[[nodiscard]] std::shared_ptr<const PairTable> manyPairs(std::size_t rows);

} // namespace pairscope
