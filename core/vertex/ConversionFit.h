#pragma once

#include "core/track/MagneticField.h"
#include "core/vertex/VertexFit.h"

#include <optional>

namespace pairscope {

/// The pair as a photon conversion: zero opening angle in phi and theta at the vertex (Opening::Zero), ndf 3.
struct ConversionFitResult {
    VertexFitResult fit;
    double deltaChi2 = 0; ///< above the best chi2 of the free fit: >= 0, for 2 degrees of freedom
    /// Upper-tail probability of deltaChi2 for 2 degrees of freedom: small when the legs do open.
    double openingProbability = 1;
    /// Smallest mass of a pair that shares its energy so, m_e / sqrt(x (1 - x)), at the fitted vertex, GeV.
    double massFloor = 0;
};

/// m_e / sqrt(x (1 - x)) [GeV], x the positron's share of the sum of energy and momentum of both: exactly the
/// mass of two legs with these momenta and no angle between them, the least that their mass can be.
[[nodiscard]] double conversionMassFloor(const TrackPoint& positron, const TrackPoint& electron,
                                         MagneticField field);

/// @param free the fit of the same tracks with a free opening, and else with the same options
/// @param options those of the free fit; what they say of the origin is kept
[[nodiscard]] tl::expected<ConversionFitResult, VertexFitError>
fitConversion(const TrackPair& tracks, const CirclePair& circles, const VertexFitResult& free,
              MagneticField field, VertexFit::Options options);

/// chi2 of that fit alone, without its covariance, from the one start that is nearest to the answer: cheap
/// enough for every candidate of a table. Nothing when the fit has no minimum.
/// @pre checkTracks(tracks)
[[nodiscard]] std::optional<double> conversionChi2(const TrackPair& tracks, const CirclePair& circles,
                                                   const VertexFit::Options& options);

} // namespace pairscope
