#include "widgets/plots/LabelSpace.h"

#include <gtest/gtest.h>

using namespace pairscope;

TEST(LabelSpace, PutsLabelsOfOnePointBesideEachOther) {
    LabelSpace space(QRectF(0, 0, 300, 200));
    std::vector<QRectF> placed;
    for (int i = 0; i < 6; ++i) {
        const auto area = space.put(QPointF(150, 100), QSizeF(40, 12), 6);
        ASSERT_TRUE(area) << i;
        for (const QRectF& other : placed)
            EXPECT_FALSE(area->intersects(other)) << i;
        EXPECT_FALSE(area->contains(QPointF(150, 100)));
        placed.push_back(*area);
    }
}

TEST(LabelSpace, KeepsLabelsInsideAndOffWhatIsTaken) {
    const QRectF inside(0, 0, 100, 50);
    LabelSpace space(inside);
    space.take(QRectF(0, 0, 100, 20));
    const auto area = space.put(QPointF(95, 25), QSizeF(30, 10), 4); // no room to the right of it or above
    ASSERT_TRUE(area);
    EXPECT_TRUE(inside.contains(*area));
    EXPECT_GE(area->top(), 20);
    EXPECT_LT(area->right(), 95);
}

TEST(LabelSpace, GivesNothingRatherThanCoverSomething) {
    LabelSpace space(QRectF(0, 0, 100, 50));
    EXPECT_FALSE(space.put(QPointF(50, 25), QSizeF(120, 10), 4));
    space.take(QRectF(0, 0, 100, 50));
    EXPECT_FALSE(space.put(QPointF(50, 25), QSizeF(10, 10), 4));
}
