#include "core/detector/BeamParameters.h"

#include "core/math/Units.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;

TEST(BeamParameters, GiveTheUpsilon4SMomentumByDefault) {
    const BeamParameters beams;
    EXPECT_NEAR(beams.totalMomentum().x(), 0.4566, 5e-5); // quoted with four digits
    EXPECT_EQ(beams.totalMomentum().y(), 0);
    EXPECT_NEAR(beams.totalMomentum().z(), 2.9994, 5e-5);
    EXPECT_DOUBLE_EQ(beams.totalEnergy(), 11.006);
    EXPECT_NEAR(beams.centreOfMassEnergy(), 10.5796, 5e-5);
}

TEST(BeamParameters, CentreOfMassEnergyIsTheInvariantMassOfTheTotalMomentum) {
    BeamParameters beams;
    beams.energyHer = 8;
    beams.energyLer = 3.5;
    beams.angleHer = 0.2;
    beams.angleLer = -0.05;
    const double square = beams.totalEnergy() * beams.totalEnergy() - beams.totalMomentum().squaredNorm();
    EXPECT_NEAR(beams.centreOfMassEnergy(), std::sqrt(square), 1e-12);
}

TEST(BeamParameters, HeadOnBeamsOfEqualEnergyGiveARestingCollision) {
    const BeamParameters beams{.energyHer = 5, .energyLer = 5, .angleHer = 0, .angleLer = 0};
    EXPECT_TRUE(beams.totalMomentum().isZero(0));
    EXPECT_DOUBLE_EQ(beams.centreOfMassEnergy(), 10);
}

TEST(BeamParameters, SpotCovarianceHoldsTheSquaresOfTheSizes) {
    BeamParameters beams;
    beams.spotSize = {2, 3, 4};
    EXPECT_EQ(beams.spotCovariance(), Matrix3(Vector3(4, 9, 16).asDiagonal()));
    const BeamParameters standard;
    EXPECT_TRUE(standard.spotSize.isApprox(Vector3(10 * kMicrometre, 0.3 * kMicrometre, 0.25 * kMillimetre)));
}
