#include "core/vertex/FitStarts.h"

#include "core/vertex/FlightFrame.h"
#include "core/vertex/ProfileModel.h"
#include "core/vertex/VertexStart.h"

#include <algorithm>

namespace pairscope {

namespace {

/// How far from the z axis minima are looked for, beyond the CDC's inner wall on both sides of the origin,
/// cm.
constexpr double kReach = 50;

/// First steps of searches that start from geometry alone, cm.
constexpr double kGeometricTrust = 1;

VertexSearchStart searchStart(const Vector2& position, const std::array<Helix, 2>& tracks) {
    VertexSearchStart search;
    search.parameters = parametersAt(position, tracks);
    search.flight = flightDirection(search.parameters);
    return search;
}

} // namespace

StartPoint geometricStart(FitStart name, const Vector2& position, const TrackPair& tracks) {
    StartPoint start{name, searchStart(position, {tracks.positron.helix, tracks.electron.helix})};
    start.search.trustRadius = kGeometricTrust;
    return start;
}

void addProfileStarts(const TrackPair& tracks, const CirclePair& circles, StartPoints& starts) {
    const FlightFrame frame = FlightFrame::of(tracks.positron.helix, tracks.electron.helix);
    const double centre = circles.tangentPoint ? frame.toFlight(circles.tangentPoint->position).x() : 0;
    const ProfileModel model(tracks, frame);
    for (const ProfileModel::Minimum& minimum : model.minima(centre, kReach)) {
        const ProfileModel::Meeting meeting = model.meetingAt(minimum.u);
        StartPoint start{FitStart::ProfileMinimum,
                         searchStart(frame.toDetector({minimum.u, meeting.v}), meeting.tracks)};
        start.search.trustRadius = minimum.basin;
        start.search.expectedChi2 = minimum.chi2;
        start.search.curvature = Curvature::Full;
        starts.push_back(start);
    }
}

void addLonelyCrossings(const TrackPair& tracks, const CirclePair& circles, StartPoints& starts) {
    if (!circles.crossings) return;
    const auto& [first, second] = *circles.crossings;
    const double reach = (first.position - second.position).norm() / 2;
    const std::size_t profileStarts = starts.size();
    for (const FitStart name : {FitStart::FirstCrossing, FitStart::SecondCrossing}) {
        const Vector2& crossing = name == FitStart::FirstCrossing ? first.position : second.position;
        const auto isNear = [&](const StartPoint& start) {
            return (start.search.parameters.head<2>() - crossing).norm() < reach;
        };
        const auto end = starts.begin() + static_cast<std::ptrdiff_t>(profileStarts);
        if (crossing.norm() < kReach && std::none_of(starts.begin(), end, isNear))
            starts.push_back(geometricStart(name, crossing, tracks));
    }
}

void addGeometricStarts(const TrackPair& tracks, const CirclePair& circles, const Vector2& interactionPoint,
                        StartPoints& starts) {
    if (circles.crossings) {
        const auto& [first, second] = *circles.crossings;
        starts.push_back(geometricStart(FitStart::FirstCrossing, first.position, tracks));
        starts.push_back(geometricStart(FitStart::SecondCrossing, second.position, tracks));
    }
    if (circles.tangentPoint)
        starts.push_back(geometricStart(FitStart::TangentPoint, circles.tangentPoint->position, tracks));
    starts.push_back(geometricStart(FitStart::InteractionPoint, interactionPoint, tracks));
}

} // namespace pairscope
