#pragma once

#include "core/detector/DetectorModel.h"
#include "core/vertex/CirclePair.h"
#include "core/vertex/FlightProfile.h"
#include "core/vertex/LayerAssociation.h"
#include "core/vertex/VertexFitResult.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pairscope {

/// Why a fit is as it is: a closed set.
enum class FitOutcome : std::uint8_t {
    Converged,
    TwoMinima,         ///< more than one vertex that the data allow
    FlatAlongFlight,   ///< converged, but the place along the flight is not known
    CirclesApart,      ///< the tracks do not meet within their errors
    BadCovariance,     ///< a matrix is not positive definite or not finite
    NotConverged,      ///< no search met its criterion
    BeyondTrackRadius, ///< the vertex would be farther out than a track ever comes
    OutsideDetector,   ///< chi2 falls towards outside the detector
    Implausible,       ///< momenta or units cannot be right
    SameCharge,
    TracksCoincide, ///< the same track twice: nothing to solve across
    NotATrack,      ///< a parameter is not finite, or omega is zero
};
[[nodiscard]] std::string_view toString(FitOutcome outcome);

/// One number that an outcome rests on.
struct Evidence {
    std::string name;  ///< "gap between the circles"
    std::string value; ///< "812 um = 5.3 sigma"
};

struct FitDiagnosis {
    FitOutcome outcome = FitOutcome::Converged;
    std::string sentence; ///< one sentence that a physicist accepts
    std::vector<Evidence> evidence;
};

/// What a diagnosis looks at. Profile and association may be absent.
struct FitFindings {
    const TrackPair& tracks;
    const CirclePair& circles;
    const tl::expected<VertexFitResult, VertexFitError>& fit;
    const FlightProfile* profile = nullptr;
    const LayerAssociation* association = nullptr;
    const DetectorModel& detector;
};

/// The outcome is the first that applies, from what makes every later statement meaningless to what is only
/// a property of a good vertex:
///   NotATrack, SameCharge, BadCovariance (the fit did not even start), Implausible, TracksCoincide,
///   BeyondTrackRadius, OutsideDetector, CirclesApart (a gap of more than kApartSigmas, or a
///   VertexFitResult::poor() best vertex, even where the fit converged), NotConverged, FlatAlongFlight,
///   TwoMinima, Converged.
/// Two minima that the 68 % interval along the flight does not tell apart count as flat.
[[nodiscard]] FitDiagnosis diagnose(const FitFindings& findings);

/// Tracks further apart than this do not meet.
inline constexpr double kApartSigmas = 3;

} // namespace pairscope
