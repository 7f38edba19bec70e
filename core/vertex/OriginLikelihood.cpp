#include "core/vertex/OriginLikelihood.h"

#include "core/math/Units.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <array>
#include <cmath>

namespace pairscope {

namespace {

/// Gaussians in each mixture, at equal shares of probability.
constexpr std::size_t kConversionParts = 8;
constexpr std::size_t kDecayParts = 10;

/// ln of the mean of exp(x).
template<std::size_t N>
double logMeanExp(const std::array<double, N>& x) {
    const double largest = *std::max_element(x.begin(), x.end());
    double sum = 0;
    for (const double value : x)
        sum += std::exp(value - largest);
    return largest + std::log(sum / N);
}

template<std::size_t N>
double middleOfShare(std::size_t i) {
    return (static_cast<double>(i) + 0.5) / N;
}

} // namespace

OriginLikelihood::OriginLikelihood(const TrackPair& tracks, const FlightFrame& frame, MagneticField field)
    : m_tracks(tracks),
      m_frame(frame),
      m_model(tracks, frame),
      m_covariance(tracks.positron.covariance + tracks.electron.covariance) {
    m_transverseOpening = m_polarOpening = 0;
    std::array<double, 2> pT{};
    for (int track = 0; track < 2; ++track) {
        const Helix& helix = tracks[track].helix;
        pT[static_cast<std::size_t>(track)] = field.transverseMomentum(helix.omega());
        // a polar angle changes z by dtheta / sin^2(theta), at p = pT / sin(theta)
        const double inverseSine = std::hypot(1, helix.tanLambda());
        m_transverseOpening += 1 / pT[static_cast<std::size_t>(track)];
        m_polarOpening += inverseSine / pT[static_cast<std::size_t>(track)];
    }
    m_balance = std::sqrt(pT[0] * pT[1]) / (pT[0] + pT[1]);
}

OriginLikelihood::Separation OriginLikelihood::separationAt(double u) const {
    std::array<double, 2> slope{};
    std::array<ProfileModel::Passing, 2> passing;
    for (int track = 0; track < 2; ++track) {
        const auto i = static_cast<std::size_t>(track);
        const Helix& helix = m_tracks[track].helix;
        passing[i] = m_model.passing(track, u);
        const TrackPoint point =
            helix.pointAt(helix.pathOfClosestApproach(m_frame.toDetector({u, passing[i].v})));
        const Vector2 direction = m_frame.toFlight({std::cos(point.phi), std::sin(point.phi)});
        slope[i] = direction.y() / direction.x();
    }
    Separation separation;
    separation.value << passing[0].v - passing[1].v, passing[0].z - passing[1].z, slope[0] - slope[1],
        m_tracks.positron.helix.tanLambda() - m_tracks.electron.helix.tanLambda();
    MatrixOf<4, 5> lever;
    lever << -1, u, -u * u / 2, 0, 0, 0, 0, 0, 1, u, 0, 1, -u, 0, 0, 0, 0, 0, 0, 1;
    separation.covariance = lever * m_covariance * lever.transpose();
    return separation;
}

double OriginLikelihood::logDensity(const Separation& separation, double recoil) const {
    Matrix4 covariance = separation.covariance;
    covariance(2, 2) += std::pow(recoil * m_transverseOpening, 2);
    covariance(3, 3) += std::pow(recoil * m_polarOpening, 2);
    const Eigen::LDLT<Matrix4> decomposition(covariance);
    const double chi2 = separation.value.dot(decomposition.solve(separation.value));
    return -(chi2 + decomposition.vectorD().array().abs().log().sum()) / 2;
}

double OriginLikelihood::conversionAt(double u) const {
    const Separation separation = separationAt(u);
    std::array<double, kConversionParts> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const double s = -std::log1p(-middleOfShare<kConversionParts>(i));
        parts[i] = logDensity(separation, kElectronMass / std::sqrt(2 * s));
    }
    return logMeanExp(parts);
}

double OriginLikelihood::decayAt(double u, double lowestMass, double highestMass) const {
    const Separation separation = separationAt(u);
    std::array<double, kDecayParts> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const double mass = lowestMass * std::pow(highestMass / lowestMass, middleOfShare<kDecayParts>(i));
        // the azimuth of the recoil about the flight is uniform: half of its square in each direction
        parts[i] = logDensity(separation, mass * m_balance / std::sqrt(2.0));
    }
    return logMeanExp(parts);
}

} // namespace pairscope
