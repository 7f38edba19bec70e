#include "core/candidate/CandidateStudy.h"

#include "core/vertex/VertexScan.h"

namespace pairscope {

namespace {

/// Profile and conversion fit are compared with the fit that knows nothing but the tracks.
tl::expected<VertexFitResult, VertexFitError> freeFit(const Candidate& candidate,
                                                      VertexFit::Options options) {
    if (options.constraints.none()) return candidate.fit;
    options.constraints = {};
    return VertexFit(options)(candidate.event.tracks, candidate.circles);
}

} // namespace

CandidateStudy studyCandidate(const PairEvent& event, const std::shared_ptr<const DetectorModel>& detector,
                              const Reconstruction::Options& options) {
    Reconstruction::Options traced = options;
    traced.fit.trace = true;
    CandidateStudy study;
    const auto candidate = std::make_shared<const Candidate>(Reconstruction(detector, traced)(event));
    study.candidate = candidate;
    const TrackPair& tracks = event.tracks;
    const auto free = freeFit(*candidate, traced.fit);
    if (auto profile = VertexScan()(tracks, candidate->circles, free ? &*free : nullptr))
        study.profile = std::move(*profile);
    if (checkTracks(tracks)) {
        study.association = associateOrigin(tracks, *detector, options.association);
        study.kfit = kfitOutcome(tracks, candidate->field);
    }
    study.diagnosis =
        diagnose({tracks, candidate->circles, candidate->fit, study.profile ? &*study.profile : nullptr,
                  study.association ? &*study.association : nullptr, *detector});
    return study;
}

} // namespace pairscope
