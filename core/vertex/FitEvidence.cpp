#include "core/vertex/FitEvidence.h"

#include "core/math/Units.h"
#include "core/vertex/PercentText.h"
#include "core/vertex/ProfileModel.h"
#include "core/vertex/VertexScan.h"

#include <Eigen/Eigenvalues>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

/// d(smallest distance of the circles) / d(perigee parameters) of one track.
/// @param towards unit vector, from this track's centre towards where the distance grows with the centre
/// @param radiusSign how the distance changes with this track's radius
Vector5 gapGradient(const Helix& helix, const Vector2& towards, double radiusSign) {
    const double radius = helix.radius();
    const double arm = radius + helix.d0();
    const Vector2 normal(std::sin(helix.phi0()), -std::cos(helix.phi0()));
    const Vector2 tangent(std::cos(helix.phi0()), std::sin(helix.phi0()));
    Vector5 gradient = Vector5::Zero();
    gradient(kD0) = towards.dot(normal);
    gradient(kPhi0) = arm * towards.dot(tangent);
    gradient(kOmega) = -radius * radius * (towards.dot(normal) + radiusSign * helix.charge());
    return gradient;
}

} // namespace

CircleSeparation circleSeparation(const TrackPair& tracks, const CirclePair& circles) {
    if (circles.relation == CircleRelation::Crossing || circles.relation == CircleRelation::Straight)
        return {};
    const Helix& positron = tracks.positron.helix;
    const Helix& electron = tracks.electron.helix;
    const Vector2 line = electron.centre() - positron.centre();
    // concentric circles are equally far apart everywhere: the error at the positron's perigee
    const Vector2 along =
        circles.relation == CircleRelation::Concentric
            ? Vector2(std::sin(positron.phi0()), -std::cos(positron.phi0())) * -positron.charge()
            : Vector2(line.normalized());
    // apart: |C1 - C2| - R1 - R2; nested: the larger radius - the smaller - |C1 - C2|
    const bool apart = circles.relation == CircleRelation::Apart;
    const double centres = apart ? 1 : -1;
    const double larger = std::abs(positron.radius()) > std::abs(electron.radius()) ? 1 : -1;
    const Vector5 byPositron = gapGradient(positron, -centres * along, apart ? -1 : larger);
    const Vector5 byElectron = gapGradient(electron, centres * along, apart ? -1 : -larger);
    const double variance = byPositron.dot(tracks.positron.covariance * byPositron) +
                            byElectron.dot(tracks.electron.covariance * byElectron);
    return {circles.gap, std::sqrt(std::max(0.0, variance))};
}

double farthestFromAxis(const Helix& helix) {
    return std::abs(helix.radius() + helix.d0()) + std::abs(helix.radius());
}

DetectorExtent extentOf(const DetectorModel& detector) {
    if (detector.layers().empty()) {
        constexpr double kNone = std::numeric_limits<double>::infinity();
        return {-kNone, kNone, kNone};
    }
    DetectorExtent extent;
    for (const MaterialLayer& layer : detector.layers()) {
        extent.zMin = std::min(extent.zMin, layer.zMin());
        extent.zMax = std::max(extent.zMax, layer.zMax());
        if (layer.tracking) extent.trackingRadius = std::max(extent.trackingRadius, layer.outerRadius());
    }
    return extent;
}

std::string_view trackName(int track) {
    return track == 0 ? "e+" : "e-";
}

std::string_view parameterName(int parameter) {
    constexpr std::array<std::string_view, kTrackParameterCount> kNames = {"d0", "phi0", "omega", "z0",
                                                                           "tanLambda"};
    return kNames.at(static_cast<std::size_t>(parameter));
}

std::string momentumText(double momentum) {
    return momentum < 1 ? fmt::format("{:.3g} MeV", momentum / kMeV) : fmt::format("{:.3g} GeV", momentum);
}

std::string gapText(double gap) {
    return gap < 1 ? fmt::format("{:.0f} um", gap / kMicrometre) : fmt::format("{:.1f} cm", gap);
}

std::string gapText(const CircleSeparation& separation) {
    const double sigmas = separation.significance();
    return fmt::format("{} = {} sigma", gapText(separation.gap),
                       sigmas < 1000 ? fmt::format("{:.1f}", sigmas) : fmt::format("{:.2g}", sigmas));
}

std::string intervalText(const FlightIntervals& intervals) {
    std::string text;
    for (const FlightInterval& interval : intervals) {
        if (!text.empty()) text += " or ";
        text += fmt::format("{}{:.2f} to {:.2f} cm{}", interval.openLow ? "below " : "", interval.low,
                            interval.high, interval.openHigh ? " and beyond" : "");
    }
    return text;
}

std::string placeText(const Vector3& vertex, const DetectorModel& detector) {
    const auto nearest = detector.nearestLayer(vertex);
    if (!nearest) return {};
    const std::string& group = detector.layers()[nearest->layer].group;
    if (nearest->distance == 0) return "in the material of " + group;
    return fmt::format("{:.2f} cm {} {}", std::abs(nearest->distance),
                       nearest->distance > 0 ? "outside" : "inside", group);
}

std::string radiusText(const VertexMinimum& minimum) {
    if (minimum.rhoError() < 0.01) // cm
        return fmt::format("rho = {:.4f} cm +- {}", minimum.rho(), gapText(minimum.rhoError()));
    return fmt::format("rho = {:.2f} +- {:.2f} cm", minimum.rho(), minimum.rhoError());
}

FlightInterval approximateInterval(const FitFindings& findings) {
    constexpr double kSpacing = 0.05; // cm
    const FlightFrame frame = FlightFrame::of(findings.tracks.positron.helix, findings.tracks.electron.helix);
    const ProfileModel model(findings.tracks, frame);
    const double best = frame.toFlight(findings.fit->best().parameters.head<2>()).x();
    const double limit = model.chi2(best) + 1;
    const auto endTowards = [&](double step, double last) {
        double u = best;
        while ((last - u) * step > 0 && model.chi2(u + step) < limit)
            u += step;
        return u;
    };
    const VertexScan::Options range;
    FlightInterval interval{endTowards(-kSpacing, range.uMin), endTowards(kSpacing, range.uMax)};
    interval.openLow = interval.low <= range.uMin;
    interval.openHigh = interval.high >= range.uMax;
    return interval;
}

std::vector<Evidence> minimaEvidence(const FitFindings& findings) {
    std::vector<Evidence> evidence;
    if (!findings.fit) return evidence;
    const VertexFitResult& fit = *findings.fit;
    evidence.push_back(
        {"chi2 of the best vertex", fmt::format("{:.3g} for {} degree of freedom, probability {:.2g}",
                                                fit.best().chi2, fit.ndf, fit.probability())});
    for (std::size_t i = 0; i < fit.minima.size(); ++i) {
        const VertexMinimum& minimum = fit.minima[i];
        const std::string place = placeText(minimum.vertex(), findings.detector);
        evidence.push_back({fmt::format("minimum {}", i + 1),
                            fmt::format("{}, z = {:.2f} cm, Delta chi2 = {:.3g}{}{}", radiusText(minimum),
                                        minimum.vertex().z(), minimum.chi2 - fit.best().chi2,
                                        place.empty() ? "" : ", ", place)});
    }
    return evidence;
}

std::vector<Evidence> circleEvidence(const FitFindings& findings) {
    std::vector<Evidence> evidence;
    const CirclePair& circles = findings.circles;
    if (circles.crossings) {
        for (const CircleMeeting& crossing : *circles.crossings)
            evidence.push_back({"circles cross at",
                                fmt::format("rho = {:.2f} cm, where the tracks are {} apart in z",
                                            crossing.position.norm(), gapText(std::abs(crossing.deltaZ)))});
        return evidence;
    }
    const CircleSeparation separation = circleSeparation(findings.tracks, circles);
    evidence.push_back({"gap between the circles", gapText(separation)});
    if (circles.tangentPoint)
        evidence.push_back(
            {"circles nearest at", fmt::format("rho = {:.2f} cm, where the tracks are {} apart in z",
                                               circles.tangentPoint->position.norm(),
                                               gapText(std::abs(circles.tangentPoint->deltaZ)))});
    return evidence;
}

std::vector<Evidence> profileEvidence(const FitFindings& findings) {
    std::vector<Evidence> evidence;
    if (findings.profile) {
        const FlightProfile& profile = *findings.profile;
        evidence.push_back({"68 % interval along the flight", intervalText(profile.u68)});
        evidence.push_back({"68 % interval of rho", intervalText(rhoIntervals(profile, profile.u68))});
        evidence.push_back({"95 % interval of rho", intervalText(rhoIntervals(profile, profile.u95))});
    }
    if (findings.association) {
        const OriginProbability& best = findings.association->best();
        evidence.push_back(
            {"most probable origin", fmt::format("{} ({}{})", best.place, percentText(best.probability),
                                                 findings.association->decided() ? "" : ", undecided")});
    }
    return evidence;
}

MatrixCondition conditionOf(const Matrix5& covariance) {
    MatrixCondition result;
    result.finite = covariance.allFinite();
    if (!result.finite) return result;
    Matrix5 matrix = covariance;
    if ((covariance.diagonal().array() > 0).all()) {
        const Vector5 scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
        matrix = scale.asDiagonal() * covariance * scale.asDiagonal();
    }
    const Vector5 eigenvalues =
        Eigen::SelfAdjointEigenSolver<Matrix5>(matrix, Eigen::EigenvaluesOnly).eigenvalues();
    const Vector5 sizes = eigenvalues.cwiseAbs();
    result.smallest = eigenvalues(0);
    result.condition =
        sizes.minCoeff() > 0 ? sizes.maxCoeff() / sizes.minCoeff() : std::numeric_limits<double>::infinity();
    return result;
}

std::vector<Evidence> covarianceEvidence(const FitFindings& findings) {
    std::vector<Evidence> evidence;
    for (int track = 0; track < 2; ++track) {
        const MatrixCondition condition = conditionOf(findings.tracks[track].covariance);
        evidence.push_back({fmt::format("covariance of the {}", trackName(track)),
                            condition.finite
                                ? fmt::format("smallest eigenvalue {:.3g}, condition number {:.3g}",
                                              condition.smallest, condition.condition)
                                : std::string("not finite")});
    }
    return evidence;
}

std::vector<Evidence> searchEvidence(const FitFindings& findings) {
    std::vector<Evidence> evidence;
    const auto& traces = findings.fit ? findings.fit->traces : findings.fit.error().traces;
    for (const FitTrace& trace : traces) {
        std::string text = fmt::format("{} after {} steps", toString(trace.termination), trace.steps.size());
        if (!trace.steps.empty()) {
            const FitStep& last = trace.steps.back();
            text +=
                fmt::format(", chi2 {:.4g} at rho = {:.3g} cm, last step {:.2g} sigma{}", last.chi2,
                            last.vertex.head<2>().norm(), last.stepInSigma, last.accepted ? "" : " refused");
        }
        evidence.push_back({fmt::format("search from {}", toString(trace.start)), text});
    }
    return evidence;
}

std::vector<Evidence> reachEvidence(const FitFindings& findings) {
    std::vector<Evidence> evidence;
    for (int track = 0; track < 2; ++track) {
        const Helix& helix = findings.tracks[track].helix;
        evidence.push_back(
            {fmt::format("distance of the {} from the axis", trackName(track)),
             fmt::format("{:.3g} to {:.3g} cm (pT = {})", std::abs(helix.d0()), farthestFromAxis(helix),
                         momentumText(findings.detector.field().transverseMomentum(helix.omega())))});
    }
    return evidence;
}

} // namespace pairscope
