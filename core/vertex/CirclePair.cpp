#include "core/vertex/CirclePair.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace pairscope {

namespace {

CircleMeeting meetingAt(const Vector2& position, const Helix& positron, const Helix& electron) {
    CircleMeeting meeting;
    meeting.position = position;
    meeting.path = {positron.pathOfClosestApproach(position), electron.pathOfClosestApproach(position)};
    meeting.deltaZ = positron.positionAt(meeting.path[0]).z() - electron.positionAt(meeting.path[1]).z();
    return meeting;
}

/// Distance of the crossings from the line of centres, by Heron's formula, which does not cancel.
double halfChord(double r1, double r2, double distance) {
    const double product =
        (distance + r1 + r2) * (distance + r1 - r2) * (distance - r1 + r2) * (r1 + r2 - distance);
    return std::sqrt(std::max(0.0, product)) / (2 * distance);
}

} // namespace

CirclePair CirclePair::of(const Helix& positron, const Helix& electron) {
    CirclePair pair;
    if (positron.omega() == 0 || electron.omega() == 0) {
        pair.delR = std::numeric_limits<double>::quiet_NaN();
        return pair;
    }
    const double r1 = std::abs(positron.radius());
    const double r2 = std::abs(electron.radius());
    const Vector2 line = electron.centre() - positron.centre();
    const double distance = line.norm();
    pair.delR = r1 + r2 - distance;
    // centres closer than the rounding of their own coordinates have no direction from one to the other
    if (!(distance > 1e-12 * (r1 + r2))) {
        pair.relation = CircleRelation::Concentric;
        pair.gap = std::abs(r1 - r2);
        return pair;
    }
    const Vector2 along = line / distance;
    const bool nested = distance < std::abs(r1 - r2);
    pair.relation = nested          ? CircleRelation::Nested
                    : pair.delR < 0 ? CircleRelation::Apart
                                    : CircleRelation::Crossing;

    // Distance from the first centre, towards the second, of the point in the middle of the overlap or gap.
    double toTangent = r1 - pair.delR / 2;
    if (nested) {
        pair.gap = std::abs(r1 - r2) - distance;
        toTangent = r1 > r2 ? (r1 + distance + r2) / 2 : -(r1 + r2 - distance) / 2;
    } else if (pair.relation == CircleRelation::Apart) {
        pair.gap = -pair.delR;
    }
    pair.tangentPoint = meetingAt(positron.centre() + along * toTangent, positron, electron);
    if (pair.relation != CircleRelation::Crossing) return pair;

    const double toChord = ((r1 - r2) * (r1 + r2) / distance + distance) / 2;
    const Vector2 foot = positron.centre() + along * toChord;
    const Vector2 across = Vector2(-along.y(), along.x()) * halfChord(r1, r2, distance);
    std::array meetings = {meetingAt(foot + across, positron, electron),
                           meetingAt(foot - across, positron, electron)};
    if (meetings[1].position.squaredNorm() < meetings[0].position.squaredNorm())
        std::swap(meetings[0], meetings[1]);
    pair.crossings = meetings;
    return pair;
}

} // namespace pairscope
