#pragma once

#include "core/simulation/RandomStream.h"
#include "core/track/TrackState.h"

namespace pairscope {

/// Covariance of a track's perigee parameters in a plain parametric detector: silicon from 1.4 cm, drift
/// chamber behind it, the same hits for every track wherever it was born. Five independent measurements are
/// carried to the perigee: transverse and longitudinal position at 1.4 cm, azimuth where a chamber track is
/// known best (30 cm), curvature and dip; each has an intrinsic error and one from multiple scattering that
/// falls as 1/p. Gives sigma(d0) 17 um, sigma(pT)/pT 0.4 % at pT = 1.4 GeV. Teaching level, no claim on a
/// real detector. Positive definite for every helix with omega != 0.
/// @pre helix.omega() != 0
[[nodiscard]] Matrix5 parametricCovariance(const Helix& helix, MagneticField field);

/// A measurement of `truth` with exactly this covariance: parameters drawn from the five-dimensional normal
/// distribution, phi0 wrapped into (-pi, pi]. Pulls are unit normal by construction.
/// @throws std::invalid_argument when the covariance is not positive definite
[[nodiscard]] TrackState smear(const Helix& truth, const Matrix5& covariance, RandomStream& random);

} // namespace pairscope
