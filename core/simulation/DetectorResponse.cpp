#include "core/simulation/DetectorResponse.h"

#include "core/detector/CalorimeterFace.h"
#include "core/math/Angle.h"
#include "core/math/Units.h"
#include "core/simulation/Bremsstrahlung.h"
#include "core/simulation/MultipleScattering.h"
#include "core/track/HelixSampler.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace pairscope {

namespace {

constexpr int kFewestSiliconHits = 4;
constexpr int kFewestChamberLayers = 20;
constexpr double kIonisationPerRadiationLength = 0.038; ///< GeV
constexpr double kClusterSeparation = 10;               ///< cm

void checkEfficiency(std::string_view name, double value) {
    if (!(value > 0 && value <= 1))
        throw std::invalid_argument(fmt::format("the {} must be above 0 and at most 1, not {}", name, value));
}

void checkLimit(std::string_view name, double value) {
    if (!(std::isfinite(value) && value >= 0))
        throw std::invalid_argument(fmt::format("the {} must be 0 GeV or more, not {}", name, value));
}

PhotonCluster clusterAt(const Vector3& position) {
    PhotonCluster cluster;
    cluster.theta = std::atan2(position.head<2>().norm(), position.z());
    cluster.phi = std::atan2(position.y(), position.x());
    cluster.position = position;
    return cluster;
}

} // namespace

void ResponseOptions::check() const {
    checkEfficiency("hit efficiency", hitEfficiency);
    checkEfficiency("track efficiency", trackEfficiency);
    checkEfficiency("photon efficiency", photonEfficiency);
    checkLimit("smallest transverse momentum", smallestTransverseMomentum);
    checkLimit("smallest cluster energy", smallestClusterEnergy);
}

/// A track on its way: what it meets and what becomes of it.
struct DetectorResponse::Passage {
    Helix truth;
    double birth = 0;    ///< transverse path from the perigee, cm
    double momentum = 0; ///< at birth, GeV
    double energy = 0;   ///< what is left, GeV
    boost::container::static_vector<TrackStation, TrackCovarianceModel::kLargestCount> stations;
    boost::container::static_vector<double, TrackCovarianceModel::kLargestCount>
        thickness; ///< of each station
    SimulatedTrack result;
};

DetectorResponse::DetectorResponse(std::shared_ptr<const DetectorModel> detector,
                                   const ResponseOptions& options)
    : m_detector(std::move(detector)), m_crossings(m_detector), m_options(options) {
    m_options.check();
}

bool DetectorResponse::withinAcceptance(const Vector3& momentum) const {
    const double theta = std::atan2(momentum.head<2>().norm(), momentum.z());
    return theta > m_detector->thetaMin() && theta < m_detector->thetaMax();
}

void DetectorResponse::addSilicon(Passage& passage, RandomStream& random) const {
    thread_local std::vector<HelixCrossing> crossings;
    m_crossings.find(passage.truth, passage.birth, crossings);
    bool passive = false; // the last station holds only material: more of it is added there
    for (const HelixCrossing& crossing : crossings) {
        const MaterialLayer& layer = m_detector->layers()[crossing.layer];
        const bool bornHere = crossing.entry - passage.birth < 1e-9;
        const bool hit = layer.hit && !bornHere && random.uniform() < m_options.hitEfficiency;
        if (passive && !hit) {
            passage.thickness.back() += crossing.radiationLengths;
            continue;
        }
        if (passage.stations.size() + 16 > passage.stations.capacity()) break; // room for the chamber
        TrackStation station;
        station.path = crossing.path;
        if (hit) {
            station.acrossError = layer.hit->across;
            station.alongError = layer.hit->along;
            ++passage.result.hits.siliconHits;
        }
        passage.stations.push_back(station);
        passage.thickness.push_back(crossing.radiationLengths);
        passive = !hit;
    }
}

void DetectorResponse::addChamber(Passage& passage) const {
    const DriftChamber& chamber = m_detector->driftChamber();
    if (chamber.superlayers.empty()) return;
    const double slant = std::sqrt(1 + passage.truth.tanLambda() * passage.truth.tanLambda());
    const double thickness =
        chamber.radiationLengths * slant / static_cast<double>(chamber.superlayers.size());
    const double turningPoint = kPi / std::abs(passage.truth.omega());
    for (const DriftChamber::Superlayer& superlayer : chamber.superlayers) {
        const double path = pathToRadius(passage.truth, superlayer.radius);
        if (!(path < turningPoint * (1 - 1e-9))) return;
        if (path < passage.birth) continue;
        const double z = passage.truth.z0() + path * passage.truth.tanLambda();
        if (z < superlayer.zMin || z > superlayer.zMax) return;
        TrackStation station;
        station.path = path;
        station.acrossError = chamber.hitResolution / std::sqrt(static_cast<double>(superlayer.layers));
        station.stereo = std::tan(superlayer.stereo);
        passage.stations.push_back(station);
        passage.thickness.push_back(thickness);
        passage.result.hits.chamberLayers += superlayer.layers;
    }
}

void DetectorResponse::radiate(Passage& passage, double thickness, std::size_t station,
                               RandomStream& random) const {
    static const double kMeanNumber = bremsstrahlung::meanNumber();
    const unsigned count = random.poisson(thickness * kMeanNumber);
    for (unsigned i = 0; i < count; ++i) {
        const double energy = passage.energy * bremsstrahlung::drawShare(random);
        const TrackPoint point = passage.truth.pointAt(passage.stations[station].path);
        passage.energy -= energy;
        EnergyLoss& loss = passage.result.loss;
        if (energy > loss.hardestPhoton) {
            loss.hardestPhoton = energy;
            loss.hardestRadius = point.position.head<2>().norm();
        }
        if (passage.result.photons.size() == passage.result.photons.capacity()) continue;
        const Vector3 direction = momentum(point, m_detector->field()).normalized();
        passage.result.photons.push_back({point.position, {energy * direction, energy}});
    }
}

std::optional<SimulatedTrack> DetectorResponse::track(const Vector3& vertex, const Vector3& momentum,
                                                      int charge, RandomStream& random) const {
    const double pT = momentum.head<2>().norm();
    if (!withinAcceptance(momentum) || pT < m_options.smallestTransverseMomentum) return std::nullopt;
    if (random.uniform() >= m_options.trackEfficiency) return std::nullopt;
    const TrackPoint birth{vertex, std::atan2(momentum.y(), momentum.x()),
                           charge / (m_detector->field().alpha() * pT), momentum.z() / pT};
    Passage passage{Helix(perigeeParameters(birth)), 0, momentum.norm(), momentum.norm(), {}, {}, {}};
    passage.birth = passage.truth.pathOfClosestApproach(vertex.head<2>());
    addSilicon(passage, random);
    addChamber(passage);
    const HitPattern& hits = passage.result.hits;
    if (hits.siliconHits < kFewestSiliconHits && hits.chamberLayers < kFewestChamberLayers)
        return std::nullopt;
    if (!fitted(passage, random)) return std::nullopt;
    if (pT * passage.energy / passage.momentum < m_options.smallestTransverseMomentum) return std::nullopt;
    return std::move(passage.result);
}

bool DetectorResponse::fitted(Passage& passage, RandomStream& random) const {
    double total = 0;
    for (const double thickness : passage.thickness)
        total += thickness;
    EnergyLoss& loss = passage.result.loss;
    loss.hardestPhoton = 0;
    TrackCovarianceModel model(passage.truth);
    for (std::size_t i = 0; i < passage.stations.size(); ++i) {
        TrackStation& station = passage.stations[i];
        const double thickness = passage.thickness[i];
        if (m_options.scattering) station.scattering = scatteringAngle(thickness, total, passage.momentum);
        const double before = passage.energy;
        if (m_options.bremsstrahlung) radiate(passage, thickness, i, random);
        station.curvatureJump = passage.truth.omega() * passage.momentum * (1 / passage.energy - 1 / before);
        model.add(station);
    }
    loss.total = passage.momentum - passage.energy;
    if (m_options.ionisation) loss.total += std::min(total * kIonisationPerRadiationLength, passage.energy);
    const auto measured = model.measure(random);
    if (!measured || !checkSpd<5>(measured->covariance)) return false; // hits that hardly tell a helix
    passage.result.measured = *measured;
    return true;
}

std::optional<PhotonCluster> DetectorResponse::photon(const Vector3& origin, const FourMomentum& photon,
                                                      RandomStream& random) const {
    if (!withinAcceptance(photon.p) || random.uniform() >= m_options.photonEfficiency) return std::nullopt;
    const auto entry = calorimeterEntry(*m_detector, origin, photon.p);
    if (!entry) return std::nullopt;
    const double energy = photon.energy;
    const double angle = std::hypot(3.0, 4.0 / std::sqrt(energy)) * kMilliradian;
    const PhotonCluster truth = clusterAt(*entry);
    const double phiError = angle / std::sin(truth.theta);
    const double theta = truth.theta + angle * random.normal();
    const double phi = truth.phi + phiError * random.normal();
    const double distance = entry->norm();
    PhotonCluster cluster = clusterAt(distance * Vector3(std::sin(theta) * std::cos(phi),
                                                         std::sin(theta) * std::sin(phi), std::cos(theta)));
    cluster.energyError = energy * std::hypot(0.00066 / energy, 0.0081 / std::pow(energy, 0.25), 0.0134);
    cluster.energy = energy + cluster.energyError * random.normal();
    cluster.thetaError = angle;
    cluster.phiError = phiError;
    if (!(cluster.energy > 0)) return std::nullopt;
    return cluster;
}

void DetectorResponse::addRadiated(const SimulatedTrack& track, std::vector<PhotonCluster>& clusters,
                                   RandomStream& random) const {
    for (const RadiatedPhoton& radiated : track.photons) {
        if (radiated.momentum.energy < m_options.smallestClusterEnergy) continue;
        const auto entry = calorimeterEntry(*m_detector, radiated.position, radiated.momentum.p);
        if (!entry) continue;
        const Helix& helix = track.measured.helix;
        const double path = pathToRadius(helix, entry->head<2>().norm());
        if ((helix.positionAt(path) - *entry).norm() < kClusterSeparation) continue;
        if (const auto cluster = photon(radiated.position, radiated.momentum, random))
            clusters.push_back(*cluster);
    }
}

} // namespace pairscope
