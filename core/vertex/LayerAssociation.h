#pragma once

#include "core/detector/DetectorModel.h"
#include "core/track/TrackState.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace pairscope {

/// How probable it is that the pair was made in one place.
struct OriginProbability {
    std::string place;      ///< "prompt" or the name of a layer group: "PXD 1"
    double prior = 0;       ///< before the tracks are looked at; all of a candidate's sum to one
    double probability = 0; ///< after; all of a candidate's sum to one
    double u = 0;           ///< where on the flight: mean of the material weighted by probability, cm
    double chi2 = 0;        ///< of a vertex there, whatever the opening
    bool crossed = true;    ///< the photon's path goes through it; u and chi2 are NaN otherwise
};

/// The pair's origin: the interaction point or a layer.
struct LayerAssociation {
    OriginProbability prompt;
    std::vector<OriginProbability> layers; ///< all groups up to the CDC wall, innermost first

    /// A place is called the origin when its probability is at least this (ours).
    static constexpr double kDecided = 0.6827;
    [[nodiscard]] const OriginProbability& best() const;
    [[nodiscard]] bool decided() const { return best().probability >= kDecided; }
};

/// Material on the photon's path.
struct ConversionPlace {
    std::string group;
    double u = 0;      ///< cm
    double weight = 0; ///< expected conversions of one photon: 7/9 X/X0
};

/// Every piece of tracking material on the straight path from the beam spot along the pair's momentum, with
/// thick pieces cut into several places. Nothing for tracks without direction.
[[nodiscard]] std::vector<ConversionPlace> conversionPlaces(const TrackPair& tracks,
                                                            const DetectorModel& detector);

/// The groups with tracking material, innermost first.
[[nodiscard]] std::vector<std::string> associationGroups(const DetectorModel& detector);

struct AssociationOptions {
    /// Before the tracks are looked at, a pair is prompt with this probability; conversions share the rest by
    /// their material.
    double promptPrior = 0.5;
    /// Masses that a prompt pair may have, equally probable in ln M, GeV.
    double lowestMass = 0.005;
    double highestMass = 0.3;

    bool operator==(const AssociationOptions&) const = default;
};

/// Bayes' theorem with OriginLikelihood: prompt pairs at the interaction point against conversions anywhere
/// in the material. exp(-chi2/2) of a free vertex alone would not be calibrated: it ignores that a
/// conversion's legs do not open, which says most about where it is.
/// @param groups in the order in which they are wanted; a group without a place has probability 0
/// @throws std::invalid_argument for a prior outside [0, 1] or masses not 0 < lowest < highest
/// @pre checkTracks(tracks)
[[nodiscard]] LayerAssociation associateOrigin(const TrackPair& tracks, MagneticField field,
                                               std::span<const ConversionPlace> places,
                                               std::span<const std::string> groups,
                                               const AssociationOptions& options = {});
/// With the detector's material and groups.
[[nodiscard]] LayerAssociation associateOrigin(const TrackPair& tracks, const DetectorModel& detector,
                                               const AssociationOptions& options = {});

} // namespace pairscope
