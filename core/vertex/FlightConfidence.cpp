#include "core/vertex/FlightConfidence.h"

#include "core/math/Units.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

/// Deviates that are drawn, and the steps of the search for the minimum in units of its natural width.
constexpr std::size_t kDeviates = 256;
constexpr double kStep = 0.25;
constexpr int kStepsAside = 24;

/// Two independent unit Gaussians, kDeviates pairs spread evenly: radii at equal shares of probability,
/// azimuths by the golden angle.
struct Deviates {
    std::array<double, kDeviates> first{};
    std::array<double, kDeviates> second{};

    Deviates() {
        const double goldenAngle = kPi * (3 - std::sqrt(5.0));
        for (std::size_t i = 0; i < kDeviates; ++i) {
            const double share = (static_cast<double>(i) + 0.5) / kDeviates;
            const double radius = std::sqrt(-2 * std::log1p(-share));
            const double azimuth = static_cast<double>(i) * goldenAngle;
            first[i] = radius * std::cos(azimuth);
            second[i] = radius * std::sin(azimuth);
        }
    }
};

const Deviates& deviates() {
    static const Deviates instance;
    return instance;
}

/// Derivatives of the separation (v, z) at u by the five differences of track parameters.
MatrixOf<2, 5> leverAt(double u) {
    MatrixOf<2, 5> lever;
    lever << -1, u, -u * u / 2, 0, 0, 0, 0, 0, 1, u;
    return lever;
}

/// Inverse of the covariance of a separation: positive definite, since both tracks' are.
Matrix2 weightOf(const Matrix2& covariance) {
    return covariance.llt().solve(Matrix2::Identity());
}

/// chi2 at one place as a polynomial of the two deviates.
struct Quadric {
    double constant, first, second, firstFirst, firstSecond, secondSecond;

    [[nodiscard]] double operator()(double a, double b) const {
        return constant + a * (first + a * firstFirst + b * firstSecond) + b * (second + b * secondSecond);
    }
};

Quadric quadric(const Vector2& separation, const MatrixOf<2, 2>& response, const Matrix2& weight) {
    const Matrix2 square = response.transpose() * weight * response;
    const Vector2 mixed = 2 * response.transpose() * (weight * separation);
    return {separation.dot(weight * separation),
            mixed(0),
            mixed(1),
            square(0, 0),
            2 * square(0, 1),
            square(1, 1)};
}

/// Lowest chi2 of each deviate over places in ascending order, equally spaced within runs: three neighbours
/// with the lowest in their middle make a parabola.
class LowestChi2 {
public:
    LowestChi2() { m_lowest.fill(std::numeric_limits<double>::infinity()); }

    void startRun() { m_count = 0; }

    void add(const Quadric& chi2) {
        std::rotate(m_recent.begin(), m_recent.begin() + 1, m_recent.end());
        std::array<double, kDeviates>& here = m_recent[2];
        for (std::size_t i = 0; i < kDeviates; ++i)
            here[i] = chi2(deviates().first[i], deviates().second[i]);
        if (++m_count < 3) return;
        const std::array<double, kDeviates>& before = m_recent[0];
        const std::array<double, kDeviates>& middle = m_recent[1];
        for (std::size_t i = 0; i < kDeviates; ++i) {
            const double bend = std::max(1e-300, before[i] + here[i] - 2 * middle[i]);
            const double tilt = here[i] - before[i];
            const double vertex = middle[i] - tilt * tilt / (8 * bend);
            const bool inside = middle[i] <= before[i] && middle[i] <= here[i];
            m_lowest[i] = std::min({m_lowest[i], middle[i], inside ? vertex : middle[i]});
        }
    }

    [[nodiscard]] double of(std::size_t i) const { return m_lowest[i]; }

private:
    std::array<std::array<double, kDeviates>, 3> m_recent{};
    std::array<double, kDeviates> m_lowest;
    int m_count = 0;
};

/// Of a sorted sample at equal shares of probability.
double quantile(const std::array<double, kDeviates>& sorted, double share) {
    const double place = share * kDeviates - 0.5;
    const auto index = static_cast<std::size_t>(place);
    const double fraction = place - static_cast<double>(index);
    return sorted[index] + fraction * (sorted[index + 1] - sorted[index]);
}

} // namespace

FlightConfidence::FlightConfidence(const TrackPair& tracks, const FlightFrame& frame,
                                   const ProfileModel& model)
    : m_frame(frame), m_model(model), m_covariance(tracks.positron.covariance + tracks.electron.covariance) {}

FlightConfidence::Hypothesis FlightConfidence::hypothesisAt(double u) const {
    const ProfileModel::Meeting meeting = m_model.meetingAt(u);
    const Vector2 place = m_frame.toDetector({u, meeting.v});
    std::array<double, 2> slope{};
    for (std::size_t i = 0; i < 2; ++i) {
        const TrackPoint point = meeting.tracks[i].pointAt(meeting.tracks[i].pathOfClosestApproach(place));
        const Vector2 direction = m_frame.toFlight({std::cos(point.phi), std::sin(point.phi)});
        slope[i] = direction.y() / direction.x();
    }
    Hypothesis hypothesis;
    hypothesis.u = u;
    hypothesis.slope = slope[0] - slope[1];
    hypothesis.bend = meeting.tracks[0].omega() - meeting.tracks[1].omega();
    hypothesis.slopeZ = meeting.tracks[0].tanLambda() - meeting.tracks[1].tanLambda();
    const MatrixOf<2, 5> lever = leverAt(u);
    const Matrix2 covariance = lever * m_covariance * lever.transpose();
    hypothesis.distance = covariance.llt().matrixL();
    hypothesis.response = m_covariance * lever.transpose() * weightOf(covariance) * hypothesis.distance;
    return hypothesis;
}

FlightConfidence::Limits FlightConfidence::limitsAt(double u) const {
    const Hypothesis hypothesis = hypothesisAt(u);
    LowestChi2 lowest;
    const auto addPlaces = [&](double centre, double spacing) {
        lowest.startRun();
        for (int i = -kStepsAside; i <= kStepsAside; ++i) {
            const double place = centre + i * spacing;
            const double du = place - u;
            const MatrixOf<2, 5> lever = leverAt(place);
            const Matrix2 covariance = lever * m_covariance * lever.transpose();
            const Vector2 separation(du * (hypothesis.slope - hypothesis.bend * du / 2),
                                     du * hypothesis.slopeZ);
            lowest.add(quadric(separation, lever * hypothesis.response, weightOf(covariance)));
        }
    };
    // the width of a minimum: where the legs separate by about their error, by their bending or their opening
    const double sigma = hypothesis.distance(0, 0);
    const double bent = std::sqrt(2 * sigma / std::abs(hypothesis.bend));
    const double opened = 2 * sigma / std::abs(hypothesis.slope);
    const double width = kStep * std::min(bent, opened);
    addPlaces(u, width);
    // the circles' other crossing, where it is a place of its own
    const double other = u + 2 * hypothesis.slope / hypothesis.bend;
    if (std::abs(other - u) > kStepsAside / 2 * width) addPlaces(other, width);

    std::array<double, kDeviates> deltaChi2;
    for (std::size_t i = 0; i < kDeviates; ++i) {
        const double a = deviates().first[i];
        const double b = deviates().second[i];
        deltaChi2[i] = std::max(0.0, a * a + b * b - lowest.of(i));
    }
    std::sort(deltaChi2.begin(), deltaChi2.end());
    constexpr double kOneSigma = 0.6826894921370859;
    constexpr double kNinetyFivePercent = 0.95;
    return {quantile(deltaChi2, kOneSigma), quantile(deltaChi2, kNinetyFivePercent)};
}

} // namespace pairscope
