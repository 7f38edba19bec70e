#include "core/vertex/VertexFit.h"

#include "core/vertex/FlightFrame.h"
#include "core/vertex/ProfileModel.h"
#include "core/vertex/VertexChi2.h"
#include "core/vertex/VertexSearch.h"
#include "core/vertex/VertexStart.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace pairscope {

namespace {

struct StartPoint {
    FitStart start;
    VertexSearchStart search;
};

using StartPoints = boost::container::static_vector<StartPoint, 8>;

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

/// One start in the basin of each minimum of the model along the flight.
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

/// A start from geometry alone, with the tracks as measured.
void addStart(FitStart name, const Vector2& position, const TrackPair& tracks, StartPoints& starts) {
    starts.push_back({name, searchStart(position, {tracks.positron.helix, tracks.electron.helix})});
    starts.back().search.trustRadius = kGeometricTrust;
}

/// Where the circles cross but the model has no minimum nearer than half way to the other crossing (soft
/// tracks, for which the model's small angles are not small), the crossing itself is a start.
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
            addStart(name, crossing, tracks, starts);
    }
}

void addGeometricStarts(const TrackPair& tracks, const CirclePair& circles, StartPoints& starts) {
    if (circles.crossings) {
        addStart(FitStart::FirstCrossing, (*circles.crossings)[0].position, tracks, starts);
        addStart(FitStart::SecondCrossing, (*circles.crossings)[1].position, tracks, starts);
    }
    if (circles.tangentPoint)
        addStart(FitStart::TangentPoint, circles.tangentPoint->position, tracks, starts);
    addStart(FitStart::InteractionPoint, Vector2::Zero(), tracks, starts);
}

tl::expected<void, VertexFitError> checkTrack(const TrackState& track, int index) {
    const auto error = [index](VertexFitFailure failure, int parameter) {
        VertexFitError result;
        result.failure = failure;
        result.track = index;
        result.parameter = parameter;
        return tl::unexpected(result);
    };
    for (int parameter = 0; parameter < kTrackParameterCount; ++parameter)
        if (!std::isfinite(track.helix.parameters()(parameter)))
            return error(VertexFitFailure::NotFinite, parameter);
    if (track.helix.omega() == 0) return error(VertexFitFailure::ZeroCurvature, kOmega);
    return {};
}

VertexFitError failureOf(std::vector<FitTrace> traces, bool anyLeft, bool allSingular) {
    VertexFitError error;
    error.failure = allSingular ? VertexFitFailure::ParallelTracks
                    : anyLeft   ? VertexFitFailure::OutsideDetector
                                : VertexFitFailure::NotConverged;
    error.traces = std::move(traces);
    return error;
}

/// The minimum that is the same as `candidate`, or the number of minima.
std::size_t sameMinimum(const VertexFitResult& result, const VertexMinimum& candidate,
                        double distinctDistance) {
    const auto isSame = [&](const VertexMinimum& known) {
        return (known.vertex() - candidate.vertex()).norm() < distinctDistance;
    };
    return static_cast<std::size_t>(std::find_if(result.minima.begin(), result.minima.end(), isSame) -
                                    result.minima.begin());
}

/// Orders the minima by chi2 and lets the traces point to their new places.
void sortMinima(VertexFitResult& result) {
    std::array<int, 4> order{0, 1, 2, 3};
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(result.minima.size());
    const auto chi2 = [&result](int i) { return result.minima[static_cast<std::size_t>(i)].chi2; };
    std::stable_sort(order.begin(), end, [&chi2](int a, int b) { return chi2(a) < chi2(b); });
    if (std::is_sorted(order.begin(), end)) return;
    const auto unsorted = result.minima;
    std::array<int, 4> newIndex{};
    for (std::size_t i = 0; i < unsorted.size(); ++i) {
        result.minima[i] = unsorted[static_cast<std::size_t>(order[i])];
        newIndex[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
    }
    for (FitTrace& trace : result.traces)
        if (trace.minimum >= 0) trace.minimum = newIndex[static_cast<std::size_t>(trace.minimum)];
}

} // namespace

VertexFit::VertexFit(Options options) : m_options(options) {
    if (options.maxIterations < 1)
        throw std::invalid_argument("vertex fit: maxIterations must be at least 1");
    if (!(options.chi2Tolerance > 0))
        throw std::invalid_argument("vertex fit: chi2Tolerance must be positive");
    if (!(options.distinctDistance > 0))
        throw std::invalid_argument("vertex fit: distinctDistance must be positive");
    if (!(options.maxRadius > 0)) throw std::invalid_argument("vertex fit: maxRadius must be positive");
}

tl::expected<void, VertexFitError> checkTracks(const TrackPair& tracks) {
    for (int index = 0; index < 2; ++index)
        if (auto ok = checkTrack(tracks[index], index); !ok) return ok;
    VertexFitError error;
    if (tracks.positron.helix.charge() == tracks.electron.helix.charge()) {
        error.failure = VertexFitFailure::SameCharge;
        return tl::unexpected(error);
    }
    for (int index = 0; index < 2; ++index)
        if (const auto ok = checkSpd<5>(tracks[index].covariance); !ok) {
            error.failure = VertexFitFailure::BadCovariance;
            error.track = index;
            error.covariance = ok.error();
            return tl::unexpected(error);
        }
    return {};
}

tl::expected<VertexFitResult, VertexFitError> VertexFit::operator()(const TrackPair& tracks,
                                                                    const CirclePair& circles) const {
    if (auto ok = checkTracks(tracks); !ok) return tl::unexpected(ok.error());
    const std::array<Matrix5, 2> weights = {inverseSpd<5>(tracks.positron.covariance).value(),
                                            inverseSpd<5>(tracks.electron.covariance).value()};
    const VertexChi2 chi2(tracks, weights);

    VertexFitResult result;
    bool anyLeft = false;
    bool allSingular = true;
    StartPoints starts;
    addProfileStarts(tracks, circles, starts);
    if (m_options.trace || starts.empty())
        addGeometricStarts(tracks, circles, starts);
    else
        addLonelyCrossings(tracks, circles, starts);
    for (const StartPoint& start : starts) {
        VertexSearchResult search =
            searchMinimum(chi2, start.search, m_options, {result.minima.data(), result.minima.size()});
        int reached = search.known;
        if (search.minimum) {
            search.minimum->start = start.start;
            const std::size_t same = sameMinimum(result, *search.minimum, m_options.distinctDistance);
            if (same == result.minima.size() && same < result.minima.capacity())
                result.minima.push_back(*search.minimum);
            else if (same < result.minima.size() &&
                     search.minimum->chi2 < result.minima[same].chi2 - m_options.chi2Tolerance)
                result.minima[same] = *search.minimum;
            reached = static_cast<int>(same);
        }
        anyLeft |= search.termination == FitTermination::LeftDetector;
        allSingular &= search.termination == FitTermination::SingularMatrix;
        if (m_options.trace)
            result.traces.push_back({start.start, start.search.parameters.head<3>(),
                                     chi2.value(start.search.parameters), search.termination,
                                     std::move(search.steps), reached});
    }
    if (result.minima.empty())
        return tl::unexpected(failureOf(std::move(result.traces), anyLeft, allSingular));
    sortMinima(result);
    return result;
}

} // namespace pairscope
