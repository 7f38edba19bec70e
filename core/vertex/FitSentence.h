#pragma once

#include "core/vertex/FitDiagnosis.h"

#include <optional>
#include <string>
#include <vector>

namespace pairscope {

/// Whether two tracks are one.
enum class Coincidence : unsigned char {
    None,
    SameTrack, ///< equal parameters, omega up to its sign, far within the errors: one track twice
    Backwards, ///< within the errors one curve, run through in opposite directions: a cosmic particle
};
[[nodiscard]] Coincidence coincidenceOf(const TrackPair& tracks);

/// A track that never comes as far from the axis as the vertex would have to be.
struct ShortTrack {
    int track = 0;
    double needed = 0; ///< smallest distance from the axis where the vertex could be, cm
};
[[nodiscard]] std::optional<ShortTrack> whoNeverComesSoFar(const FitFindings& findings);

// One sentence for each outcome, for the findings that have it.
[[nodiscard]] std::string notATrackSentence(const FitFindings& findings);
[[nodiscard]] std::string sameChargeSentence(const FitFindings& findings);
[[nodiscard]] std::string covarianceSentence(const FitFindings& findings);
[[nodiscard]] std::string coincidenceSentence(const FitFindings& findings);
[[nodiscard]] std::string beyondRadiusSentence(const FitFindings& findings, const ShortTrack& track);
[[nodiscard]] std::string outsideSentence(const FitFindings& findings);
[[nodiscard]] std::string apartSentence(const FitFindings& findings);
[[nodiscard]] std::string notConvergedSentence(const FitFindings& findings);
[[nodiscard]] std::string flatSentence(const FitFindings& findings);
[[nodiscard]] std::string minimaSentence(const FitFindings& findings);
[[nodiscard]] std::string convergedSentence(const FitFindings& findings);

[[nodiscard]] std::vector<Evidence> parameterEvidence(const FitFindings& findings);

} // namespace pairscope
