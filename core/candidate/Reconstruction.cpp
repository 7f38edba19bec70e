#include "core/candidate/Reconstruction.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace pairscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

VertexStage stageOf(const VertexMinimum& minimum, const TrackPair& tracks, const DetectorModel& detector) {
    const MagneticField field = detector.field();
    VertexStage stage;
    stage.rho = {minimum.rho(), minimum.rhoError()};
    stage.mass = massAfter(minimum, field);
    stage.deltaM = deltaMass(tracks, minimum, field);
    stage.layer = detector.nearestLayer(minimum.vertex());
    if (stage.layer && stage.rho.error > 0) stage.layerPull = stage.layer->distance / stage.rho.error;
    return stage;
}

/// Whether masses make sense: two finite, curved tracks of opposite charge.
bool isPair(const tl::expected<void, VertexFitError>& checked) {
    return checked || checked.error().failure == VertexFitFailure::BadCovariance;
}

} // namespace

Reconstruction::Reconstruction(std::shared_ptr<const DetectorModel> detector, Options options)
    : m_detector(std::move(detector)), m_options(options), m_fit(options.fit) {
    if (!m_detector) throw std::invalid_argument("reconstruction: no detector");
}

Reconstruction::Reconstruction(std::shared_ptr<const DetectorModel> detector)
    : Reconstruction(std::move(detector), Options{}) {}

Candidate Reconstruction::operator()(const PairEvent& event) const {
    const TrackPair& tracks = event.tracks;
    Candidate candidate;
    candidate.event = event;
    candidate.field = m_detector->field();
    candidate.massBefore = candidate.massConverted = {kNone, kNone};
    candidate.plane = {kNone, kNone, kNone, kNone};
    candidate.circles.delR = kNone;
    const auto checked = checkTracks(tracks);
    if (isPair(checked)) {
        const Helix& positron = tracks.positron.helix;
        const Helix& electron = tracks.electron.helix;
        candidate.circles = CirclePair::of(positron, electron);
        candidate.massBefore = massBefore(tracks, candidate.field);
        candidate.massConverted = massConverted(tracks, candidate.field);
        candidate.plane = pairPlane(positron.pointAt(0), electron.pointAt(0), candidate.field);
        if (!checked)
            candidate.massBefore.error = candidate.massConverted.error = kNone; // no usable covariance
    }
    candidate.fit = m_fit(tracks, candidate.circles);
    if (candidate.fit)
        for (const VertexMinimum& minimum : candidate.fit->minima)
            candidate.stages.push_back(stageOf(minimum, tracks, *m_detector));
    return candidate;
}

} // namespace pairscope
