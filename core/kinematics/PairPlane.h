#pragma once

#include "core/track/Helix.h"
#include "core/track/MagneticField.h"

namespace pairscope {

/// Relative momentum of a pair, split into the part that the field turns and the part that it does not touch:
/// for small opening angles M^2 = (m_e^2 + kL^2 + kT^2) / (x (1 - x)), whatever energy and polar angle.
struct PairPlane {
    double x = 0;  ///< share of the transverse momentum that the positron has, 0..1
    double kT = 0; ///< x (1 - x) (pT+ + pT-) (phi+ - phi-) [GeV]; > 0 when the tracks bend towards each other
                   ///< going out
    double kL = 0; ///< x (1 - x) (p+ + p-) (theta+ - theta-) [GeV]
    double phiV = 0; ///< angle [rad, 0..pi] of the pair's plane to that of a pair opened by the field alone
};

/// @param positron, electron directions at a common point, or at the perigees, where a conversion has kT > 0
/// and phiV near 0
[[nodiscard]] PairPlane pairPlane(const TrackPoint& positron, const TrackPoint& electron,
                                  MagneticField field);

} // namespace pairscope
