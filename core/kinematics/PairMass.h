#pragma once

#include "core/track/TrackState.h"
#include "core/vertex/VertexFitResult.h"

#include <array>

namespace pairscope {

/// A number and its standard deviation, in one unit.
struct Measured {
    double value = 0;
    double error = 0;
};

/// Mass [GeV] of an e+e- pair from the two directions and curvatures, electron masses on shell, without
/// cancellation: with angle theta between the momenta, M^2 = 2 (m^2 + E1 E2 - p1 p2) + 4 p1 p2
/// sin^2(theta/2), each term a sum of squares. Never below 2 m_e; NaN only for NaN input.
[[nodiscard]] double pairMass(const TrackPoint& positron, const TrackPoint& electron, MagneticField field);

/// d(mass)/d(phi+, omega+, tanLambda+, phi-, omega-, tanLambda-) in GeV per unit.
[[nodiscard]] Vector6 pairMassGradient(const TrackPoint& positron, const TrackPoint& electron,
                                       MagneticField field);

/// M_before: momenta at the perigees, before any fit.
[[nodiscard]] Measured massBefore(const TrackPair& tracks, MagneticField field);

/// M_converted, basf2's convertedPhotonInvariantMass: transverse momenta taken as parallel.
[[nodiscard]] Measured massConverted(const TrackPair& tracks, MagneticField field);

/// M_after: momenta at a fitted vertex.
[[nodiscard]] Measured massAfter(const VertexMinimum& minimum, MagneticField field);

/// Delta M = M_after - M_before. Its error is propagated from the ten measured parameters through the fit, so
/// that the correlation of both masses is in it.
[[nodiscard]] Measured deltaMass(const TrackPair& tracks, const VertexMinimum& minimum, MagneticField field);

} // namespace pairscope
