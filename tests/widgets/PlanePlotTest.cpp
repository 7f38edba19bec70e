#include "TestCandidates.h"

#include "widgets/plots/PlanePlot.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace pairscope;

namespace {

struct PlanePlotTest : testing::Test {
    PlanePlotTest() {
        plot.resize(700, 400);
        plot.show();
        plot.setTable(test::candidates());
        plane.regions = {{"box", "#0072b2", RectangleRegion{{2, 6}, {-0.05, -0.02}}, {}}};
        plot.setPlane(plane);
        plot.xAxis->setRange(0, 16);
        plot.yAxis->setRange(-150, 20); // MeV
        plot.replot();
    }

    /// Native coordinates to a pixel of the widget.
    [[nodiscard]] QPoint pixel(double x, double y) const { return plot.view().toPixel({x, y}).toPoint(); }

    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mousePress(&plot, Qt::LeftButton, modifiers, from);
        for (const QPoint& at : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, at, plot.mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                             modifiers);
            QCoreApplication::sendEvent(&plot, &move);
        }
        QTest::mouseRelease(&plot, Qt::LeftButton, modifiers, to);
    }

    [[nodiscard]] RectangleRegion box() const {
        return std::get<RectangleRegion>(plot.plane().regions[0].shape);
    }

    PlanePlot plot;
    SidebandPlane plane; // rho x Delta M
};

} // namespace

TEST_F(PlanePlotTest, DraggingASideChangesTheRegionLiveAndSaysWhenItIsDone) {
    QSignalSpy live(&plot, &PlanePlot::regionsChanged);
    QSignalSpy done(&plot, &PlanePlot::regionsEdited);
    const QCPRange before = plot.xAxis->range();
    drag(pixel(6, -0.035), pixel(9, -0.035));
    EXPECT_EQ(live.count(), 2);
    EXPECT_EQ(done.count(), 1);
    const double perPixel = 16.0 / plot.axisRect()->width();
    EXPECT_NEAR(*box().x.high, 9, 2 * perPixel);
    EXPECT_EQ(*box().x.low, 2);
    EXPECT_EQ(plot.xAxis->range(), before) << "the view must not be panned by it";
}

TEST_F(PlanePlotTest, DraggingInsideARegionPansUntilItIsActive) {
    drag(pixel(4, -0.035), pixel(5, -0.035));
    EXPECT_EQ(*box().x.low, 2);
    EXPECT_LT(plot.xAxis->range().lower, -0.5);
    plot.xAxis->setRange(0, 16);
    plot.setActiveRegion(0);
    drag(pixel(4, -0.035), pixel(5, -0.035));
    EXPECT_NEAR(*box().x.low, 3, 0.1);
    EXPECT_NEAR(*box().x.high, 7, 0.1);
    EXPECT_EQ(plot.xAxis->range(), QCPRange(0, 16));
}

TEST_F(PlanePlotTest, AClickInsideARegionMakesItActiveAndBesideItNone) {
    plot.setShownRows({}); // no pair in the way
    plot.replot();
    QSignalSpy active(&plot, &PlanePlot::activeRegionChanged);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, pixel(4, -0.035));
    EXPECT_EQ(plot.activeRegion(), 0U);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, pixel(12, 0.01));
    EXPECT_EQ(plot.activeRegion(), std::nullopt);
    EXPECT_EQ(active.count(), 2);
}

TEST_F(PlanePlotTest, ShiftDragSelectsExactlyThePairsInside) {
    QSignalSpy selected(&plot, &PlanePlot::rowsSelected);
    const QPoint from = pixel(1, 0.005);
    const QPoint to = pixel(5, -0.06);
    drag(from, to, Qt::ShiftModifier);
    ASSERT_EQ(selected.count(), 1);
    EXPECT_FALSE(selected[0][1].toBool());
    std::vector<std::size_t> expected;
    const auto table = test::candidates();
    const QRectF area = QRectF(QRect(from, to).normalized());
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const QPointF at = plot.view().toPixel(
            {table->value(CandidateColumn::Rho, row), table->value(CandidateColumn::DeltaM, row)});
        if (area.contains(at)) expected.push_back(row);
    }
    EXPECT_GT(expected.size(), 3U);
    EXPECT_LT(expected.size(), table->rows() - 3);
    EXPECT_EQ(selected[0][0].value<std::vector<std::size_t>>(), expected);
    EXPECT_EQ(plot.xAxis->range(), QCPRange(0, 16)) << "not panned";
}

TEST_F(PlanePlotTest, AClickOnAPairNamesItsRow) {
    plane.regions.clear();
    plot.setPlane(plane);
    QSignalSpy clicked(&plot, &PlanePlot::rowClicked);
    plot.setShownRows({3});
    plot.replot();
    const auto table = test::candidates();
    plot.xAxis->setRange(table->value(CandidateColumn::Rho, 3) - 1,
                         table->value(CandidateColumn::Rho, 3) + 1);
    plot.replot();
    QTest::mouseClick(&plot, Qt::LeftButton, {},
                      pixel(table->value(CandidateColumn::Rho, 3), table->value(CandidateColumn::DeltaM, 3)));
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked[0][0].value<std::size_t>(), 3U);
}

TEST_F(PlanePlotTest, MarksWhereTheTruthIsInTheUnitsOfTheAxes) {
    const auto marked = [this]() -> QCPGraph* {
        for (int i = 0; i < plot.graphCount(); ++i)
            if (plot.graph(i)->scatterStyle().pen().color() == plot.theme().truth) return plot.graph(i);
        return nullptr;
    };
    ASSERT_NE(marked(), nullptr);
    EXPECT_TRUE(marked()->data()->isEmpty());
    plot.setTruePlace(Vector2(2.2, -0.0178));
    ASSERT_EQ(marked()->dataCount(), 1);
    EXPECT_DOUBLE_EQ(marked()->data()->begin()->key, 2.2);
    EXPECT_DOUBLE_EQ(marked()->data()->begin()->value, -17.8); // MeV
    plot.setTruePlace(std::nullopt);
    EXPECT_TRUE(marked()->data()->isEmpty());
}

TEST_F(PlanePlotTest, OtherAxesFitTheViewToTheirData) {
    plane.x = CandidateColumn::KT;
    plane.y = CandidateColumn::KL;
    plot.setPlane(plane);
    EXPECT_TRUE(plot.xAxis->label().contains(QStringLiteral("MeV")));
    EXPECT_NE(plot.xAxis->range(), QCPRange(0, 16));
}

TEST(PlanePlot, DrawsManyPairsAsDensityAndSurvivesBeingEmpty) {
    auto pairs = std::make_shared<PairTable>(PairTable::Contents{}, PlanePlot::kMostPoints + 1);
    auto table = std::make_shared<CandidateTable>(pairs, test::detector());
    for (std::size_t row = 0; row < table->rows(); ++row)
        table->set(row, *test::candidate(row % 7));
    PlanePlot plot;
    plot.resize(600, 300);
    plot.setTable(table);
    EXPECT_TRUE(plot.showsDensity());
    plot.replot();
    plot.setShownRows({1, 2});
    EXPECT_FALSE(plot.showsDensity());
    plot.replot();
    plot.setTable(nullptr);
    plot.replot();
    EXPECT_FALSE(plot.emptyText().isEmpty());
}
