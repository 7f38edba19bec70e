#pragma once

#include "core/vertex/CirclePair.h"
#include "core/vertex/VertexSearch.h"

#include <boost/container/static_vector.hpp>

namespace pairscope {

/// A named place where a search for a minimum begins.
struct StartPoint {
    FitStart start;
    VertexSearchStart search;
};

using StartPoints = boost::container::static_vector<StartPoint, 8>;

/// A start from geometry alone, with the tracks as measured.
[[nodiscard]] StartPoint geometricStart(FitStart name, const Vector2& position, const TrackPair& tracks);

/// One start in the basin of each minimum of the model along the flight.
void addProfileStarts(const TrackPair& tracks, const CirclePair& circles, StartPoints& starts);

/// Where the circles cross but the model has no minimum nearer than half way to the other crossing (soft
/// tracks, for which the model's small angles are not small), the crossing itself is a start.
void addLonelyCrossings(const TrackPair& tracks, const CirclePair& circles, StartPoints& starts);

/// Both crossings, the tangent point and the interaction point, as far as they exist.
void addGeometricStarts(const TrackPair& tracks, const CirclePair& circles, const Vector2& interactionPoint,
                        StartPoints& starts);

} // namespace pairscope
