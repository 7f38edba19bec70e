#pragma once

#include "core/track/MagneticField.h"
#include "core/track/TrackState.h"

#include <cstdint>
#include <string>

namespace pairscope {

/// The status that basf2's KFit vertex fitter ends with; the numbers are its own error codes.
enum class KFitStatus : std::uint8_t {
    Fitted = 0,
    BadInitialChi2 = 24, ///< chi2 of the first vertex with new tracks beyond any bound
    DivisionByZero = 31, ///< no transverse momentum, or a trial vertex exactly a quarter turn away
    SingularMatrix = 32,
    NoArcsine = 33, ///< a trial vertex was beyond a track's radius
};

/// What basf2's KFit (vertex fit of two tracks, started at the origin) makes of a pair.
struct KFitOutcome {
    KFitStatus status = KFitStatus::Fitted;
    Vector3 vertex = Vector3::Zero(); ///< cm; of the last trial where it failed
    double chi2 = 0;                  ///< 0 where it failed
    int iterations = 0;               ///< how often it linearised its constraints
    int track = -1;                   ///< the track that stopped it: 0 e+, 1 e-, -1 neither
    /// Largest distance of a fitted helix from the fitted vertex, cm: above kConstraintHeld the fit stopped
    /// before its constraint held, and its chi2 is too low. 0 where it failed.
    double gap = 0;

    static constexpr double kConstraintHeld = 1e-4; ///< cm
    [[nodiscard]] bool stoppedEarly() const { return status == KFitStatus::Fitted && gap > kConstraintHeld; }
};

/// Follows KFit's procedure: Lagrange multipliers on six measured numbers a track (momentum and position at
/// the perigee), from the origin, with its convergence test. Never a number that is not finite: where KFit
/// would carry one on, this says SingularMatrix.
/// @pre checkTracks(tracks)
[[nodiscard]] KFitOutcome kfitOutcome(const TrackPair& tracks, MagneticField field);

/// "KFit would ...": one sentence.
[[nodiscard]] std::string describe(const KFitOutcome& outcome);

} // namespace pairscope
