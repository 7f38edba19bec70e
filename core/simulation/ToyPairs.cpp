#include "core/simulation/ToyPairs.h"

#include "core/math/Units.h"
#include "core/simulation/PairGenerators.h"
#include "core/simulation/PairProduction.h"
#include "core/simulation/TrackSmearing.h"

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

bool withinAcceptance(const Vector3& p) {
    const double theta = std::atan2(p.head<2>().norm(), p.z());
    return theta > kSmallestTheta && theta < kLargestTheta;
}

/// One pair to be made: a conversion at a radius [cm] or a dark photon of a mass [GeV].
struct Plan {
    PairClass pairClass;
    double radiusOrMass;
};

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

/// A photon that converts at a radius, and the one opposite to it; nothing when a leg has too little energy
/// for its opening.
std::optional<TruePair> drawConversion(double radius, const Collision& collision, RandomStream& random) {
    const double energy = collision.rootS() / 2;
    const TwoPhotonAngle angle(collision.rootS() * collision.rootS(), 0, kLargestGeneratedCosine);
    const double cosine = angle.draw(random);
    const Vector3 flight = energy * collision.direction(cosine, random.uniform(-kPi, kPi));
    const FourMomentum converting = collision.toLaboratory({flight, energy});
    constexpr double kSilicon = 14;
    const auto legs = PairProduction::drawLegs(converting.p, kSilicon, random);
    if (!legs) return std::nullopt;
    TruePair pair;
    pair.pairClass = PairClass::Conversion;
    pair.production = collision.drawPoint(random);
    pair.vertex = exitPoint(pair.production, converting.p, radius);
    pair.momenta = *legs;
    pair.mass = pairMass(pair.momenta);
    pair.photon = collision.toLaboratory({-flight, energy});
    return pair;
}

/// One attempt; nothing when the pair is outside the acceptance.
std::optional<TruePair> drawPair(const Plan& plan, const Collision& collision, RandomStream& random) {
    std::optional<TruePair> pair = plan.pairClass == PairClass::Conversion
                                       ? drawConversion(plan.radiusOrMass, collision, random)
                                       : VectorPairGenerator(collision, plan.radiusOrMass)(0, random);
    if (!pair || !withinAcceptance(pair->photon.p) || !withinAcceptance(pair->momenta[0] + pair->momenta[1]))
        return std::nullopt;
    for (const Vector3& p : pair->momenta)
        if (p.head<2>().norm() < kSmallestTransverseMomentum) return std::nullopt;
    return pair;
}

PairEvent makePair(const Plan& plan, const ToyOptions& options, const Collision& collision,
                   RandomStream random) {
    std::optional<TruePair> pair;
    while (!pair)
        pair = drawPair(plan, collision, random);
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
    contents.photons = 1;
    contents.truth = contents.simulation = true;
    PairTable table(contents, plans.size());
    for (std::size_t row = 0; row < plans.size(); ++row) {
        const std::size_t index = order[row];
        PairEvent event = makePair(plans[index], options, collision, RandomStream(options.seed, index));
        event.id = {0, 0, static_cast<std::uint32_t>(row), 0};
        table.setEvent(row, event);
    }
    return table;
}

} // namespace pairscope
