#include "core/analysis/OccupancyComparison.h"

#include "core/simulation/RandomStream.h"
#include "tests/core/analysis/PlaneTable.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;
using namespace pairscope::test;

namespace {

/// By the probabilities themselves.
double fisherByHand(int k1, int n1, int k2, int n2) {
    const auto logChoose = [](int n, int k) {
        return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
    };
    const auto probability = [&](int k) {
        return std::exp(logChoose(n1, k) + logChoose(n2, k1 + k2 - k) - logChoose(n1 + n2, k1 + k2));
    };
    double sum = 0;
    for (int k = std::max(0, k1 + k2 - n2); k <= std::min(n1, k1 + k2); ++k)
        if (probability(k) <= probability(k1) * (1 + 1e-7)) sum += probability(k);
    return sum;
}

/// Points in three strips; the share of the first strip is `first`, the rest is even.
Occupancy strips(double first, std::size_t count, std::uint64_t seed, const SidebandPlane& plane) {
    RandomStream random(seed, 0);
    Points points;
    for (std::size_t i = 0; i < count; ++i)
        points.emplace_back(random.uniform() < first ? 0.5 : 1.5 + (random.uniform() < 0.5 ? 1 : 0), 0.5);
    return occupancy(*planeTable(points), plane, RowSet::all(count));
}

SidebandPlane stripPlane() {
    return planeOf({box("one", {0, 1}, {}), box("two", {1, 2}, {}), box("one and two", {0, 2}, {})});
}

} // namespace

TEST(OccupancyComparison, FindsFishersProbability) {
    EXPECT_NEAR(fisherProbability(3, 4, 1, 4), 0.4857142857, 1e-9); // the lady tasting tea, two-sided
    for (const auto& [k1, n1, k2, n2] :
         {std::tuple(1, 10, 11, 14), std::tuple(0, 20, 5, 7), std::tuple(7, 7, 0, 9),
          std::tuple(40, 200, 55, 150), std::tuple(0, 5, 0, 9), std::tuple(5, 5, 9, 9),
          std::tuple(3, 1000, 30, 900)})
        EXPECT_NEAR(fisherProbability(static_cast<std::uint64_t>(k1), static_cast<std::uint64_t>(n1),
                                      static_cast<std::uint64_t>(k2), static_cast<std::uint64_t>(n2)),
                    fisherByHand(k1, n1, k2, n2), 1e-9)
            << k1 << ' ' << n1 << ' ' << k2 << ' ' << n2;
}

TEST(OccupancyComparison, FishersProbabilityOfManyEntriesIsThatOfTheNormalDistribution) {
    // 500,000 and 501,500 of a million each: 2.12 standard deviations
    EXPECT_NEAR(fisherProbability(500000, 1000000, 501500, 1000000),
                std::erfc(1500 / std::sqrt(5e5) / std::sqrt(2)),
                3e-4); // the steps of a count
    EXPECT_LT(fisherProbability(100000, 1000000, 900000, 1000000), 1e-200);
}

TEST(OccupancyComparison, GivesSharesTheirRatioAndChi2) {
    const SidebandPlane plane = stripPlane();
    const Occupancy first = strips(0.5, 20000, 1, plane);
    const Occupancy second = strips(0.25, 30000, 2, plane);
    const OccupancyComparison result = compare(first, second).value();
    EXPECT_EQ(result.regions[0].first, proportion(first.regions[0].count, 20000));
    EXPECT_EQ(result.regions[0].second, proportion(second.regions[0].count, 30000));
    EXPECT_NEAR(result.regions[0].ratio.value(), 2, 0.06);
    EXPECT_LT(result.regions[0].interval->low, result.regions[0].ratio);
    EXPECT_GT(result.regions[0].interval->high, result.regions[0].ratio);
    EXPECT_LT(result.regions[0].pValue, 1e-6);
    EXPECT_EQ(result.ndf, 2) << "the overlapping region adds no set of its own";
    EXPECT_GT(result.chi2.value(), 1000);
    EXPECT_LT(result.probability.value(), 1e-6);
}

TEST(OccupancyComparison, OfEqualSamplesHasFlatProbabilitiesAndCoversTheRatio) {
    const SidebandPlane plane = stripPlane();
    constexpr int kToys = 400;
    int low = 0;
    int lowRegion = 0;
    int covered = 0;
    for (int i = 0; i < kToys; ++i) {
        const auto seed = static_cast<std::uint64_t>(2 * i);
        const OccupancyComparison result =
            compare(strips(0.3, 400, seed + 100, plane), strips(0.3, 600, seed + 101, plane)).value();
        low += result.probability.value() < 0.3 ? 1 : 0;
        lowRegion += result.regions[0].pValue < 0.3 ? 1 : 0;
        covered += result.regions[0].interval->low <= 1 && result.regions[0].interval->high >= 1 ? 1 : 0;
    }
    constexpr double kSpread = 3 * 0.458 * 20; // 3 sqrt(p (1 - p) toys) for p = 0.3
    EXPECT_NEAR(low, 0.3 * kToys, kSpread);
    EXPECT_LT(lowRegion, 0.3 * kToys + kSpread) << "exact: rather too few";
    EXPECT_GT(lowRegion, 0.3 * kToys - 2 * kSpread);
    EXPECT_NEAR(covered, 0.6827 * kToys, kSpread * 1.02);
}

TEST(OccupancyComparison, HasNoRatioToNothingAndNoneOfNothing) {
    const SidebandPlane plane = stripPlane();
    const Occupancy some = strips(1, 10, 1, plane);
    const Occupancy others = strips(0, 10, 1, plane);
    const OccupancyComparison result = compare(some, others).value();
    EXPECT_FALSE(result.regions[0].ratio.has_value());
    EXPECT_NEAR(result.regions[0].pValue, 2 / 184756.0, 1e-9);
    EXPECT_EQ(compare(others, some)->regions[0].ratio, 0.0);
    EXPECT_FALSE(compare(others, some)->regions[0].interval.has_value());
    EXPECT_FALSE(compare(some, strips(1, 0, 1, plane)).has_value());
    EXPECT_FALSE(compare(some, some)->chi2.has_value()) << "all are in the same regions";
    EXPECT_THROW((void)compare(some, Occupancy{}), std::invalid_argument);
}

TEST(OccupancyComparison, KeepsBlindedRegionsBlind) {
    SidebandPlane plane = stripPlane();
    plane.regions[0].blind = true;
    const OccupancyComparison result =
        compare(strips(0.5, 1000, 1, plane), strips(0.2, 1000, 2, plane)).value();
    EXPECT_TRUE(result.regions[0].blinded);
    EXPECT_EQ(result.regions[0].first, Proportion{});
    EXPECT_EQ(result.regions[1].first.value, 1) << "of those in regions that may be seen";
}
