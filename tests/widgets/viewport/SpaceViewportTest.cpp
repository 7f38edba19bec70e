#include "widgets/viewport/SpaceViewport.h"

#include "core/math/Units.h"
#include "tests/render/SampleCandidates.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include <cmath>

namespace pairscope {

namespace {

/// A shown 3D view of 900 x 600 logical pixels with the full candidate.
class SpaceViewportTest : public testing::Test {
protected:
    void SetUp() override {
        viewport.resize(900, 600);
        viewport.setDetector(test::belle2());
        viewport.setCandidate(std::make_shared<const Candidate>(test::fullCandidate()));
        viewport.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&viewport));
        viewport.home();
    }

    [[nodiscard]] Vector3 vertex() const { return viewport.scene().candidate()->fit->best().vertex(); }

    [[nodiscard]] QPoint placeOf(const Vector3& point) const {
        const Vector2 pixel = viewport.space().toPixel(point) / viewport.devicePixelRatioF();
        return {static_cast<int>(std::floor(pixel.x())), static_cast<int>(std::floor(pixel.y()))};
    }

    void drag(const QPoint& from, const QPoint& to, Qt::MouseButton button = Qt::LeftButton,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::mousePress(&viewport, button, modifiers, from);
        for (const QPoint& place : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, place, viewport.mapToGlobal(place), Qt::NoButton, button,
                             modifiers);
            QApplication::sendEvent(&viewport, &move);
        }
        QTest::mouseRelease(&viewport, button, modifiers, to);
    }

    SpaceViewport viewport;
};

QColor toQt(Colour colour) {
    return {colour.red, colour.green, colour.blue};
}

TEST_F(SpaceViewportTest, LeftDragTurnsAboutTheMiddle) {
    viewport.centreOnVertex();
    const SpaceDirection before = viewport.space().direction();
    const double height = viewport.view().height;
    drag({300, 300}, {350, 280});
    EXPECT_NEAR(viewport.space().direction().azimuth, before.azimuth - 50 * 0.4 * kDegree, 1e-12);
    EXPECT_NEAR(viewport.space().direction().elevation, before.elevation - 20 * 0.4 * kDegree, 1e-12);
    EXPECT_EQ(placeOf(vertex()), QPoint(450, 300));
    EXPECT_EQ(viewport.view().height, height);
}

TEST_F(SpaceViewportTest, WhatIsInFrontFollowsTheMouse) {
    const Vector3 front = viewport.space().pivot() + 5 * Vector3(viewport.space().direction().axes().row(2));
    const QPoint before = placeOf(front);
    drag({300, 300}, {320, 310});
    EXPECT_GT(placeOf(front).x(), before.x());
    EXPECT_GT(placeOf(front).y(), before.y());
}

TEST_F(SpaceViewportTest, ShiftDragAndMiddleDragPan) {
    const SpaceDirection before = viewport.space().direction();
    for (const auto& [button, modifiers] :
         {std::pair(Qt::LeftButton, Qt::KeyboardModifiers(Qt::ShiftModifier)),
          std::pair(Qt::MiddleButton, Qt::KeyboardModifiers(Qt::NoModifier))}) {
        const QPoint place = placeOf(vertex());
        drag({300, 300}, {340, 280}, button, modifiers);
        EXPECT_LE((placeOf(vertex()) - place - QPoint(40, -20)).manhattanLength(), 1); // rounding
    }
    EXPECT_EQ(viewport.space().direction(), before);
}

TEST_F(SpaceViewportTest, WheelZoomsAtTheCursor) {
    const QPoint place = placeOf(vertex());
    const double height = viewport.view().height;
    QWheelEvent event(place, viewport.mapToGlobal(place), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&viewport, &event);
    EXPECT_NEAR(viewport.view().height, height * 0.64, 1e-9);
    EXPECT_LE((placeOf(vertex()) - place).manhattanLength(), 1); // of a place between pixels
}

TEST_F(SpaceViewportTest, HomeRestoresDirectionAndViewAndThenShowsEverything) {
    const View2D home = viewport.view();
    drag({300, 300}, {500, 100});
    viewport.zoomBy(0.3);
    viewport.home();
    EXPECT_EQ(viewport.space().direction(), SpaceScene::homeDirection());
    EXPECT_EQ(viewport.view(), home);
    viewport.home();
    EXPECT_GT(viewport.view().height, 250); // the calorimeter is 3.2 m across
    EXPECT_EQ(viewport.space().direction(), SpaceScene::homeDirection());
}

TEST_F(SpaceViewportTest, ShowsTheVertexInItsColourWhereItIsAfterTurning) {
    viewport.centreOnVertex();
    viewport.zoomBy(0.2);
    drag({300, 300}, {430, 260});
    const QImage screen = viewport.grab().toImage();
    EXPECT_EQ(screen.pixelColor(placeOf(vertex()) * screen.devicePixelRatio()),
              toQt(viewport.options().theme.vertex));
}

TEST_F(SpaceViewportTest, AClickPicksAndHoverSaysWhatIsThere) {
    viewport.centreOnVertex();
    viewport.zoomBy(0.1);
    std::vector<PickTarget> picked;
    QObject::connect(&viewport, &SceneViewport::picked, &viewport,
                     [&](const std::optional<PickTarget>& target, const Vector2&) {
                         ASSERT_TRUE(target);
                         picked.push_back(*target);
                     });
    const SpaceDirection before = viewport.space().direction();
    QTest::mouseClick(&viewport, Qt::LeftButton, Qt::NoModifier, placeOf(vertex()));
    ASSERT_EQ(picked.size(), 1U);
    EXPECT_EQ(picked[0].kind, ItemKind::Vertex);
    EXPECT_EQ(viewport.space().direction(), before);
    QSignalSpy hovers(&viewport, &SceneViewport::hovered);
    QTest::mouseMove(&viewport, placeOf(vertex()) + QPoint(1, 0));
    QTest::mouseMove(&viewport, placeOf(vertex()));
    ASSERT_GE(hovers.count(), 1);
    EXPECT_TRUE(hovers.last()[0].toString().startsWith("fitted vertex, minimum 1"));
    EXPECT_TRUE(hovers.last()[1].toString().contains("z 0.4"));
}

TEST_F(SpaceViewportTest, DoubleClickCentres) {
    const QPoint place = placeOf(vertex());
    QTest::mouseDClick(&viewport, Qt::LeftButton, Qt::NoModifier, place);
    EXPECT_LE((placeOf(vertex()) - QPoint(450, 300)).manhattanLength(), 2); // one pixel either way
}

TEST_F(SpaceViewportTest, NothingIsMeasured) {
    QSignalSpy ended(&viewport, &SceneViewport::measureEnded);
    viewport.setMeasuring(true);
    EXPECT_FALSE(viewport.measuring());
    EXPECT_EQ(ended.count(), 1);
}

TEST_F(SpaceViewportTest, PictureOfAnySizeLeavesTheScreenAsItWas) {
    viewport.fitView();
    const QImage before = viewport.grab().toImage();
    EXPECT_EQ(viewport.grabPicture({1234, 567}).size(), QSize(1234, 567));
    EXPECT_EQ(viewport.grab().toImage(), before);
}

TEST_F(SpaceViewportTest, HasANameOfItsOwnForScreenReaders) {
    EXPECT_EQ(viewport.accessibleName(), QStringLiteral("3D view"));
}

} // namespace
} // namespace pairscope
