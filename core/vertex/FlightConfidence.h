#pragma once

#include "core/track/TrackState.h"
#include "core/vertex/FlightFrame.h"
#include "core/vertex/ProfileModel.h"

namespace pairscope {

/// How far Delta chi2 may be above its minimum for a place along the flight to be within a confidence
/// interval.
///
/// The limits 1 and 3.84 hold where chi2 is parabolic. Two tangent tracks are far from that: where the legs
/// do not open, half of all fluctuations leave a gap and no shift along the flight (limit 1 covers 84 %), and
/// where two minima merge, the lower one is often the wrong one (limit 1 covers 60 %). So for each place u
/// the distribution of Delta chi2 is computed that it has if the vertex is at u, and its quantile is the
/// limit (J. Neyman, Phil. Trans. R. Soc. A236 (1937) 333; ordered by the likelihood ratio as in
/// G. Feldman, R. Cousins, PRD 57 (1998) 3873).
///
/// That distribution must not depend on the unknown opening angles. It does not when the fit at u is held
/// fixed: of the five measured differences of the two tracks, two (transverse and longitudinal distance at
/// u) fluctuate about zero independently of the three (opening in phi and theta, curvature) that are fitted
/// there. So only the two distances are drawn, on a fixed even set of points, and the coverage is exact where
/// the small-angle approximation of ProfileModel is.
class FlightConfidence {
public:
    /// @pre checkTracks(tracks)
    FlightConfidence(const TrackPair& tracks, const FlightFrame& frame, const ProfileModel& model);

    struct Limits {
        double oneSigma = 1;             ///< 68.27 %
        double ninetyFivePercent = 3.84; ///< 95 %
    };
    /// Limits of Delta chi2 at u [cm] above the lowest minimum.
    [[nodiscard]] Limits limitsAt(double u) const;

private:
    /// The pair's separation (transverse, longitudinal) if the vertex is at u: zero there.
    struct Hypothesis {
        double u;
        double slope;            ///< opening of the transverse directions, dv/du of e+ minus e-
        double bend;             ///< difference of the curvatures, 1/cm
        double slopeZ;           ///< difference of tanLambda
        Matrix2 distance;        ///< Cholesky factor of the covariance of the separation at u
        MatrixOf<5, 2> response; ///< shift of the five differences for a unit deviate of the separation at u
    };
    [[nodiscard]] Hypothesis hypothesisAt(double u) const;

    FlightFrame m_frame;
    const ProfileModel& m_model;
    Matrix5 m_covariance; ///< of the differences of the two tracks' parameters
};

} // namespace pairscope
