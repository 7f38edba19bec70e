#pragma once

#include "core/track/Helix.h"

#include <array>
#include <optional>

namespace pairscope {

/// How two circles lie to each other.
enum class CircleRelation : unsigned char {
    Crossing,   ///< two intersections
    Apart,      ///< outside each other, with a gap
    Nested,     ///< one inside the other, with a gap
    Concentric, ///< same centre (identical circles included): no line of centres, no tangent point
    Straight,   ///< at least one track has no curvature: no circle
};

/// One point of the transverse plane where both tracks pass, or pass nearest, and what the tracks do there.
struct CircleMeeting {
    Vector2 position = Vector2::Zero();  ///< cm
    std::array<double, 2> path = {0, 0}; ///< transverse path length of e+ and e- from their perigees, cm
    double deltaZ = 0;                   ///< z of e+ minus z of e- there, cm
};

/// Transverse geometry of two helices (basf2's convertedPhoton variables use the same quantities).
/// DelR = |R1| + |R2| - |C1 - C2| [cm]: > 0 the circles overlap, < 0 they are apart by -DelR. For circles of
/// which one lies in the other, delR is large; `gap` then says how far they are from touching.
struct CirclePair {
    CircleRelation relation = CircleRelation::Straight;
    double delR = 0; ///< cm; NaN for straight tracks
    double gap = 0;  ///< smallest distance between the circles where they do not cross, cm; 0 where they do
    /// The crossings, the one nearer to the origin first; empty when there is none.
    std::optional<std::array<CircleMeeting, 2>> crossings;
    /// On the line of centres, the middle of the overlap or of the gap: where the tracks are parallel in the
    /// transverse plane.
    std::optional<CircleMeeting> tangentPoint;

    /// Robust for nested, concentric, identical circles and near-straight tracks; never NaN but where said.
    [[nodiscard]] static CirclePair of(const Helix& positron, const Helix& electron);
};

} // namespace pairscope
