#pragma once

#include "core/event/PairTruth.h"
#include "core/track/Helix.h"

#include <array>
#include <optional>
#include <vector>

namespace pairscope {

/// e+ and e- as they were born: the true vertex, and directions and curvatures of the true momenta there.
/// Nothing when the truth lacks vertex or momenta, when they are not finite, or when a leg has no transverse
/// momentum.
[[nodiscard]] std::optional<std::array<TrackPoint, 2>> trueTracks(const PairTruth& truth,
                                                                  MagneticField field);

/// What an ideal detector and fit would have measured.
struct TrueShift {
    double rho = 0;    ///< of the true vertex, cm
    double mass = 0;   ///< there, GeV
    double deltaM = 0; ///< mass there minus mass of the same helices at their perigees, GeV
};
[[nodiscard]] std::optional<TrueShift> trueShift(const PairTruth& truth, MagneticField field);

/// Where a leg radiated the hardest of its photons.
struct HardRadiation {
    int track = 0;     ///< 0 e+, 1 e-
    double energy = 0; ///< of the photon, GeV
    double share = 0;  ///< of the energy that the leg was born with
    double radius = 0; ///< from the z axis, cm
};

/// Of each leg whose hardest photon took more than `smallestShare` of its energy.
[[nodiscard]] std::vector<HardRadiation> hardRadiation(const PairTruth& truth, double smallestShare = 0.01);

} // namespace pairscope
