#include "core/detector/CalorimeterFace.h"
#include "render/ItemParts.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// Length of a cluster's bar: 4 cm/GeV, so that the hardest photons fill the depth of the crystals (30 cm).
constexpr double kBarPerEnergy = 4;
constexpr double kShortestBar = 2; // cm
constexpr double kLongestBar = 34; // cm

Vector3 directionOf(const PhotonCluster& photon) {
    return {std::sin(photon.theta) * std::cos(photon.phi), std::sin(photon.theta) * std::sin(photon.phi),
            std::cos(photon.theta)};
}

/// Where a particle from the interaction point gets to: the calorimeter, or without one the CDC's outer wall.
Vector3 calorimeterPlace(const DetectorModel& detector, const Vector3& origin, const Vector3& direction) {
    if (const auto entry = calorimeterEntry(detector, origin, direction)) return *entry;
    const double transverse = std::max(direction.head<2>().norm(), 0.1 * direction.norm());
    return origin + direction * (kTrackEndRadius / transverse);
}

ClusterItem cluster(std::size_t index, double energy, const Vector3& place, const Vector3& direction,
                    const Projection& projection) {
    const double length = std::clamp(kBarPerEnergy * energy, kShortestBar, kLongestBar);
    const Vector3 end = place + direction.normalized() * length;
    const Vector2 near = projection(place);
    Vector2 far = projection(end);
    const double shown = (far - near).norm();
    const Vector2 along = shown > 0 ? Vector2((far - near) / shown) : Vector2(Vector2::UnitX());
    far = near + along * std::max(shown, kShortestBar); // a bar that is seen from its end
    const Vector2 half = Vector2(-along.y(), along.x()) * (kBarWidth / 2);
    return {index, energy, {near - half, far - half, far + half, near + half}, place, end};
}

void addPhoton(std::size_t index, const PhotonCluster& photon, const DetectorModel& detector,
               CandidateItems& items) {
    const Vector3& origin = detector.beams().spot;
    const Vector3 direction = directionOf(photon);
    if (!direction.allFinite() || !std::isfinite(photon.energy)) return;
    const bool known = photon.position && photon.position->allFinite();
    const Vector3 place = known ? *photon.position : calorimeterPlace(detector, Vector3::Zero(), direction);
    items.lines.push_back(straightLine(ItemKind::RecoilPhoton, index, origin, place, items.projection));
    items.clusters.push_back(cluster(index, photon.energy, place, place - origin, items.projection));
}

/// What the beams had and the pair has not: there the photon should be.
void addExpectedRecoil(const Candidate& candidate, const DetectorModel& detector, CandidateItems& items) {
    const VertexMinimum& minimum = candidate.vertex();
    const Vector3 pair =
        momentum(minimum.track(0), candidate.field) + momentum(minimum.track(1), candidate.field);
    const Vector3 recoil = detector.beams().totalMomentum() - pair;
    if (!recoil.allFinite() || !(recoil.norm() > 0)) return;
    const Vector3& origin = detector.beams().spot;
    items.lines.push_back(straightLine(ItemKind::ExpectedRecoil, 0, origin,
                                       calorimeterPlace(detector, origin, recoil), items.projection));
}

} // namespace

void addPhotonItems(const Candidate& candidate, const DetectorModel& detector, CandidateItems& items) {
    items.chosenPhoton = candidate.photon;
    if (candidate.fit && !candidate.fit->minima.empty()) addExpectedRecoil(candidate, detector, items);
    for (std::size_t i = 0; i < candidate.event.photons.size(); ++i)
        addPhoton(i, candidate.event.photons[i], detector, items);
}

} // namespace pairscope
