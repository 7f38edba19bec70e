#include "core/vertex/ProfileModel.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr double kFirstSpacing = 0.02; ///< of the sampling points next to the centre, cm
constexpr double kSpacingGrowth = 1.35;
constexpr double kNearRange = 14;    ///< cm: up to there both minima of a pair can matter
constexpr double kNearSpacing = 0.9; ///< largest within that range, cm
constexpr double kFarSpacing = 2.5;  ///< largest beyond, cm
constexpr int kRefinements = 3;

/// Distances of the sampling points from the centre, the same for every pair.
template<std::size_t Count>
constexpr std::array<double, Count> sampleOffsets() {
    std::array<double, Count> offsets{};
    double spacing = kFirstSpacing;
    for (std::size_t i = 1; i < Count; ++i) {
        offsets[i] = offsets[i - 1] + spacing;
        spacing = std::min(spacing * kSpacingGrowth, offsets[i] < kNearRange ? kNearSpacing : kFarSpacing);
    }
    return offsets;
}
constexpr std::array kOffsets = sampleOffsets<70>();

} // namespace

ProfileModel::ProfileModel(const TrackPair& tracks, const FlightFrame& frame) : m_tracks(tracks) {
    for (int track = 0; track < 2; ++track) {
        const TrackState& state = tracks[track];
        const Helix& helix = state.helix;
        const Vector2 direction(std::cos(helix.phi0()), std::sin(helix.phi0()));
        const Vector2 flight = frame.toFlight(direction);
        const Vector2 perigee = frame.toFlight(helix.d0() * Vector2(direction.y(), -direction.x()));
        m_arcs[static_cast<std::size_t>(track)] = {helix.omega(), flight.y(), flight.x(),       perigee.x(),
                                                   perigee.y(),   helix.z0(), helix.tanLambda()};
        // v = -d0 + u phi0 - u^2 omega / 2 and z = z0 + u tanLambda to first order in the errors
        const Matrix5& c = state.covariance;
        m_covVV[0] += c(kD0, kD0);
        m_covVV[1] += -2 * c(kPhi0, kD0);
        m_covVV[2] += c(kPhi0, kPhi0) + c(kOmega, kD0);
        m_covVV[3] += -c(kOmega, kPhi0);
        m_covVV[4] += c(kOmega, kOmega) / 4;
        m_covVZ[0] += -c(kZ0, kD0);
        m_covVZ[1] += c(kZ0, kPhi0) - c(kTanLambda, kD0);
        m_covVZ[2] += c(kTanLambda, kPhi0) - c(kZ0, kOmega) / 2;
        m_covVZ[3] += -c(kTanLambda, kOmega) / 2;
        m_covZZ[0] += c(kZ0, kZ0);
        m_covZZ[1] += 2 * c(kTanLambda, kZ0);
        m_covZZ[2] += c(kTanLambda, kTanLambda);
    }
}

ProfileModel::Passing ProfileModel::passing(int track, double u) const {
    const Arc& arc = m_arcs[static_cast<std::size_t>(track)];
    // sine of the direction relative to the flight falls linearly with u on a circle
    const double du = u - arc.u0;
    const double sine = arc.sinPsi - arc.omega * du;
    const double cosine =
        std::sqrt(std::max(1e-4, 1 - sine * sine)); // beyond the circle: goes on nearly across
    const double dv = du * (arc.sinPsi + sine) / (arc.cosPsi + cosine);
    const double chord2 = du * du + dv * dv;
    const double s = std::copysign(std::sqrt(chord2), du) * (1 + arc.omega * arc.omega * chord2 / 24);
    return {arc.v0 + dv, arc.z0 + s * arc.tanLambda};
}

Vector2 ProfileModel::distance(double u) const {
    const Passing plus = passing(0, u);
    const Passing minus = passing(1, u);
    return {plus.v - minus.v, plus.z - minus.z};
}

Matrix2 ProfileModel::covariance(double u) const {
    const double vv = m_covVV[0] + u * (m_covVV[1] + u * (m_covVV[2] + u * (m_covVV[3] + u * m_covVV[4])));
    const double vz = m_covVZ[0] + u * (m_covVZ[1] + u * (m_covVZ[2] + u * m_covVZ[3]));
    const double zz = m_covZZ[0] + u * (m_covZZ[1] + u * m_covZZ[2]);
    Matrix2 covariance;
    covariance << vv, vz, vz, zz;
    return covariance;
}

double ProfileModel::chi2(double u) const {
    const Vector2 d = distance(u);
    const Matrix2 c = covariance(u);
    return (d(0) * d(0) * c(1, 1) - 2 * d(0) * d(1) * c(0, 1) + d(1) * d(1) * c(0, 0)) /
           (c(0, 0) * c(1, 1) - c(0, 1) * c(0, 1));
}

double ProfileModel::slope(double u, double halfWidth) const {
    return (chi2(u + halfWidth) - chi2(u - halfWidth)) / (2 * halfWidth);
}

ProfileModel::Samples ProfileModel::sample(double centre, double reach) const {
    Samples samples;
    for (std::size_t i = kOffsets.size() - 1; i > 0; --i)
        if (centre - kOffsets[i] >= -reach && centre - kOffsets[i] <= reach)
            samples.u.push_back(centre - kOffsets[i]);
    for (const double offset : kOffsets)
        if (centre + offset <= reach && centre + offset >= -reach) samples.u.push_back(centre + offset);
    const std::size_t count = samples.u.size();
    samples.chi2.resize(count);
    samples.slope.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        samples.chi2[i] = chi2(samples.u[i]);
    for (std::size_t i = 0; i + 1 < count; ++i)
        samples.slope[i] = (samples.chi2[i + 1] - samples.chi2[i]) / (samples.u[i + 1] - samples.u[i]);
    return samples;
}

ProfileModel::Minima ProfileModel::minima(double centre, double reach) const {
    const Samples samples = sample(std::clamp(centre, -reach, reach), reach);
    const auto& [u, values, slopes] = samples;
    boost::container::static_vector<Minimum, Samples::kCapacity> found;
    for (std::size_t i = 1; i + 2 < u.size(); ++i) {
        if (slopes[i - 1] <= 0 && slopes[i] > 0)
            found.push_back(refine({u[i - 1], u[i], u[i + 1]}, {values[i - 1], values[i], values[i + 1]}));
        else if (const auto hidden = hiddenMinimum(samples, i))
            found.push_back(*hidden);
    }
    std::sort(found.begin(), found.end(), [](const Minimum& a, const Minimum& b) { return a.chi2 < b.chi2; });
    return {found.begin(),
            found.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(4, found.size()))};
}

std::optional<ProfileModel::Minimum> ProfileModel::hiddenMinimum(const Samples& samples,
                                                                 std::size_t i) const {
    const auto& u = samples.u;
    const double before = samples.slope[i - 1];
    const double here = samples.slope[i];
    const double after = samples.slope[i + 1];
    const bool turnsBack = here * before > 0 && here * after > 0 && std::abs(here) <= std::abs(before) &&
                           std::abs(here) < std::abs(after);
    if (!turnsBack) return std::nullopt;
    // the slope as a parabola through the three intervals' middles: where is it smallest, and has it changed
    // its sign there?
    const double x0 = (u[i - 1] + u[i]) / 2;
    const double x1 = (u[i] + u[i + 1]) / 2;
    const double x2 = (u[i + 1] + u[i + 2]) / 2;
    const double left = (x1 - x0) * (here - after);
    const double right = (x1 - x2) * (here - before);
    const double turning = x1 - ((x1 - x0) * left - (x1 - x2) * right) / (2 * (left - right));
    if (!(turning > u[i - 1] && turning < u[i + 2])) return std::nullopt;
    if (slope(turning, (u[i + 1] - u[i]) / 50) * here >= 0) return std::nullopt;
    // it has: the minimum is on the side towards which chi2 rose before
    const double end = here > 0 ? u[i + 2] : u[i - 1];
    constexpr int kParts = 16;
    double best = turning;
    double bestValue = chi2(turning);
    for (int part = 1; part < kParts; ++part) {
        const double trial = turning + (end - turning) * part / kParts;
        const double value = chi2(trial);
        if (value < bestValue) {
            best = trial;
            bestValue = value;
        }
    }
    return Minimum{best, bestValue, std::abs(end - turning) / kParts};
}

ProfileModel::Minimum ProfileModel::refine(const std::array<double, 3>& u,
                                           const std::array<double, 3>& chi2) const {
    std::array<double, 3> x = u;
    std::array<double, 3> y = chi2;
    for (int i = 0; i < kRefinements; ++i) {
        const double left = (x[1] - x[0]) * (y[1] - y[2]);
        const double right = (x[1] - x[2]) * (y[1] - y[0]);
        const double shift = ((x[1] - x[0]) * left - (x[1] - x[2]) * right) / (2 * (left - right));
        const double trial = x[1] - shift;
        if (!(trial > x[0] && trial < x[2]) || trial == x[1]) break;
        const double value = this->chi2(trial);
        const bool better = value < y[1];
        // keep the bracket with the lower point in its middle
        if ((trial > x[1]) == better) {
            x[0] = better ? x[1] : trial;
            y[0] = better ? y[1] : value;
        } else {
            x[2] = better ? x[1] : trial;
            y[2] = better ? y[1] : value;
        }
        if (better) {
            x[1] = trial;
            y[1] = value;
        }
    }
    return {x[1], y[1], std::max(u[2] - u[1], u[1] - u[0])};
}

ProfileModel::Meeting ProfileModel::meetingAt(double u) const {
    const Vector2 d = distance(u);
    const Matrix2 c = covariance(u);
    const double determinant = c(0, 0) * c(1, 1) - c(0, 1) * c(0, 1);
    const Vector2 pull((c(1, 1) * d(0) - c(0, 1) * d(1)) / determinant,
                       (c(0, 0) * d(1) - c(0, 1) * d(0)) / determinant);
    MatrixOf<5, 2> lever; // derivatives of (v, z) at u by a track's parameters, transposed
    lever << -1, 0, u, 0, -u * u / 2, 0, 0, 1, 0, u;
    const Vector5 positronShift = m_tracks.positron.covariance * (lever * pull);
    const Vector5 electronShift = m_tracks.electron.covariance * (lever * pull);
    Meeting meeting{{Helix(m_tracks.positron.helix.parameters() - positronShift),
                     Helix(m_tracks.electron.helix.parameters() + electronShift)},
                    passing(0, u).v - lever.col(0).dot(positronShift),
                    0};
    // the weighted mean of two points with covariances P and E has P - P (P + E)^-1 P
    const Matrix2 positron = lever.transpose() * m_tracks.positron.covariance * lever;
    const Vector2 row = positron.row(0).transpose();
    const double reduction =
        (row(0) * row(0) * c(1, 1) - 2 * row(0) * row(1) * c(0, 1) + row(1) * row(1) * c(0, 0)) / determinant;
    meeting.vError = std::sqrt(std::max(0.0, positron(0, 0) - reduction));
    return meeting;
}

} // namespace pairscope
