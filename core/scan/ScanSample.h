#pragma once

#include "core/candidate/RowSet.h"
#include "core/event/PairTable.h"
#include "core/scan/ScanRecord.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace pairscope {

/// The numbers of a pair as a journal keeps them: row of tracks, then photons.
[[nodiscard]] std::vector<double> packPair(const PairTable& pairs, std::size_t row);

/// The lines of a queue for these rows, with known pairs at random places among them. A known pair gets an id
/// that no pair has, of an experiment and run of its neighbours in the queue, and an event number in the
/// dataset's range, so that nothing tells it from the others.
/// @param known simulated pairs with truth; may be null
[[nodiscard]] std::vector<QueuedCandidate> makeQueue(const PairTable& pairs,
                                                     std::span<const RowSet::Row> rows,
                                                     const PairTable* known, std::uint64_t seed);

/// The pairs of a queue, in its order, without any truth: what a scanner works on.
/// @return or which candidates are not in the dataset, in words
[[nodiscard]] tl::expected<std::shared_ptr<const PairTable>, std::string>
scanSample(const PairTable& pairs, std::span<const QueuedCandidate> queue);

} // namespace pairscope
