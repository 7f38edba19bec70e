#include "TestCandidates.h"

#include "core/candidate/BatchReconstruction.h"
#include "core/math/Units.h"
#include "widgets/panels/MassPanel.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace pairscope;

namespace {

std::size_t finiteCount(CandidateColumn column) {
    std::size_t count = 0;
    for (std::size_t row = 0; row < test::candidates()->rows(); ++row)
        count += std::isfinite(test::candidates()->value(column, row)) ? 1 : 0;
    return count;
}

double total(const Histogram& histogram) {
    return histogram.sum() + histogram.overflow();
}

} // namespace

TEST(MassPlot, RoundsBinWidthsUpToOneTwoOrFive) {
    EXPECT_DOUBLE_EQ(niceCeiling(0.0011), 0.002);
    EXPECT_DOUBLE_EQ(niceCeiling(0.002), 0.002);
    EXPECT_DOUBLE_EQ(niceCeiling(0.0021), 0.005);
    EXPECT_DOUBLE_EQ(niceCeiling(60), 100);
}

TEST(MassPlot, PutsBothMassesOfAllPairsIntoTheSameBins) {
    MassPlot plot;
    plot.setTable(test::candidates());
    EXPECT_EQ(plot.before().binning(), plot.after().binning());
    EXPECT_EQ(total(plot.before()), static_cast<double>(finiteCount(CandidateColumn::MassBefore)));
    EXPECT_EQ(total(plot.after()), static_cast<double>(finiteCount(CandidateColumn::MassAfter)));
    EXPECT_GT(plot.after().missing(), 0U) << "the failed candidate has no mass after";
}

TEST(MassPlot, HasTheKinematicMassAsAThirdHistogramThatCanBeHidden) {
    MassPlot plot;
    plot.setTable(test::candidates());
    EXPECT_EQ(plot.kinematic().binning(), plot.before().binning());
    EXPECT_EQ(total(plot.kinematic()), static_cast<double>(finiteCount(CandidateColumn::KinematicMass)));
    EXPECT_TRUE(plot.kinematicVisible());
    EXPECT_EQ(plot.legend->itemCount(), 3);
    plot.setKinematicShown(false);
    EXPECT_FALSE(plot.kinematicVisible());
    EXPECT_EQ(plot.legend->itemCount(), 2);
    plot.setKinematicShown(true);
    EXPECT_EQ(plot.legend->itemCount(), 3);
}

TEST(MassPlot, OfPairsWithoutPhotonsHasNoKinematicMass) {
    const PairTable& pairs = test::candidates()->pairs();
    PairTable::Contents contents = pairs.contents();
    contents.photons = 0;
    auto dark = std::make_shared<PairTable>(contents, 3);
    for (std::size_t row = 0; row < 3; ++row) {
        PairEvent event = pairs.event(row);
        event.photons.clear();
        dark->setEvent(row, event);
    }
    MassPanel panel;
    panel.setTable(reconstructAll(dark, test::detector()));
    EXPECT_FALSE(panel.plot().kinematicVisible());
    EXPECT_EQ(panel.plot().legend->itemCount(), 2);
    panel.setTable(test::candidates());
    EXPECT_TRUE(panel.plot().kinematicVisible());
}

TEST(MassPlot, MarksTheTrueMassWhileTruthIsShown) {
    MassPlot plot;
    plot.setTable(test::candidates());
    const auto line = [&plot]() -> const QCPItemStraightLine* {
        for (int i = 0; i < plot.itemCount(); ++i)
            if (const auto* item = qobject_cast<QCPItemStraightLine*>(plot.item(i)))
                if (item->visible() && item->pen().color() == plot.theme().truth) return item;
        return nullptr;
    };
    EXPECT_EQ(line(), nullptr);
    MassPlot::Masses masses;
    masses.truth = 17 * kMeV;
    plot.setCandidate(masses);
    ASSERT_NE(line(), nullptr);
    EXPECT_DOUBLE_EQ(line()->point1->coords().x(), 17);
    plot.setTruthShown(false);
    EXPECT_EQ(line(), nullptr);
}

TEST(MassPlot, FollowsTheSelectionAndTheFilter) {
    MassPlot plot;
    plot.setTable(test::candidates());
    plot.setPopulation(MassPlot::Population::Selected);
    EXPECT_EQ(total(plot.before()), 0);
    EXPECT_FALSE(plot.emptyText().isEmpty());
    plot.setSelection(RowSet({1, 2, 3}));
    EXPECT_EQ(total(plot.before()), 3);
    EXPECT_TRUE(plot.emptyText().isEmpty());
    plot.setPopulation(MassPlot::Population::All);
    plot.setShownRows(RowSet({4, 5}));
    EXPECT_EQ(total(plot.before()), 2);
}

TEST(MassPlot, UsesTheWidthThatIsAskedFor) {
    MassPlot plot;
    plot.setTable(test::candidates());
    plot.setBinWidth(5.0_MeV);
    EXPECT_NEAR(plot.before().binning().width(), 5.0_MeV, 1e-12);
    EXPECT_EQ(total(plot.before()), static_cast<double>(finiteCount(CandidateColumn::MassBefore)));
}

TEST(MassPlot, ReadsOutTheBinUnderTheCursorAndNothingWhenItLeft) {
    MassPlot plot;
    plot.resize(500, 300);
    plot.show();
    plot.setTable(test::candidates());
    plot.replot();
    QSignalSpy readout(&plot, &PlotWidget::readoutChanged);
    const int bin = 10;
    const double mass = plot.before().binning().centre(bin) / kMeV;
    const QPoint at(static_cast<int>(plot.xAxis->coordToPixel(mass)), plot.axisRect()->center().y());
    QTest::mouseMove(&plot, at);
    ASSERT_GT(readout.count(), 0);
    const QString expected = QStringLiteral("%1 before, %2 after, %3 kinematic")
                                 .arg(plot.before().content(bin))
                                 .arg(plot.after().content(bin))
                                 .arg(plot.kinematic().content(bin));
    EXPECT_TRUE(readout.back()[0].toString().endsWith(expected))
        << readout.back()[0].toString().toStdString();
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&plot, &leave);
    EXPECT_EQ(readout.back()[0].toString(), QString());
}

TEST(MassPlot, ZoomsAtTheCursorAndFitsAgainOnDoubleClick) {
    MassPlot plot;
    plot.resize(500, 300);
    plot.show();
    plot.setTable(test::candidates());
    plot.replot();
    const QCPRange all = plot.xAxis->range();
    const QPoint at = plot.axisRect()->center() + QPoint(60, 0);
    const double under = plot.xAxis->pixelToCoord(at.x());
    QWheelEvent wheel(at, plot.mapToGlobal(at), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&plot, &wheel);
    EXPECT_LT(plot.xAxis->range().size(), all.size());
    EXPECT_NEAR(plot.xAxis->pixelToCoord(at.x()), under, 1e-6 * all.size())
        << "what is under the cursor stays";
    QTest::mouseDClick(&plot, Qt::LeftButton, {}, at);
    EXPECT_EQ(plot.xAxis->range(), all);
}

TEST(MassPlot, ShowsTheSelectedPairsOverAllOfThem) {
    MassPlot plot;
    plot.setTable(test::candidates());
    EXPECT_FALSE(plot.selectedVisible());
    plot.setSelection(RowSet({1, 2, 3}));
    EXPECT_TRUE(plot.selectedVisible());
    EXPECT_EQ(total(plot.selectedAfter()), 3);
    EXPECT_EQ(plot.legend->itemCount(), 4);
    plot.setPopulation(MassPlot::Population::Selected);
    EXPECT_FALSE(plot.selectedVisible());
    EXPECT_EQ(plot.legend->itemCount(), 3);
}

TEST(MassPlot, ABandSelectsByTheMassAfterTheFit) {
    MassPlot plot;
    plot.resize(600, 300);
    plot.show();
    plot.setTable(test::candidates());
    plot.replot();
    QSignalSpy selected(&plot, &RowPlot::rowsSelected);
    const QPoint from(plot.axisRect()->left() + 30, plot.axisRect()->top() + 40);
    const QPoint to(plot.axisRect()->left() + 200, plot.axisRect()->top() + 90);
    QTest::mousePress(&plot, Qt::LeftButton, Qt::ShiftModifier, from);
    QTest::mouseRelease(&plot, Qt::LeftButton, Qt::ShiftModifier, to);
    std::vector<RowSet::Row> expected;
    for (RowSet::Row row = 0; row < test::candidates()->rows(); ++row) {
        const double mass = test::candidates()->value(CandidateColumn::MassAfter, row) / kMeV;
        if (mass >= plot.xAxis->pixelToCoord(from.x()) && mass <= plot.xAxis->pixelToCoord(to.x()))
            expected.push_back(row);
    }
    ASSERT_EQ(selected.count(), 1);
    ASSERT_GT(expected.size(), 2U);
    EXPECT_LT(expected.size(), test::candidates()->rows());
    EXPECT_EQ(selected[0][0].value<RowSet>(), RowSet(expected)) << "whatever its height";
}

TEST(MassPlot, FractionsOfDifferentSamplesHaveTheSameSum) {
    MassPlot plot;
    plot.resize(500, 300);
    plot.setTable(test::candidates());
    plot.setSelection(RowSet({1, 2, 3}));
    const double counts = plot.yAxis->range().upper;
    plot.setNormalised(true);
    EXPECT_LT(plot.yAxis->range().upper, counts);
    EXPECT_TRUE(plot.yAxis->label().startsWith(QStringLiteral("Fraction")));
    for (int i = 0; i < plot.graphCount(); ++i) {
        const QCPGraph* graph = plot.graph(i);
        if (!plot.legend->hasItemWithPlottable(graph)) continue;
        double sum = 0; // a step has two points
        for (const QCPGraphData& point : *graph->data())
            sum += point.value / 2;
        EXPECT_NEAR(sum, 1, 0.2) << graph->name().toStdString(); // a few pairs are beyond the bins
    }
}

TEST(MassPlot, HasALineForEachGroupInOneOfTheMasses) {
    MassPlot plot;
    plot.setTable(test::candidates());
    auto grouping = std::make_shared<RowGrouping>();
    grouping->names = {"even", "odd"};
    for (std::size_t row = 0; row < test::candidates()->rows(); ++row)
        grouping->groupOf.push_back(static_cast<std::uint8_t>(row % 2));
    plot.setGrouping(grouping);
    EXPECT_EQ(plot.legend->itemCount(), 2);
    EXPECT_EQ(total(plot.ofGroup(0)) + total(plot.ofGroup(1)), total(plot.after()));
    plot.setGroupedColumn(CandidateColumn::MassBefore);
    EXPECT_EQ(total(plot.ofGroup(0)) + total(plot.ofGroup(1)), total(plot.before()));
    EXPECT_TRUE(plot.xAxis->label().contains(QStringLiteral("M before")));
    std::vector<QVector<qreal>> dashes;
    for (int i = 0; i < plot.graphCount(); ++i)
        if (plot.legend->hasItemWithPlottable(plot.graph(i)))
            dashes.push_back(plot.graph(i)->pen().dashPattern());
    ASSERT_EQ(dashes.size(), 2U);
    EXPECT_NE(dashes[0], dashes[1]) << "not by colour alone";
    plot.setGrouping(nullptr);
    EXPECT_EQ(plot.legend->itemCount(), 3);
}

TEST(MassPlot, ItsNumbersAreThoseOfTheBins) {
    MassPlot plot;
    plot.setTable(test::candidates());
    const QStringList lines = plot.numbers().trimmed().split(u'\n');
    ASSERT_EQ(lines.size(), plot.after().binning().bins + 1);
    EXPECT_TRUE(lines[0].endsWith(QStringLiteral("\"after\",\"before\",\"kinematic\"")));
    double after = 0;
    for (const QString& line : lines.mid(1))
        after += line.section(u',', 2, 2).toDouble();
    EXPECT_EQ(after, plot.after().sum());
}

TEST(MassPanel, ControlsThePlot) {
    MassPanel panel;
    panel.setTable(test::candidates());
    panel.setSelection(RowSet({1}));
    panel.setCandidate(test::candidate(test::kFailedRow)); // has no mass after: nothing may break
    const auto boxes = panel.findChildren<QComboBox*>();
    ASSERT_EQ(boxes.size(), 4);
    boxes[0]->setCurrentIndex(1);
    EXPECT_EQ(panel.plot().population(), MassPlot::Population::Selected);
    EXPECT_EQ(total(panel.plot().before()), 1);
    for (QCheckBox* box : panel.findChildren<QCheckBox*>())
        box->setChecked(true);
    EXPECT_TRUE(panel.plot().kinematicVisible());
    EXPECT_EQ(panel.plot().yAxis->scaleType(), QCPAxis::stLogarithmic);
    EXPECT_GT(panel.plot().yAxis->range().lower, 0);
}
