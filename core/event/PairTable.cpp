#include "core/event/PairTable.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

TrackState unpackTrack(const double* numbers) {
    TrackState track;
    track.helix = Helix(Eigen::Map<const Vector5>(numbers));
    const double* packed = numbers + kTrackParameterCount;
    for (int j = 0; j < kTrackParameterCount; ++j)
        for (int k = j; k < kTrackParameterCount; ++k)
            track.covariance(j, k) = track.covariance(k, j) = packed[packedIndex(j, k)];
    return track;
}

void packTrack(const TrackState& track, double* numbers) {
    std::copy_n(track.helix.parameters().data(), kTrackParameterCount, numbers);
    double* packed = numbers + kTrackParameterCount;
    for (int j = 0; j < kTrackParameterCount; ++j)
        for (int k = j; k < kTrackParameterCount; ++k)
            packed[packedIndex(j, k)] = track.covariance(j, k);
}

std::optional<PhotonCluster> unpackPhoton(const double* numbers) {
    if (!std::all_of(numbers, numbers + 3, [](double x) { return std::isfinite(x); })) return std::nullopt;
    PhotonCluster photon{numbers[0], numbers[1], numbers[2],  numbers[3],
                         numbers[4], numbers[5], std::nullopt};
    const Vector3 position = Eigen::Map<const Vector3>(numbers + 6);
    if (position.allFinite()) photon.position = position;
    return photon;
}

void packPhoton(const std::optional<PhotonCluster>& photon, double* numbers) {
    std::fill_n(numbers, PairTable::kPhotonNumbers, kMissing);
    if (!photon) return;
    const double values[] = {photon->energy,      photon->theta,      photon->phi,
                             photon->energyError, photon->thetaError, photon->phiError};
    std::copy(std::begin(values), std::end(values), numbers);
    if (photon->position) std::copy_n(photon->position->data(), 3, numbers + 6);
}

PairTruth unpackTruth(const double* numbers, PairClass pairClass, bool swapped) {
    PairTruth truth;
    truth.pairClass = pairClass;
    const Vector3 vertex = Eigen::Map<const Vector3>(numbers);
    if (vertex.allFinite()) truth.vertex = vertex;
    if (std::isfinite(numbers[3])) truth.mass = numbers[3];
    const Vector3 first = Eigen::Map<const Vector3>(numbers + 4);
    const Vector3 second = Eigen::Map<const Vector3>(numbers + 7);
    if (first.allFinite() && second.allFinite())
        truth.momenta = swapped ? std::array{second, first} : std::array{first, second};
    return truth;
}

void packTruth(const std::optional<PairTruth>& truth, double* numbers) {
    std::fill_n(numbers, PairTable::kTruthNumbers, kMissing);
    if (!truth) return;
    if (truth->vertex) std::copy_n(truth->vertex->data(), 3, numbers);
    if (truth->mass) numbers[3] = *truth->mass;
    if (truth->momenta) {
        std::copy_n((*truth->momenta)[0].data(), 3, numbers + 4);
        std::copy_n((*truth->momenta)[1].data(), 3, numbers + 7);
    }
}

} // namespace

PairTable::PairTable(Contents contents, std::size_t rows)
    : m_contents(contents),
      m_ids(rows),
      m_tracks(2 * rows * kTrackNumbers, kMissing),
      m_photons(contents.photon ? rows * kPhotonNumbers : 0, kMissing),
      m_truths(contents.truth ? rows * kTruthNumbers : 0, kMissing),
      m_classes(contents.truth ? rows : 0, PairClass::Unknown) {}

PairEvent PairTable::event(std::size_t row) const {
    PairEvent event;
    event.id = m_ids[row];
    event.diagonalCovariance = m_contents.diagonalCovariance;
    const TrackState first = unpackTrack(track(row, 0));
    const TrackState second = unpackTrack(track(row, 1));
    event.swapped = first.helix.omega() < 0 && second.helix.omega() > 0;
    event.tracks = event.swapped ? TrackPair{second, first} : TrackPair{first, second};
    if (m_contents.photon)
        if (const auto cluster = unpackPhoton(photon(row))) event.photons.push_back(*cluster);
    if (m_contents.truth) event.truth = unpackTruth(truth(row), m_classes[row], event.swapped);
    return event;
}

PairClass PairTable::pairClass(std::size_t row) const {
    return m_contents.truth ? m_classes[row] : PairClass::Unknown;
}

void PairTable::setEvent(std::size_t row, const PairEvent& event) {
    m_ids[row] = event.id;
    packTrack(event.tracks.positron, track(row, 0));
    packTrack(event.tracks.electron, track(row, 1));
    if (m_contents.photon)
        packPhoton(event.photons.empty() ? std::nullopt : std::optional(event.photons.front()), photon(row));
    if (m_contents.truth) {
        packTruth(event.truth, truth(row));
        m_classes[row] = event.truth ? event.truth->pairClass : PairClass::Unknown;
    }
}

std::size_t PairTable::memory() const {
    return m_ids.capacity() * sizeof(EventId) +
           (m_tracks.capacity() + m_photons.capacity() + m_truths.capacity()) * sizeof(double) +
           m_classes.capacity() * sizeof(PairClass);
}

} // namespace pairscope
