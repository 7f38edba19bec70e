#pragma once

#include "core/detector/BeamParameters.h"
#include "core/event/PairTable.h"
#include "core/track/MagneticField.h"

#include <cstdint>
#include <vector>

namespace pairscope {

/// What generateToyPairs() makes. Lengths cm, masses GeV.
struct ToyOptions {
    struct DarkPhoton {
        double mass = 0; ///< GeV, of the dark photon
        std::size_t count = 0;
    };

    std::uint64_t seed = 1;
    std::size_t conversions = 0;
    /// Where photons convert, equal shares: beam pipe, two pixel and four strip layers, cm.
    std::vector<double> radii{1.05, 1.4, 2.2, 3.9, 8.0, 10.4, 13.5};
    std::vector<DarkPhoton> darkPhotons;
    MagneticField field;
    BeamParameters beams;
};

/// Pairs whose tracks have exactly Gaussian errors of a known covariance, for tests of fits: e+e- -> gamma
/// gamma with one photon converted at a given radius, and e+e- -> gamma A', A' -> e+e- at the collision
/// point. The detector's real material and its effects are in SampleGenerator. Angles are those of
/// TwoPhotonAngle; pair and photon are within 17 to 150 degrees in the laboratory and both tracks have pT >
/// 0.1 GeV. A conversion opens as in PairProduction, an A' decays as 1 + cos^2. Tracks are smeared with
/// parametricCovariance(), the recoil photon with a calorimeter's energy and angular resolution. No multiple
/// scattering beyond that covariance, no bremsstrahlung, no beam-energy spread.
/// @return rows in a seeded random order, ids 0/0/row/0, with photon and truth, marked as simulation. A pair
/// depends on the seed and its place in the options only.
/// @throws std::invalid_argument for a radius inside the luminous region or above 50 cm, conversions without
/// radii, a mass outside (2 m_e, sqrt(s)/2), or no field
[[nodiscard]] PairTable generateToyPairs(const ToyOptions& options);

} // namespace pairscope
