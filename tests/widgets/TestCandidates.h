#pragma once

#include "core/candidate/CandidateStudy.h"
#include "core/candidate/CandidateTable.h"

#include <memory>

namespace pairscope::test {

/// The nominal detector.
[[nodiscard]] std::shared_ptr<const DetectorModel> detector();

/// Candidates of 40 simulated pairs, truth included, ids 1/2/(row / 2)/(row % 2): two candidates an event.
/// Row 7 has failed (tracks of the same charge).
[[nodiscard]] std::shared_ptr<const CandidateTable> candidates();
/// The candidate of a row of candidates().
[[nodiscard]] std::shared_ptr<const Candidate> candidate(std::size_t row);

/// With its minimum `chosen` as the vertex.
[[nodiscard]] std::shared_ptr<const CandidateStudy> study(std::size_t row, std::size_t chosen = 0);
/// Of row 0 with two photons, the second of which is the true one.
[[nodiscard]] std::shared_ptr<const CandidateStudy>
studyOfTwoPhotons(const Reconstruction::Options& options = {});
/// The first row whose fit has two vertices that the data allow.
[[nodiscard]] std::size_t twoMinimaRow();

inline constexpr std::size_t kFailedRow = 7;

} // namespace pairscope::test
