#pragma once

#include "core/track/MagneticField.h"
#include "core/vertex/VertexFit.h"

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

/// @param free the unconstrained fit of the same tracks
[[nodiscard]] tl::expected<ConversionFitResult, VertexFitError>
fitConversion(const TrackPair& tracks, const CirclePair& circles, const VertexFitResult& free,
              MagneticField field, VertexFit::Options options);

} // namespace pairscope
