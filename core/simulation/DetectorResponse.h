#pragma once

#include "core/detector/DetectorModel.h"
#include "core/event/PairEvent.h"
#include "core/simulation/RandomStream.h"

#include <memory>

namespace pairscope {

/// What the simulated detector does to particles. Efficiencies and limits are Pairscope's own defaults and no
/// numbers of any experiment.
struct ResponseOptions {
    bool scattering = true;
    bool bremsstrahlung = true;
    bool ionisation = true;
    double hitEfficiency = 0.98;             ///< of each silicon layer that a track crosses
    double trackEfficiency = 0.98;           ///< of a track within the acceptance
    double photonEfficiency = 0.98;          ///< of a photon within the calorimeter
    double smallestTransverseMomentum = 0.1; ///< of a track that is found, GeV
    double smallestClusterEnergy = 0.1;      ///< of a bremsstrahlung photon seen as a cluster of its own, GeV
};

} // namespace pairscope
