#include "TestCandidates.h"

#include "core/math/Units.h"
#include "widgets/panels/DistributionPanel.h"
#include "widgets/panels/OverlayChoice.h"

#include <gtest/gtest.h>

#include <QCheckBox>
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

double filled(const Histogram& histogram) {
    return histogram.sum() + histogram.overflow() + histogram.underflow();
}

} // namespace

TEST(DistributionPlot, BeginsWithTheRadiographyAndTheLayersAbove) {
    DistributionPlot plot;
    plot.resize(800, 300);
    plot.show();
    plot.setTable(test::candidates());
    plot.setLayerTicks({{1.0, QStringLiteral("pipe")}, {8.0, QStringLiteral("SVD")}});
    plot.replot();
    const Binning& bins = plot.shownHistogram().binning();
    EXPECT_EQ(bins.bins, 850);
    EXPECT_NEAR(bins.width(), 0.02, 1e-12);
    EXPECT_EQ(filled(plot.shownHistogram()), static_cast<double>(finiteCount(CandidateColumn::Rho)));
    EXPECT_TRUE(plot.xAxis2->tickVectorLabels().contains(QStringLiteral("pipe")));
    plot.setView({CandidateColumn::DeltaM, {}, {}});
    plot.replot();
    EXPECT_TRUE(plot.xAxis2->tickVectorLabels().isEmpty()) << "radii have no place on another axis";
}

TEST(DistributionPlot, ShowsEveryColumnThereIs) {
    DistributionPlot plot;
    plot.resize(500, 300);
    plot.show();
    plot.setTable(test::candidates());
    plot.setCurrent(1);
    for (const ColumnInfo& about : candidateColumns()) {
        plot.setView({about.column, {}, {}});
        plot.replot();
        const Histogram& shown = plot.shownHistogram();
        EXPECT_EQ(filled(shown), static_cast<double>(finiteCount(about.column))) << about.name;
        EXPECT_EQ(filled(shown) == 0, !plot.emptyText().isEmpty()) << about.name;
        EXPECT_LE(shown.binning().bins, 2000) << about.name;
        EXPECT_GE(shown.sum(), 0.9 * filled(shown)) << about.name << ": the bins are where the numbers are";
    }
}

TEST(DistributionPlot, HasABarForEachWord) {
    DistributionPlot plot;
    plot.resize(500, 300);
    plot.show();
    plot.setTable(test::candidates());
    plot.setView({CandidateColumn::Status, {}, {}});
    plot.replot();
    const Binning& bins = plot.shownHistogram().binning();
    EXPECT_DOUBLE_EQ(bins.width(), 1);
    std::size_t good = 0;
    for (std::size_t row = 0; row < test::candidates()->rows(); ++row)
        good += test::candidates()->status(row) == CandidateStatus::Good ? 1 : 0;
    const int bin = static_cast<int>(std::floor(static_cast<double>(CandidateStatus::Good) - bins.low));
    EXPECT_EQ(plot.shownHistogram().content(bin), static_cast<double>(good));
    EXPECT_TRUE(plot.xAxis->tickVectorLabels().contains(QStringLiteral("Good")));
    QSignalSpy readout(&plot, &PlotWidget::readoutChanged);
    QTest::mouseMove(
        &plot, {static_cast<int>(plot.xAxis->coordToPixel(bins.centre(bin))), plot.axisRect()->center().y()});
    ASSERT_GT(readout.count(), 0);
    EXPECT_EQ(readout.back()[0].toString(), QStringLiteral("status Good: %1 shown").arg(good));
}

TEST(DistributionPlot, ABandSelectsTheRowsInIt) {
    DistributionPlot plot;
    plot.resize(600, 300);
    plot.show();
    plot.setTable(test::candidates());
    plot.setView({CandidateColumn::DeltaM, {}, {}});
    plot.replot();
    QSignalSpy selected(&plot, &RowPlot::rowsSelected);
    const QPoint from(plot.axisRect()->left() + 40, plot.axisRect()->center().y());
    const QPoint to(plot.axisRect()->right() - 60, plot.axisRect()->center().y() + 5);
    QTest::mousePress(&plot, Qt::LeftButton, Qt::ShiftModifier, from);
    QTest::mouseRelease(&plot, Qt::LeftButton, Qt::ShiftModifier, to);
    std::vector<RowSet::Row> expected;
    for (RowSet::Row row = 0; row < test::candidates()->rows(); ++row) {
        const double shift = test::candidates()->value(CandidateColumn::DeltaM, row) / kMeV;
        if (shift >= plot.xAxis->pixelToCoord(from.x()) && shift <= plot.xAxis->pixelToCoord(to.x()))
            expected.push_back(row);
    }
    ASSERT_EQ(selected.count(), 1);
    ASSERT_GT(expected.size(), 3U);
    EXPECT_LT(expected.size(), test::candidates()->rows() - 1);
    EXPECT_EQ(selected[0][0].value<RowSet>(), RowSet(expected));
}

TEST(DistributionPlot, KeepsItsBinsUnderAFilterAndShowsTheSelectionOverIt) {
    DistributionPlot plot;
    plot.setTable(test::candidates());
    const Binning before = plot.shownHistogram().binning();
    plot.setShownRows(RowSet({1, 2, 3, 4}));
    plot.setSelection(RowSet({2, 3}));
    EXPECT_EQ(plot.shownHistogram().binning(), before);
    EXPECT_EQ(filled(plot.shownHistogram()), 4);
    EXPECT_EQ(filled(plot.selectedHistogram()), 2);
    EXPECT_EQ(plot.legend->itemCount(), 2);
    plot.setShownRows(RowSet({1, 3}));
    EXPECT_EQ(filled(plot.selectedHistogram()), 1)
        << "what is not shown, blinded pairs too, is in no histogram";
    EXPECT_EQ(plot.selection(), RowSet({2, 3})) << "but selected still";
}

TEST(DistributionPlot, SurvivesEmptyTables) {
    DistributionPlot plot;
    plot.resize(400, 300);
    plot.show();
    plot.replot();
    EXPECT_FALSE(plot.emptyText().isEmpty());
    plot.setTable(std::make_shared<CandidateTable>(std::make_shared<PairTable>(PairTable::Contents{}, 0),
                                                   test::detector()));
    plot.setView({CandidateColumn::Reason, {}, {}});
    plot.replot();
    EXPECT_FALSE(plot.emptyText().isEmpty());
}

TEST(DistributionBinning, KeepsWholeNumbersApartAndOneNumberInSight) {
    const auto table = test::candidates();
    const Binning minima = distributionBinning(*table, {CandidateColumn::MinimumCount, {}, {}});
    EXPECT_DOUBLE_EQ(minima.width(), 1);
    EXPECT_DOUBLE_EQ(minima.low - std::floor(minima.low), 0.5);
    const Binning ndf = distributionBinning(*table, {CandidateColumn::Ndf, {}, {}});
    EXPECT_EQ(ndf.bins, 1);
    const Binning typed = distributionBinning(*table, {CandidateColumn::DeltaM, 2 * kMeV, {}});
    EXPECT_NEAR(typed.width(), 2 * kMeV, 1e-12);
    const Binning tiny = distributionBinning(*table, {CandidateColumn::DeltaM, 1e-12, {}});
    EXPECT_LE(tiny.bins, 2001);
}

TEST(DistributionPanel, OffersOnlyWhatTheTableHas) {
    DistributionPanel panel;
    panel.setTable(test::candidates());
    auto* what = panel.findChildren<QComboBox*>()[0];
    EXPECT_GE(what->findText(QStringLiteral("true M [MeV]")), 0);
    auto dark = std::make_shared<CandidateTable>(std::make_shared<PairTable>(PairTable::Contents{}, 3),
                                                 test::detector());
    panel.showColumn(CandidateColumn::TrueMass);
    EXPECT_EQ(panel.plot().view().column, CandidateColumn::TrueMass);
    panel.setTable(dark);
    EXPECT_LT(what->findText(QStringLiteral("true M [MeV]")), 0);
    EXPECT_EQ(panel.plot().view(), radiographyView()) << "what was shown is not there any more";
}

TEST(DistributionPanel, TakesATypedWidthInTheUnitOfTheAxis) {
    DistributionPanel panel;
    panel.setTable(test::candidates());
    panel.showColumn(CandidateColumn::DeltaM);
    QComboBox* width = nullptr;
    for (QComboBox* box : panel.findChildren<QComboBox*>())
        if (box->isEditable()) width = box;
    ASSERT_NE(width, nullptr);
    width->setEditText(QStringLiteral("4"));
    QTest::keyClick(width->lineEdit(), Qt::Key_Return);
    EXPECT_NEAR(panel.plot().shownHistogram().binning().width(), 4 * kMeV, 1e-12);
    width->setEditText(QStringLiteral("many"));
    QTest::keyClick(width->lineEdit(), Qt::Key_Return);
    EXPECT_EQ(panel.plot().view().width, std::nullopt);
    EXPECT_EQ(width->currentText(), QStringLiteral("Auto bins"));
    for (QCheckBox* box : panel.findChildren<QCheckBox*>())
        box->setChecked(true);
    EXPECT_TRUE(panel.plot().isNormalised());
}

TEST(OverlayChoice, GroupsByClassSelectionAndNamedFilter) {
    DistributionPanel panel;
    panel.setTable(test::candidates());
    panel.setNamedFilters({{"far", "rho > 3"}});
    auto* overlay = panel.findChild<OverlayChoice*>();
    ASSERT_NE(overlay, nullptr);
    overlay->setCurrentIndex(overlay->findText(QStringLiteral("By true class")));
    ASSERT_TRUE(overlay->grouping());
    EXPECT_GE(panel.plot().legend->itemCount(), 2);
    overlay->setCurrentIndex(overlay->findText(QStringLiteral("By selection")));
    panel.setSelection(RowSet({1, 2}));
    EXPECT_EQ(filled(panel.plot().ofGroup(0)) + filled(panel.plot().ofGroup(1)),
              static_cast<double>(finiteCount(CandidateColumn::Rho)));
    overlay->setCurrentIndex(overlay->findText(QStringLiteral("Filter: far")));
    EXPECT_EQ(overlay->by(), GroupBy::Filter);
    panel.setNamedFilters({});
    EXPECT_EQ(overlay->by(), GroupBy::Nothing) << "its filter is gone";
    EXPECT_EQ(panel.plot().legend->itemCount(), 2) << "shown, and the selected ones";
}
