#include "core/kinematics/PairMass.h"

#include "core/math/Units.h"

#include <cmath>

namespace pairscope {

namespace {

constexpr double kMassSquared = kElectronMass * kElectronMass;

/// One leg: momentum, energy and polar direction.
struct Leg {
    double p, energy, lambda, cosLambda, sinLambda;

    Leg(const TrackPoint& point, MagneticField field) {
        const double secLambda = std::sqrt(1 + point.tanLambda * point.tanLambda);
        p = field.transverseMomentum(point.omega) * secLambda;
        energy = std::sqrt(kMassSquared + p * p);
        lambda = std::atan(point.tanLambda);
        cosLambda = 1 / secLambda;
        sinLambda = point.tanLambda / secLambda;
    }
};

/// Both legs and the angle between them, as sums of squares.
struct LegPair {
    Leg plus, minus;
    double dPhi;
    double transverseOpening; ///< 2 sin^2(dphi/2)
    double opening;           ///< 1 - cos(angle between the momenta)
    double mass;

    LegPair(const TrackPoint& positron, const TrackPoint& electron, MagneticField field)
        : plus(positron, field), minus(electron, field), dPhi(positron.phi - electron.phi) {
        const double sinHalfPhi = std::sin(dPhi / 2);
        const double sinHalfLambda = std::sin((plus.lambda - minus.lambda) / 2);
        transverseOpening = 2 * sinHalfPhi * sinHalfPhi;
        opening = 2 * sinHalfLambda * sinHalfLambda + plus.cosLambda * minus.cosLambda * transverseOpening;
        // E1 E2 - p1 p2 without cancellation
        const double collinear = kMassSquared * (plus.p * plus.p + minus.p * minus.p + kMassSquared) /
                                 (plus.energy * minus.energy + plus.p * minus.p);
        mass = std::sqrt(2 * (kMassSquared + collinear + plus.p * minus.p * opening));
    }
};

/// d(M^2)/d(p of `leg`)
double squareByMomentum(const Leg& leg, const Leg& other, double opening) {
    const double a = other.energy * leg.p;
    const double b = leg.energy * other.p;
    const double collinear = kMassSquared * (leg.p - other.p) * (leg.p + other.p) / (leg.energy * (a + b));
    return 2 * (collinear + other.p * opening);
}

/// Gradient of M by (phi, omega, tanLambda) of one leg; `sign` is +1 for the positron, -1 for the electron.
Vector3 legGradient(const LegPair& pair, const Leg& leg, const Leg& other, const TrackPoint& point,
                    double sign) {
    const double byMomentum = squareByMomentum(leg, other, pair.opening);
    const double product = 2 * leg.p * other.p;
    const double byPhi = product * leg.cosLambda * other.cosLambda * std::sin(pair.dPhi) * sign;
    const double byLambda = product * (std::sin(leg.lambda - other.lambda) -
                                       leg.sinLambda * other.cosLambda * pair.transverseOpening);
    const double byOmega = -byMomentum * leg.p / point.omega;
    const double byTanLambda =
        leg.cosLambda * leg.cosLambda * (byMomentum * leg.p * point.tanLambda + byLambda);
    return Vector3(byPhi, byOmega, byTanLambda) / (2 * pair.mass);
}

/// Gradient by the ten perigee parameters of a mass that depends on directions at the perigees.
Vector<10> perigeeGradient(const Vector6& gradient) {
    Vector<10> result = Vector<10>::Zero();
    for (int track = 0; track < 2; ++track) {
        result(kTrackParameterCount * track + kPhi0) = gradient(kDirectionParameterCount * track + kPhi);
        result(kTrackParameterCount * track + kOmega) =
            gradient(kDirectionParameterCount * track + kCurvature);
        result(kTrackParameterCount * track + kTanLambda) =
            gradient(kDirectionParameterCount * track + kSlope);
    }
    return result;
}

double variance(const Vector<10>& gradient, const TrackPair& tracks) {
    const Vector5 plus = gradient.head<5>();
    const Vector5 minus = gradient.tail<5>();
    return plus.dot(tracks.positron.covariance * plus) + minus.dot(tracks.electron.covariance * minus);
}

Measured massOfPerigees(const TrackPair& tracks, TrackPoint positron, TrackPoint electron,
                        MagneticField field) {
    const Vector<10> gradient = perigeeGradient(pairMassGradient(positron, electron, field));
    return {pairMass(positron, electron, field), std::sqrt(variance(gradient, tracks))};
}

Vector6 gradientAtVertex(const VertexMinimum& minimum, MagneticField field) {
    return pairMassGradient(minimum.track(0), minimum.track(1), field);
}

} // namespace

double pairMass(const TrackPoint& positron, const TrackPoint& electron, MagneticField field) {
    return LegPair(positron, electron, field).mass;
}

Vector6 pairMassGradient(const TrackPoint& positron, const TrackPoint& electron, MagneticField field) {
    const LegPair pair(positron, electron, field);
    Vector6 gradient;
    gradient << legGradient(pair, pair.plus, pair.minus, positron, 1),
        legGradient(pair, pair.minus, pair.plus, electron, -1);
    return gradient;
}

Measured massBefore(const TrackPair& tracks, MagneticField field) {
    return massOfPerigees(tracks, tracks.positron.helix.pointAt(0), tracks.electron.helix.pointAt(0), field);
}

Measured massConverted(const TrackPair& tracks, MagneticField field) {
    TrackPoint positron = tracks.positron.helix.pointAt(0);
    const TrackPoint electron = tracks.electron.helix.pointAt(0);
    positron.phi = electron.phi;
    return massOfPerigees(tracks, positron, electron, field);
}

Measured massAfter(const VertexMinimum& minimum, MagneticField field) {
    const Vector6 gradient = gradientAtVertex(minimum, field);
    const Matrix6 covariance = minimum.covariance.bottomRightCorner<6, 6>();
    return {pairMass(minimum.track(0), minimum.track(1), field),
            std::sqrt(gradient.dot(covariance * gradient))};
}

Measured deltaMass(const TrackPair& tracks, const VertexMinimum& minimum, MagneticField field) {
    const TrackPoint positron = tracks.positron.helix.pointAt(0);
    const TrackPoint electron = tracks.electron.helix.pointAt(0);
    const Vector<10> before = perigeeGradient(pairMassGradient(positron, electron, field));
    const Vector6 after = gradientAtVertex(minimum, field);
    // with m the measured parameters: d(after)/dm = after^T K, K = d(fitted)/dm; then one plain propagation
    // of V
    const Vector<10> gradient = minimum.gain.bottomRows<6>().transpose() * after - before;
    return {pairMass(minimum.track(0), minimum.track(1), field) - pairMass(positron, electron, field),
            std::sqrt(variance(gradient, tracks))};
}

} // namespace pairscope
