#include "app/window/LayerTicks.h"

#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;

TEST(LayerTicks, AreAtTheBarrelAndNotAtTheSlantedSensors) {
    const auto ticks = layerTicks(*test::belle2Detector());
    const auto radiusOf = [&ticks](const char* name) {
        for (const LayerTick& tick : ticks)
            if (tick.name == QString::fromUtf8(name)) return tick.x;
        return std::nan("");
    };
    EXPECT_NEAR(radiusOf("beam pipe"), 1.0, 1e-3);
    EXPECT_NEAR(radiusOf("PXD 1"), 1.421, 1e-9);
    EXPECT_NEAR(radiusOf("SVD 3"), 3.899, 1e-9);
    EXPECT_NEAR(radiusOf("SVD 4"), 8.0, 1e-9);
    EXPECT_NEAR(radiusOf("SVD 5"), 10.4, 1e-9);
    EXPECT_NEAR(radiusOf("SVD 6"), 13.515, 1e-9);
    EXPECT_TRUE(std::isnan(radiusOf("CDC gas")));
}
