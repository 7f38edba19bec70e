#include "core/simulation/RandomStream.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

using namespace pairscope;

TEST(RandomStream, GivesTheSameNumbersForTheSameSeedAndIndex) {
    RandomStream first(7, 3);
    RandomStream second(7, 3);
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(first.uniform(), second.uniform());
        EXPECT_EQ(first.normal(), second.normal());
    }
}

TEST(RandomStream, GivesOtherNumbersForAnotherSeedOrIndex) {
    const double number = RandomStream(7, 3).uniform();
    EXPECT_NE(number, RandomStream(8, 3).uniform());
    EXPECT_NE(number, RandomStream(7, 4).uniform());
    EXPECT_NE(number, RandomStream(3, 7).uniform());
    EXPECT_NE(number, RandomStream(6, 4).uniform()) << "seed and index must not merely be added";
}

TEST(RandomStream, HasNoCorrelationBetweenFirstNumbersOfNeighbouringIndices) {
    constexpr int kCount = 20000;
    double mean = 0;
    double product = 0;
    for (std::uint64_t i = 0; i < kCount; ++i) {
        const double here = RandomStream(1, i).uniform() - 0.5;
        const double next = RandomStream(1, i + 1).uniform() - 0.5;
        mean += here / kCount;
        product += here * next / kCount;
    }
    EXPECT_NEAR(mean, 0, 4 / std::sqrt(12.0 * kCount));
    EXPECT_NEAR(product, 0, 4 / (12 * std::sqrt(1.0 * kCount)));
}

TEST(RandomStream, DrawsUniformNumbersWithinTheirBounds) {
    RandomStream random(1, 0);
    double sum = 0;
    constexpr int kCount = 100000;
    for (int i = 0; i < kCount; ++i) {
        const double x = random.uniform(-2, 3);
        ASSERT_GE(x, -2);
        ASSERT_LT(x, 3);
        sum += x;
    }
    EXPECT_NEAR(sum / kCount, 0.5, 4 * 5 / std::sqrt(12.0 * kCount));
}

TEST(RandomStream, DrawsNormalNumbersWithTheMomentsOfTheNormalDistribution) {
    RandomStream random(2, 0);
    constexpr int kCount = 200000;
    std::array<double, 4> moments{};
    for (int i = 0; i < kCount; ++i) {
        const double x = random.normal();
        moments[0] += x / kCount;
        moments[1] += x * x / kCount;
        moments[2] += x * x * x / kCount;
        moments[3] += x * x * x * x / kCount;
    }
    // variances of the sample moments of a unit normal: 1, 2, 15, 96
    EXPECT_NEAR(moments[0], 0, 4 * std::sqrt(1.0 / kCount));
    EXPECT_NEAR(moments[1], 1, 4 * std::sqrt(2.0 / kCount));
    EXPECT_NEAR(moments[2], 0, 4 * std::sqrt(15.0 / kCount));
    EXPECT_NEAR(moments[3], 3, 4 * std::sqrt(96.0 / kCount));
}

TEST(RandomStream, DrawsEveryIntegerBelowItsCountEquallyOften) {
    RandomStream random(3, 0);
    std::array<int, 7> counts{};
    constexpr int kEach = 10000;
    for (int i = 0; i < 7 * kEach; ++i) {
        const std::uint64_t number = random.below(7);
        ASSERT_LT(number, 7U);
        ++counts[number];
    }
    for (const int count : counts)
        EXPECT_NEAR(count, kEach, 4 * std::sqrt(1.0 * kEach));
    EXPECT_EQ(random.below(1), 0U);
}
