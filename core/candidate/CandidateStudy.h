#pragma once

#include "core/candidate/Reconstruction.h"
#include "core/vertex/ConversionFit.h"
#include "core/vertex/FitDiagnosis.h"
#include "core/vertex/FlightProfile.h"
#include "core/vertex/KFitOutcome.h"
#include "core/vertex/LayerAssociation.h"

#include <memory>
#include <optional>

namespace pairscope {

/// One candidate with all that explains its vertex fit: what the fit panel, the flight view and `fit
/// --explain` show. A few milliseconds; for one candidate, not for tables.
struct CandidateStudy {
    std::shared_ptr<const Candidate> candidate; ///< with the traces of its fit
    std::optional<FlightProfile> profile;       ///< where the tracks can be fitted at all
    std::optional<LayerAssociation> association;
    std::optional<ConversionFitResult> conversion;
    std::optional<KFitOutcome> kfit;
    FitDiagnosis diagnosis;
    /// The kinematic fit of each photon, whichever the candidate uses.
    boost::container::static_vector<KinematicOutcome, kMaxPhotons> photons;
};

/// @param options of the fit; traces are recorded whatever they say
[[nodiscard]] CandidateStudy studyCandidate(const PairEvent& event,
                                            const std::shared_ptr<const DetectorModel>& detector,
                                            const Reconstruction::Options& options = {});

/// Makes another minimum the vertex of the candidate; what depends on it is computed anew.
/// @param options with which the study was made
void chooseMinimum(CandidateStudy& study, std::size_t minimum,
                   const std::shared_ptr<const DetectorModel>& detector,
                   const Reconstruction::Options& options);

} // namespace pairscope
