#include "core/candidate/CandidateStudy.h"

#include "core/vertex/VertexScan.h"

namespace pairscope {

CandidateStudy studyCandidate(const PairEvent& event, const std::shared_ptr<const DetectorModel>& detector,
                              const Reconstruction::Options& options) {
    Reconstruction::Options traced = options;
    traced.fit.trace = true;
    CandidateStudy study;
    const auto candidate = std::make_shared<const Candidate>(Reconstruction(detector, traced)(event));
    study.candidate = candidate;
    const TrackPair& tracks = event.tracks;
    const VertexFitResult* fit = candidate->fit ? &*candidate->fit : nullptr;
    if (auto profile = VertexScan()(tracks, candidate->circles, fit)) study.profile = std::move(*profile);
    if (checkTracks(tracks)) study.association = associateOrigin(tracks, *detector, options.association);
    study.diagnosis.sentence = candidate->outcome();
    return study;
}

} // namespace pairscope
