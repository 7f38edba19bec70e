#include "core/vertex/VertexConstraints.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

using namespace pairscope;

TEST(VertexConstraints, HaveNamesThatAreReadBack) {
    for (const Opening opening : {Opening::Free, Opening::Zero})
        EXPECT_EQ(parseOpening(toString(opening)), opening);
    for (const Origin origin : {Origin::Anywhere, Origin::InBeamSpot, Origin::FromBeamSpot})
        EXPECT_EQ(parseOrigin(toString(origin)), origin);
    EXPECT_EQ(parseOpening("zero"), Opening::Zero);
    EXPECT_EQ(parseOrigin("from-beam-spot"), Origin::FromBeamSpot);
    EXPECT_FALSE(parseOpening("Zero"));
    EXPECT_FALSE(parseOrigin(""));
}

TEST(VertexConstraints, CountWhatTheyAdd) {
    VertexConstraints constraints;
    EXPECT_TRUE(constraints.none());
    EXPECT_EQ(constraints.count(), 0);
    constraints.origin = Origin::InBeamSpot;
    EXPECT_FALSE(constraints.none());
    EXPECT_EQ(constraints.count(), 3);
    constraints.opening = Opening::Zero;
    EXPECT_EQ(constraints.count(), 5);
    constraints.origin = Origin::FromBeamSpot;
    EXPECT_EQ(constraints.count(), 4);
}

TEST(VertexConstraints, NeedABeamSpotOnlyWhereTheyUseIt) {
    VertexConstraints constraints;
    EXPECT_NO_THROW(constraints.validate());
    constraints.origin = Origin::InBeamSpot;
    EXPECT_THROW(constraints.validate(), std::invalid_argument); // the covariance is zero
    constraints.spotCovariance = Matrix3::Identity();
    EXPECT_NO_THROW(constraints.validate());
    constraints.spot.y() = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(constraints.validate(), std::invalid_argument);
}
