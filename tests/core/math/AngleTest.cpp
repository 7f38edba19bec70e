#include "core/math/Angle.h"

#include <gtest/gtest.h>

using namespace pairscope;

TEST(Angle, LeavesAnglesOfTheFirstTurnAlone) {
    EXPECT_EQ(wrapAngle(0.0), 0.0);
    EXPECT_EQ(wrapAngle(kPi), kPi);
    EXPECT_EQ(wrapAngle(-3.0), -3.0);
}

TEST(Angle, WrapsIntoTheHalfOpenTurn) {
    EXPECT_EQ(wrapAngle(-kPi), kPi);
    EXPECT_NEAR(wrapAngle(kPi + 0.1), -kPi + 0.1, 1e-15);
    EXPECT_NEAR(wrapAngle(-kPi - 0.1), kPi - 0.1, 1e-15);
    EXPECT_NEAR(wrapAngle(7 * 2 * kPi + 1), 1, 1e-13);
}

TEST(Angle, OfNothingIsNothing) {
    EXPECT_TRUE(std::isnan(wrapAngle(std::nan(""))));
    EXPECT_TRUE(std::isnan(wrapAngle(INFINITY)));
}
