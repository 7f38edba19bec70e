#include "core/simulation/TrackCovarianceModel.h"

#include "core/math/Angle.h"

#include <cassert>
#include <cmath>

namespace pairscope {

namespace {

/// angle - sin(angle), without cancellation.
double minusSine(double angle, double sine) {
    if (std::abs(angle) > 0.1) return angle - sine;
    const double square = angle * angle;
    return angle * square / 6 * (1 - square / 20 * (1 - square / 42));
}

/// d(perigee parameters) / d(phi, omega, tanLambda) at a point of a track; the closed form of PerigeeMap.
/// With t and n the components of the point along and across the direction and N = 1 + omega d0.
struct KinkDerivatives {
    Vector5 phi = Vector5::Zero();
    Vector5 omega = Vector5::Zero();
    Vector5 slope = Vector5::Zero();

    KinkDerivatives(const Helix& helix, double path, double t, double n, double r2) {
        const double w = helix.omega();
        const double n0 = 1 + w * helix.d0();
        const double d = 1 + w * n;
        const double n02 = n0 * n0;
        phi(kD0) = t / n0;
        phi(kPhi0) = d / n02;
        phi(kZ0) = helix.tanLambda() * (d * n + w * t * t) / n02;
        omega(kD0) = (r2 - helix.d0() * helix.d0()) / (2 * n0);
        omega(kPhi0) = t / n02;
        omega(kOmega) = 1;
        omega(kZ0) = -helix.tanLambda() * (t / n02 - path) / w;
        slope(kZ0) = -path;
        slope(kTanLambda) = 1;
    }
};

} // namespace

void TrackCovarianceModel::add(const TrackStation& given) {
    if (m_stations.size() == m_stations.capacity()) return;
    assert(m_stations.empty() || given.path >= m_stations.back().given.path);
    const double omega = m_truth.omega();
    const double tanLambda = m_truth.tanLambda();
    const double turn = omega * given.path;
    const double sine = std::sin(turn);
    const double cosine = std::cos(turn);
    const double versine = cosine > 0 ? sine * sine / (1 + cosine) : 1 - cosine; // 1 - cos
    // along and across the direction at the perigee, then here
    const double along0 = sine / omega;
    const double across0 = m_truth.d0() + versine / omega;
    const double t = across0 * sine + along0 * cosine;
    const double n = across0 * cosine - along0 * sine;

    Station station;
    station.given = given;
    station.across << -cosine, t, -versine / (omega * omega), 0, 0;
    // the component along the track of a displacement at fixed path is no displacement: it moves the path
    const double alongOmega = minusSine(turn, sine) / (omega * omega);
    station.along << -tanLambda * sine, -tanLambda * n, -tanLambda * alongOmega, 1, given.path;

    const KinkDerivatives kink(m_truth, given.path, t, n, t * t + n * n);
    const double inverseCosSquare = 1 + tanLambda * tanLambda;
    station.kink.col(0) = kink.phi * std::sqrt(inverseCosSquare);
    station.kink.col(1) = kink.slope * inverseCosSquare + kink.omega * (omega * tanLambda); // |p| stays
    station.jump = kink.omega;
    m_stations.push_back(station);
}

void TrackCovarianceModel::Information::measure(const Vector5& row, double value, double error) {
    const Vector5 weighted = row / (error * error);
    matrix += weighted * row.transpose();
    vector += weighted * value;
}

void TrackCovarianceModel::Information::scatter(const MatrixOf<5, 2>& kink, double angle) {
    const MatrixOf<5, 2> spread = matrix * kink * angle;
    const Matrix2 sum = Matrix2::Identity() + angle * kink.transpose() * spread;
    const double determinant = sum(0, 0) * sum(1, 1) - sum(0, 1) * sum(1, 0); // at least 1
    Matrix2 solution;
    solution << sum(1, 1), -sum(0, 1), -sum(1, 0), sum(0, 0);
    const MatrixOf<5, 2> gain = spread * (solution / determinant);
    vector -= gain * (angle * (kink.transpose() * vector));
    matrix -= gain * spread.transpose();
}

TrackCovarianceModel::Information TrackCovarianceModel::collect(const Hits& hits) const {
    Information information;
    for (std::size_t i = m_stations.size(); i-- > 0;) {
        const Station& station = m_stations[i];
        if (station.given.scattering > 0) information.scatter(station.kink, station.given.scattering);
        if (station.given.acrossError > 0)
            information.measure(station.across + station.given.stereo * station.along, hits[i].across,
                                station.given.acrossError);
        if (station.given.alongError > 0)
            information.measure(station.along, hits[i].along, station.given.alongError);
    }
    return information;
}

TrackCovarianceModel::Hits TrackCovarianceModel::drawHits(RandomStream& random) const {
    Hits hits;
    Vector5 deviation = Vector5::Zero(); // of the track here from the true helix at its birth
    for (const Station& station : m_stations) {
        const TrackStation& given = station.given;
        Hit hit;
        if (given.acrossError > 0)
            hit.across = (station.across + given.stereo * station.along).dot(deviation) +
                         given.acrossError * random.normal();
        if (given.alongError > 0)
            hit.along = station.along.dot(deviation) + given.alongError * random.normal();
        hits.push_back(hit);
        if (given.scattering > 0)
            deviation += station.kink * (given.scattering * Vector2(random.normal(), random.normal()));
        if (given.curvatureJump != 0) deviation += station.jump * given.curvatureJump;
    }
    return hits;
}

tl::expected<Matrix5, SpdProblem> TrackCovarianceModel::covariance() const {
    const Hits none(m_stations.size());
    return inverseSpd<5>(collect(none).matrix);
}

tl::expected<TrackState, SpdProblem> TrackCovarianceModel::measure(RandomStream& random) const {
    const Information information = collect(drawHits(random));
    return inverseSpd<5>(information.matrix).map([&](const Matrix5& covariance) {
        Vector5 parameters = m_truth.parameters() + covariance * information.vector;
        parameters(kPhi0) = wrapAngle(parameters(kPhi0));
        return TrackState{Helix(parameters), covariance};
    });
}

} // namespace pairscope
