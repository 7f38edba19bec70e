#include "render/View2D.h"

#include <gtest/gtest.h>

namespace pairscope {

namespace {

constexpr PictureSize kSize{800, 400};

TEST(View2D, PixelsGoDownAndTheCentreIsInTheMiddle) {
    const View2D view{{1, 2}, 4};
    EXPECT_TRUE(view.toPixel({1, 2}, kSize).isApprox(Vector2(400, 200)));
    EXPECT_LT(view.toPixel({1 - 4, 2 + 2}, kSize).norm(), 1e-9);
    EXPECT_TRUE(view.toPixel({1 + 4, 2 - 2}, kSize).isApprox(Vector2(800, 400)));
}

TEST(View2D, WorldAndPixelAreInverse) {
    const View2D view{{-3.2, 7.7}, 0.013};
    const Vector2 pixel(123.5, 17.25);
    EXPECT_LT((view.toPixel(view.toWorld(pixel, kSize), kSize) - pixel).norm(), 1e-8);
}

TEST(View2D, ZoomKeepsThePointUnderTheCursor) {
    const View2D view{{1, 2}, 4};
    const Vector2 fixed(1.7, 2.6);
    const View2D nearer = view.zoomed(0.5, fixed);
    EXPECT_DOUBLE_EQ(nearer.height, 2);
    EXPECT_LT((nearer.toPixel(fixed, kSize) - view.toPixel(fixed, kSize)).norm(), 1e-9);
}

TEST(View2D, AroundABoxShowsAllOfItWithItsMargin) {
    const Box2D wide{{0, 0}, {10, 1}};
    const View2D view = View2D::around(wide, kSize, 0.1);
    EXPECT_TRUE(view.centre.isApprox(Vector2(5, 0.5)));
    EXPECT_NEAR(view.box(kSize).size().x() * 0.8, 10, 1e-12); // the width decides
    const Box2D high{{0, 0}, {1, 10}};
    EXPECT_NEAR(View2D::around(high, kSize, 0.1).height * 0.8, 10, 1e-12);
}

} // namespace

} // namespace pairscope
