#include "TestCandidates.h"

#include "widgets/plots/DistributionPlot.h"
#include "widgets/plots/MassPlot.h"
#include "widgets/plots/PlanePlot.h"

#include <gtest/gtest.h>

#include <QDockWidget>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTest>

using namespace pairscope;

namespace {

/// What a change draws: only the marks, and the picture is the one that drawing everything gives.
template<typename Change>
void expectOnlyMarksDrawn(PlotWidget& plot, Change change) {
    plot.resize(600, 400);
    plot.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&plot));
    const QImage before = plot.grab().toImage();
    QCoreApplication::processEvents();
    const QSignalSpy everything(&plot, &QCustomPlot::beforeReplot);
    change();
    QCoreApplication::processEvents();
    const QImage after = plot.grab().toImage();
    EXPECT_EQ(everything.count(), 0);
    EXPECT_NE(after, before);
    plot.replot(QCustomPlot::rpImmediateRefresh);
    EXPECT_EQ(plot.grab().toImage(), after);
}

MassPlot::Masses massesOf(std::size_t row) {
    const auto candidate = test::candidate(row);
    return {candidate->massBefore, candidate->stage().mass, std::nullopt, candidate->event.truth->mass};
}

} // namespace

TEST(PlotMarks, AnotherCandidateMovesItsMassesInTheHistogram) {
    MassPlot plot;
    plot.setTable(test::candidates());
    plot.setCandidate(massesOf(0));
    expectOnlyMarksDrawn(plot, [&plot] { plot.setCandidate(massesOf(1)); });
}

TEST(PlotMarks, AnotherCandidateMovesItsMarkInTheDistribution) {
    DistributionPlot plot;
    plot.setTable(test::candidates());
    plot.setCurrent(0);
    expectOnlyMarksDrawn(plot, [&plot] { plot.setCurrent(1); });
}

TEST(PlotMarks, AnotherCandidateMovesMarkAndCurveInThePlane) {
    PlanePlot plot;
    plot.setTable(test::candidates());
    plot.setLayerTicks({{1.0, QStringLiteral("pipe")}, {3.9, QStringLiteral("SVD 3")}});
    plot.setCurrent(0);
    expectOnlyMarksDrawn(plot, [&plot] {
        plot.setCurrent(1);
        plot.setExpectedCurve({0, 5, 10}, {0, -0.02, -0.06});
        plot.setTruePlace(Vector2(2, -0.01));
    });
}

TEST(PlotMarks, APlotUnderAnotherTabIsDrawnWhenItComesIntoSight) {
    QMainWindow window;
    window.resize(700, 500);
    auto* below = new QDockWidget(&window);
    auto* above = new QDockWidget(&window);
    auto* plot = new DistributionPlot;
    below->setWidget(plot);
    above->setWidget(new QWidget);
    window.addDockWidget(Qt::BottomDockWidgetArea, below);
    window.tabifyDockWidget(below, above);
    above->raise();
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    QCoreApplication::processEvents();
    const QSignalSpy drawn(plot, &QCustomPlot::afterReplot);
    plot->setTable(test::candidates());
    plot->setCurrent(1);
    QCoreApplication::processEvents();
    EXPECT_EQ(drawn.count(), 0);
    below->raise();
    EXPECT_TRUE(QTest::qWaitFor([&drawn] { return drawn.count() > 0; }, 5000));
    QCoreApplication::processEvents();
    const QImage seen = plot->grab().toImage();
    plot->replot(QCustomPlot::rpImmediateRefresh);
    EXPECT_EQ(plot->grab().toImage(), seen);
}
