#include "core/vertex/ConversionFit.h"

#include "core/math/Units.h"
#include "core/vertex/ConstrainedFit.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

VertexFit::Options withZeroOpening(VertexFit::Options options) {
    options.constraints.opening = Opening::Zero;
    return options;
}

/// Energy plus momentum [GeV] of a leg.
double lightConeMomentum(const TrackPoint& leg, MagneticField field) {
    const double p = momentum(leg, field).norm();
    return p + std::hypot(p, kElectronMass);
}

} // namespace

double conversionMassFloor(const TrackPoint& positron, const TrackPoint& electron, MagneticField field) {
    const double one = lightConeMomentum(positron, field);
    const double other = lightConeMomentum(electron, field);
    return kElectronMass * (one + other) / std::sqrt(one * other);
}

tl::expected<ConversionFitResult, VertexFitError>
fitConversion(const TrackPair& tracks, const CirclePair& circles, const VertexFitResult& free,
              MagneticField field, VertexFit::Options options) {
    auto fit = VertexFit(withZeroOpening(options))(tracks, circles);
    if (!fit) return tl::unexpected(std::move(fit.error()));
    ConversionFitResult result;
    // below zero by rounding only
    result.deltaChi2 = std::max(0.0, fit->best().chi2 - free.best().chi2);
    result.openingProbability = std::exp(-result.deltaChi2 / 2);
    result.massFloor = conversionMassFloor(fit->best().track(0), fit->best().track(1), field);
    result.fit = std::move(*fit);
    return result;
}

std::optional<double> conversionChi2(const TrackPair& tracks, const CirclePair& circles,
                                     const VertexFit::Options& options) {
    const VertexFit::Options zero = withZeroOpening(options);
    if (const auto chi2 = zeroOpeningChi2(tracks, circles, zero)) return chi2;
    // where the short way does not lead to a minimum, every start of the whole fit is tried
    const auto fit = fitConstrained(tracks, circles, zero);
    return fit ? std::optional(fit->best().chi2) : std::nullopt;
}

} // namespace pairscope
