#include "core/vertex/VertexFit.h"

#include "core/vertex/ConstrainedFit.h"
#include "core/vertex/MinimumCollection.h"

#include <cmath>
#include <stdexcept>

namespace pairscope {

namespace {

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

} // namespace

VertexFit::VertexFit(Options options) : m_options(options) {
    if (options.maxIterations < 1)
        throw std::invalid_argument("vertex fit: maxIterations must be at least 1");
    if (!(options.chi2Tolerance > 0))
        throw std::invalid_argument("vertex fit: chi2Tolerance must be positive");
    if (!(options.distinctDistance > 0))
        throw std::invalid_argument("vertex fit: distinctDistance must be positive");
    if (!(options.maxRadius > 0)) throw std::invalid_argument("vertex fit: maxRadius must be positive");
    options.constraints.validate();
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
    if (!m_options.constraints.none()) return fitConstrained(tracks, circles, m_options);
    const std::array<Matrix5, 2> weights = {inverseSpd<5>(tracks.positron.covariance).value(),
                                            inverseSpd<5>(tracks.electron.covariance).value()};
    const VertexChi2 chi2(tracks, weights);

    MinimumCollection found(m_options, 1);
    StartPoints starts;
    addProfileStarts(tracks, circles, starts);
    if (m_options.trace || starts.empty())
        addGeometricStarts(tracks, circles, Vector2::Zero(), starts);
    else
        addLonelyCrossings(tracks, circles, starts);
    for (const StartPoint& start : starts)
        found.add(start, searchMinimum(chi2, start.search, m_options, found.known()), chi2);
    return found.take();
}

} // namespace pairscope
