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

/// A shown viewport of 900 x 600 logical pixels with the full candidate, and its first frame done.
class SceneViewportTest : public testing::Test {
protected:
    void SetUp() override {
        viewport.resize(900, 600);
        viewport.setDetector(test::belle2());
        viewport.setCandidate(std::make_shared<const Candidate>(test::fullCandidate()));
        viewport.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&viewport));
        waitForFrame();
    }

    void waitForFrame() {
        QSignalSpy frames(&viewport, &SceneViewport::frameRendered);
        viewport.update();
        ASSERT_TRUE(frames.wait(10000)) << "no frame was drawn";
    }

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

    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::mousePress(&viewport, Qt::LeftButton, modifiers, from);
        const QPoint middle = (from + to) / 2;
        for (const QPoint& place : {middle, to}) {
            QMouseEvent move(QEvent::MouseMove, place, viewport.mapToGlobal(place), Qt::NoButton,
                             Qt::LeftButton, modifiers);
            QApplication::sendEvent(&viewport, &move);
        }
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
    waitForFrame();
    const QImage screen = viewport.grabFramebuffer();
    EXPECT_EQ(screen.pixelColor(placeOf(vertex()) * screen.devicePixelRatio()),
              toQt(viewport.options().theme.vertex));
    EXPECT_EQ(screen.pixelColor(450, 590), toQt(viewport.options().theme.background));
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
    waitForFrame();
    const QImage before = viewport.grabFramebuffer();
    const QImage picture = viewport.grabPicture({1234, 567});
    EXPECT_EQ(picture.size(), QSize(1234, 567));
    const Vector2 pixel = viewport.view().toPixel(vertex(), {1234, 567});
    EXPECT_EQ(picture.pixelColor(int(pixel.x()), int(pixel.y())), toQt(viewport.options().theme.vertex));
    waitForFrame();
    EXPECT_EQ(viewport.grabFramebuffer(), before);
}

TEST_F(SceneViewportTest, ThemeAndCandidateChangesReachTheScreen) {
    SceneOptions options = viewport.options();
    options.theme = Theme::light();
    viewport.setOptions(options);
    viewport.fitView();
    waitForFrame();
    EXPECT_EQ(viewport.grabFramebuffer().pixelColor(placeOf(vertex())), toQt(options.theme.vertex));
    viewport.setCandidate(nullptr);
    waitForFrame();
    EXPECT_NE(viewport.grabFramebuffer().pixelColor(placeOf({2.2 * std::cos(0.6), 2.2 * std::sin(0.6)})),
              toQt(options.theme.vertex));
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
    window.setCentralWidget(inside); // a new OpenGL context
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    QSignalSpy frames(inside, &SceneViewport::frameRendered);
    inside->update();
    ASSERT_TRUE(frames.wait(10000));
    const Vector2 pixel = inside->view().toPixel(vertex(), inside->scene().size());
    EXPECT_EQ(inside->grabFramebuffer().pixelColor(int(pixel.x()), int(pixel.y())),
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
    pairscope::viewport::setDefaultSurfaceFormat();
    QApplication application(argc, argv);
    return RUN_ALL_TESTS();
}
