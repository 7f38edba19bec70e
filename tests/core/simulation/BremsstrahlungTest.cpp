#include "core/simulation/Bremsstrahlung.h"
#include "core/simulation/MultipleScattering.h"

#include "tests/support/Statistics.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;
using namespace pairscope::test;

TEST(Bremsstrahlung, SpectrumIsThatOfCompleteScreening) {
    RandomStream random(1, 0);
    std::vector<double> logarithms;
    for (int i = 0; i < 50000; ++i) {
        const double y = bremsstrahlung::drawShare(random);
        ASSERT_GE(y, bremsstrahlung::kSmallestShare);
        ASSERT_LT(y, 1);
        logarithms.push_back(std::log(y));
    }
    const auto density = [](double x) {
        const double y = std::exp(x);
        return 4.0 / 3.0 * (1 - y) + y * y;
    };
    EXPECT_LT(chi2OfShape(logarithms, std::log(bremsstrahlung::kSmallestShare), 0, 20, density), 50);
    EXPECT_GT(
        chi2OfShape(logarithms, std::log(bremsstrahlung::kSmallestShare), 0, 20, [](double) { return 1; }),
        500);
}

TEST(Bremsstrahlung, MeanNumberIsTheIntegralOfTheSpectrum) {
    constexpr int kSteps = 100000;
    const double range = -std::log(bremsstrahlung::kSmallestShare);
    double sum = 0;
    for (int i = 0; i < kSteps; ++i) {
        const double y = std::exp(-range * (i + 0.5) / kSteps);
        sum += (4.0 / 3.0 * (1 - y) + y * y) * range / kSteps;
    }
    EXPECT_NEAR(bremsstrahlung::meanNumber(), sum, 1e-6);
}

TEST(Bremsstrahlung, ElectronsThroughTheTrackerLoseAsMuchAsGeant4Says) {
    // PHYSICS: of 5 GeV electrons through 4.5 per cent X0 22 % lose more than 1 %, 14 % more than 5 %, 10.5 %
    // more than 10 %; complete screening, photon by photon, is a little below.
    constexpr int kCount = 100000;
    int above1 = 0;
    int above5 = 0;
    int above10 = 0;
    for (int i = 0; i < kCount; ++i) {
        RandomStream random(2, static_cast<std::uint64_t>(i));
        double energy = 1;
        for (unsigned n = random.poisson(0.045 * bremsstrahlung::meanNumber()); n > 0; --n)
            energy *= 1 - bremsstrahlung::drawShare(random);
        above1 += energy < 0.99;
        above5 += energy < 0.95;
        above10 += energy < 0.90;
    }
    EXPECT_NEAR(100.0 * above1 / kCount, 22, 1.5);
    EXPECT_NEAR(100.0 * above5 / kCount, 14, 1);
    EXPECT_NEAR(100.0 * above10 / kCount, 10.5, 1);
}

TEST(MultipleScattering, IsHighlandsFormula) {
    // 13.6 MeV / 1 GeV sqrt(0.01) (1 + 0.038 ln 0.01) = 1.122 mrad
    EXPECT_NEAR(scatteringAngle(0.01, 0.01, 1), 1.122e-3, 1e-6);
    EXPECT_NEAR(scatteringAngle(0.01, 0.01, 2), 0.561e-3, 1e-6);
    EXPECT_EQ(scatteringAngle(0, 0, 1), 0);
}

TEST(MultipleScattering, OfManyThinLayersIsThatOfOneThickOne) {
    const double thin = scatteringAngle(0.01, 0.04, 1);
    EXPECT_NEAR(2 * thin, scatteringAngle(0.04, 0.04, 1), 1e-15);
}
