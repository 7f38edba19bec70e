#include "TestCandidates.h"

#include "widgets/plots/DensityImage.h"
#include "widgets/plots/PlanePlot.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <set>

using namespace pairscope;

namespace {

RowSet rowsOf(const QSignalSpy& spy, int index) {
    return spy[index][0].value<RowSet>();
}

/// A table of `rows` pairs, those of test::candidates() again and again.
std::shared_ptr<const CandidateTable> manyCandidates(std::size_t rows) {
    const auto few = test::candidates();
    auto pairs = std::make_shared<PairTable>(few->pairs().contents(), rows);
    auto table = std::make_shared<CandidateTable>(pairs, test::detector());
    std::vector<std::shared_ptr<const Candidate>> made;
    for (std::size_t row = 0; row < few->rows(); ++row)
        made.push_back(test::candidate(row));
    for (std::size_t row = 0; row < rows; ++row)
        table->set(row, *made[row % made.size()]);
    return table;
}

std::shared_ptr<const RowGrouping> threeGroups(std::size_t rows) {
    auto grouping = std::make_shared<RowGrouping>();
    grouping->names = {"first", "second", "nobody"};
    for (std::size_t row = 0; row < rows; ++row)
        grouping->groupOf.push_back(row % 4 == 3 ? RowGrouping::kNone : static_cast<std::uint8_t>(row % 2));
    return grouping;
}

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

    void moveTo(const QPoint& at, Qt::KeyboardModifiers modifiers = {}) {
        QMouseEvent move(QEvent::MouseMove, at, plot.mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                         modifiers);
        QCoreApplication::sendEvent(&plot, &move);
    }

    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mousePress(&plot, Qt::LeftButton, modifiers, from);
        for (const QPoint& at : {(from + to) / 2, to})
            moveTo(at, modifiers);
        QTest::mouseRelease(&plot, Qt::LeftButton, modifiers, to);
    }

    /// Rows of test::candidates() in a native box, by a plain loop.
    [[nodiscard]] RowSet rowsBetween(const Vector2& a, const Vector2& b) const {
        std::vector<RowSet::Row> rows;
        const auto table = test::candidates();
        for (RowSet::Row row = 0; row < table->rows(); ++row) {
            const double rho = table->value(CandidateColumn::Rho, row);
            const double deltaM = table->value(CandidateColumn::DeltaM, row);
            if (rho >= std::min(a.x(), b.x()) && rho <= std::max(a.x(), b.x()) &&
                deltaM >= std::min(a.y(), b.y()) && deltaM <= std::max(a.y(), b.y()))
                rows.push_back(row);
        }
        return RowSet(std::move(rows));
    }
    [[nodiscard]] Vector2 native(const QPoint& at) const {
        return {plot.xAxis->pixelToCoord(at.x()), plot.yAxis->pixelToCoord(at.y()) / 1e3};
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
    plot.setShownRows(RowSet()); // no pair in the way
    plot.replot();
    QSignalSpy active(&plot, &PlanePlot::activeRegionChanged);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, pixel(4, -0.035));
    EXPECT_EQ(plot.activeRegion(), 0U);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, pixel(12, 0.01));
    EXPECT_EQ(plot.activeRegion(), std::nullopt);
    EXPECT_EQ(active.count(), 2);
}

TEST_F(PlanePlotTest, ShiftDragSelectsExactlyThePairsInside) {
    QSignalSpy selected(&plot, &RowPlot::rowsSelected);
    QSignalSpy brushed(&plot, &RowPlot::rowsBrushed);
    const QPoint from = pixel(1, 0.005);
    const QPoint to = pixel(5, -0.06);
    drag(from, to, Qt::ShiftModifier);
    ASSERT_EQ(selected.count(), 1);
    EXPECT_FALSE(selected[0][1].toBool());
    const RowSet expected = rowsBetween(native(from), native(to));
    EXPECT_GT(expected.size(), 3U);
    EXPECT_LT(expected.size(), test::candidates()->rows() - 3);
    EXPECT_EQ(rowsOf(selected, 0), expected);
    ASSERT_EQ(brushed.count(), 2) << "live, while it is dragged";
    EXPECT_EQ(rowsOf(brushed, 0), rowsBetween(native(from), native((from + to) / 2)));
    EXPECT_EQ(rowsOf(brushed, 1), expected);
    EXPECT_EQ(plot.xAxis->range(), QCPRange(0, 16)) << "not panned";
}

TEST_F(PlanePlotTest, CtrlAddsToTheSelection) {
    QSignalSpy selected(&plot, &RowPlot::rowsSelected);
    QSignalSpy brushed(&plot, &RowPlot::rowsBrushed);
    drag(pixel(1, 0.005), pixel(5, -0.06), Qt::ShiftModifier | Qt::ControlModifier);
    ASSERT_EQ(selected.count(), 1);
    EXPECT_TRUE(selected[0][1].toBool());
    EXPECT_TRUE(brushed[0][1].toBool());
}

TEST_F(PlanePlotTest, EscGivesUpADragAndWhatWasSelectedIsBack) {
    const RowSet before({2, 30});
    plot.setSelection(before);
    QSignalSpy selected(&plot, &RowPlot::rowsSelected);
    QSignalSpy brushed(&plot, &RowPlot::rowsBrushed);
    QTest::mousePress(&plot, Qt::LeftButton, Qt::ShiftModifier, pixel(1, 0.005));
    moveTo(pixel(5, -0.06), Qt::ShiftModifier);
    plot.setSelection(rowsOf(brushed, 0)); // as the window does
    QTest::keyClick(&plot, Qt::Key_Escape);
    QTest::mouseRelease(&plot, Qt::LeftButton, Qt::ShiftModifier, pixel(5, -0.06));
    EXPECT_EQ(selected.count(), 0);
    EXPECT_EQ(rowsOf(brushed, static_cast<int>(brushed.count()) - 1), before);
    EXPECT_FALSE(brushed.back()[1].toBool());
}

TEST_F(PlanePlotTest, AShiftClickWithoutADragSelectsNothing) {
    QSignalSpy selected(&plot, &RowPlot::rowsSelected);
    QSignalSpy brushed(&plot, &RowPlot::rowsBrushed);
    drag(pixel(4, -0.03), pixel(4, -0.03), Qt::ShiftModifier);
    EXPECT_EQ(selected.count() + brushed.count(), 0);
}

TEST_F(PlanePlotTest, TheLassoTakesWhatIsInsideTheLine) {
    plot.setLasso(true);
    QSignalSpy selected(&plot, &RowPlot::rowsSelected);
    const std::vector<QPoint> corners = {pixel(0.5, 0.01), pixel(9, 0.01), pixel(0.5, -0.1)};
    QTest::mousePress(&plot, Qt::LeftButton, Qt::ShiftModifier, corners[0]);
    PolygonRegion region;
    for (const QPoint& corner : corners) {
        moveTo(corner, Qt::ShiftModifier);
        region.vertices.emplace_back(native(corner).x(), native(corner).y());
    }
    QTest::mouseRelease(&plot, Qt::LeftButton, Qt::ShiftModifier, corners[2]);
    std::vector<RowSet::Row> expected;
    const auto table = test::candidates();
    for (RowSet::Row row = 0; row < table->rows(); ++row)
        if (contains(region, table->value(CandidateColumn::Rho, row),
                     table->value(CandidateColumn::DeltaM, row)))
            expected.push_back(row);
    ASSERT_EQ(selected.count(), 1);
    ASSERT_GT(expected.size(), 3U);
    EXPECT_LT(expected.size(), rowsBetween(native(corners[1]), native(corners[2])).size())
        << "the corner of the rectangle is cut off";
    EXPECT_EQ(rowsOf(selected, 0), RowSet(expected));
}

TEST_F(PlanePlotTest, AClickOnAPairNamesItsRow) {
    plane.regions.clear();
    plot.setPlane(plane);
    QSignalSpy clicked(&plot, &PlanePlot::rowClicked);
    plot.setShownRows(RowSet({3}));
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

TEST_F(PlanePlotTest, GroupsHaveColoursShapesAndALegendWithCounts) {
    EXPECT_FALSE(plot.legend->visible());
    plot.setGrouping(threeGroups(test::candidates()->rows()));
    EXPECT_TRUE(plot.legend->visible());
    ASSERT_EQ(plot.legend->itemCount(), 2) << "a group without pairs has no line";
    std::set<int> shapes;
    std::set<QRgb> colours;
    int points = 0;
    for (int i = 0; i < plot.graphCount(); ++i) {
        const QCPGraph* graph = plot.graph(i);
        if (!plot.legend->hasItemWithPlottable(graph)) continue;
        shapes.insert(graph->scatterStyle().shape());
        colours.insert(graph->scatterStyle().pen().color().rgb());
        points += graph->dataCount();
        EXPECT_TRUE(graph->name().contains(QStringLiteral("(20)")) ||
                    graph->name().contains(QStringLiteral("(10)")));
    }
    EXPECT_EQ(shapes.size(), 2U);
    EXPECT_EQ(colours.size(), 2U);
    EXPECT_EQ(points, 30);
    plot.setGrouping(nullptr);
    EXPECT_FALSE(plot.legend->visible());
    EXPECT_EQ(plot.legend->itemCount(), 0);
}

TEST_F(PlanePlotTest, SelectedPairsThatAreNotShownAreNotDrawn) {
    const auto drawn = [this] {
        for (int i = 0; i < plot.graphCount(); ++i)
            if (plot.graph(i)->layer()->name() == QStringLiteral("selection"))
                return plot.graph(i)->dataCount();
        return -1;
    };
    plot.setSelection(RowSet({1, 2, 3}));
    EXPECT_EQ(drawn(), 3);
    plot.setShownRows(RowSet({2, 5, 6}));
    EXPECT_EQ(drawn(), 1);
    plot.setShownRows(RowSet::all(test::candidates()->rows()));
    EXPECT_EQ(drawn(), 3);
}

TEST_F(PlanePlotTest, AColumnOfWordsHasThemAsTicks) {
    plane.x = CandidateColumn::NearestLayer;
    plane.y = CandidateColumn::Status;
    plot.setPlane(plane);
    plot.replot();
    EXPECT_TRUE(plot.yAxis->tickVectorLabels().contains(QStringLiteral("Good")));
    EXPECT_TRUE(plot.yAxis->tickVectorLabels().contains(QStringLiteral("Failed")));
    EXPECT_FALSE(plot.xAxis->tickVectorLabels().isEmpty());
    QSignalSpy readout(&plot, &PlotWidget::readoutChanged);
    QTest::mouseMove(&plot, pixel(1, 0));
    ASSERT_GT(readout.count(), 0);
    EXPECT_TRUE(readout.back()[0].toString().contains(QStringLiteral("status = Good")))
        << readout.back()[0].toString().toStdString();
    plane.x = CandidateColumn::Rho;
    plot.setPlane(plane);
    plot.replot();
    EXPECT_FALSE(plot.xAxis->ticker().dynamicCast<QCPAxisTickerText>());
}

TEST_F(PlanePlotTest, AColumnWithoutAnyNumberIsSimplyEmpty) {
    PairTable::Contents contents;
    auto table =
        std::make_shared<CandidateTable>(std::make_shared<PairTable>(contents, 6000), test::detector());
    plot.setTable(table);
    plane.x = CandidateColumn::TrueMass;
    plane.y = CandidateColumn::KinematicMass;
    plot.setPlane(plane);
    plot.setSelection(RowSet::all(6000));
    plot.replot();
    EXPECT_EQ(plot.xAxis->range(), QCPRange(0, 1));
    EXPECT_EQ(plot.counts().inside(), 0U);
    drag(pixel(0, 0), pixel(1, 1), Qt::ShiftModifier);
}

TEST_F(PlanePlotTest, TheNumbersOfFewPairsAreTheirCoordinates) {
    plot.setShownRows(RowSet({3, test::kFailedRow}));
    const QStringList lines = plot.numbers().trimmed().split(u'\n');
    ASSERT_EQ(lines.size(), 3);
    EXPECT_EQ(lines[0], QStringLiteral("candidate,rho [cm],Delta M [MeV]"));
    EXPECT_NEAR(lines[1].section(u',', 1, 1).toDouble(), test::candidates()->value(CandidateColumn::Rho, 3),
                1e-6);
    EXPECT_TRUE(lines[2].endsWith(QStringLiteral(",,"))) << "no number where there is none";
}

namespace {

struct PlaneDensityTest : testing::Test {
    PlaneDensityTest() {
        plot.resize(600, 300);
        plot.show();
        plot.setTable(table);
        plot.xAxis->setRange(0, 10);
        plot.replot();
    }

    std::shared_ptr<const CandidateTable> table = manyCandidates(PlanePlot::kMostPoints + 1000);
    PlanePlot plot;
};

std::size_t expectedInside(const CandidateTable& table, const CellCounts& counts, const RowSet& rows) {
    std::size_t inside = 0;
    for (const RowSet::Row row : rows) {
        const double x = table.value(CandidateColumn::Rho, row);
        const double y = table.value(CandidateColumn::DeltaM, row);
        inside += x >= counts.xCells().low && x < counts.xCells().high && y >= counts.yCells().low &&
                          y < counts.yCells().high
                      ? 1
                      : 0;
    }
    return inside;
}

} // namespace

TEST_F(PlaneDensityTest, CountsThePairsInView) {
    ASSERT_TRUE(plot.showsDensity());
    const std::size_t inside = plot.counts().inside();
    EXPECT_EQ(inside, expectedInside(*table, plot.counts(), plot.shownRows()));
    EXPECT_GT(inside, 1000U);
    plot.xAxis->setRange(1, 3);
    plot.replot();
    EXPECT_LT(plot.counts().inside(), inside) << "counted anew when zoomed";
    EXPECT_EQ(plot.counts().inside(), expectedInside(*table, plot.counts(), plot.shownRows()));
    plot.setShownRows(RowSet({1, 2}));
    plot.replot();
    EXPECT_FALSE(plot.showsDensity());
}

TEST_F(PlaneDensityTest, ManySelectedPairsAreADensityOfTheirOwnAndTheOtherStaysAsItIs) {
    const auto images = plot.findChildren<DensityImage*>();
    ASSERT_EQ(images.size(), 2);
    const qint64 before = images[0]->image().cacheKey();
    EXPECT_TRUE(images[1]->image().isNull());
    std::vector<RowSet::Row> rows;
    for (RowSet::Row row = 0; row < PlanePlot::kMostPoints + 100; ++row)
        rows.push_back(row);
    const RowSet most(rows);
    plot.setSelection(most);
    EXPECT_FALSE(images[1]->image().isNull());
    EXPECT_EQ(images[0]->image().cacheKey(), before) << "brushing must not count all pairs again";
    EXPECT_EQ(plot.selectedCounts().inside(), expectedInside(*table, plot.selectedCounts(), most));
    plot.setSelection(RowSet({4}));
    EXPECT_TRUE(images[1]->image().isNull()) << "few are points";
}

TEST_F(PlaneDensityTest, GroupsHaveALegendAndTheirColoursInTheCells) {
    plot.setGrouping(threeGroups(table->rows()));
    plot.replot();
    EXPECT_EQ(plot.legend->itemCount(), 2);
    std::size_t first = 0;
    for (int y = 0; y < plot.counts().yCells().bins; ++y)
        for (int x = 0; x < plot.counts().xCells().bins; ++x)
            first += plot.counts().count(x, y, 0);
    EXPECT_GT(first, 1000U);
    EXPECT_TRUE(plot.numbers().startsWith(
        QStringLiteral("rho [cm] low,rho [cm] high,Delta M [MeV] low,Delta M [MeV] high,pairs,\"first\"")));
}

TEST_F(PlaneDensityTest, AClickTakesThePairUnderIt) {
    plot.xAxis->setRange(table->value(CandidateColumn::Rho, 3) - 1,
                         table->value(CandidateColumn::Rho, 3) + 1);
    plot.replot();
    QSignalSpy clicked(&plot, &PlanePlot::rowClicked);
    const Vector2 place(table->value(CandidateColumn::Rho, 3), table->value(CandidateColumn::DeltaM, 3));
    QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.view().toPixel(place).toPoint());
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked[0][0].value<std::size_t>() % test::candidates()->rows(), 3U);
}

TEST_F(PlaneDensityTest, SurvivesBeingEmpty) {
    plot.setTable(nullptr);
    plot.replot();
    EXPECT_FALSE(plot.emptyText().isEmpty());
    EXPECT_FALSE(plot.showsDensity());
}

TEST(DensityImage, IsDarkerOrBrighterTheMoreThereIsAlsoInGrey) {
    for (const PlotTheme& theme : {PlotTheme::light(), PlotTheme::dark()}) {
        const bool dark = theme.background.lightness() < 128;
        double before = dark ? -1 : 256;
        QCPColorGradient gradient;
        gradient.clearColorStops();
        gradient.setColorStopAt(0, theme.densityLow);
        gradient.setColorStopAt(0.5, theme.densityMiddle);
        gradient.setColorStopAt(1, theme.densityHigh);
        for (int i = 0; i <= 20; ++i) {
            const QRgb colour = gradient.color(i, QCPRange(0, 20));
            const double grey = 0.2126 * qRed(colour) + 0.7152 * qGreen(colour) + 0.0722 * qBlue(colour);
            EXPECT_TRUE(dark ? grey > before : grey < before) << i;
            before = grey;
        }
    }
}
