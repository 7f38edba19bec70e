#include "core/vertex/ConstrainedFit.h"

#include "core/vertex/ConstrainedSearch.h"
#include "core/vertex/MinimumCollection.h"

#include <algorithm>

namespace pairscope {

namespace {

/// Predicted decrease of chi2 at which the search for chi2 alone ends: the quadratic model then tells the
/// minimum's chi2 to 1e-6.
constexpr double kCoarseTolerance = 3e-4;

std::array<Matrix5, 2> weightsOf(const TrackPair& tracks) {
    return {inverseSpd<5>(tracks.positron.covariance).value(),
            inverseSpd<5>(tracks.electron.covariance).value()};
}

StartPoints startsOf(const TrackPair& tracks, const CirclePair& circles,
                     const VertexConstraints& constraints) {
    StartPoints starts;
    addProfileStarts(tracks, circles, starts);
    // they are near to minima without constraints, not near enough with them
    for (StartPoint& start : starts)
        start.search.curvature = Curvature::GaussNewton;
    const Vector2 spot = constraints.origin == Origin::Anywhere ? Vector2(Vector2::Zero())
                                                                : Vector2(constraints.spot.head<2>());
    addGeometricStarts(tracks, circles, spot, starts);
    return starts;
}

} // namespace

tl::expected<VertexFitResult, VertexFitError>
fitConstrained(const TrackPair& tracks, const CirclePair& circles, const VertexFit::Options& options) {
    const VertexConstraints& constraints = options.constraints;
    const std::array<Matrix5, 2> weights = weightsOf(tracks);
    const VertexChi2 free(tracks, weights);
    const ConstrainedChi2 chi2(free, constraints);
    MinimumCollection found(options, 1 + constraints.count());
    for (const StartPoint& start : startsOf(tracks, circles, constraints))
        found.add(start, searchConstrained(chi2, constraints.opening, start.search, options, found.known()),
                  chi2);
    return found.take();
}

std::optional<double> zeroOpeningChi2(const TrackPair& tracks, const CirclePair& circles,
                                      const VertexFit::Options& options) {
    if (!circles.tangentPoint) return std::nullopt;
    VertexFit::Options coarse = options;
    coarse.chi2Tolerance = std::max(options.chi2Tolerance, kCoarseTolerance);
    coarse.trace = false;
    const std::array<Matrix5, 2> weights = weightsOf(tracks);
    const VertexChi2 free(tracks, weights);
    const StartPoint start = geometricStart(FitStart::TangentPoint, circles.tangentPoint->position, tracks);
    return constrainedChi2From(ConstrainedChi2(free, options.constraints), Opening::Zero, start.search,
                               coarse);
}

} // namespace pairscope
