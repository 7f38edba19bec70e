#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/detector/DetectorModel.h"

#include <memory>
#include <vector>

namespace pairscope::test {

/// A symmetric pair of 2.5 GeV tracks that opens at one point along azimuth `phi`, with a vertex "fit" placed
/// there by hand: error 0.3 cm along the flight and 30 um across. `gap` [cm] moves the e- aside, so that the
/// circles cross twice (> 0).
struct PairShape {
    double rho = 2.2;   ///< cm
    double phi = 0.6;   ///< rad
    double pT = 2.5;    ///< GeV, of each track
    double opening = 0; ///< rad, full angle in the transverse plane at the vertex
};
[[nodiscard]] Candidate handMadeCandidate(const PairShape& shape);

/// The same with a second minimum, truth and a recoil photon.
[[nodiscard]] Candidate fullCandidate();

/// One row for each vertex [cm], fitted there; nothing else of the rows is true.
[[nodiscard]] std::shared_ptr<const CandidateTable> tableWithVertices(const std::vector<Vector3>& vertices);

/// A pair whose fit failed.
[[nodiscard]] Candidate failedCandidate();

/// The detector of resources/detectors/belle2.json. Fails the test when it cannot be read.
[[nodiscard]] std::shared_ptr<const DetectorModel> belle2();

} // namespace pairscope::test
