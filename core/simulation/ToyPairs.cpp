#include "core/simulation/ToyPairs.h"

#include "core/math/Units.h"
#include "core/simulation/TrackSmearing.h"

#include <Eigen/Geometry>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <utility>

namespace pairscope {

namespace {

constexpr double kSmallestTheta = 17.0_deg;
constexpr double kLargestTheta = 150.0_deg;
constexpr double kSmallestTransverseMomentum = 0.1; ///< GeV
constexpr double kLargestRadius = 50;               ///< cm

struct FourMomentum {
    Vector3 p = Vector3::Zero(); ///< GeV
    double energy = 0;           ///< GeV
};

FourMomentum onShell(const Vector3& p, double mass) {
    return {p, std::sqrt(p.squaredNorm() + mass * mass)};
}

/// `momentum`, given in the rest frame of `frame`, in the frame in which `frame` is given.
FourMomentum boosted(const FourMomentum& momentum, const FourMomentum& frame) {
    const double mass = std::sqrt(frame.energy * frame.energy - frame.p.squaredNorm());
    const double along = momentum.p.dot(frame.p);
    const double energy = (frame.energy * momentum.energy + along) / mass;
    return {momentum.p + frame.p * ((along / (frame.energy + mass) + momentum.energy) / mass), energy};
}

/// Unit vector at polar angle acos(cosTheta) and azimuth phi about a unit `axis`.
Vector3 directionAbout(const Vector3& axis, double cosTheta, double phi) {
    const Vector3 reference = std::abs(axis.z()) < 0.9 ? Vector3::UnitZ() : Vector3::UnitX();
    const Vector3 u = axis.cross(reference).normalized();
    const Vector3 v = axis.cross(u);
    const double sinTheta = std::sqrt((1 - cosTheta) * (1 + cosTheta));
    return cosTheta * axis + sinTheta * (std::cos(phi) * u + std::sin(phi) * v);
}

bool withinAcceptance(const Vector3& p) {
    const double theta = std::atan2(p.head<2>().norm(), p.z());
    return theta > kSmallestTheta && theta < kLargestTheta;
}

/// One pair to be made: a conversion at a radius [cm] or a dark photon of a mass [GeV].
struct Plan {
    PairClass pairClass;
    double radiusOrMass;
};

/// The collision in the laboratory, and in its own frame the direction of the HER beam.
struct Collision {
    FourMomentum total;
    Vector3 axis;
    double rootS;

    explicit Collision(const BeamParameters& beams)
        : total{beams.totalMomentum(), beams.totalEnergy()}, rootS(beams.centreOfMassEnergy()) {
        const Vector3 her = beams.energyHer * Vector3(std::sin(beams.angleHer), 0, std::cos(beams.angleHer));
        axis = boosted({her, her.norm()}, {-total.p, total.energy}).p.normalized();
    }
};

/// The neutral particle that makes the pair, and the photon opposite to it, in the laboratory.
struct PrimaryPair {
    FourMomentum neutral;
    FourMomentum photon;
};

/// cos of the polar angle with density (1 + c^2)/(1 - c^2): uniform in rapidity gives 1/(1 - c^2).
double drawPrimaryCosine(RandomStream& random) {
    constexpr double kLargestRapidity = 2.5; // 9 to 171 degrees in the centre of mass
    while (true) {
        const double cosine = std::tanh(random.uniform(-kLargestRapidity, kLargestRapidity));
        if (2 * random.uniform() < 1 + cosine * cosine) return cosine;
    }
}

PrimaryPair drawPrimary(const Collision& collision, double mass, RandomStream& random) {
    const double cosine = drawPrimaryCosine(random);
    const Vector3 direction = directionAbout(collision.axis, cosine, random.uniform(-kPi, kPi));
    const double momentum = (collision.rootS - mass) * (collision.rootS + mass) / (2 * collision.rootS);
    return {boosted(onShell(momentum * direction, mass), collision.total),
            boosted(onShell(-momentum * direction, 0), collision.total)};
}

/// e+ and e- momenta [GeV] of A' -> e+e-, flat in azimuth and 1 + cos^2 to the A' direction in its rest frame
/// (a vector of helicity +-1).
std::array<Vector3, 2> drawDecay(const FourMomentum& darkPhoton, double mass, RandomStream& random) {
    double cosine = 0;
    do
        cosine = random.uniform(-1, 1);
    while (2 * random.uniform() > 1 + cosine * cosine);
    const Vector3 direction = directionAbout(darkPhoton.p.normalized(), cosine, random.uniform(-kPi, kPi));
    const double momentum = std::sqrt((mass / 2 - kElectronMass) * (mass / 2 + kElectronMass));
    return {boosted(onShell(momentum * direction, kElectronMass), darkPhoton).p,
            boosted(onShell(-momentum * direction, kElectronMass), darkPhoton).p};
}

/// Share of the positron in a conversion's energy, density 1 - 4/3 x (1 - x): complete screening.
double drawEnergyShare(RandomStream& random) {
    while (true) {
        const double x = random.uniform();
        if (random.uniform() < 1 - 4.0 / 3.0 * x * (1 - x)) return x;
    }
}

/// e+ and e- momenta [GeV] of a converted photon; nothing when a leg has too little energy for its opening.
std::optional<std::array<Vector3, 2>> drawConversion(const FourMomentum& photon, RandomStream& random) {
    const double x = drawEnergyShare(random);
    const double quantile = random.uniform();
    const double k = kElectronMass * std::sqrt(quantile / (1 - quantile)); // GeV
    const Vector3 direction = photon.p.normalized();
    const Vector3 across = directionAbout(direction, 0, random.uniform(-kPi, kPi));
    std::array<Vector3, 2> momenta;
    for (const int leg : {0, 1}) {
        const double energy = photon.energy * (leg == 0 ? x : 1 - x);
        const double along2 = energy * energy - kElectronMass * kElectronMass - k * k;
        if (!(along2 > 0)) return std::nullopt;
        momenta[static_cast<std::size_t>(leg)] = std::sqrt(along2) * direction + (leg == 0 ? k : -k) * across;
    }
    return momenta;
}

/// Mass [GeV] of an e+e- pair, each term without cancellation: with unit vectors n, (E1 + E2)^2 - p^2 =
/// 2 m^2 + 2 (E1 E2 - p1 p2) + p1 p2 |n1 - n2|^2.
double massOf(const std::array<Vector3, 2>& momenta) {
    const double m2 = kElectronMass * kElectronMass;
    const double p1 = momenta[0].norm();
    const double p2 = momenta[1].norm();
    const double product = std::sqrt(p1 * p1 + m2) * std::sqrt(p2 * p2 + m2);
    const double excess = m2 * (p1 * p1 + p2 * p2 + m2) / (product + p1 * p2); // E1 E2 - p1 p2
    return std::sqrt(2 * m2 + 2 * excess + p1 * p2 * (momenta[0] / p1 - momenta[1] / p2).squaredNorm());
}

Vector3 drawCollisionPoint(const BeamParameters& beams, RandomStream& random) {
    Vector3 point = beams.spot;
    for (int axis = 0; axis < 3; ++axis)
        point(axis) += beams.spotSize(axis) * random.normal();
    return point;
}

/// Where a straight line from inside the cylinder of `radius` about the z axis leaves it.
Vector3 exitPoint(const Vector3& start, const Vector3& direction, double radius) {
    const Vector2 unit = direction.head<2>().normalized();
    const double along = start.head<2>().dot(unit);
    const double across2 = start.head<2>().squaredNorm() - along * along;
    const double path = std::sqrt(radius * radius - across2) - along;
    return start + direction * (path / direction.head<2>().norm());
}

TrackState measured(const Vector3& vertex, const Vector3& momentum, int charge, MagneticField field,
                    RandomStream& random) {
    const double pT = momentum.head<2>().norm();
    const TrackPoint point{vertex, std::atan2(momentum.y(), momentum.x()), charge / (field.alpha() * pT),
                           momentum.z() / pT};
    const Helix truth(perigeeParameters(point));
    return smear(truth, parametricCovariance(truth, field), random);
}

/// sigma(E)/E = 0.066 %/E (+) 0.81 %/E^(1/4) (+) 1.34 % (E in GeV), 3 mrad across in both directions. Angles
/// are those of the momentum: the collision point moves them by 0.2 mrad only.
PhotonCluster measured(const FourMomentum& photon, RandomStream& random) {
    const double energy = photon.energy;
    PhotonCluster cluster;
    cluster.energyError = energy * std::hypot(0.00066 / energy, 0.0081 / std::pow(energy, 0.25), 0.0134);
    cluster.thetaError = 3 * kMilliradian;
    const double theta = std::atan2(photon.p.head<2>().norm(), photon.p.z());
    cluster.phiError = cluster.thetaError / std::sin(theta);
    cluster.energy = energy + cluster.energyError * random.normal();
    cluster.theta = theta + cluster.thetaError * random.normal();
    cluster.phi = std::atan2(photon.p.y(), photon.p.x()) + cluster.phiError * random.normal();
    cluster.phi = std::remainder(cluster.phi, 2 * kPi);
    return cluster;
}

/// The true kinematics of one pair.
struct TruePair {
    Vector3 vertex;
    std::array<Vector3, 2> momenta;
    double mass;
    FourMomentum photon;
};

/// One attempt; nothing when the pair is outside the acceptance.
std::optional<TruePair> drawPair(const Plan& plan, const Collision& collision, const BeamParameters& beams,
                                 RandomStream& random) {
    const bool conversion = plan.pairClass == PairClass::Conversion;
    const double mass = conversion ? 0 : plan.radiusOrMass;
    const Vector3 start = drawCollisionPoint(beams, random);
    const PrimaryPair primary = drawPrimary(collision, mass, random);
    if (!withinAcceptance(primary.neutral.p) || !withinAcceptance(primary.photon.p)) return std::nullopt;
    const auto momenta = conversion ? drawConversion(primary.neutral, random)
                                    : std::optional(drawDecay(primary.neutral, mass, random));
    if (!momenta) return std::nullopt;
    for (const Vector3& p : *momenta)
        if (p.head<2>().norm() < kSmallestTransverseMomentum) return std::nullopt;
    return TruePair{conversion ? exitPoint(start, primary.neutral.p, plan.radiusOrMass) : start, *momenta,
                    conversion ? massOf(*momenta) : mass, primary.photon};
}

PairEvent makePair(const Plan& plan, const ToyOptions& options, const Collision& collision,
                   RandomStream random) {
    std::optional<TruePair> pair;
    while (!pair)
        pair = drawPair(plan, collision, options.beams, random);
    PairEvent event;
    event.tracks.positron = measured(pair->vertex, pair->momenta[0], +1, options.field, random);
    event.tracks.electron = measured(pair->vertex, pair->momenta[1], -1, options.field, random);
    event.photons.push_back(measured(pair->photon, random));
    event.truth = PairTruth{plan.pairClass, pair->vertex, pair->mass, pair->momenta};
    return event;
}

void checkOptions(const ToyOptions& options) {
    if (options.conversions > 0 && options.radii.empty())
        throw std::invalid_argument("toy pairs: conversions need at least one radius");
    const BeamParameters& beams = options.beams;
    const double luminousRadius =
        beams.spot.head<2>().norm() + 20 * beams.spotSize.head<2>().cwiseAbs().maxCoeff();
    for (const double radius : options.radii)
        if (!(radius > luminousRadius && radius <= kLargestRadius))
            throw std::invalid_argument(
                fmt::format("toy pairs: conversion radius {} cm is not between {} and {} cm", radius,
                            luminousRadius, kLargestRadius));
    const double largestMass = beams.centreOfMassEnergy() / 2;
    for (const ToyOptions::DarkPhoton& signal : options.darkPhotons)
        if (!(signal.mass > 2 * kElectronMass && signal.mass < largestMass))
            throw std::invalid_argument(
                fmt::format("toy pairs: mass {} GeV is not between two electron masses and {} GeV",
                            signal.mass, largestMass));
    if (!(std::isfinite(options.field.bz) && options.field.bz > 0))
        throw std::invalid_argument("toy pairs: the magnetic field must be positive");
}

std::vector<Plan> plansOf(const ToyOptions& options) {
    std::vector<Plan> plans;
    for (std::size_t i = 0; i < options.conversions; ++i)
        plans.push_back({PairClass::Conversion, options.radii[i % options.radii.size()]});
    for (const ToyOptions::DarkPhoton& signal : options.darkPhotons)
        plans.insert(plans.end(), signal.count, {PairClass::Signal, signal.mass});
    return plans;
}

/// 0 .. count - 1 in random order (Fisher & Yates).
std::vector<std::size_t> shuffledIndices(std::size_t count, RandomStream random) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = count; left > 1; --left)
        std::swap(order[left - 1], order[random.below(left)]);
    return order;
}

} // namespace

PairTable generateToyPairs(const ToyOptions& options) {
    checkOptions(options);
    const Collision collision(options.beams);
    const std::vector<Plan> plans = plansOf(options);
    constexpr std::uint64_t kOrderStream = std::numeric_limits<std::uint64_t>::max();
    const std::vector<std::size_t> order =
        shuffledIndices(plans.size(), RandomStream(options.seed, kOrderStream));

    PairTable::Contents contents;
    contents.photon = contents.truth = contents.simulation = true;
    PairTable table(contents, plans.size());
    for (std::size_t row = 0; row < plans.size(); ++row) {
        const std::size_t index = order[row];
        PairEvent event = makePair(plans[index], options, collision, RandomStream(options.seed, index));
        event.id = {0, 0, static_cast<std::uint32_t>(row), 0};
        table.setEvent(row, event);
    }
    return table;
}

PairTable demonstrationSample() {
    ToyOptions options;
    options.seed = 17;
    options.conversions = 210;
    options.darkPhotons = {{17.0_MeV, 120}, {50.0_MeV, 40}, {100.0_MeV, 30}};
    return generateToyPairs(options);
}

} // namespace pairscope
