#pragma once

#include "core/detector/DetectorModel.h"
#include "core/vertex/FlightProfile.h"

#include <string>
#include <vector>

namespace pairscope {

/// How probable it is that the pair was made in one place.
struct OriginProbability {
    std::string place;      ///< "prompt" or the name of a layer group: "PXD 1"
    double prior = 0;       ///< before the tracks are looked at, normalised over all places
    double probability = 0; ///< after; all of a candidate's sum to one
    double u = 0;           ///< where on the flight: mean of the material weighted by probability, cm
    double chi2 = 0;        ///< lowest of the profile there
    bool crossed = true;    ///< the photon's path goes through it
};

/// The pair's origin: the interaction point or a layer.
struct LayerAssociation {
    OriginProbability prompt;
    std::vector<OriginProbability> layers; ///< all groups of the detector, innermost first

    /// A place is called the origin when its probability is at least this (ours).
    static constexpr double kDecided = 0.6827;
    [[nodiscard]] const OriginProbability& best() const;
    [[nodiscard]] bool decided() const { return best().probability >= kDecided; }
};

} // namespace pairscope
