#include "core/candidate/CandidateStudy.h"

#include "core/vertex/VertexScan.h"

namespace pairscope {

CandidateStudy studyCandidate(const PairEvent& event, const std::shared_ptr<const DetectorModel>& detector,
                              const Reconstruction::Options& options) {
    Reconstruction::Options traced = options;
    traced.fit.trace = true;
    CandidateStudy study;
    const Reconstruction reconstruction(detector, traced);
    const auto candidate = std::make_shared<const Candidate>(reconstruction(event));
    study.candidate = candidate;
    study.photons = reconstruction.kinematicFits(*candidate);
    const TrackPair& tracks = event.tracks;
    // profile and conversion fit are compared with the fit that knows nothing but the tracks
    VertexFit::Options unconstrained = traced.fit;
    unconstrained.constraints = {};
    const auto free =
        traced.fit.constraints.none() ? candidate->fit : VertexFit(unconstrained)(tracks, candidate->circles);
    if (auto profile = VertexScan()(tracks, candidate->circles, free ? &*free : nullptr))
        study.profile = std::move(*profile);
    if (free)
        if (auto conversion =
                fitConversion(tracks, candidate->circles, *free, candidate->field, unconstrained))
            study.conversion = std::move(*conversion);
    if (checkTracks(tracks)) {
        study.association = associateOrigin(tracks, *detector, options.association);
        study.kfit = kfitOutcome(tracks, candidate->field);
    }
    // the profile is that of the free fit: it says nothing of a constrained one
    const bool profiled = study.profile && traced.fit.constraints.none();
    study.diagnosis =
        diagnose({tracks, candidate->circles, candidate->fit, profiled ? &*study.profile : nullptr,
                  study.association ? &*study.association : nullptr, *detector});
    return study;
}

void chooseMinimum(CandidateStudy& study, std::size_t minimum,
                   const std::shared_ptr<const DetectorModel>& detector,
                   const Reconstruction::Options& options) {
    const Reconstruction reconstruction(detector, options);
    auto candidate = std::make_shared<Candidate>(*study.candidate);
    reconstruction.chooseMinimum(*candidate, minimum);
    study.photons = reconstruction.kinematicFits(*candidate);
    study.candidate = std::move(candidate);
}

} // namespace pairscope
