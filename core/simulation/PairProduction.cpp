#include "core/simulation/PairProduction.h"

#include "core/math/Units.h"
#include "core/simulation/PairGenerators.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

/// Conversions per radiation length at high energy.
constexpr double kConversionsPerRadiationLength = 7.0 / 9.0;
/// X/X0 of the tracking material at 90 degrees is below this for any azimuth (4.5 % on average).
constexpr double kLargestNormalThickness = 0.085;

/// Screening functions of pair production (Butcher & Messel), and the Coulomb part F(Z) = 8/3 ln Z + 8 f_c
/// that is subtracted from both; f_c: Davies, Bethe & Maximon, Phys. Rev. 93 (1954) 788.
double screening1(double delta) {
    return delta > 1 ? 21.12 - 4.184 * std::log(delta + 0.952) : 20.867 + delta * (-3.242 + 0.625 * delta);
}

double screening2(double delta) {
    return delta > 1 ? 21.12 - 4.184 * std::log(delta + 0.952) : 20.209 + delta * (-1.930 - 0.086 * delta);
}

double coulombPart(double z) {
    const double a2 = (z / 137.035999) * (z / 137.035999);
    const double correction =
        a2 * (1 / (1 + a2) + 0.20206 - 0.0369 * a2 + 0.0083 * a2 * a2 - 0.002 * a2 * a2 * a2);
    return 8.0 / 3.0 * std::log(z) + 8 * correction;
}

double square(double x) {
    return x * x;
}

} // namespace

PairProduction::PairProduction(std::shared_ptr<const DetectorModel> detector)
    : m_detector(std::move(detector)) {}

double PairProduction::largestDepth(const Vector3& direction) const {
    return kConversionsPerRadiationLength * kLargestNormalThickness * direction.norm() /
           direction.head<2>().norm();
}

double PairProduction::forcedProbability(const Vector3& direction) const {
    return -std::expm1(-largestDepth(direction));
}

std::optional<PairProduction::Place>
PairProduction::drawPlace(const Vector3& origin, const Vector3& direction, RandomStream& random) const {
    double depth =
        -std::log1p(-random.uniform() * forcedProbability(direction)) / kConversionsPerRadiationLength;
    for (const LayerCrossing& crossing : m_detector->crossings(origin, direction)) {
        if (!m_detector->layers()[crossing.layer].tracking) continue;
        if (depth < crossing.radiationLengths) {
            const double inside = crossing.length * (depth / crossing.radiationLengths - 0.5);
            return Place{origin + (crossing.distance + inside) * direction.normalized(), crossing.layer};
        }
        depth -= crossing.radiationLengths;
    }
    return std::nullopt;
}

double PairProduction::drawEnergyShare(double photonEnergy, double atomicNumber, RandomStream& random) {
    const double least = kElectronMass / photonEnergy;
    const double deltaScale = 136 * least / std::cbrt(atomicNumber);
    const double half = coulombPart(atomicNumber) / 2;
    const double largest = screening1(4 * deltaScale) - half; // both functions fall with delta
    while (true) {
        const double x = random.uniform(least, 1 - least);
        const double product = x * (1 - x);
        const double delta = deltaScale / product;
        const double density = (1 - 2 * product) * std::max(0.0, screening1(delta) - half) +
                               2.0 / 3.0 * product * std::max(0.0, screening2(delta) - half);
        if (largest * random.uniform() < density) return x;
    }
}

std::optional<std::array<Vector3, 2>> PairProduction::drawLegs(const Vector3& photon, double atomicNumber,
                                                               RandomStream& random) {
    const double energy = photon.norm();
    const double x = drawEnergyShare(energy, atomicNumber, random);
    const double quantile = random.uniform();
    const double k = kElectronMass * std::sqrt(quantile / (1 - quantile)); // GeV
    const Vector3 direction = photon / energy;
    const Vector3 across = directionAbout(direction, 0, random.uniform(-kPi, kPi));
    std::array<Vector3, 2> momenta;
    for (const int leg : {0, 1}) {
        const double along2 = square(energy * (leg == 0 ? x : 1 - x)) - square(kElectronMass) - square(k);
        if (!(along2 > 0)) return std::nullopt;
        momenta[static_cast<std::size_t>(leg)] = std::sqrt(along2) * direction + (leg == 0 ? k : -k) * across;
    }
    return momenta;
}

DiphotonGenerator::DiphotonGenerator(const Collision& collision,
                                     std::shared_ptr<const DetectorModel> detector)
    : m_collision(collision),
      m_angle(collision.rootS() * collision.rootS(), 0, kLargestGeneratedCosine),
      m_production(detector),
      m_detector(std::move(detector)) {
    const double steepest = std::min(m_detector->thetaMin(), kPi - m_detector->thetaMax());
    m_largestForced = m_production.forcedProbability({std::sin(steepest), 0, std::cos(steepest)});
    m_crossSection = 2 * m_largestForced *
                     diphotonCrossSection(collision.rootS() * collision.rootS(), kLargestGeneratedCosine);
}

std::optional<TruePair> DiphotonGenerator::operator()(RandomStream& random) const {
    const double cosine = m_angle.draw(random);
    const double energy = m_collision.rootS() / 2;
    const Vector3 flight = energy * m_collision.direction(cosine, random.uniform(-kPi, kPi));
    const FourMomentum converting = m_collision.toLaboratory({flight, energy});
    const double theta = std::atan2(converting.p.head<2>().norm(), converting.p.z());
    if (!(theta > m_detector->thetaMin() && theta < m_detector->thetaMax())) return std::nullopt;
    if (m_largestForced * random.uniform() > m_production.forcedProbability(converting.p))
        return std::nullopt;

    TruePair pair;
    pair.pairClass = PairClass::Conversion;
    pair.production = m_collision.drawPoint(random);
    const auto place = m_production.drawPlace(pair.production, converting.p, random);
    if (!place) return std::nullopt;
    pair.vertex = place->position;
    pair.layer = static_cast<int>(place->layer);
    const auto legs =
        PairProduction::drawLegs(converting.p, m_detector->layers()[place->layer].atomicNumber, random);
    if (!legs) return std::nullopt;
    pair.momenta = *legs;
    pair.mass = pairMass(pair.momenta);
    pair.photon = m_collision.toLaboratory({-flight, energy});
    return pair;
}

} // namespace pairscope
