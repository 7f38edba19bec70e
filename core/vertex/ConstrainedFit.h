#pragma once

#include "core/vertex/VertexFit.h"

#include <optional>

namespace pairscope {

/// VertexFit with constraints: searches from every minimum of the model along the flight, both crossings, the
/// tangent point and the beam spot. ndf = 1 + constraints.count().
/// @pre checkTracks(tracks)
[[nodiscard]] tl::expected<VertexFitResult, VertexFitError>
fitConstrained(const TrackPair& tracks, const CirclePair& circles, const VertexFit::Options& options);

/// chi2 of a zero-opening fit from the tangent point alone, where there is but one minimum: a fast way to the
/// number that fitConstrained() has as its best chi2. Nothing when that search does not end in a minimum.
/// @pre checkTracks(tracks), options.constraints.opening == Opening::Zero
[[nodiscard]] std::optional<double> zeroOpeningChi2(const TrackPair& tracks, const CirclePair& circles,
                                                    const VertexFit::Options& options);

} // namespace pairscope
