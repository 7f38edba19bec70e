#include "core/analysis/BinomialInterval.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;

namespace {

/// Probability of at most `most` successes.
double atMost(int most, int trials, double p) {
    double sum = 0;
    for (int k = 0; k <= most; ++k)
        sum += std::exp(std::lgamma(trials + 1.0) - std::lgamma(k + 1.0) - std::lgamma(trials - k + 1.0) +
                        k * std::log(p) + (trials - k) * std::log1p(-p));
    return sum;
}

} // namespace

TEST(BinomialInterval, LeavesHalfOfTheRestOnEitherSide) {
    for (const double level : {0.6827, 0.95})
        for (const auto& [seen, trials] : {std::pair(1, 3), std::pair(7, 20), std::pair(199, 200)}) {
            const Interval interval = clopperPearsonInterval(static_cast<std::uint64_t>(seen),
                                                             static_cast<std::uint64_t>(trials), {level});
            EXPECT_NEAR(1 - atMost(seen - 1, trials, interval.low), (1 - level) / 2, 1e-10);
            EXPECT_NEAR(atMost(seen, trials, interval.high), (1 - level) / 2, 1e-10);
        }
}

TEST(BinomialInterval, ReachesTheEndWhereNothingOrEverythingSucceeded) {
    const Interval none = clopperPearsonInterval(0, 10);
    EXPECT_EQ(none.low, 0);
    EXPECT_NEAR(none.high, 1 - std::pow((1 - 0.6827) / 2, 0.1), 1e-12);
    const Interval all = clopperPearsonInterval(10, 10);
    EXPECT_NEAR(all.low, 1 - none.high, 1e-12);
    EXPECT_EQ(all.high, 1);
    EXPECT_EQ(clopperPearsonInterval(0, 0), (Interval{0, 1}));
}

TEST(BinomialInterval, RefusesALevelThatCannotBe) {
    for (const double level : {0.0, 1.0, std::nan("")})
        EXPECT_THROW((void)clopperPearsonInterval(1, 2, {level}), std::invalid_argument);
}

TEST(BinomialInterval, GoesWithItsProportion) {
    const Proportion half = proportion(5, 10);
    EXPECT_EQ(half.value, 0.5);
    EXPECT_EQ(half.interval, clopperPearsonInterval(5, 10));
}
