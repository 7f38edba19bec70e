#include "core/simulation/PairGenerators.h"

#include "core/math/Units.h"
#include "tests/support/Statistics.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace pairscope;
using namespace pairscope::test;

namespace {

const Collision kCollision{BeamParameters{}};
constexpr int kCount = 20000;
/// chi2 with 19 degrees of freedom is above this in 1 of 10,000 cases.
constexpr double kLargestChi2Of20Bins = 50;

FourMomentum leg(const TruePair& pair, std::size_t index) {
    return FourMomentum::onShell(pair.momenta[index], kElectronMass);
}

FourMomentum parent(const TruePair& pair) {
    return leg(pair, 0) + leg(pair, 1);
}

template<typename Generator>
std::vector<TruePair> pairsOf(const Generator& generator, int count = kCount) {
    std::vector<TruePair> pairs;
    for (int i = 0; i < count; ++i) {
        RandomStream random(3, static_cast<std::uint64_t>(i));
        pairs.push_back(generator(random));
    }
    return pairs;
}

/// cos of the angle of the e+ to the pair's flight, in the pair's rest frame as reached from the centre of
/// mass.
double decayCosine(const TruePair& pair) {
    const FourMomentum vector = kCollision.toCentreOfMass(parent(pair));
    const FourMomentum positron = kCollision.toCentreOfMass(leg(pair, 0));
    return positron.boostedBy({-vector.p, vector.energy}).p.normalized().dot(vector.p.normalized());
}

} // namespace

TEST(PairGenerators, ConserveEnergyAndMomentumOfTheBeams) {
    const BeamParameters beams;
    for (const TruePair& pair : pairsOf(DarkPhotonGenerator(kCollision, 0.3, 1e-3), 100)) {
        const FourMomentum sum = parent(pair) + pair.photon;
        EXPECT_NEAR(sum.energy, beams.totalEnergy(), 1e-9);
        EXPECT_NEAR((sum.p - beams.totalMomentum()).norm(), 0, 1e-9);
        EXPECT_NEAR(parent(pair).mass(), 0.3, 1e-8); // 1e-8: a difference of squares
    }
}

TEST(PairGenerators, GiveThePhotonTheEnergyOfTwoBodies) {
    const double s = kCollision.rootS() * kCollision.rootS();
    for (const double mass : {0.017, 1.0, 8.0})
        for (const TruePair& pair : pairsOf(DarkPhotonGenerator(kCollision, mass, 1e-3), 10))
            EXPECT_NEAR(kCollision.toCentreOfMass(pair.photon).energy,
                        (s - mass * mass) / (2 * kCollision.rootS()), 1e-9);
}

TEST(PairGenerators, DrawAnglesAsTheirDensitySays) {
    for (const double mass : {0.017, 3.0}) {
        const TwoPhotonAngle angle(kCollision.rootS() * kCollision.rootS(), mass, kLargestGeneratedCosine);
        std::vector<double> cosines;
        for (const TruePair& pair : pairsOf(DarkPhotonGenerator(kCollision, mass, 1e-3)))
            cosines.push_back(kCollision.cosTheta(kCollision.toCentreOfMass(parent(pair)).p));
        EXPECT_LT(chi2OfShape(cosines, -kLargestGeneratedCosine, kLargestGeneratedCosine, 20,
                              [&](double c) { return angle.density(c); }),
                  kLargestChi2Of20Bins)
            << mass;
        EXPECT_GT(chi2OfShape(cosines, -kLargestGeneratedCosine, kLargestGeneratedCosine, 20,
                              [](double) { return 1; }),
                  10 * kLargestChi2Of20Bins)
            << "a flat density must not do";
    }
}

TEST(PairGenerators, DecayAsOnePlusCosineSquare) {
    std::vector<double> cosines;
    for (const TruePair& pair : pairsOf(DarkPhotonGenerator(kCollision, 0.5, 1e-3)))
        cosines.push_back(decayCosine(pair));
    EXPECT_LT(chi2OfShape(cosines, -1, 1, 20, [](double c) { return 1 + c * c; }), kLargestChi2Of20Bins);
    EXPECT_GT(chi2OfShape(cosines, -1, 1, 20, [](double) { return 1; }), 2 * kLargestChi2Of20Bins);
}

TEST(PairGenerators, DecayEvenlyNearThreshold) {
    constexpr double kMass = 1.6e-3; // GeV
    constexpr double kAtRest = 4 * kElectronMass * kElectronMass / (kMass * kMass);
    std::vector<double> cosines;
    for (const TruePair& pair : pairsOf(DarkPhotonGenerator(kCollision, kMass, 1e-3)))
        cosines.push_back(decayCosine(pair));
    EXPECT_LT(chi2OfShape(cosines, -1, 1, 20, [](double c) { return 1 + c * c + kAtRest * (1 - c * c); }),
              kLargestChi2Of20Bins);
    EXPECT_GT(chi2OfShape(cosines, -1, 1, 20, [](double c) { return 1 + c * c; }), 2 * kLargestChi2Of20Bins);
}

TEST(PairGenerators, ADarkPhotonFliesAsFarAsItsMixingSays) {
    // 0.757, 1.484, 3.209 mm at the 5.29 GeV of the centre of mass; in the laboratory the mean momentum is
    // gamma = 1.0403 times that
    const std::array<std::array<double, 2>, 3> expected{{{1.4e-3, 0.0757}, {1e-3, 0.1484}, {6.8e-4, 0.3209}}};
    for (const auto& [epsilon, flight] : expected) {
        const DarkPhotonGenerator generator(kCollision, 0.017, epsilon);
        std::vector<double> lengths;
        std::vector<double> lifetimes;
        for (const TruePair& pair : pairsOf(generator)) {
            const Vector3 path = pair.vertex - pair.production;
            lengths.push_back(path.norm());
            lifetimes.push_back(path.norm() * pair.mass / parent(pair).p.norm() / generator.decayLength());
            EXPECT_NEAR(path.normalized().dot(parent(pair).p.normalized()), 1, 1e-9);
        }
        EXPECT_NEAR(mean(lengths) / flight, 1.0403, 4 * 1.05 / std::sqrt(1.0 * kCount));
        EXPECT_NEAR(mean(lifetimes), 1, 4 / std::sqrt(1.0 * kCount));
        EXPECT_NEAR(width(lifetimes), 1, 8 / std::sqrt(1.0 * kCount));
    }
}

TEST(PairGenerators, CollideInTheLuminousRegion) {
    BeamParameters beams;
    beams.spot = {0.1, -0.2, 0.3};
    const DarkPhotonGenerator generator(Collision(beams), 0.017, 1e-3);
    std::array<std::vector<double>, 3> places;
    for (const TruePair& pair : pairsOf(generator))
        for (int axis = 0; axis < 3; ++axis)
            places[static_cast<std::size_t>(axis)].push_back((pair.production(axis) - beams.spot(axis)) /
                                                             beams.spotSize(axis));
    for (const auto& axis : places) {
        EXPECT_NEAR(mean(axis), 0, 4 / std::sqrt(1.0 * kCount));
        EXPECT_NEAR(width(axis), 1, 4 / std::sqrt(2.0 * kCount));
    }
}

TEST(PairGenerators, PromptPairsHaveTheMassesOfInternalConversions) {
    const double largest = 0.1;
    const double low = 2 * kElectronMass;
    std::vector<double> logarithms;
    for (const TruePair& pair : pairsOf(PromptPairGenerator(kCollision, largest))) {
        logarithms.push_back(std::log(pair.mass));
        EXPECT_EQ(pair.vertex, pair.production);
        EXPECT_NEAR(parent(pair).mass(), pair.mass, 1e-7); // 1e-7: a difference of squares of GeV
    }
    EXPECT_LT(chi2OfShape(logarithms, std::log(low), std::log(largest), 20,
                          [](double x) { return promptPairDensity(std::exp(x)) * std::exp(x); }),
              kLargestChi2Of20Bins);
}

TEST(PairGenerators, RefuseImpossibleNumbersInWords) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const double mass : {-0.017, 0.0, 1.0e-3, 10.6, 1e9, nan})
        EXPECT_THROW(DarkPhotonGenerator(kCollision, mass, 1e-3), std::invalid_argument) << mass;
    for (const double epsilon : {0.0, -1e-3, 1.1, nan})
        EXPECT_THROW(DarkPhotonGenerator(kCollision, 0.017, epsilon), std::invalid_argument) << epsilon;
    EXPECT_THROW(PromptPairGenerator(kCollision, 1.0e-3), std::invalid_argument);
    try {
        DarkPhotonGenerator(kCollision, -0.017, 1e-3);
    } catch (const std::invalid_argument& problem) {
        EXPECT_NE(std::string(problem.what()).find("-17 MeV"), std::string::npos) << problem.what();
    }
}
