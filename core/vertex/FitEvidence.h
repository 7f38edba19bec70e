#pragma once

#include "core/vertex/FitDiagnosis.h"

#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// The smallest distance between the measured circles where they do not cross, and its error from both
/// covariances: as the distance is stationary at the tangent point, this is also the error of the transverse
/// separation of the tracks there.
struct CircleSeparation {
    double gap = 0;   ///< cm; 0 for crossing circles
    double sigma = 0; ///< cm; 0 for crossing circles
    /// Gap in units of its error; 0 for crossing circles.
    [[nodiscard]] double significance() const { return gap > 0 ? gap / sigma : 0; }
};
[[nodiscard]] CircleSeparation circleSeparation(const TrackPair& tracks, const CirclePair& circles);

/// How far from the z axis a track ever comes, cm: |R + d0| + |R| <= 2|R| + |d0|.
[[nodiscard]] double farthestFromAxis(const Helix& helix);

/// What the detector description covers, cm; no limits without layers.
struct DetectorExtent {
    double zMin = 0;
    double zMax = 0;
    double trackingRadius = 0; ///< outer radius of the outermost tracking material
};
[[nodiscard]] DetectorExtent extentOf(const DetectorModel& detector);

[[nodiscard]] std::string_view trackName(int track);         ///< "e+" or "e-"
[[nodiscard]] std::string_view parameterName(int parameter); ///< "d0", a TrackParameter
[[nodiscard]] std::string momentumText(double momentum);     ///< [GeV] to "53 MeV" or "2.31 GeV"
[[nodiscard]] std::string gapText(double gap);               ///< [cm] to "812 um", "3.2 cm" from 1 cm on
[[nodiscard]] std::string intervalText(const FlightIntervals& intervals); ///< "0.3 to 6.2 cm"
/// "812 um = 5.3 sigma"
[[nodiscard]] std::string gapText(const CircleSeparation& separation);

/// The stretch of the flight about the best vertex where chi2 is less than 1 higher, within the range of a
/// scan, by ProfileModel: where no profile is at hand. @pre a fit
[[nodiscard]] FlightInterval approximateInterval(const FitFindings& findings);

/// Where a vertex is, to the nearest material: "in PXD 1", "0.42 cm outside PXD 1"; empty without layers.
[[nodiscard]] std::string placeText(const Vector3& vertex, const DetectorModel& detector);
/// "rho = 3.91 +- 0.42 cm"
[[nodiscard]] std::string radiusText(const VertexMinimum& minimum);

// The numbers that outcomes rest on.
[[nodiscard]] std::vector<Evidence> minimaEvidence(const FitFindings& findings);
[[nodiscard]] std::vector<Evidence> circleEvidence(const FitFindings& findings);
[[nodiscard]] std::vector<Evidence> profileEvidence(const FitFindings& findings); ///< with the association
[[nodiscard]] std::vector<Evidence> covarianceEvidence(const FitFindings& findings);
[[nodiscard]] std::vector<Evidence> searchEvidence(const FitFindings& findings); ///< from the traces
[[nodiscard]] std::vector<Evidence> reachEvidence(const FitFindings& findings);

/// One matrix that cannot be used: smallest eigenvalue and condition number, as far as it has any.
struct MatrixCondition {
    bool finite = false;
    double smallest = 0;  ///< eigenvalue of the matrix scaled to unit diagonal; unscaled where a variance is
                          ///< not positive
    double condition = 0; ///< largest over smallest |eigenvalue|; infinite for an exactly singular matrix
};
[[nodiscard]] MatrixCondition conditionOf(const Matrix5& covariance);

} // namespace pairscope
