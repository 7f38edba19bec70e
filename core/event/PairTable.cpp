#include "core/event/PairTable.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

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

void packPhoton(const PhotonCluster& photon, double* numbers) {
    const double values[] = {photon.energy,      photon.theta,      photon.phi,
                             photon.energyError, photon.thetaError, photon.phiError};
    std::copy(std::begin(values), std::end(values), numbers);
    if (photon.position) std::copy_n(photon.position->data(), 3, numbers + 6);
}

// Where the parts of the truth are among its numbers.
constexpr std::size_t kMass = 3;
constexpr std::size_t kMomenta = 4;
constexpr std::size_t kProduction = 10;
constexpr std::size_t kLosses = 13;
constexpr std::size_t kLossNumbers = 3; ///< of one track
static_assert(kLosses + 2 * kLossNumbers == PairTable::kTruthNumbers);

std::optional<Vector3> vectorAt(const double* numbers) {
    const Vector3 vector = Eigen::Map<const Vector3>(numbers);
    return vector.allFinite() ? std::optional(vector) : std::nullopt;
}

/// Of both tracks in the file's order; nothing when not one number is there.
std::optional<std::array<EnergyLoss, 2>> unpackLosses(const double* numbers) {
    if (std::all_of(numbers, numbers + 2 * kLossNumbers, [](double x) { return std::isnan(x); }))
        return std::nullopt;
    const double* second = numbers + kLossNumbers;
    return std::array{EnergyLoss{numbers[0], numbers[1], numbers[2]},
                      EnergyLoss{second[0], second[1], second[2]}};
}

PairTruth unpackTruth(const double* numbers, PairClass pairClass, bool swapped) {
    PairTruth truth;
    truth.pairClass = pairClass;
    truth.vertex = vectorAt(numbers);
    if (std::isfinite(numbers[kMass])) truth.mass = numbers[kMass];
    const auto first = vectorAt(numbers + kMomenta);
    const auto second = vectorAt(numbers + kMomenta + 3);
    if (first && second) truth.momenta = std::array{*first, *second};
    truth.production = vectorAt(numbers + kProduction);
    truth.losses = unpackLosses(numbers + kLosses);
    if (swapped && truth.momenta) std::swap((*truth.momenta)[0], (*truth.momenta)[1]);
    if (swapped && truth.losses) std::swap((*truth.losses)[0], (*truth.losses)[1]);
    return truth;
}

void packTruth(const std::optional<PairTruth>& truth, double* numbers) {
    std::fill_n(numbers, PairTable::kTruthNumbers, kMissing);
    if (!truth) return;
    if (truth->vertex) std::copy_n(truth->vertex->data(), 3, numbers);
    if (truth->mass) numbers[kMass] = *truth->mass;
    if (truth->production) std::copy_n(truth->production->data(), 3, numbers + kProduction);
    for (std::size_t track = 0; track < 2; ++track) {
        if (truth->momenta) std::copy_n((*truth->momenta)[track].data(), 3, numbers + kMomenta + 3 * track);
        if (!truth->losses) continue;
        const EnergyLoss& loss = (*truth->losses)[track];
        double* place = numbers + kLosses + kLossNumbers * track;
        place[0] = loss.total;
        place[1] = loss.hardestPhoton;
        place[2] = loss.hardestRadius;
    }
}

} // namespace

PairTable::PairTable(Contents contents, std::size_t rows)
    : m_contents(contents),
      m_ids(rows),
      m_tracks(2 * rows * kTrackNumbers, kMissing),
      m_photons(rows * contents.photons * kPhotonNumbers, kMissing),
      m_truths(contents.truth ? rows * kTruthNumbers : 0, kMissing),
      m_classes(contents.truth ? rows : 0, PairClass::Unknown),
      m_layers(contents.truth ? rows : 0, NameList::Number{0}) {
    assert(contents.photons <= kMaxPhotons);
}

PairEvent PairTable::event(std::size_t row) const {
    PairEvent event;
    event.id = m_ids[row];
    event.diagonalCovariance = m_contents.diagonalCovariance;
    const TrackState first = unpackTrack(track(row, 0));
    const TrackState second = unpackTrack(track(row, 1));
    event.swapped = first.helix.omega() < 0 && second.helix.omega() > 0;
    event.tracks = event.swapped ? TrackPair{second, first} : TrackPair{first, second};
    for (std::size_t i = 0; i < m_contents.photons; ++i)
        if (const auto cluster = unpackPhoton(photon(row, i))) event.photons.push_back(*cluster);
    if (m_contents.truth) {
        event.truth = unpackTruth(truth(row), m_classes[row], event.swapped);
        event.truth->layer = layer(row);
    }
    return event;
}

PairClass PairTable::pairClass(std::size_t row) const {
    return m_contents.truth ? m_classes[row] : PairClass::Unknown;
}

void PairTable::setEvent(std::size_t row, const PairEvent& event) {
    m_ids[row] = event.id;
    packTrack(event.tracks.positron, track(row, 0));
    packTrack(event.tracks.electron, track(row, 1));
    if (m_contents.photons > 0) std::fill_n(photon(row), m_contents.photons * kPhotonNumbers, kMissing);
    for (std::size_t i = 0; i < std::min(event.photons.size(), m_contents.photons); ++i)
        packPhoton(event.photons[i], photon(row, i));
    if (!m_contents.truth) return;
    packTruth(event.truth, truth(row));
    m_classes[row] = event.truth ? event.truth->pairClass : PairClass::Unknown;
    setLayer(row, event.truth ? std::string_view(event.truth->layer) : std::string_view{});
}

std::string_view PairTable::layer(std::size_t row) const {
    return m_contents.truth ? m_layerNames.name(m_layers[row]) : std::string_view{};
}

bool PairTable::setLayer(std::size_t row, std::string_view name) {
    const auto number = m_layerNames.numberOf(name);
    m_layers[row] = number.value_or(NameList::Number{0});
    return number.has_value();
}

std::size_t PairTable::memory() const {
    return m_ids.capacity() * sizeof(EventId) +
           (m_tracks.capacity() + m_photons.capacity() + m_truths.capacity()) * sizeof(double) +
           m_classes.capacity() * sizeof(PairClass) + m_layers.capacity() * sizeof(NameList::Number);
}

std::size_t PairTable::bytesPerRow(const Contents& contents) {
    const std::size_t numbers = 2 * kTrackNumbers + contents.photons * kPhotonNumbers;
    const std::size_t truth = kTruthNumbers * sizeof(double) + sizeof(PairClass) + sizeof(NameList::Number);
    return sizeof(EventId) + numbers * sizeof(double) + (contents.truth ? truth : 0);
}

} // namespace pairscope
