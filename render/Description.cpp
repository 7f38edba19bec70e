#include "render/Picking.h"

#include "core/candidate/TrueTracks.h"
#include "core/math/Units.h"
#include "render/Readout.h"

#include <fmt/format.h>

namespace pairscope {

namespace {

const char* trackName(std::size_t index) {
    return index == 0 ? "e\u207a" : "e\u207b";
}

std::string momentumText(const Vector3& momentum) {
    const double pT = momentum.head<2>().norm();
    return fmt::format("pT {:.4g} GeV, p {:.4g} GeV, θ {:.1f}°, φ {:.2f}°", pT, momentum.norm(),
                       std::atan2(pT, momentum.z()) / kDegree,
                       std::atan2(momentum.y(), momentum.x()) / kDegree);
}

std::string layerText(const MaterialLayer& layer) {
    return fmt::format(
        "{} ({}): radius {:.4g} cm, z {:.1f} to {:.1f} cm, {}, X/X\u2080 {} at normal incidence", layer.group,
        layer.name, layer.nominalRadius(), layer.zMin(), layer.zMax(), layer.material,
        radiationLengthsText(layer.radiationLengths));
}

std::string acceptanceText(std::size_t index, const DetectorModel& detector) {
    const double theta = index == 0 ? detector.thetaMin() : detector.thetaMax();
    return fmt::format("{} end of the tracking acceptance, θ {:.0f}°", index == 0 ? "forward" : "backward",
                       theta / kDegree);
}

std::string beforeText(std::size_t index, const Candidate& candidate) {
    const Helix& helix = candidate.event.tracks[static_cast<int>(index)].helix;
    return fmt::format("{} before the fit, at the perigee: {}, d0 {}, z0 {}", trackName(index),
                       momentumText(helix.momentumAt(0, candidate.field)), lengthText(helix.d0()),
                       lengthText(helix.z0()));
}

std::string afterText(const PickTarget& target, const Candidate& candidate) {
    if (!candidate.fit) return {};
    const TrackPoint point = candidate.vertex().track(static_cast<int>(target.index));
    return fmt::format("{} {}: {}", trackName(target.index),
                       target.kind == ItemKind::TrackBack ? "extrapolated back from the vertex"
                                                          : "fitted at the vertex",
                       momentumText(momentum(point, candidate.field)));
}

std::string vertexText(std::size_t index, const Candidate& candidate) {
    if (!candidate.fit || index >= candidate.fit->minima.size()) return {};
    const VertexMinimum& minimum = candidate.fit->minima[index];
    std::string text = fmt::format("fitted vertex, minimum {}: ρ {}, χ² {:.4g}", index + 1,
                                   measuredText({minimum.rho(), minimum.rhoError()}, 1, "cm"), minimum.chi2);
    if (index < candidate.stages.size())
        text += fmt::format(", M after {}", massText(candidate.stages[index].mass));
    return text;
}

std::string crossingText(std::size_t index, const Candidate& candidate) {
    if (!candidate.circles.crossings) return {};
    const CircleMeeting& meeting = (*candidate.circles.crossings)[index];
    return fmt::format("circle crossing {}: ρ {:.4f} cm, z of e\u207a minus z of e\u207b {}", index + 1,
                       meeting.position.norm(), lengthText(meeting.deltaZ));
}

std::string tangentText(const Candidate& candidate) {
    if (!candidate.circles.tangentPoint) return {};
    const CircleMeeting& meeting = *candidate.circles.tangentPoint;
    return fmt::format(
        "tangent point, tracks parallel: ρ {:.4f} cm, DelR {}, z of e\u207a minus z of e\u207b {}",
        meeting.position.norm(), lengthText(candidate.circles.delR), lengthText(meeting.deltaZ));
}

std::string photonText(const PickTarget& target, const Candidate& candidate) {
    if (target.index >= candidate.event.photons.size()) return {};
    const PhotonCluster& photon = candidate.event.photons[target.index];
    const bool chosen = target.index == candidate.photon;
    return fmt::format("{} {}: E {}, θ {:.1f}°, φ {:.2f}°", chosen ? "recoil photon" : "another photon",
                       target.kind == ItemKind::Cluster ? "in the calorimeter" : "from the interaction point",
                       measuredText({photon.energy, photon.energyError}, 1, "GeV"), photon.theta / kDegree,
                       photon.phi / kDegree);
}

std::string trueTrackText(std::size_t index, const Candidate& candidate) {
    const auto& truth = candidate.event.truth;
    if (!truth || !truth->momenta || index > 1) return {};
    return fmt::format("true {} where it was born: {}", trackName(index),
                       momentumText((*truth->momenta)[index]));
}

std::string radiationText(std::size_t index, const Candidate& candidate) {
    if (!candidate.event.truth) return {};
    for (const HardRadiation& radiation : hardRadiation(*candidate.event.truth))
        if (static_cast<std::size_t>(radiation.track) == index)
            return fmt::format("here the true {} radiated a photon of {:.3g} GeV, {:.0f} % of its energy, at "
                               "ρ {:.2f} cm",
                               trackName(index), radiation.energy, radiation.share * 100, radiation.radius);
    return {};
}

std::string truthText(const Candidate& candidate) {
    const auto& truth = candidate.event.truth;
    if (!truth || !truth->vertex) return {};
    std::string text = fmt::format("true vertex ({}): ρ {:.4f} cm", toString(truth->pairClass),
                                   truth->vertex->head<2>().norm());
    if (truth->mass) text += fmt::format(", M {}", massText({*truth->mass, 0}));
    return text;
}

std::string candidateText(const PickTarget& target, const Candidate& candidate) {
    switch (target.kind) {
    case ItemKind::Vertex:
        return vertexText(target.index, candidate);
    case ItemKind::TrialVertex:
        return "trial vertex: where the search of the fit is at the chosen step";
    case ItemKind::KeptVertex:
        return "vertex of the fit kept for comparison";
    case ItemKind::TrueVertex:
        return truthText(candidate);
    case ItemKind::Crossing:
        return crossingText(target.index, candidate);
    case ItemKind::TangentPoint:
        return tangentText(candidate);
    case ItemKind::Perigee:
    case ItemKind::TrackBefore:
        return beforeText(target.index, candidate);
    case ItemKind::TrackAfter:
    case ItemKind::TrackBack:
        return afterText(target, candidate);
    case ItemKind::PairFlight:
        return "flight of the pair, from the interaction point to the vertex";
    case ItemKind::RecoilPhoton:
    case ItemKind::Cluster:
        return photonText(target, candidate);
    case ItemKind::ExpectedRecoil:
        return "recoil of the fitted pair: the momentum of the beams minus that of the pair";
    case ItemKind::TrueTrack:
        return trueTrackText(target.index, candidate);
    case ItemKind::HardPhoton:
        return radiationText(target.index, candidate);
    default:
        return {};
    }
}

} // namespace

std::string describe(const PickTarget& target, const DetectorModel* detector, const Candidate* candidate) {
    if (target.kind == ItemKind::Layer)
        return detector && target.index < detector->layers().size()
                   ? layerText(detector->layers()[target.index])
                   : std::string{};
    if (target.kind == ItemKind::InteractionPoint)
        return detector ? fmt::format("interaction point, luminous region {} by {} by {}",
                                      lengthText(detector->beams().spotSize.x()),
                                      lengthText(detector->beams().spotSize.y()),
                                      lengthText(detector->beams().spotSize.z()))
                        : "interaction point";
    if (target.kind == ItemKind::Acceptance)
        return detector ? acceptanceText(target.index, *detector) : std::string{};
    if (target.kind == ItemKind::CalorimeterEnd)
        return "end of the calorimeter: its end cap is taken to begin at this plane";
    if (target.kind == ItemKind::V0Edge) return "V0 radius edge of basf2, 1.0 cm";
    return candidate ? candidateText(target, *candidate) : std::string{};
}

} // namespace pairscope
