#include "core/simulation/PairProduction.h"

#include "core/math/Units.h"
#include "tests/support/Statistics.h"
#include "tests/support/TestDetector.h"

#include <Eigen/Geometry>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

using namespace pairscope;
using namespace pairscope::test;

namespace {

Vector3 directionOf(double theta, double phi) {
    return {std::sin(theta) * std::cos(phi), std::sin(theta) * std::sin(phi), std::cos(theta)};
}

} // namespace

TEST(PairProduction, ConvertsInEachLayerAsOftenAsItsMaterialSays) {
    const auto detector = belle2Detector();
    const PairProduction production(detector);
    const Vector3 origin(0.001, 0, 0.02);
    for (const auto& [theta, phi] : {std::pair(1.5, 0.7), std::pair(0.6, -2.0), std::pair(2.3, 3.0)}) {
        const Vector3 direction = directionOf(theta, phi);
        constexpr int kTries = 100000;
        std::map<std::size_t, int> found;
        for (int i = 0; i < kTries; ++i) {
            RandomStream random(5, static_cast<std::uint64_t>(i));
            if (const auto place = production.drawPlace(origin, direction, random)) ++found[place->layer];
        }
        double depth = 0;
        std::map<std::size_t, double> expected;
        for (const LayerCrossing& crossing : detector->crossings(origin, direction)) {
            if (!detector->layers()[crossing.layer].tracking) continue;
            const double before = std::exp(-7.0 / 9.0 * depth);
            depth += crossing.radiationLengths;
            expected[crossing.layer] += before - std::exp(-7.0 / 9.0 * depth);
        }
        ASSERT_GT(expected.size(), 8U);
        const double scale = kTries / production.forcedProbability(direction);
        for (const auto& [layer, probability] : expected) {
            const double number = probability * scale;
            EXPECT_NEAR(found[layer], number, 4.5 * std::sqrt(number))
                << detector->layers()[layer].name << " at " << theta;
        }
        EXPECT_EQ(found.size(), expected.size());
        EXPECT_LT(7.0 / 9.0 * depth, production.largestDepth(direction));
    }
}

TEST(PairProduction, NoPathHasMoreMaterialThanTheLargestDepth) {
    const auto detector = belle2Detector();
    const PairProduction production(detector);
    for (int i = 0; i < 20000; ++i) {
        RandomStream random(6, static_cast<std::uint64_t>(i));
        const Vector3 direction = directionOf(random.uniform(detector->thetaMin(), detector->thetaMax()),
                                              random.uniform(-kPi, kPi));
        double depth = 0;
        for (const LayerCrossing& crossing : detector->crossings(Vector3::Zero(), direction))
            if (detector->layers()[crossing.layer].tracking) depth += 7.0 / 9.0 * crossing.radiationLengths;
        ASSERT_LT(depth, production.largestDepth(direction)) << direction.transpose();
    }
}

TEST(PairProduction, PlacesLieInsideTheirLayer) {
    const auto detector = belle2Detector();
    const PairProduction production(detector);
    int found = 0;
    for (int i = 0; i < 3000; ++i) {
        RandomStream random(7, static_cast<std::uint64_t>(i));
        const Vector3 direction = directionOf(random.uniform(0.5, 2.5), random.uniform(-kPi, kPi));
        const auto place = production.drawPlace(Vector3::Zero(), direction, random);
        if (!place) continue;
        ++found;
        const MaterialLayer& layer = detector->layers()[place->layer];
        const double rho = place->position.head<2>().norm();
        EXPECT_GE(rho, layer.innerRadius() - 1e-9);
        EXPECT_LE(rho, layer.outerRadius() + 1e-9);
        EXPECT_GE(place->position.z(), layer.zMin());
        EXPECT_LE(place->position.z(), layer.zMax());
    }
    EXPECT_GT(found, 500);
}

TEST(PairProduction, SharesTheEnergyAsCompleteScreeningAtGeV) {
    std::vector<double> shares;
    for (int i = 0; i < 100000; ++i) {
        RandomStream random(8, static_cast<std::uint64_t>(i));
        shares.push_back(PairProduction::drawEnergyShare(5, 14, random));
    }
    // PHYSICS: within 2 per cent of 1 - 4/3 x (1-x) per bin, the edges 6 per cent low
    double normalisation = 0;
    for (int bin = 0; bin < 10; ++bin)
        normalisation += 1 - 4.0 / 3.0 * (0.05 + 0.1 * bin) * (0.95 - 0.1 * bin);
    for (int bin = 1; bin < 9; ++bin) {
        const double low = 0.1 * bin;
        const double centre = low + 0.05;
        const double expected = (1 - 4.0 / 3.0 * centre * (1 - centre)) / normalisation;
        double count = 0;
        for (const double x : shares)
            count += x >= low && x < low + 0.1;
        EXPECT_NEAR(count / 1e5 / expected, 1, 0.045) << low; // 2 per cent, and 3.5 sigma of 7,000 counts
    }
    double edge = 0;
    for (const double x : shares)
        edge += x < 0.05 || x > 0.95;
    const double expected = 0.1 * 0.9678 / 0.7778; // mean of the density there, and everywhere
    EXPECT_NEAR(edge / 1e5 / expected, 0.94, 0.025);
}

TEST(PairProduction, ScreensLessAtLowEnergyAndIsSymmetric) {
    double low = 0;
    double high = 0;
    std::vector<double> shares;
    for (int i = 0; i < 50000; ++i) {
        RandomStream random(9, static_cast<std::uint64_t>(i));
        const double soft = PairProduction::drawEnergyShare(0.02, 14, random);
        const double hard = PairProduction::drawEnergyShare(50, 14, random);
        low += soft < 0.1 || soft > 0.9;
        high += hard < 0.1 || hard > 0.9;
        shares.push_back(hard);
    }
    EXPECT_LT(low, 0.9 * high) << "at 20 MeV the lopsided shares are rarer";
    EXPECT_NEAR(mean(shares), 0.5, 4 * 0.32 / std::sqrt(50000.0));
}

TEST(PairProduction, MassesOfConversionsHaveTheTailOfTheExactCalculation) {
    std::vector<double> masses;
    const Vector3 photon(0, 5, 0);
    for (int i = 0; i < 200000; ++i) {
        RandomStream random(10, static_cast<std::uint64_t>(i));
        const auto legs = PairProduction::drawLegs(photon, 14, random);
        if (legs) masses.push_back(pairMass(*legs) / kMeV);
    }
    ASSERT_GT(masses.size(), 199000U);
    const auto between = [&](double low, double high) {
        double count = 0;
        for (const double mass : masses)
            count += mass >= low && mass < high;
        return 100 * count / static_cast<double>(masses.size());
    };
    // PHYSICS: median 2.15 MeV, 10.3, 2.5, 0.81, 1.4 per cent. The power law is a model of that: its median
    // is 10 per cent lower, and its shares are held to a quarter.
    EXPECT_NEAR(quantile(masses, 0.5), 2.15, 0.3);
    EXPECT_NEAR(between(5, 10), 10.3, 2.6);
    EXPECT_NEAR(between(10, 15), 2.5, 0.65);
    EXPECT_NEAR(between(15, 19), 0.81, 0.25);
    EXPECT_NEAR(between(19, 1e9), 1.4, 0.4);
}

TEST(PairProduction, LegsShareThePhotonsEnergyAndRecoilAcrossIt) {
    const Vector3 photon = 3 * Vector3(1, 2, -0.5).normalized();
    for (int i = 0; i < 1000; ++i) {
        RandomStream random(11, static_cast<std::uint64_t>(i));
        const auto legs = PairProduction::drawLegs(photon, 29, random);
        if (!legs) continue;
        const double energy = FourMomentum::onShell((*legs)[0], kElectronMass).energy +
                              FourMomentum::onShell((*legs)[1], kElectronMass).energy;
        EXPECT_NEAR(energy, 3, 1e-12);
        const Vector3 sum = (*legs)[0] + (*legs)[1];
        EXPECT_NEAR(sum.cross(photon.normalized()).norm(), 0, 1e-12);
        EXPECT_GE(pairMass(*legs), 2 * kElectronMass);
    }
}

TEST(DiphotonGenerator, GivesPairsWhoseParentIsOneOfTwoPhotons) {
    const Collision collision{BeamParameters{}};
    const DiphotonGenerator generator(collision, belle2Detector());
    int found = 0;
    for (int i = 0; i < 5000; ++i) {
        RandomStream random(12, static_cast<std::uint64_t>(i));
        const auto pair = generator(random);
        if (!pair) continue;
        ++found;
        EXPECT_EQ(pair->pairClass, PairClass::Conversion);
        EXPECT_GE(pair->layer, 0);
        EXPECT_NEAR(collision.toCentreOfMass(pair->photon).energy, collision.rootS() / 2, 1e-9);
        const double energy = FourMomentum::onShell(pair->momenta[0], kElectronMass).energy +
                              FourMomentum::onShell(pair->momenta[1], kElectronMass).energy;
        EXPECT_NEAR(energy + pair->photon.energy, BeamParameters{}.totalEnergy(), 1e-9);
    }
    EXPECT_GT(found, 300);
}
