#include "core/vertex/FlightFrame.h"

#include "tests/support/PairBuilder.h"

#include <gtest/gtest.h>

using namespace pairscope;
using test::PairBuilder;

TEST(FlightFrame, PointsAlongThePairsMomentumFromThePerigees) {
    for (const double radius : {0.0, 1.4, 8.0, 13.5})
        for (const double share : {0.2, 0.5, 0.9}) {
            PairBuilder builder = PairBuilder::conversionAt(radius);
            builder.share = share;
            const TrackPair tracks = builder.tracks();
            const FlightFrame frame = FlightFrame::of(tracks.positron.helix, tracks.electron.helix);
            const double phi = std::atan2(frame.along().y(), frame.along().x());
            // the field turns both by opposite momenta; what is left is of second order in rho / R (0.4 GeV
            // at 13.5 cm)
            EXPECT_NEAR(phi, builder.phi, 3e-4) << radius << " " << share;
        }
}

TEST(FlightFrame, GoesThereAndBack) {
    const FlightFrame frame(Vector2(3, 4));
    EXPECT_LT((frame.toFlight({3, 4}) - Vector2(5, 0)).norm(), 1e-14);
    EXPECT_LT((frame.toFlight({-4, 3}) - Vector2(0, 5)).norm(), 1e-14);
    EXPECT_LT((frame.toDetector(frame.toFlight({0.3, -7})) - Vector2(0.3, -7)).norm(), 1e-14);
}
