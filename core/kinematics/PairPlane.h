#pragma once

#include "core/track/Helix.h"
#include "core/track/MagneticField.h"

namespace pairscope {

/// Relative momentum of a pair split by where it comes from (PHYSICS: M^2 = (m_e^2 + kL^2 + kT^2) / (x (1 -
/// x))).
struct PairPlane {
    double x = 0;  ///< pT share of the positron
    double kT = 0; ///< x (1-x) pT dphi [GeV], > 0 when the tracks bend towards each other going out
    double kL = 0; ///< x (1-x) pT (cot theta- - cot theta+) / cosh-like factor: the polar part [GeV], signed
    double phiV =
        0; ///< angle [rad, 0..pi] between the pair's plane and the plane of a pair opened by the field alone
};

/// @param positron, electron directions at one point or at the perigees.
[[nodiscard]] PairPlane pairPlane(const TrackPoint& positron, const TrackPoint& electron,
                                  MagneticField field);

} // namespace pairscope
