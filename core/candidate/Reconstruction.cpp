#include "core/candidate/Reconstruction.h"

#include "core/candidate/PhotonChoice.h"
#include "core/vertex/ConversionFit.h"
#include "core/vertex/FlightFrame.h"

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
    : m_detector(std::move(detector)),
      m_options(options),
      m_fit(options.fit),
      m_kinematicFit(options.kinematic) {
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
    if (checked)
        candidate.chi2Converted = conversionChi2(tracks, candidate.circles, m_options.fit).value_or(kNone);
    if (candidate.fit)
        for (const VertexMinimum& minimum : candidate.fit->minima)
            candidate.stages.push_back(stageOf(minimum, tracks, *m_detector));
    if (candidate.fit && candidate.fit->ambiguous()) candidate.chosen = chosenMinimum(candidate);
    fitKinematics(candidate);
    return candidate;
}

void Reconstruction::chooseMinimum(Candidate& candidate, std::size_t minimum) const {
    candidate.chosen = minimum;
    fitKinematics(candidate);
}

boost::container::static_vector<KinematicOutcome, kMaxPhotons>
Reconstruction::kinematicFits(const Candidate& candidate) const {
    boost::container::static_vector<KinematicOutcome, kMaxPhotons> outcomes;
    for (const PhotonCluster& photon : candidate.event.photons)
        if (candidate.fit)
            outcomes.push_back(m_kinematicFit(candidate.vertex(), photon, *m_detector));
        else
            outcomes.push_back(tl::unexpected(KinematicFitError{KinematicFitFailure::NoVertex, {}, 0, 0}));
    return outcomes;
}

void Reconstruction::fitKinematics(Candidate& candidate) const {
    const auto& photons = candidate.event.photons;
    const auto none = [](KinematicFitFailure failure, double value = 0) {
        return tl::unexpected(KinematicFitError{failure, {}, value, 0});
    };
    candidate.photon = bestPhoton({photons.data(), photons.size()}, {});
    if (m_options.kinematic.constraint == KinematicConstraint::Off) {
        if (m_options.photon && *m_options.photon < photons.size()) candidate.photon = *m_options.photon;
        candidate.kinematic = none(KinematicFitFailure::Off);
    } else if (photons.empty()) {
        candidate.kinematic = none(KinematicFitFailure::NoPhoton);
    } else if (m_options.photon.value_or(0) >= photons.size()) {
        candidate.kinematic = none(KinematicFitFailure::NoPhoton, static_cast<double>(*m_options.photon + 1));
    } else if (!candidate.fit) {
        candidate.photon = m_options.photon.value_or(candidate.photon);
        candidate.kinematic = none(KinematicFitFailure::NoVertex);
    } else if (m_options.photon || photons.size() == 1) {
        candidate.photon = m_options.photon.value_or(0);
        candidate.kinematic = m_kinematicFit(candidate.vertex(), photons[candidate.photon], *m_detector);
    } else {
        const auto outcomes = kinematicFits(candidate);
        candidate.photon = bestPhoton({photons.data(), photons.size()}, {outcomes.data(), outcomes.size()});
        candidate.kinematic = outcomes[candidate.photon];
    }
}

/// Only among the minima that the data allow.
std::size_t Reconstruction::chosenMinimum(const Candidate& candidate) const {
    const auto nearest = [&](auto&& distance) {
        std::size_t chosen = 0;
        for (std::size_t i = 1; i < candidate.fit->plausibleMinima(); ++i)
            if (distance(candidate.fit->minima[i]) < distance(candidate.fit->minima[chosen])) chosen = i;
        return chosen;
    };
    switch (m_options.policy) {
    case MinimumPolicy::Global:
        return 0;
    case MinimumPolicy::NearestInteractionPoint:
        return nearest([](const VertexMinimum& minimum) { return minimum.rho(); });
    case MinimumPolicy::MostProbableLayer: {
        const TrackPair& tracks = candidate.event.tracks;
        const FlightFrame frame = FlightFrame::of(tracks.positron.helix, tracks.electron.helix);
        const double u = associateOrigin(tracks, *m_detector, m_options.association).best().u;
        return nearest([&](const VertexMinimum& minimum) {
            return std::abs(frame.toFlight(minimum.parameters.head<2>()).x() - u);
        });
    }
    }
    return 0;
}

} // namespace pairscope
