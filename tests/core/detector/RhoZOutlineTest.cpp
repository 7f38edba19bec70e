#include "core/detector/RhoZOutline.h"

#include "core/detector/DetectorModel.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

const MaterialLayer& layerOf(const DetectorModel& detector, const std::string& name) {
    return *std::find_if(detector.layers().begin(), detector.layers().end(),
                         [&](const MaterialLayer& layer) { return layer.name == name; });
}

TEST(RhoZOutline, OfARingIsItsCut) {
    const auto detector = test::belle2Detector();
    const auto box = rhoZOutline(layerOf(*detector, "beampipe_gold"));
    EXPECT_EQ(box[0], Vector2(-6.55, 0.999));
    EXPECT_EQ(box[2], Vector2(10.5, 1.0));
}

TEST(RhoZOutline, OfLaddersIsTheRangeThatTheyCover) {
    const auto detector = test::belle2Detector();
    // mid-plane at 1.421 cm, 525 um thick, from -0.42 to 1.12 cm along the tangent
    const auto box = rhoZOutline(layerOf(*detector, "PXD_L1"));
    EXPECT_LT((box[0] - Vector2(-5.4, 1.39475)).norm(), 1e-9);
    EXPECT_LT((box[2] - Vector2(8.2, std::hypot(1.44725, 1.12))).norm(), 1e-9);
}

TEST(RhoZOutline, SlantedSensorsComeNearerToTheBeamForward) {
    const auto detector = test::belle2Detector();
    const auto box = rhoZOutline(layerOf(*detector, "SVD_L6_slanted"));
    EXPECT_EQ(box[0].x(), 24.4891);
    EXPECT_EQ(box[1].x(), 36.2051);
    EXPECT_NEAR((box[1].y() - box[0].y()) / (box[1].x() - box[0].x()), (8.9496 - 13.4704) / 11.716, 1e-6);
}

/// Whatever hits the ladders hits the outline.
TEST(RhoZOutline, HoldsEveryCrossingOfItsLayer) {
    const auto detector = test::belle2Detector();
    for (int i = 0; i < 360; ++i)
        for (const double slope : {-1.2, 0.1, 1.5, 2.6}) {
            const double phi = i * 0.01745;
            for (const LayerCrossing& crossing :
                 detector->crossings(Vector3::Zero(), {std::cos(phi), std::sin(phi), slope})) {
                const auto box = rhoZOutline(detector->layers()[crossing.layer]);
                const double share = (crossing.position.z() - box[0].x()) / (box[1].x() - box[0].x());
                EXPECT_GT(crossing.radius, box[0].y() + share * (box[1].y() - box[0].y()) - 1e-6);
                EXPECT_LT(crossing.radius, box[3].y() + share * (box[2].y() - box[3].y()) + 2e-3)
                    << detector->layers()[crossing.layer].name; // a slanted edge is a hyperbola, not a line
            }
        }
}

} // namespace

} // namespace pairscope
