#include "core/track/HelixSampler.h"

#include "core/math/Units.h"
#include "tests/core/track/TestHelices.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::helices;
using test::perigee;

TEST(HelixSampler, KeepsEveryChordWithinTheTolerance) {
    const double tolerance = 1e-3;
    for (const Helix& helix : helices()) {
        const auto points = sampleHelix(helix, -2, 12, tolerance);
        ASSERT_GE(points.size(), 2u);
        EXPECT_LT((points.front() - helix.positionAt(-2)).norm(), 1e-12);
        EXPECT_LT((points.back() - helix.positionAt(12)).norm(), 1e-12);
        for (std::size_t i = 1; i < points.size(); ++i) {
            const double middle =
                -2 + 14 * (static_cast<double>(i) - 0.5) / static_cast<double>(points.size() - 1);
            const Vector3 chord = (points[i - 1] + points[i]) / 2;
            EXPECT_LE((helix.positionAt(middle) - chord).head<2>().norm(), tolerance * (1 + 1e-9));
        }
    }
}

TEST(HelixSampler, UsesNoMorePointsThanNeeded) {
    EXPECT_EQ(sampleHelix(Helix(perigee(0, 0, 0, 0, 0)), 0, 100, 1e-3).size(), 2u);
    // R = 200 cm: a chord of 2 sqrt(2 R tolerance) = 1.26 cm, so 12 of them for 15 cm
    EXPECT_EQ(sampleHelix(Helix(perigee(0, 0, 0.005, 0, 0)), 0, 15, 1e-3).size(), 13u);
}

TEST(HelixSampler, FindsWhereATrackReachesARadius) {
    for (const Helix& helix : helices()) {
        const double s = pathToRadius(helix, 16.25);
        EXPECT_NEAR(helix.positionAt(s).head<2>().norm(), 16.25, 1e-9);
        EXPECT_LT(helix.positionAt(s * 0.99).head<2>().norm(), 16.25);
    }
}

TEST(HelixSampler, GivesACurlerHalfATurn) {
    EXPECT_DOUBLE_EQ(pathToRadius(Helix(perigee(0, 0, 0.5, 0, 0)), 16), kPi / 0.5);
    EXPECT_EQ(pathToRadius(Helix(perigee(2, 0, 0.01, 0, 0)), 1), 0);
}
