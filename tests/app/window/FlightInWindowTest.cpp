#include "app/window/CentralViews.h"
#include "app/window/MainWindow.h"
#include "tests/support/TestDetector.h"
#include "widgets/panels/FlightPanel.h"
#include "widgets/panels/InspectorPanel.h"
#include "widgets/viewport/SpaceViewport.h"

#include <QApplication>
#include <QSignalSpy>
#include <QtTest/QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace pairscope;

namespace {

struct FlightInWindow : testing::Test {
    FlightInWindow() : window(test::belle2Detector()) {
        window.resize(1700, 1000);
        window.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&window));
        QApplication::setActiveWindow(&window); // there is no window manager to do it
        window.actions().resetLayout->trigger();
        window.openDemonstration();
        window.viewport().setFocus();
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, key, modifiers);
    }

    FlightPlot& plot() { return window.flight().plot(); }

    /// Goes to a candidate whose fit has two minima that the data allow.
    void goToAmbiguous() {
        const std::size_t rows = window.session().table()->rows();
        for (std::size_t row = 0; row < rows; ++row) {
            window.session().setCurrent(row);
            if (window.session().current()->status() == CandidateStatus::Ambiguous) return;
        }
        FAIL() << "no ambiguous candidate in the demonstration sample";
    }

    MainWindow window;
};

} // namespace

TEST_F(FlightInWindow, FollowsTheCurrentCandidate) {
    for (const std::size_t row : {5U, 6U}) {
        window.session().setCurrent(row);
        const Candidate& candidate = *window.session().current();
        ASSERT_TRUE(plot().picture());
        ASSERT_EQ(plot().picture()->minima.size(), candidate.fit->minima.size());
        EXPECT_EQ(plot().picture()->minima[0].chi2, candidate.fit->best().chi2);
        EXPECT_TRUE(plot().axes().u()->range().contains(plot().picture()->minima[0].place.x()));
    }
}

TEST_F(FlightInWindow, KeysChooseWhichViewIsShown) {
    EXPECT_TRUE(window.viewport().isVisible());
    EXPECT_TRUE(window.flight().isVisible());
    press(Qt::Key_2, Qt::ControlModifier);
    EXPECT_FALSE(window.viewport().isVisible());
    EXPECT_TRUE(window.flight().isVisible());
    press(Qt::Key_1, Qt::ControlModifier);
    EXPECT_TRUE(window.viewport().isVisible());
    EXPECT_FALSE(window.flight().isVisible());
    press(Qt::Key_1, Qt::ControlModifier); // again: two
    EXPECT_TRUE(window.views().showsTwo());
    EXPECT_TRUE(window.actions().twoViews->isChecked());
    press(Qt::Key_V);
    EXPECT_TRUE(window.rhoZ().isVisible());
    EXPECT_TRUE(window.flight().isVisible());
    EXPECT_FALSE(window.viewport().isVisible());
    press(Qt::Key_V, Qt::ShiftModifier);
    EXPECT_TRUE(window.rhoZ().isVisible());
    EXPECT_FALSE(window.flight().isVisible());
    window.resize(1300, 900);
    EXPECT_TRUE(window.viewport().isVisible());
    press(Qt::Key_V);
    EXPECT_TRUE(window.flight().isVisible());
    press(Qt::Key_3, Qt::ControlModifier);
    EXPECT_TRUE(window.rhoZ().isVisible());
    EXPECT_FALSE(window.flight().isVisible());
}

TEST_F(FlightInWindow, AViewThatWasHiddenShowsTheCandidateOfNowFitted) {
    press(Qt::Key_1, Qt::ControlModifier);
    goToAmbiguous();
    press(Qt::Key_2, Qt::ControlModifier);
    ASSERT_TRUE(plot().picture());
    EXPECT_EQ(plot().picture()->minima[0].chi2, window.session().current()->fit->best().chi2);
    EXPECT_TRUE(plot().axes().u()->range().contains(plot().picture()->minima[0].place.x()));
    const QSignalSpy drawn(&window.rhoZ(), &SceneViewport::frameRendered);
    press(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(!drawn.isEmpty());
    const PlaneScene& scene = window.rhoZ().scene();
    EXPECT_EQ(scene.candidate(), window.session().current());
    const View2D fitted = scene.fittedView();
    EXPECT_EQ(scene.view(), fitted);
}

TEST_F(FlightInWindow, TheRhoZViewHasTheKeysOfTheTransverseOne) {
    const QSignalSpy drawn(&window.rhoZ(), &SceneViewport::frameRendered);
    press(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(!drawn.isEmpty());
    press(Qt::Key_Home);
    EXPECT_EQ(window.rhoZ().view(), window.rhoZ().scene().homeView());
    press(Qt::Key_Home);
    EXPECT_EQ(window.rhoZ().view(), window.rhoZ().scene().wholeView());
    press(Qt::Key_T);
    EXPECT_FALSE(window.rhoZ().options().truth);
    press(Qt::Key_M);
    EXPECT_TRUE(window.rhoZ().measuring());
    press(Qt::Key_Escape);
    EXPECT_FALSE(window.rhoZ().measuring());
    EXPECT_FALSE(window.viewport().measuring());
}

TEST_F(FlightInWindow, TheFourthViewIsInSpaceAndTurnsWithTheMouse) {
    SpaceViewport& space = window.space();
    const QSignalSpy drawn(&space, &SceneViewport::frameRendered);
    press(Qt::Key_4, Qt::ControlModifier);
    ASSERT_TRUE(space.isVisible());
    EXPECT_FALSE(window.viewport().isVisible());
    QTRY_VERIFY(!drawn.isEmpty());
    EXPECT_EQ(space.scene().candidate(), window.session().current());
    const SpaceDirection before = space.space().direction();
    const QPoint middle = space.rect().center();
    QTest::mousePress(&space, Qt::LeftButton, {}, middle);
    QTest::mouseMove(&space, middle + QPoint(60, 20));
    QTest::mouseRelease(&space, Qt::LeftButton, {}, middle + QPoint(60, 20));
    EXPECT_NE(space.space().direction().azimuth, before.azimuth);
    press(Qt::Key_T);
    EXPECT_FALSE(space.options().truth);
    press(Qt::Key_M);
    EXPECT_FALSE(window.viewport().measuring()) << "nothing is measured in space";
}

TEST_F(FlightInWindow, AHiddenViewInSpaceDoesNotEndMeasuring) {
    press(Qt::Key_1, Qt::ControlModifier);
    press(Qt::Key_M);
    EXPECT_TRUE(window.viewport().measuring());
}

TEST_F(FlightInWindow, TogglesReachIt) {
    press(Qt::Key_T);
    EXPECT_FALSE(plot().options().truth);
    press(Qt::Key_E);
    EXPECT_FALSE(plot().options().ellipse);
    press(Qt::Key_L);
    EXPECT_FALSE(plot().options().layers);
    press(Qt::Key_B);
    EXPECT_TRUE(plot().options().before);
    EXPECT_FALSE(plot().options().after);
    const QColor background = plot().theme().background;
    press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_NE(plot().theme().background, background);
    press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
}

TEST_F(FlightInWindow, FitAndHomeReachIt) {
    const QCPRange fitted = plot().axes().u()->range();
    press(Qt::Key_Home);
    EXPECT_TRUE(plot().axes().u()->range().contains(16));
    press(Qt::Key_F);
    EXPECT_EQ(plot().axes().u()->range(), fitted);
}

TEST_F(FlightInWindow, AChosenMinimumIsTheVertexEverywhereAndIsRemembered) {
    goToAmbiguous();
    const std::size_t row = *window.session().currentRow();
    const QCPRange view = plot().axes().u()->range();
    emit window.flight().minimumChosen(1);
    EXPECT_EQ(window.session().current()->chosen, 1U);
    EXPECT_EQ(window.session().study()->candidate, window.session().current());
    EXPECT_EQ(plot().picture()->chosen, 1U);
    EXPECT_EQ(window.viewport().scene().candidate()->chosen, 1U);
    EXPECT_EQ(plot().axes().u()->range(), view) << "the view stays";
    window.session().setCurrent(row + 1);
    window.session().setCurrent(row);
    EXPECT_EQ(plot().picture()->chosen, 1U);
    emit window.flight().minimumChosen(99); // there is none
    EXPECT_EQ(window.session().current()->chosen, 1U);
}
