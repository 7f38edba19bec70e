#include "core/vertex/FitDiagnosis.h"

#include "core/vertex/FitEvidence.h"
#include "core/vertex/FitSentence.h"
#include "core/vertex/TrackPlausibility.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace pairscope {

std::string_view toString(FitOutcome outcome) {
    switch (outcome) {
    case FitOutcome::Converged:
        return "Converged";
    case FitOutcome::TwoMinima:
        return "TwoMinima";
    case FitOutcome::FlatAlongFlight:
        return "FlatAlongFlight";
    case FitOutcome::CirclesApart:
        return "CirclesApart";
    case FitOutcome::BadCovariance:
        return "BadCovariance";
    case FitOutcome::NotConverged:
        return "NotConverged";
    case FitOutcome::BeyondTrackRadius:
        return "BeyondTrackRadius";
    case FitOutcome::OutsideDetector:
        return "OutsideDetector";
    case FitOutcome::Implausible:
        return "Implausible";
    case FitOutcome::SameCharge:
        return "SameCharge";
    case FitOutcome::TracksCoincide:
        return "TracksCoincide";
    case FitOutcome::NotATrack:
        return "NotATrack";
    }
    return "Unknown";
}

namespace {

void append(std::vector<Evidence>& all, std::vector<Evidence> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// What the tracks alone forbid: the fit never started.
std::optional<FitDiagnosis> unusableTracks(const FitFindings& findings) {
    if (findings.fit) return std::nullopt;
    switch (findings.fit.error().failure) {
    case VertexFitFailure::NotFinite:
    case VertexFitFailure::ZeroCurvature:
        return FitDiagnosis{FitOutcome::NotATrack, notATrackSentence(findings), parameterEvidence(findings)};
    case VertexFitFailure::SameCharge:
        return FitDiagnosis{FitOutcome::SameCharge, sameChargeSentence(findings),
                            parameterEvidence(findings)};
    case VertexFitFailure::BadCovariance:
        return FitDiagnosis{FitOutcome::BadCovariance, covarianceSentence(findings),
                            covarianceEvidence(findings)};
    default:
        return std::nullopt;
    }
}

/// One track twice, or one particle seen in both directions, or nothing to solve across.
std::optional<FitDiagnosis> coincidingTracks(const FitFindings& findings) {
    const bool unsolvable = !findings.fit && findings.fit.error().failure == VertexFitFailure::ParallelTracks;
    if (!unsolvable && coincidenceOf(findings.tracks) == Coincidence::None) return std::nullopt;
    return FitDiagnosis{FitOutcome::TracksCoincide, coincidenceSentence(findings),
                        parameterEvidence(findings)};
}

std::optional<FitDiagnosis> implausibleTracks(const FitFindings& findings) {
    auto found = findImplausibility(findings);
    if (!found) return std::nullopt;
    return FitDiagnosis{FitOutcome::Implausible, std::move(found->sentence), std::move(found->evidence)};
}

/// One track stays, by more than its errors, nearer to the axis than the other ever comes; or chi2 leads
/// farther out than a track comes.
std::optional<FitDiagnosis> beyondRadius(const FitFindings& findings) {
    const auto beyond = whoNeverComesSoFar(findings);
    if (!beyond) return std::nullopt;
    FitDiagnosis diagnosis{FitOutcome::BeyondTrackRadius, beyondRadiusSentence(findings, *beyond),
                           reachEvidence(findings)};
    append(diagnosis.evidence, circleEvidence(findings));
    append(diagnosis.evidence, minimaEvidence(findings));
    return diagnosis;
}

std::optional<FitDiagnosis> outsideDetector(const FitFindings& findings) {
    if (!findings.fit && findings.fit.error().failure != VertexFitFailure::OutsideDetector)
        return std::nullopt;
    if (findings.fit) {
        const DetectorExtent extent = extentOf(findings.detector);
        const double z = findings.fit->best().vertex().z();
        if (z >= extent.zMin && z <= extent.zMax) return std::nullopt;
    }
    FitDiagnosis diagnosis{FitOutcome::OutsideDetector, outsideSentence(findings), circleEvidence(findings)};
    append(diagnosis.evidence, minimaEvidence(findings));
    append(diagnosis.evidence, searchEvidence(findings));
    return diagnosis;
}

std::optional<FitDiagnosis> tracksApart(const FitFindings& findings) {
    const bool farApart = circleSeparation(findings.tracks, findings.circles).significance() > kApartSigmas;
    const bool badVertex = findings.fit && findings.fit->poor();
    if (!farApart && !badVertex) return std::nullopt;
    FitDiagnosis diagnosis{FitOutcome::CirclesApart, apartSentence(findings), circleEvidence(findings)};
    append(diagnosis.evidence, minimaEvidence(findings));
    return diagnosis;
}

std::optional<FitDiagnosis> notConverged(const FitFindings& findings) {
    if (findings.fit) return std::nullopt;
    FitDiagnosis diagnosis{FitOutcome::NotConverged, notConvergedSentence(findings),
                           searchEvidence(findings)};
    append(diagnosis.evidence, circleEvidence(findings));
    append(diagnosis.evidence, covarianceEvidence(findings));
    return diagnosis;
}

/// Whether one stretch of the flight that is not told apart holds every vertex that the data allow.
bool isFlat(const FitFindings& findings) {
    const VertexFitResult& fit = *findings.fit;
    if (!findings.profile) {
        const FlightInterval interval = approximateInterval(findings);
        return !fit.ambiguous() &&
               (interval.length() > FlightProfile::kFlatLength || interval.openLow || interval.openHigh);
    }
    if (!findings.profile->flat()) return false;
    const auto& intervals = findings.profile->u68;
    const auto along = [&](std::size_t minimum) {
        return findings.profile->frame.toFlight(fit.minima[minimum].parameters.head<2>()).x();
    };
    const auto holdsAll = [&](const FlightInterval& interval) {
        for (std::size_t minimum = 0; minimum < fit.plausibleMinima(); ++minimum)
            if (!interval.contains(along(minimum))) return false;
        return true;
    };
    return !fit.ambiguous() || std::any_of(intervals.begin(), intervals.end(), holdsAll);
}

FitDiagnosis goodVertex(const FitFindings& findings) {
    FitDiagnosis diagnosis;
    if (isFlat(findings)) {
        diagnosis.outcome = FitOutcome::FlatAlongFlight;
        diagnosis.sentence = flatSentence(findings);
    } else if (findings.fit->ambiguous()) {
        diagnosis.outcome = FitOutcome::TwoMinima;
        diagnosis.sentence = minimaSentence(findings);
    } else {
        diagnosis.outcome = FitOutcome::Converged;
        diagnosis.sentence = convergedSentence(findings);
    }
    append(diagnosis.evidence, minimaEvidence(findings));
    append(diagnosis.evidence, profileEvidence(findings));
    append(diagnosis.evidence, circleEvidence(findings));
    return diagnosis;
}

} // namespace

FitDiagnosis diagnose(const FitFindings& findings) {
    for (const auto judge : {unusableTracks, implausibleTracks, coincidingTracks, beyondRadius,
                             outsideDetector, tracksApart, notConverged})
        if (auto diagnosis = judge(findings)) return *std::move(diagnosis);
    return goodVertex(findings);
}

} // namespace pairscope
