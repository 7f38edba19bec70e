#include "core/analysis/AbcdEstimate.h"

#include "core/simulation/RandomStream.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <limits>

using namespace pairscope;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double deviance(double count, double mean) {
    return 2 * (mean - count + (count > 0 ? count * std::log(count / mean) : 0));
}

/// Smallest value of a convex function of one variable (golden section).
double minimum(const std::function<double(double)>& function, double low, double high) {
    constexpr double kGolden = 0.6180339887498949;
    for (int step = 0; step < 40; ++step) {
        const double left = high - kGolden * (high - low);
        const double right = low + kGolden * (high - low);
        if (function(left) < function(right))
            high = right;
        else
            low = left;
    }
    return function((low + high) / 2);
}

/// Smallest -2 ln L with kappa mu_B mu_C / mu_D = product, over ln mu_B, ln mu_C and ln kappa by nested
/// searches; knows nothing of Lagrange multipliers.
double profiled(const AbcdCounts& counts, const Kappa& kappa, double product) {
    const auto b = static_cast<double>(counts.b);
    const auto c = static_cast<double>(counts.c);
    const auto d = static_cast<double>(counts.d);
    const auto overKappa = [&](double pull) {
        const double logKappa = std::log(kappa.value) + pull * kappa.relativeError;
        const auto overB = [&](double logB) {
            const auto overC = [&](double logC) {
                const double logD = logKappa + logB + logC - std::log(product);
                return deviance(c, std::exp(logC)) + deviance(d, std::exp(logD));
            };
            return deviance(b, std::exp(logB)) + minimum(overC, std::log(c) - 4, std::log(c) + 4);
        };
        return pull * pull + minimum(overB, std::log(b) - 4, std::log(b) + 4);
    };
    return kappa.relativeError > 0 ? minimum(overKappa, -6, 6) : overKappa(0);
}

struct Toy {
    std::array<double, 3> means; ///< of B, C, D
    Kappa kappa;
};

/// The share of toys whose interval has the true mean of A in it. kappa is known with its error.
double coverage(const Toy& toy, int toys, ConfidenceLevel level) {
    const double truth = toy.kappa.value * toy.means[0] * toy.means[1] / toy.means[2];
    int covered = 0;
    for (int i = 0; i < toys; ++i) {
        RandomStream random(271, static_cast<std::uint64_t>(i));
        const AbcdCounts counts{0, random.poisson(toy.means[0]), random.poisson(toy.means[1]),
                                random.poisson(toy.means[2])};
        const Kappa kappa{toy.kappa.value * std::exp(toy.kappa.relativeError * random.normal()),
                          toy.kappa.relativeError};
        const Interval interval = abcdEstimate(counts, kappa, level).interval;
        covered += interval.low <= truth && truth <= interval.high ? 1 : 0;
    }
    return static_cast<double>(covered) / toys;
}

} // namespace

TEST(AbcdEstimate, IsKappaTimesTheProductOfTheNeighboursOverTheOpposite) {
    const AbcdEstimate estimate = abcdEstimate({7, 40, 50, 100}, {1.5, 0.1});
    EXPECT_DOUBLE_EQ(estimate.expected, 30);
    EXPECT_DOUBLE_EQ(estimate.relativeError, std::sqrt(1 / 40.0 + 1 / 50.0 + 1 / 100.0 + 0.01));
    EXPECT_EQ(estimate.kappa, (Kappa{1.5, 0.1}));
    EXPECT_LT(estimate.interval.low, 30);
    EXPECT_GT(estimate.interval.high, 30);
}

TEST(AbcdEstimate, DoesNotLookIntoTheSignalRegion) {
    EXPECT_EQ(abcdEstimate({0, 4, 5, 6}).interval, abcdEstimate({1000, 4, 5, 6}).interval);
}

TEST(AbcdEstimate, HasTheEndsOfItsIntervalWhereASearchOfTheLikelihoodFindsThem) {
    struct Case {
        AbcdCounts counts;
        Kappa kappa;
        double level;
    };
    for (const Case& c : {Case{{0, 3, 5, 4}, {1, 0}, 0.6827}, Case{{0, 3, 5, 4}, {0.8, 0.3}, 0.95},
                          Case{{0, 100, 20, 1}, {2, 0.2}, 0.6827}, Case{{0, 1, 1, 1}, {1, 0.5}, 0.9},
                          Case{{0, 1000, 2000, 1500}, {1, 0.05}, 0.6827}}) {
        const double limit = boost::math::quantile(boost::math::chi_squared(1), c.level);
        const Interval interval = abcdEstimate(c.counts, c.kappa, {c.level}).interval;
        // golden sections find a place to half of the digits, the value there to more
        EXPECT_NEAR(profiled(c.counts, c.kappa, interval.low), limit, 1e-6 * limit);
        EXPECT_NEAR(profiled(c.counts, c.kappa, interval.high), limit, 1e-6 * limit);
    }
}

TEST(AbcdEstimate, ApproachesTheNormalErrorForLargeCounts) {
    const AbcdEstimate estimate = abcdEstimate({0, 1000000, 1000000, 1000000}, {1, 0.001});
    const double sigma = estimate.relativeError * estimate.expected;
    // the next order is relativeError / 2, 0.1 %
    EXPECT_NEAR(estimate.interval.high - estimate.expected, sigma, 2e-3 * sigma);
    EXPECT_NEAR(estimate.expected - estimate.interval.low, sigma, 2e-3 * sigma);
}

TEST(AbcdEstimate, WithNothingInANeighbourExpectsNothingButAllowsSome) {
    const AbcdEstimate estimate = abcdEstimate({0, 0, 8, 10});
    EXPECT_EQ(estimate.expected, 0);
    EXPECT_EQ(estimate.interval.low, 0);
    EXPECT_GT(estimate.interval.high, 0.2);
    EXPECT_LT(estimate.interval.high, 2);
    EXPECT_EQ(estimate.relativeError, kInfinity);
    EXPECT_FALSE(estimate.pull(3).has_value());
}

TEST(AbcdEstimate, WithNothingInTheOppositeBoxHasOnlyALowerEnd) {
    const AbcdEstimate estimate = abcdEstimate({0, 5, 8, 0});
    EXPECT_EQ(estimate.expected, kInfinity);
    EXPECT_EQ(estimate.interval.high, kInfinity);
    EXPECT_GT(estimate.interval.low, 10);
    EXPECT_LT(estimate.interval.low, 100);
    EXPECT_EQ(abcdEstimate({0, 0, 0, 0}).interval, (Interval{0, kInfinity}));
}

TEST(AbcdEstimate, RefusesALevelOrAKappaThatCannotBe) {
    for (const double level : {0.0, 1.0, -1.0, std::nan("")})
        EXPECT_THROW((void)abcdEstimate({0, 1, 1, 1}, {}, {level}), std::invalid_argument) << level;
    for (const double kappa : {0.0, -1.0, kInfinity, std::nan("")})
        EXPECT_THROW((void)abcdEstimate({0, 1, 1, 1}, {kappa, 0}), std::invalid_argument) << kappa;
    EXPECT_THROW((void)abcdEstimate({0, 1, 1, 1}, {1, -0.1}), std::invalid_argument);
}

TEST(AbcdEstimate, PullIsNormalWhereTheMeansKeepToTheEstimate) {
    double sum = 0;
    double squares = 0;
    constexpr int kToys = 4000;
    for (int i = 0; i < kToys; ++i) {
        RandomStream random(99, static_cast<std::uint64_t>(i));
        const AbcdCounts counts{random.poisson(90), random.poisson(60), random.poisson(50),
                                random.poisson(40)};
        const Kappa kappa{1.2 * std::exp(0.1 * random.normal()), 0.1};
        const double pull = abcdEstimate(counts, kappa).pull(counts.a).value();
        sum += pull;
        squares += pull * pull;
    }
    EXPECT_NEAR(sum / kToys, 0, 3 / std::sqrt(double{kToys}));
    EXPECT_NEAR(std::sqrt(squares / kToys), 1, 0.04); // 3 of its errors, 1/sqrt(2 toys), and 0.006
}

TEST(AbcdEstimate, PullHasTheSignOfTheExcess) {
    const AbcdEstimate estimate = abcdEstimate({0, 20, 30, 60});
    EXPECT_NEAR(estimate.pull(10).value(), 0, 1e-9);
    EXPECT_GT(estimate.pull(30).value(), 2);
    EXPECT_LT(estimate.pull(0).value(), -2);
    // many in the other boxes: that of a Poisson count alone
    const double alone = abcdEstimate({0, 1000000000, 1000000000, 100000000000000000}).pull(20).value();
    EXPECT_NEAR(alone, std::sqrt(deviance(20, 10)), 1e-4);
}

TEST(AbcdEstimate, MeasuresKappaWhereTheSignalRegionMayBeSeen) {
    const auto measured = measuredKappa({30, 40, 50, 100});
    ASSERT_TRUE(measured.has_value());
    EXPECT_DOUBLE_EQ(measured->kappa.value, 1.5);
    EXPECT_DOUBLE_EQ(measured->kappa.relativeError, std::sqrt(1 / 30.0 + 1 / 40.0 + 1 / 50.0 + 1 / 100.0));
    EXPECT_NEAR(std::log(measured->interval.high / measured->interval.low), 2 * measured->kappa.relativeError,
                0.01);
    EXPECT_FALSE(measuredKappa({0, 4, 5, 6}).has_value());
    EXPECT_FALSE(measuredKappa({3, 4, 0, 6}).has_value());
    EXPECT_THROW((void)measuredKappa({3, 4, 5, 6}, {2.0}), std::invalid_argument);
}

TEST(AbcdEstimate, CoversTheTrueMeanAsOftenAsItSays) {
    constexpr int kToys = 4000;
    for (const Toy& toy :
         {Toy{{1000, 1000, 1000}, {1, 0}}, Toy{{1000, 1000, 1000}, {1, 0.2}}, Toy{{100, 100, 100}, {0.8, 0}},
          Toy{{100, 100, 100}, {1.3, 0.2}}, Toy{{20, 30, 40}, {1, 0}}, Toy{{20, 30, 40}, {1, 0.2}},
          Toy{{30, 100, 10}, {0.7, 0}}})
        for (const double level : {0.6827, 0.95})
            EXPECT_NEAR(coverage(toy, kToys, {level}), level, 3 * std::sqrt(level * (1 - level) / kToys))
                << toy.means[0] << ' ' << toy.kappa.relativeError;
}

TEST(AbcdEstimate, CoversALittleTooRarelyForAHandfulOfCounts) {
    // 64 and 92 % of 200,000 toys: the distribution of the likelihood ratio is not yet that of chi2
    for (const double sigma : {0.0, 0.2}) {
        const Toy toy{{3, 3, 3}, {1, sigma}};
        EXPECT_NEAR(coverage(toy, 4000, {0.6827}), 0.636, 0.03);
        EXPECT_NEAR(coverage(toy, 4000, {0.95}), 0.919, 0.016);
    }
}
