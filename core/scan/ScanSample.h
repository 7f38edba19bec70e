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

/// The lines of a queue for these rows, in their order. With known pairs mixed in, all lines are in a random
/// order given by the seed: else ids that are out of order would tell the known ones. A known pair gets an id
/// that none of these rows has and that looks like the dataset's: see MadeUpIds. It may be the id of another
/// row of the dataset: what is known is named by its queue (scannedCandidate()) and never looked up there.
/// Where all rows are queued and event numbers have no gaps, known ones can be told from their ids by who
/// knows the range of these: see knownOutOfRange().
/// @param known simulated pairs with truth; may be null
[[nodiscard]] std::vector<QueuedCandidate> makeQueue(const PairTable& pairs,
                                                     std::span<const RowSet::Row> rows,
                                                     const PairTable* known, std::uint64_t seed);

/// How many known candidates of a queue have an event number that their run does not reach to: they can be
/// told by who knows how far the dataset goes.
[[nodiscard]] std::size_t knownOutOfRange(const PairTable& pairs, std::span<const QueuedCandidate> queue);

/// The pairs of a queue, in its order, without any truth: what a scanner works on. Known ones have no more
/// than the dataset's contents: photons beyond its number are left out, and off-diagonal covariances are 0
/// where it has none. What a known pair lacks cannot be made up (a photon, covariances): choose known pairs
/// that have what the dataset has.
/// @return or which candidates are not in the dataset, in words
[[nodiscard]] tl::expected<std::shared_ptr<const PairTable>, std::string>
scanSample(const PairTable& pairs, std::span<const QueuedCandidate> queue);

} // namespace pairscope
