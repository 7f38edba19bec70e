#include "core/simulation/CrossSections.h"

#include "core/math/Units.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;

namespace {

constexpr double kS = 10.5796 * 10.5796; // GeV^2

/// Midpoint rule in the logarithm.
template<typename Function>
double integralOverLog(const Function& f, double low, double high) {
    constexpr int kSteps = 200000;
    const double step = std::log(high / low) / kSteps;
    double sum = 0;
    for (int i = 0; i < kSteps; ++i) {
        const double x = low * std::exp((i + 0.5) * step);
        sum += f(x) * x * step;
    }
    return sum;
}

} // namespace

TEST(CrossSections, OfTwoPhotonsIsThatOfTheLowestOrder) {
    EXPECT_NEAR(diphotonCrossSection(kS, std::cos(30.0_deg)), 2.06, 0.005); // nb, 30 to 150 degrees
}

TEST(CrossSections, OfALightDarkPhotonIsTwiceEpsilonSquaredThatOfTwoPhotons) {
    for (const double cosine : {0.5, 0.866, 0.978})
        EXPECT_NEAR(darkPhotonCrossSection(kS, 0.002, 1e-3, cosine), 2e-6 * diphotonCrossSection(kS, cosine),
                    1e-6 * 2e-6);
}

TEST(CrossSections, FallTowardsTheCollisionEnergyAsPhaseSpaceAndRadiationSay) {
    // soft photon limit: 1 - m^2/s times 4 s m^2 / (s - m^2)^2 grows as 1 / (1 - m^2/s)
    const double near = darkPhotonCrossSection(kS, 0.99 * std::sqrt(kS), 1e-3, 0.866);
    const double far = darkPhotonCrossSection(kS, 0.90 * std::sqrt(kS), 1e-3, 0.866);
    EXPECT_GT(near, 5 * far);
}

TEST(CrossSections, IntegrateTheAngularDensity) {
    for (const double mass : {0.0, 0.017, 3.0, 9.0}) {
        const TwoPhotonAngle angle(kS, mass, 0.9);
        constexpr int kSteps = 100000;
        double sum = 0;
        for (int i = 0; i < kSteps; ++i)
            sum += angle.density(-0.9 + 1.8 * (i + 0.5) / kSteps) * 1.8 / kSteps;
        EXPECT_NEAR(angle.integral() / sum, 1, 1e-6) << mass; // 1e-6: the midpoint rule
    }
}

TEST(CrossSections, DecayLengthIsThatOfAnX17) {
    EXPECT_NEAR(darkPhotonDecayLength(0.017, 1e-3), 4.77_um, 0.005_um);
    EXPECT_NEAR(darkPhotonDecayLength(0.017, 1e-4) / darkPhotonDecayLength(0.017, 1e-3), 100, 1e-9);
    EXPECT_GT(darkPhotonDecayLength(1.0221e-3, 1e-3), 20 * darkPhotonDecayLength(2e-3, 1e-3))
        << "no phase space just above two electron masses";
}

TEST(CrossSections, PromptPairNumberIsTheIntegralOfItsDensity) {
    for (const double largest : {1.1e-3, 0.017, 0.3}) {
        const double sum = integralOverLog(promptPairDensity, 2 * kElectronMass, largest);
        EXPECT_NEAR(promptPairNumber(largest) / sum, 1, 1e-5) << largest; // 1e-5: a square root at the edge
    }
    EXPECT_EQ(promptPairDensity(1.0e-3), 0);
    EXPECT_EQ(promptPairNumber(1.0e-3), 0);
}
