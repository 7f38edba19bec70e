#include "core/vertex/FitSentence.h"

#include "core/math/Angle.h"
#include "core/math/Units.h"
#include "core/vertex/FitEvidence.h"
#include "core/vertex/PercentText.h"
#include "core/vertex/VertexFit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace pairscope {

namespace {

/// ", 0.42 cm outside PXD 1"; empty without layers.
std::string whereText(const VertexMinimum& minimum, const FitFindings& findings) {
    const FlightFrame frame = FlightFrame::of(findings.tracks.positron.helix, findings.tracks.electron.helix);
    constexpr double kBehind = -0.5; // cm along the flight
    if (frame.toFlight(minimum.parameters.head<2>()).x() < kBehind) return ", behind the interaction point";
    const std::string place = placeText(minimum.vertex(), findings.detector);
    return place.empty() ? place : ", " + place;
}

std::string originText(const FitFindings& findings) {
    if (!findings.association) return {};
    const OriginProbability& best = findings.association->best();
    const std::string place = fmt::format("{} with {}", best.place, percentText(best.probability));
    return (findings.association->decided() ? "; most probable origin " : "; origin undecided, at best ") +
           place;
}

std::string rhoIntervalText(const FitFindings& findings) {
    return intervalText(rhoIntervals(*findings.profile, findings.profile->u68));
}

/// "rho = 3.91 +- 0.42 cm", or with the interval where the profile is known.
std::string vertexText(const FitFindings& findings) {
    const VertexMinimum& best = findings.fit->best();
    if (!findings.profile) {
        // at a minimum of fourth order the curvature says nothing of where chi2 has risen by 1
        const FlightInterval interval = approximateInterval(findings);
        return best.rhoError() < 2 * interval.length() || interval.length() == 0
                   ? radiusText(best)
                   : fmt::format("rho = {:.2f} cm (68 %: about {} along the flight)", best.rho(),
                                 intervalText({interval}));
    }
    return fmt::format("rho = {:.2f} cm (68 %: {})", best.rho(), rhoIntervalText(findings));
}

} // namespace

Coincidence coincidenceOf(const TrackPair& tracks) {
    constexpr double kFarWithinErrors = 1e-6; // sigma
    constexpr double kWithinErrors = 3;       // sigma
    const Helix& a = tracks.positron.helix;
    const Helix& b = tracks.electron.helix;
    const Vector5 sigma = (tracks.positron.covariance + tracks.electron.covariance).diagonal().cwiseSqrt();
    const auto within = [&sigma](Vector5 difference, double sigmas) {
        difference(kPhi0) = wrapAngle(difference(kPhi0));
        return (difference.cwiseAbs().array() <= sigmas * sigma.array()).all();
    };
    Vector5 same = a.parameters() - b.parameters();
    same(kOmega) = std::abs(a.omega()) - std::abs(b.omega());
    if (within(same, kFarWithinErrors)) return Coincidence::SameTrack;
    // the same curve run through backwards has the perigee on the other side of the direction
    Vector5 backwards;
    backwards << a.d0() + b.d0(), a.phi0() - b.phi0() + kPi, a.omega() + b.omega(), a.z0() - b.z0(),
        a.tanLambda() + b.tanLambda();
    return within(backwards, kWithinErrors) ? Coincidence::Backwards : Coincidence::None;
}

std::optional<ShortTrack> whoNeverComesSoFar(const FitFindings& findings) {
    const bool leftOutwards =
        !findings.fit && findings.fit.error().failure == VertexFitFailure::OutsideDetector;
    const double fitRadius = VertexFit::Options{}.maxRadius;
    for (int track = 0; track < 2; ++track) {
        const Helix& other = findings.tracks[1 - track].helix;
        const double reach = farthestFromAxis(findings.tracks[track].helix);
        if (std::abs(other.d0()) > reach && //
            circleSeparation(findings.tracks, findings.circles).significance() > kApartSigmas)
            return ShortTrack{track, std::abs(other.d0())};
        if (leftOutwards && reach < fitRadius) return ShortTrack{track, fitRadius};
    }
    return std::nullopt;
}

std::string notATrackSentence(const FitFindings& findings) {
    const VertexFitError& error = findings.fit.error();
    if (error.failure == VertexFitFailure::ZeroCurvature)
        return fmt::format("The {} is not a track: omega is 0, so it has neither charge nor momentum.",
                           trackName(error.track));
    return fmt::format("The {} is not a track: its {} is {}.", trackName(error.track),
                       parameterName(error.parameter),
                       findings.tracks[error.track].helix.parameters()(error.parameter));
}

std::string sameChargeSentence(const FitFindings& findings) {
    const bool positive = findings.tracks.positron.helix.charge() > 0;
    return fmt::format(
        "Both tracks have the same charge (omega {} 0): this is not an e+e- pair{}.", positive ? ">" : "<",
        coincidenceOf(findings.tracks) == Coincidence::SameTrack ? ", and both are the same track" : "");
}

std::string covarianceSentence(const FitFindings& findings) {
    const VertexFitError& error = findings.fit.error();
    const SpdProblem& problem = error.covariance;
    const MatrixCondition condition = conditionOf(findings.tracks[error.track].covariance);
    std::string why;
    switch (problem.kind) {
    case SpdProblem::Kind::NotFinite:
        why = fmt::format("its element ({}, {}) is {}", parameterName(problem.row),
                          parameterName(problem.column), problem.value);
        break;
    case SpdProblem::Kind::NonPositiveDiagonal:
        why = fmt::format("the variance of {} is {:.3g}", parameterName(problem.row), problem.value);
        break;
    case SpdProblem::Kind::NegativeEigenvalue:
        why = fmt::format("it is not positive definite: smallest eigenvalue {:.3g} when scaled to unit "
                          "diagonal, condition number {:.2g}",
                          condition.smallest, condition.condition);
        break;
    }
    return fmt::format("The covariance matrix of the {} cannot be used: {}.", trackName(error.track), why);
}

std::string coincidenceSentence(const FitFindings& findings) {
    switch (coincidenceOf(findings.tracks)) {
    case Coincidence::SameTrack:
        return "The e+ and the e- are the same track twice, only with the sign of omega turned: there is no "
               "vertex of two particles.";
    case Coincidence::Backwards:
        return "The tracks coincide: the e- runs back along the e+, as one particle that crosses the "
               "detector "
               "does, and every point along it fits equally well.";
    case Coincidence::None:
        break;
    }
    return "The two tracks coincide: every point along them fits equally well, so there is no vertex.";
}

std::string beyondRadiusSentence(const FitFindings& findings, const ShortTrack& track) {
    const Helix& helix = findings.tracks[track.track].helix;
    return fmt::format(
        "The vertex would have to be at rho > {:.3g} cm, but the {} (pT = {}) never comes farther "
        "than {:.3g} cm from the axis.",
        track.needed, trackName(track.track),
        momentumText(findings.detector.field().transverseMomentum(helix.omega())), farthestFromAxis(helix));
}

std::string outsideSentence(const FitFindings& findings) {
    if (!findings.fit)
        return "There is no vertex inside the detector: chi2 keeps falling outwards, beyond the wall of the "
               "drift chamber.";
    const DetectorExtent extent = extentOf(findings.detector);
    return fmt::format(
        "The best vertex (chi2 {:.2f}) is outside the detector, at z = {:.0f} cm; the detector "
        "reaches from {:.0f} to {:.0f} cm.",
        findings.fit->best().chi2, findings.fit->best().vertex().z(), extent.zMin, extent.zMax);
}

namespace {

std::string gapSentence(const FitFindings& findings) {
    if (findings.fit && findings.fit->ndf > 1)
        return fmt::format("The tracks do not agree with the constraints of the fit ({} degrees of freedom)",
                           findings.fit->ndf);
    const CirclePair& circles = findings.circles;
    if (circles.relation == CircleRelation::Concentric)
        return fmt::format("The circles are concentric and {} apart everywhere",
                           gapText(circleSeparation(findings.tracks, circles)));
    if (circles.crossings) {
        const auto& [first, second] = *circles.crossings;
        const CircleMeeting& nearer = std::abs(first.deltaZ) < std::abs(second.deltaZ) ? first : second;
        return fmt::format(
            "The tracks do not meet: where their circles cross, they pass each other by {} in z "
            "or more",
            gapText(std::abs(nearer.deltaZ)));
    }
    const CircleSeparation separation = circleSeparation(findings.tracks, circles);
    const CircleMeeting& nearest = *circles.tangentPoint;
    if (separation.significance() > kApartSigmas)
        return fmt::format("The circles do not cross: gap {}, nearest at rho = {:.2f} cm",
                           gapText(separation), nearest.position.norm());
    return fmt::format(
        "The tracks do not meet: where their circles are nearest (rho = {:.2f} cm, gap {}), they "
        "are {} apart in z",
        nearest.position.norm(), gapText(separation), gapText(std::abs(nearest.deltaZ)));
}

} // namespace

std::string apartSentence(const FitFindings& findings) {
    std::string sentence = gapSentence(findings);
    if (findings.fit)
        sentence += fmt::format("; the best vertex, at rho = {:.2f} cm, has chi2 {:.3g}",
                                findings.fit->best().rho(), findings.fit->best().chi2);
    else
        sentence += "; no search found a vertex";
    return sentence + ".";
}

std::string notConvergedSentence(const FitFindings& findings) {
    const auto& traces = findings.fit.error().traces;
    const auto lastChi2 = [](const FitTrace& trace) {
        return trace.steps.empty() ? trace.startChi2 : trace.steps.back().chi2;
    };
    const auto best =
        std::min_element(traces.begin(), traces.end(),
                         [&](const FitTrace& a, const FitTrace& b) { return lastChi2(a) < lastChi2(b); });
    if (best == traces.end() || best->steps.empty())
        return "The fit did not converge: no search met its criterion, chi2 was still changing when they "
               "stopped.";
    const FitStep& last = best->steps.back();
    const double before = best->steps.size() > 1 ? best->steps[best->steps.size() - 2].chi2 : best->startChi2;
    return fmt::format(
        "The fit did not converge: none of {} searches met its criterion; the best stopped "
        "({}) after {} steps at rho = {:.3g} cm with chi2 {:.4g}, its last step of {:.2g} sigma "
        "{} chi2 by {:.2g}.",
        traces.size(), toString(best->termination), best->steps.size(), last.vertex.head<2>().norm(),
        last.chi2, last.stepInSigma, last.chi2 <= before ? "lowered" : "raised",
        std::abs(before - last.chi2));
}

std::string flatSentence(const FitFindings& findings) {
    const VertexMinimum& best = findings.fit->best();
    const std::string range = findings.profile ? intervalText(findings.profile->u68)
                                               : "about " + intervalText({approximateInterval(findings)});
    return fmt::format(
        "The tracks meet (chi2 {:.2f}, lowest at rho = {:.2f} cm), but the place along the flight "
        "is not known: any from {} along it is as good (68 %){}.",
        best.chi2, best.rho(), range, originText(findings));
}

std::string minimaSentence(const FitFindings& findings) {
    constexpr std::array<std::string_view, 5> kCounts = {"No", "One", "Two", "Three", "Four"};
    const VertexFitResult& fit = *findings.fit;
    std::string sentence =
        fmt::format("{} vertices fit the tracks: {} with chi2 {:.2f}{}", kCounts.at(fit.plausibleMinima()),
                    radiusText(fit.best()), fit.best().chi2, whereText(fit.best(), findings));
    for (std::size_t i = 1; i < fit.plausibleMinima(); ++i)
        sentence += fmt::format("; and {} with Delta chi2 = {:.2f}{}", radiusText(fit.minima[i]),
                                fit.minima[i].chi2 - fit.best().chi2, whereText(fit.minima[i], findings));
    return sentence + originText(findings) + ".";
}

std::string convergedSentence(const FitFindings& findings) {
    const VertexMinimum& best = findings.fit->best();
    return fmt::format("The fit converged to one vertex at {} with chi2 {:.2f}{}{}.", vertexText(findings),
                       best.chi2, whereText(best, findings), originText(findings));
}

std::vector<Evidence> parameterEvidence(const FitFindings& findings) {
    constexpr std::array<std::string_view, kTrackParameterCount> kUnits = {" cm", " rad", "/cm", " cm", ""};
    std::vector<Evidence> evidence;
    for (int track = 0; track < 2; ++track)
        for (int parameter = 0; parameter < kTrackParameterCount; ++parameter)
            evidence.push_back({fmt::format("{} of the {}", parameterName(parameter), trackName(track)),
                                fmt::format("{:.6g}{}", findings.tracks[track].helix.parameters()(parameter),
                                            kUnits[static_cast<std::size_t>(parameter)])});
    return evidence;
}

} // namespace pairscope
