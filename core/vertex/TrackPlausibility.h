#pragma once

#include "core/vertex/FitDiagnosis.h"

#include <optional>
#include <string>
#include <vector>

namespace pairscope {

/// Why two tracks cannot be what they are said to be, whatever a fit makes of them.
struct Implausibility {
    std::string sentence;
    std::vector<Evidence> evidence;
};

/// Judges values together with their errors, so that a fluctuation is never called a wrong unit:
///  - errors that no detector reaches, or so large that the track is not measured;
///  - |phi0| beyond a full turn: degrees;
///  - momenta beyond the beams' energy by more than three sigma (omega in 1/mm when a tenth of them is
///    possible), or below a few MeV (omega is q/pT when both are possible as such);
///  - z0 beyond the detector; d0 beyond what a photon from the interaction point can give when the pair
///    does not meet as it is but does with lengths a tenth of that: mm.
/// @pre checkTracks(findings.tracks)
/// @return nothing for tracks that are possible
[[nodiscard]] std::optional<Implausibility> findImplausibility(const FitFindings& findings);

} // namespace pairscope
