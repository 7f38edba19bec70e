#include "widgets/viewport/SceneViewport.h"
#include "tests/render/SampleCandidates.h"

#include <QApplication>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include <cmath>

namespace pairscope {

namespace {

/// A shown viewport of 900 x 600 logical pixels with the full candidate.
class SceneViewportTest : public testing::Test {
protected:
    void SetUp() override {
        viewport.resize(900, 600);
        viewport.setDetector(test::belle2());
        viewport.setCandidate(std::make_shared<const Candidate>(test::fullCandidate()));
        viewport.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&viewport));
    }

    [[nodiscard]] QImage screen() { return viewport.grab().toImage(); }

    [[nodiscard]] QPoint placeOf(const Vector2& world) const {
        const PlaneScene& scene = viewport.scene();
        const Vector2 pixel = scene.view().toPixel(world, scene.size()) / viewport.devicePixelRatioF();
        return {static_cast<int>(std::floor(pixel.x())), static_cast<int>(std::floor(pixel.y()))};
    }

    [[nodiscard]] Vector2 vertex() const {
        return viewport.scene().candidate()->fit->best().vertex().head<2>();
    }

    [[nodiscard]] Vector2 worldAt(const QPoint& place) const {
        return viewport.view().toWorld(Vector2(place.x(), place.y()) * viewport.devicePixelRatioF(),
                                       viewport.scene().size());
    }

    void click(const QPoint& place) { QTest::mouseClick(&viewport, Qt::LeftButton, Qt::NoModifier, place); }

    void press(const QPoint& place, Qt::KeyboardModifiers modifiers) {
        QTest::mousePress(&viewport, Qt::LeftButton, modifiers, place);
    }
    void move(const QPoint& place, Qt::KeyboardModifiers modifiers) {
        QMouseEvent event(QEvent::MouseMove, place, viewport.mapToGlobal(place), Qt::NoButton, Qt::LeftButton,
                          modifiers);
        QApplication::sendEvent(&viewport, &event);
    }

    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        press(from, modifiers);
        for (const QPoint& place : {(from + to) / 2, to})
            move(place, modifiers);
        QTest::mouseRelease(&viewport, Qt::LeftButton, modifiers, to);
    }

    template<typename Function>
    void connect(Function function) {
        QObject::connect(&viewport, &SceneViewport::picked, &viewport, function);
    }

    SceneViewport viewport;
};

QColor toQt(Colour colour) {
    return {colour.red, colour.green, colour.blue};
}

TEST_F(SceneViewportTest, ShowsTheVertexInItsColourWhereItIs) {
    viewport.fitView();
    const QImage seen = screen();
    EXPECT_EQ(seen.pixelColor(placeOf(vertex()) * seen.devicePixelRatio()),
              toQt(viewport.options().theme.vertex));
    EXPECT_EQ(seen.pixelColor(450, 590), toQt(viewport.options().theme.background));
}

TEST_F(SceneViewportTest, DragPansByThatManyPixels) {
    const View2D before = viewport.view();
    drag({300, 300}, {340, 280});
    const double pixel = before.height / 600;
    EXPECT_NEAR(viewport.view().centre.x(), before.centre.x() - 40 * pixel, 1e-9);
    EXPECT_NEAR(viewport.view().centre.y(), before.centre.y() - 20 * pixel, 1e-9);
    EXPECT_EQ(viewport.view().height, before.height);
}

TEST_F(SceneViewportTest, WheelZoomsAtTheCursor) {
    const QPoint cursor(700, 150);
    const Vector2 under = worldAt(cursor);
    const double before = viewport.view().height;
    QWheelEvent event(cursor, viewport.mapToGlobal(cursor), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&viewport, &event);
    EXPECT_NEAR(viewport.view().height, before * 0.64, 1e-9);
    EXPECT_LT((worldAt(cursor) - under).norm(), 1e-9);
}

TEST_F(SceneViewportTest, DoubleClickCentres) {
    const Vector2 under = worldAt({200, 100});
    QTest::mouseDClick(&viewport, Qt::LeftButton, Qt::NoModifier, {200, 100});
    EXPECT_LT((viewport.view().centre - under).norm(), 1e-9);
}

TEST_F(SceneViewportTest, ShiftDragGivesABoxAndDoesNotPan) {
    QSignalSpy boxes(&viewport, &SceneViewport::rubberBandDrawn);
    const View2D before = viewport.view();
    const Vector2 from = worldAt({300, 400});
    const Vector2 to = worldAt({500, 250});
    drag({300, 400}, {500, 250}, Qt::ShiftModifier);
    ASSERT_EQ(boxes.count(), 1);
    const auto box = boxes[0][0].value<Box2D>();
    EXPECT_LT((box.low - from).norm(), 1e-9);
    EXPECT_LT((box.high - to).norm(), 1e-9);
    EXPECT_EQ(viewport.view(), before);
}

TEST_F(SceneViewportTest, ShiftDragWithALassoGivesTheLineThatWasDrawn) {
    viewport.setLasso(true);
    QSignalSpy moved(&viewport, &SceneViewport::lassoMoved);
    QSignalSpy drawn(&viewport, &SceneViewport::lassoDrawn);
    QSignalSpy boxes(&viewport, &SceneViewport::rubberBandDrawn);
    const std::vector<QPoint> line{{300, 300}, {420, 300}, {420, 380}, {421, 380}, {340, 400}};
    press(line[0], Qt::ShiftModifier);
    for (const QPoint& place : line)
        move(place, Qt::ShiftModifier);
    QTest::mouseRelease(&viewport, Qt::LeftButton, Qt::ShiftModifier, line.back());
    ASSERT_EQ(drawn.count(), 1);
    const auto polygon = drawn[0][0].value<std::vector<Vector2>>();
    ASSERT_EQ(polygon.size(), 4u); // a step of one pixel is no new point
    for (const auto& [point, place] : {std::pair(0, 0), {1, 1}, {2, 2}, {3, 4}})
        EXPECT_LT((polygon[static_cast<std::size_t>(point)] - worldAt(line[static_cast<std::size_t>(place)]))
                      .norm(),
                  1e-9);
    EXPECT_FALSE(drawn[0][1].toBool());
    EXPECT_EQ(moved.count(), 3); // one for each point after the first
    EXPECT_EQ(boxes.count(), 0);
}

TEST_F(SceneViewportTest, WhatIsDrawnIsToldWhileItIsDrawnAndCtrlAdds) {
    QSignalSpy moved(&viewport, &SceneViewport::rubberBandMoved);
    QSignalSpy drawn(&viewport, &SceneViewport::rubberBandDrawn);
    drag({300, 400}, {500, 250}, Qt::ShiftModifier | Qt::ControlModifier);
    ASSERT_EQ(drawn.count(), 1);
    EXPECT_TRUE(drawn[0][1].toBool());
    ASSERT_GE(moved.count(), 2);
    EXPECT_LT((moved[0][0].value<Box2D>().high - worldAt({400, 325})).norm(), 1e-9);
    EXPECT_TRUE(moved[0][1].toBool());
    EXPECT_LT((moved.last()[0].value<Box2D>().high - drawn[0][0].value<Box2D>().high).norm(), 1e-9);
}

TEST_F(SceneViewportTest, EscGivesUpWhatIsBeingDrawn) {
    for (const bool lasso : {false, true}) {
        viewport.setLasso(lasso);
        QSignalSpy boxes(&viewport, &SceneViewport::rubberBandDrawn);
        QSignalSpy lassos(&viewport, &SceneViewport::lassoDrawn);
        QSignalSpy cancelled(&viewport, &SceneViewport::drawingCancelled);
        press({300, 300}, Qt::ShiftModifier);
        for (const QPoint& place : {QPoint(420, 300), QPoint(420, 380), QPoint(300, 380)})
            move(place, Qt::ShiftModifier);
        QTest::keyClick(&viewport, Qt::Key_Escape);
        EXPECT_EQ(cancelled.count(), 1);
        move({500, 500}, Qt::ShiftModifier);
        QTest::mouseRelease(&viewport, Qt::LeftButton, Qt::ShiftModifier, {500, 500});
        EXPECT_EQ(boxes.count() + lassos.count(), 0);
        EXPECT_EQ(cancelled.count(), 1);
    }
}

TEST_F(SceneViewportTest, TheReadoutCountsTheVerticesUnderTheCursor) {
    const auto table = test::tableWithVertices({{1.5008, 0.4992, 3}, {1.5008, 0.4992, -2}, {1.5, -0.5, 0}});
    const View2D view{{1.5, 0.5}, 1};
    viewport.setView(view);
    QSignalSpy hovers(&viewport, &SceneViewport::hovered);
    const auto textAt = [&](const Vector2& place) {
        const QPoint pixel = placeOf(place);
        move(pixel, Qt::NoModifier);
        return hovers.last()[1].toString().toStdString();
    };
    viewport.setVertices(table, RowSet::all(3));
    EXPECT_EQ(textAt({1.5008, 0.4992}).find("vert"), std::string::npos); // not shown, not told
    SceneOptions options = viewport.options();
    options.density = true;
    viewport.setOptions(options);
    EXPECT_NE(textAt({1.5008, 0.4992}).find(", 2 vertices in this pixel"), std::string::npos);
    EXPECT_EQ(textAt({1.6, 0.5}).find("vert"), std::string::npos);
    viewport.setVertices(table, RowSet({1, 2}));
    EXPECT_NE(textAt({1.5008, 0.4992}).find(", 1 vertex in this pixel"), std::string::npos);
}

TEST_F(SceneViewportTest, ClicksOnOnePlaceGoThroughWhatLiesThere) {
    viewport.fitView();
    std::vector<PickTarget> targets;
    connect([&](const std::optional<PickTarget>& target, const Vector2&) {
        ASSERT_TRUE(target);
        targets.push_back(*target);
    });
    const auto under = viewport.scene().pick(worldAt(placeOf(vertex())), 7 * viewport.view().height / 600);
    ASSERT_GT(under.size(), 2U);
    for (std::size_t i = 0; i <= under.size(); ++i)
        click(placeOf(vertex()));
    ASSERT_EQ(targets.size(), under.size() + 1);
    EXPECT_EQ(targets[0].kind, ItemKind::Vertex);
    for (std::size_t i = 0; i < under.size(); ++i)
        EXPECT_TRUE(targets[i].sameItem(under[i]));
    EXPECT_TRUE(targets.back().sameItem(targets.front()));
}

TEST_F(SceneViewportTest, AClickOnNothingPicksNothing) {
    int nothing = 0;
    connect([&](const std::optional<PickTarget>& target, const Vector2&) { nothing += target ? 0 : 1; });
    viewport.setView({{-0.5, 0.4}, 0.3}); // inside the beam pipe, beside everything
    click({450, 300});
    EXPECT_EQ(nothing, 1);
}

TEST_F(SceneViewportTest, HoverSaysWhatAndWhere) {
    viewport.fitView();
    QSignalSpy hovers(&viewport, &SceneViewport::hovered);
    QTest::mouseMove(&viewport, placeOf(vertex()) + QPoint(1, 0));
    QTest::mouseMove(&viewport, placeOf(vertex()));
    ASSERT_GE(hovers.count(), 1);
    EXPECT_TRUE(hovers.last()[0].toString().startsWith("fitted vertex, minimum 1: ρ 2.20"))
        << hovers.last()[0].toString().toStdString();
    EXPECT_TRUE(hovers.last()[1].toString().contains("φ 34."));
}

TEST_F(SceneViewportTest, MeasuresBetweenSnappedPointsUntilEscape) {
    viewport.fitView();
    const Vector2 second = viewport.scene().candidate()->fit->minima[1].vertex().head<2>();
    QSignalSpy texts(&viewport, &SceneViewport::measureChanged);
    QSignalSpy ended(&viewport, &SceneViewport::measureEnded);
    viewport.setMeasuring(true);
    click(placeOf(vertex()) + QPoint(4, 3));
    click(placeOf(second) + QPoint(-3, 2));
    ASSERT_TRUE(viewport.measurement());
    EXPECT_NEAR(viewport.measurement()->length(), 1.6, 1e-9);
    EXPECT_EQ(texts.last()[0].toString(), QStringLiteral("1.6 cm at 34.38°"));
    QTest::mouseMove(&viewport, {10, 10});
    EXPECT_NEAR(viewport.measurement()->length(), 1.6, 1e-9); // it stays
    EXPECT_EQ(ended.count(), 0);
    QTest::keyClick(&viewport, Qt::Key_Escape);
    EXPECT_EQ(ended.count(), 1);
    EXPECT_FALSE(viewport.measuring());
    EXPECT_FALSE(viewport.measurement());
}

TEST_F(SceneViewportTest, HomeShowsTheVertexDetectorAndCentreKeepsTheScale) {
    viewport.setView({{1, 1}, 0.5});
    viewport.centreOnVertex();
    EXPECT_LT((viewport.view().centre - vertex()).norm(), 1e-12);
    EXPECT_EQ(viewport.view().height, 0.5);
    viewport.home();
    EXPECT_EQ(viewport.view(), viewport.scene().homeView());
}

TEST_F(SceneViewportTest, PictureOfAnySizeLeavesTheScreenAsItWas) {
    viewport.fitView();
    const QImage before = screen();
    const QImage picture = viewport.grabPicture({1234, 567});
    EXPECT_EQ(picture.size(), QSize(1234, 567));
    const Vector2 pixel = viewport.view().toPixel(vertex(), {1234, 567});
    EXPECT_EQ(picture.pixelColor(int(pixel.x()), int(pixel.y())), toQt(viewport.options().theme.vertex));
    EXPECT_EQ(screen(), before);
}

TEST_F(SceneViewportTest, ThemeAndCandidateChangesReachTheScreen) {
    SceneOptions options = viewport.options();
    options.theme = Theme::light();
    viewport.setOptions(options);
    viewport.fitView();
    EXPECT_EQ(screen().pixelColor(placeOf(vertex())), toQt(options.theme.vertex));
    viewport.setCandidate(nullptr);
    EXPECT_NE(screen().pixelColor(placeOf({2.2 * std::cos(0.6), 2.2 * std::sin(0.6)})),
              toQt(options.theme.vertex));
}

TEST_F(SceneViewportTest, AFrameIsDrawnForAChangeAndNotForAnExpose) {
    (void)screen();
    const QSignalSpy frames(&viewport, &SceneViewport::frameRendered);
    viewport.repaint();
    viewport.repaint(QRect(10, 10, 30, 20));
    viewport.hide();
    viewport.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&viewport));
    viewport.setView(viewport.view());
    (void)screen();
    EXPECT_EQ(frames.count(), 0);
    viewport.zoomBy(0.9);
    viewport.zoomBy(0.9);
    (void)screen();
    viewport.repaint();
    EXPECT_EQ(frames.count(), 1);
    EXPECT_GT(frames[0][0].toDouble(), 0);
}

TEST_F(SceneViewportTest, HasANewFrameForANewSize) {
    viewport.resize(640, 480);
    (void)screen();
    EXPECT_EQ(viewport.scene().size(), (PictureSize{640, 480}));
    viewport.fitView();
    EXPECT_EQ(screen().size(), QSize(640, 480));
    EXPECT_EQ(screen().pixelColor(placeOf(vertex())), toQt(viewport.options().theme.vertex));
}

TEST_F(SceneViewportTest, ViewsSideBySideDoNotDisturbEachOther) {
    viewport.fitView();
    const QImage before = screen();
    {
        SceneViewport other(ScenePlane::RhoZ);
        other.setDetector(test::belle2());
        other.setCandidate(viewport.scene().candidate());
        other.resize(500, 400);
        for (const double factor : {0.9, 1.0 / 0.9}) {
            other.zoomBy(factor);
            EXPECT_FALSE(other.grab().isNull());
            viewport.zoomBy(factor);
            (void)screen();
        }
    }
    viewport.fitView();
    EXPECT_EQ(screen(), before);
}

TEST_F(SceneViewportTest, SurvivesAMoveToAnotherWindow) {
    QMainWindow window;
    window.resize(700, 500);
    auto moved = std::make_unique<SceneViewport>();
    moved->setDetector(test::belle2());
    moved->setCandidate(std::make_shared<const Candidate>(test::fullCandidate()));
    moved->resize(700, 500);
    moved->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(moved.get()));
    moved->fitView();
    SceneViewport* inside = moved.release();
    window.setCentralWidget(inside);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    const Vector2 pixel = inside->view().toPixel(vertex(), inside->scene().size());
    EXPECT_EQ(inside->grab().toImage().pixelColor(int(pixel.x()), int(pixel.y())),
              toQt(inside->options().theme.vertex));
}

TEST_F(SceneViewportTest, HasANameForScreenReaders) {
    EXPECT_FALSE(viewport.accessibleName().isEmpty());
}

} // namespace
} // namespace pairscope

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    if (testing::GTEST_FLAG(list_tests)) return RUN_ALL_TESTS(); // needs no display
    QApplication application(argc, argv);
    return RUN_ALL_TESTS();
}
