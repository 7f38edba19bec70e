#include "core/math/Spectrum.h"
#include "widgets/plots/CorrelationPlot.h"
#include "widgets/plots/FitStepsPlot.h"

#include <QSignalSpy>
#include <QtTest/QTest>

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;

namespace {

FitTrace threeSteps() {
    FitTrace trace;
    trace.startChi2 = 1000;
    trace.steps = {{Vector3(1, 0, 0), 50, 2, 0.5, true, true},
                   {Vector3(2, 0, 0), 90, 3, 0.5, false, false},
                   {Vector3(2, 0, 0), 0, 1e-8, 0, false, true}};
    return trace;
}

Eigen::MatrixXd matrix() {
    Eigen::MatrixXd values(3, 3);
    values << 1, 0.5, -0.98, 0.5, 1, std::nan(""), -0.98, std::nan(""), 1;
    return values;
}

const QStringList kNames{QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("tan λ⁺")};

} // namespace

TEST(FitStepsPlot, DrawsStartAndStepsWithRefusedOnesApart) {
    FitStepsPlot plot;
    plot.setTrace(threeSteps());
    EXPECT_EQ(plot.graph(0)->dataCount(), 3); // start and two taken steps
    EXPECT_EQ(plot.graph(1)->dataCount(), 1);
    EXPECT_EQ(plot.graph(1)->data()->at(0)->key, 2);
    EXPECT_EQ(plot.graph(2)->dataCount(), 3);
    EXPECT_EQ(plot.graph(3)->dataCount(), 2); // the last step was not limited by a radius
    for (int i = 0; i < 4; ++i)
        for (const QCPGraphData& point : *plot.graph(i)->data())
            EXPECT_GT(point.value, 0) << "on a logarithmic axis";
}

TEST(FitStepsPlot, StepsWithTheArrowKeysAndStaysWithinTheSearch) {
    FitStepsPlot plot;
    plot.setTrace(threeSteps());
    QSignalSpy spy(&plot, &FitStepsPlot::iterationClicked);
    QTest::keyClick(&plot, Qt::Key_Right);
    plot.setCurrent(3);
    QTest::keyClick(&plot, Qt::Key_Right);
    QTest::keyClick(&plot, Qt::Key_Left);
    ASSERT_EQ(spy.count(), 2);
    EXPECT_EQ(spy[0][0].toInt(), 0);
    EXPECT_EQ(spy[1][0].toInt(), 2);
}

TEST(FitStepsPlot, SaysWhyThereIsNothing) {
    FitStepsPlot plot;
    plot.setTrace(threeSteps());
    plot.setTrace(std::nullopt, QStringLiteral("no search"));
    EXPECT_EQ(plot.emptyText(), QStringLiteral("no search"));
    EXPECT_EQ(plot.graph(0)->dataCount(), 0);
}

TEST(CorrelationPlot, ReadsOutTheCellUnderTheCursor) {
    CorrelationPlot plot;
    plot.resize(400, 400);
    plot.setCorrelations(matrix(), kNames);
    const QPointF centre = plot.cellRect({2, 0}).center();
    EXPECT_EQ(plot.cellAt(centre), (CorrelationPlot::Cell{2, 0}));
    EXPECT_FALSE(plot.cellAt({1, 1}));
    EXPECT_EQ(plot.describe({2, 0}), QStringLiteral("correlation of tan λ⁺ and x: −0.98000"));
    EXPECT_TRUE(plot.describe({1, 2}).contains(QStringLiteral("none")));
}

TEST(CorrelationPlot, TellsSignAndSizeByColourAndByNumber) {
    CorrelationPlot plot;
    const PlotTheme theme = PlotTheme::dark();
    plot.setTheme(theme);
    plot.resize(500, 500);
    plot.setCorrelations(matrix(), kNames);
    EXPECT_EQ(plot.colour(1), theme.before);
    EXPECT_EQ(plot.colour(-1), theme.after);
    EXPECT_EQ(plot.colour(0), theme.background);
    EXPECT_EQ(plot.colour(std::nan("")), theme.background);
    EXPECT_EQ(plot.cellText(-0.984), QStringLiteral("−0.98"));
    plot.setCorrelations(Eigen::MatrixXd::Identity(9, 9), QStringList(9, QStringLiteral("x")));
    plot.resize(9 * plot.fontMetrics().horizontalAdvance(QStringLiteral("−00")) + 120, 600);
    EXPECT_EQ(plot.cellText(-0.984), QStringLiteral("−98"));
    plot.resize(100, 100);
    EXPECT_EQ(plot.cellText(-0.984), QString());
}

TEST(CorrelationPlot, IsReadWithTheArrowKeys) {
    CorrelationPlot plot;
    plot.resize(400, 400);
    plot.setCorrelations(matrix(), kNames);
    QSignalSpy spy(&plot, &CorrelationPlot::readoutChanged);
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Right, Qt::Key_Down})
        QTest::keyClick(&plot, key);
    ASSERT_EQ(spy.count(), 3);
    EXPECT_EQ(spy[1][0].toString(), plot.describe({0, 1}));
    EXPECT_EQ(spy[2][0].toString(), plot.describe({1, 1}));
}
