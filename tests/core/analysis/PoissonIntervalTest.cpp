#include "core/analysis/PoissonInterval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

using namespace pairscope;

namespace {

/// P(N <= count) of a Poisson distribution, by summing its terms.
double cumulative(int count, double mean) {
    double term = std::exp(-mean);
    double sum = term;
    for (int n = 1; n <= count; ++n) {
        term *= mean / n;
        sum += term;
    }
    return sum;
}

} // namespace

TEST(PoissonInterval, IsTheClosedFormForNoEvents) {
    for (const double level : {0.6827, 0.9, 0.95}) {
        const Interval interval = garwoodInterval(0, ConfidenceLevel{level});
        EXPECT_EQ(interval.low, 0);
        EXPECT_NEAR(interval.high, -std::log((1 - level) / 2), 1e-12);
    }
    EXPECT_NEAR(garwoodInterval(0).high, 1.84, 0.005); // as it is usually quoted
}

TEST(PoissonInterval, LeavesEqualProbabilityOutsideBothEnds) {
    for (const double level : {0.6827, 0.9, 0.999})
        for (const int count : {1, 2, 3, 10, 50, 200}) {
            const auto n = static_cast<std::uint64_t>(count);
            const Interval interval = garwoodInterval(n, ConfidenceLevel{level});
            EXPECT_NEAR(1 - cumulative(count - 1, interval.low), (1 - level) / 2, 1e-10);
            EXPECT_NEAR(cumulative(count, interval.high), (1 - level) / 2, 1e-10);
        }
}

TEST(PoissonInterval, CoversAtLeastItsLevelForEveryMean) {
    constexpr double kLevel = 0.6827;
    for (double mean = 0.05; mean < 12; mean += 0.173) {
        double covered = 0;
        for (int count = 0; count < 60; ++count) {
            const Interval interval = garwoodInterval(static_cast<std::uint64_t>(count));
            if (interval.low <= mean && mean <= interval.high)
                covered += cumulative(count, mean) - (count > 0 ? cumulative(count - 1, mean) : 0);
        }
        EXPECT_GE(covered, kLevel - 1e-12) << mean;
    }
}

TEST(PoissonInterval, ApproachesTheSquareRootForManyEvents) {
    const Interval interval = garwoodInterval(100000000);
    EXPECT_NEAR(interval.low, 1e8 - 1e4, 2);
    EXPECT_NEAR(interval.high, 1e8 + 1e4, 3);
}

TEST(PoissonInterval, RefusesALevelThatIsNoProbability) {
    for (const double level : {0.0, 1.0, -0.5, 68.27, std::nan("")})
        EXPECT_THROW(static_cast<void>(garwoodInterval(3, ConfidenceLevel{level})), std::invalid_argument);
}
