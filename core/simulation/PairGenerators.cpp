#include "core/simulation/PairGenerators.h"

#include "core/math/Units.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace pairscope {

namespace {

void checkMass(std::string_view what, double mass, double rootS) {
    if (!(mass > 2 * kElectronMass && mass < rootS))
        throw std::invalid_argument(fmt::format(
            "the {} must be between 1.022 MeV (two electrons) and {:.2f} GeV (the collision), not "
            "{:g} MeV",
            what, rootS, mass / kMeV));
}

double checkedEpsilon(double epsilon) {
    if (!(epsilon > 0 && epsilon <= 1))
        throw std::invalid_argument(
            fmt::format("epsilon must be above 0 and at most 1, not {:g}: without mixing there is no dark "
                        "photon to see",
                        epsilon));
    return epsilon;
}

double checkedMass(std::string_view what, double mass, double rootS) {
    checkMass(what, mass, rootS);
    return mass;
}

} // namespace

VectorPairGenerator::VectorPairGenerator(const Collision& collision, double mass)
    : m_collision(collision),
      m_angle(collision.rootS() * collision.rootS(), mass, kLargestGeneratedCosine),
      m_mass(mass),
      m_momentum((collision.rootS() - mass) * (collision.rootS() + mass) / (2 * collision.rootS())) {}

TruePair VectorPairGenerator::operator()(double decayLength, RandomStream& random) const {
    const double cosine = m_angle.draw(random);
    const Vector3 flight = m_collision.direction(cosine, random.uniform(-kPi, kPi));
    const FourMomentum vector = FourMomentum::onShell(m_momentum * flight, m_mass);
    const Vector3 legs = directionAbout(flight, drawDecayCosine(m_mass, random), random.uniform(-kPi, kPi));
    const double legMomentum = std::sqrt((m_mass / 2 - kElectronMass) * (m_mass / 2 + kElectronMass));
    TruePair pair;
    for (const int leg : {0, 1}) {
        const Vector3 p = (leg == 0 ? legMomentum : -legMomentum) * legs;
        const FourMomentum inCollision = FourMomentum::onShell(p, kElectronMass).boostedBy(vector);
        pair.momenta[static_cast<std::size_t>(leg)] = m_collision.toLaboratory(inCollision).p;
    }
    pair.photon = m_collision.toLaboratory({-m_momentum * flight, m_momentum});
    pair.mass = m_mass;
    pair.production = pair.vertex = m_collision.drawPoint(random);
    if (decayLength > 0) {
        const FourMomentum inLaboratory = m_collision.toLaboratory(vector);
        pair.vertex += inLaboratory.p / m_mass * (decayLength * random.exponential());
    }
    return pair;
}

DarkPhotonGenerator::DarkPhotonGenerator(const Collision& collision, double mass, double epsilon)
    : m_pairs(collision, checkedMass("mass of a dark photon", mass, collision.rootS())),
      m_crossSection(darkPhotonCrossSection(collision.rootS() * collision.rootS(), mass,
                                            checkedEpsilon(epsilon), kLargestGeneratedCosine)),
      m_decayLength(darkPhotonDecayLength(mass, epsilon)) {}

TruePair DarkPhotonGenerator::operator()(RandomStream& random) const {
    TruePair pair = m_pairs(m_decayLength, random);
    pair.pairClass = PairClass::Signal;
    return pair;
}

PromptPairGenerator::PromptPairGenerator(const Collision& collision, double largestMass)
    : m_collision(collision),
      m_largestMass(checkedMass("largest mass of prompt pairs", largestMass, collision.rootS())),
      m_crossSection(2 * promptPairNumber(largestMass) *
                     diphotonCrossSection(collision.rootS() * collision.rootS(), kLargestGeneratedCosine)) {}

double PromptPairGenerator::drawMass(RandomStream& random) const {
    const double low = std::log(2 * kElectronMass);
    const double high = std::log(m_largestMass);
    while (true) {
        const double mass = std::exp(random.uniform(low, high)); // density 1/M
        const double share = 4 * kElectronMass * kElectronMass / (mass * mass);
        if (random.uniform() < (1 + share / 2) * std::sqrt(std::max(0.0, 1 - share))) return mass;
    }
}

TruePair PromptPairGenerator::operator()(RandomStream& random) const {
    TruePair pair = VectorPairGenerator(m_collision, drawMass(random))(0, random);
    pair.pairClass = PairClass::PromptPair;
    return pair;
}

} // namespace pairscope
