#include "core/math/Spectrum.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace pairscope;

TEST(Spectrum, OfTwoCorrelatedParametersIsKnownInClosedForm) {
    Eigen::MatrixXd covariance(2, 2);
    covariance << 4, 1.2, 1.2, 1; // correlation 0.6
    const Spectrum spectrum = Spectrum::of(covariance);
    const double root = std::sqrt(1.5 * 1.5 + 1.2 * 1.2);
    EXPECT_NEAR(spectrum.raw[0], 2.5 - root, 1e-12);
    EXPECT_NEAR(spectrum.raw[1], 2.5 + root, 1e-12);
    EXPECT_NEAR(spectrum.scaled[0], 0.4, 1e-12);
    EXPECT_NEAR(spectrum.scaled[1], 1.6, 1e-12);
    EXPECT_NEAR(conditionNumber(spectrum.scaled), 4, 1e-12);
}

TEST(Spectrum, UnitsOfTheParametersMatterOnlyToTheRawOne) {
    Eigen::MatrixXd covariance(2, 2);
    covariance << 4, 1.2e-9, 1.2e-9, 1e-18;
    const Spectrum spectrum = Spectrum::of(covariance);
    EXPECT_NEAR(conditionNumber(spectrum.scaled), 4, 1e-9);
    EXPECT_GT(conditionNumber(spectrum.raw), 1e17);
}

TEST(Spectrum, AnIndefiniteMatrixHasAnInfiniteConditionNumber) {
    Eigen::MatrixXd covariance(2, 2);
    covariance << 1, 1.5, 1.5, 1;
    const Spectrum spectrum = Spectrum::of(covariance);
    EXPECT_NEAR(spectrum.scaled[0], -0.5, 1e-12);
    EXPECT_TRUE(std::isinf(conditionNumber(spectrum.scaled)));
}

TEST(Spectrum, WhatCannotBeScaledIsUnknownAndTheRestIsNot) {
    Eigen::MatrixXd covariance(3, 3);
    covariance << 1, 0.5, 0, 0.5, 1, 0, 0, 0, -2;
    const Spectrum spectrum = Spectrum::of(covariance);
    EXPECT_EQ(spectrum.raw[0], -2);
    EXPECT_TRUE(std::isnan(conditionNumber(spectrum.scaled)));
    const Eigen::MatrixXd correlation = correlations(covariance);
    EXPECT_EQ(correlation(1, 0), 0.5);
    EXPECT_TRUE(std::isnan(correlation(2, 2)));
    EXPECT_TRUE(std::isnan(correlation(0, 2)));

    covariance(0, 0) = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(std::isnan(Spectrum::of(covariance).raw[1]));
}
