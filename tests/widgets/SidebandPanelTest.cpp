#include "TestCandidates.h"

#include "core/analysis/RegionMembership.h"
#include "widgets/models/QuantityText.h"
#include "widgets/models/RegionModel.h"
#include "widgets/panels/AbcdPage.h"
#include "widgets/panels/RegionComparePage.h"
#include "widgets/panels/SidebandPanel.h"
#include "widgets/panels/TextTableView.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace pairscope;

namespace {

struct SidebandPanelTest : testing::Test {
    SidebandPanelTest() {
        panel.resize(1000, 400);
        panel.show();
        panel.setTable(test::candidates());
    }

    void press(const QString& name) {
        for (QPushButton* button : panel.findChildren<QPushButton*>())
            if (button->text() == name) return QTest::mouseClick(button, Qt::LeftButton);
        ADD_FAILURE() << "no button " << name.toStdString();
    }
    void choose(const QString& name) {
        for (QAction* action : panel.findChildren<QAction*>())
            if (action->text() == name) return action->trigger();
        ADD_FAILURE() << "no action " << name.toStdString();
    }
    [[nodiscard]] QString count(int region) const {
        return panel.regions()
            .data(panel.regions().index(region, RegionModel::Count), Qt::DisplayRole)
            .toString();
    }

    SidebandPanel panel;
    QSignalSpy edited{&panel, &SidebandPanel::planeEdited};
};

} // namespace

TEST_F(SidebandPanelTest, StartsWithTheDefaultRegionsCounted) {
    EXPECT_EQ(panel.plane(), defaultSidebandPlane());
    const RowSet all = RowSet::all(test::candidates()->rows());
    const Occupancy expected = occupancy(*test::candidates(), panel.plane(), all);
    for (std::size_t i = 0; i < expected.regions.size(); ++i)
        EXPECT_EQ(count(static_cast<int>(i)), QString::number(expected.regions[i].count));
    EXPECT_GT(expected.regions.back().count, 0U);
}

TEST_F(SidebandPanelTest, CountsAgainWhenARegionIsTypedOrTheShownRowsChange) {
    panel.addRectangle();
    const int row = panel.regions().rowCount() - 1;
    for (const auto column : {RegionModel::XMin, RegionModel::XMax, RegionModel::YMin, RegionModel::YMax})
        EXPECT_TRUE(panel.regions().setData(panel.regions().index(row, column), QString(), Qt::EditRole));
    EXPECT_EQ(count(row), QStringLiteral("39")) << "open on all sides: every pair with a vertex";
    panel.setShownRows(RowSet({1, 2, 3}));
    EXPECT_EQ(count(row), QStringLiteral("3"));
}

TEST_F(SidebandPanelTest, AddsAndRemovesRegionsByItsMenu) {
    const std::size_t before = panel.plane().regions.size();
    choose(QStringLiteral("Add rectangle"));
    choose(QStringLiteral("Add polygon"));
    ASSERT_EQ(panel.plane().regions.size(), before + 2);
    EXPECT_NE(panel.plane().regions[before].name, panel.plane().regions[before + 1].name);
    EXPECT_EQ(panel.plot().activeRegion(), before + 1) << "a new region can be dragged at once";
    EXPECT_EQ(edited.count(), 2);
    choose(QStringLiteral("Remove"));
    EXPECT_EQ(panel.plane().regions.size(), before + 1);
    EXPECT_EQ(panel.plot().plane(), panel.plane());
    EXPECT_EQ(panel.regions().plane(), panel.plane());
}

TEST_F(SidebandPanelTest, ShowsThePlaneThatIsKnownForOtherAxes) {
    SidebandPlane known;
    known.x = CandidateColumn::KT;
    known.y = CandidateColumn::KL;
    known.regions = {{"conversions", "#0072b2", RectangleRegion{{0, 0.01}, {}}, {}}};
    panel.setPlanes({defaultSidebandPlane(), known});
    panel.chooseAxes(CandidateColumn::KT, CandidateColumn::KL);
    EXPECT_EQ(panel.plane(), known);
    panel.chooseAxes(CandidateColumn::Prob, CandidateColumn::TrueMass);
    EXPECT_TRUE(panel.plane().regions.empty());
    EXPECT_EQ(edited.count(), 2);
    panel.setPlane(defaultSidebandPlane()); // from outside: tells nothing
    EXPECT_EQ(edited.count(), 2);
    EXPECT_EQ(panel.plane(), defaultSidebandPlane());
}

TEST_F(SidebandPanelTest, ShowsTheEstimateOfCore) {
    panel.pages().setCurrentWidget(&panel.abcd());
    const RowSet all = RowSet::all(test::candidates()->rows());
    const auto study =
        studyAbcd(*test::candidates(), panel.plane(), membership(*test::candidates(), panel.plane(), all));
    ASSERT_TRUE(study);
    const TextTable& shown = panel.abcd().numbers().table();
    EXPECT_TRUE(shown.rows[0][1].text.startsWith(numberText(study->estimate.expected, 1)) ||
                std::isinf(study->estimate.expected));
    EXPECT_TRUE(shown.rows[1][1].text.startsWith(countText(study->counts.a)));
    SidebandPlane plane = panel.plane();
    for (Region& region : plane.regions)
        if (region.role == RegionRole::D) region.role = RegionRole::None;
    panel.setPlane(plane);
    EXPECT_TRUE(panel.abcd().warnings().contains(QStringLiteral("No estimate")));
}

TEST_F(SidebandPanelTest, TakesATypedKappaAndRefusesAnImpossibleOne) {
    QTest::keyClick(&panel.abcd().value(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&panel.abcd().value(), QStringLiteral("2.5"));
    EXPECT_EQ(panel.abcd().kappa().value, 2.5);
    QTest::keyClick(&panel.abcd().value(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&panel.abcd().value(), QStringLiteral("-1"));
    EXPECT_FALSE(panel.abcd().problem().isEmpty());
    EXPECT_EQ(panel.abcd().kappa().value, 2.5);
    QTest::keyClick(&panel.abcd().value(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&panel.abcd().value(), QStringLiteral("3"));
    QTest::keyClick(&panel.abcd().relativeError(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&panel.abcd().relativeError(), QStringLiteral("12.5"));
    EXPECT_EQ(panel.abcd().kappa(), (Kappa{3, 0.125})) << "a number half typed is not rewritten";
}

TEST_F(SidebandPanelTest, ABlindRegionIsToldOnlyWhenUnblindedAndThatIsAskedFor) {
    panel.pages().setCurrentWidget(&panel.abcd());
    SidebandPlane plane = defaultSidebandPlane();
    plane.regions[0].blind = true;
    panel.setPlane(plane);
    EXPECT_EQ(count(0), QStringLiteral("blinded"));
    EXPECT_EQ(panel.abcd().numbers().table().rows[1][1].text, QStringLiteral("blinded"));
    QSignalSpy asked(&panel, &SidebandPanel::unblindRequested);
    press(QStringLiteral("Unblind…"));
    EXPECT_EQ(asked.count(), 0) << "it says first that it is logged";
    press(QStringLiteral("Keep blind"));
    press(QStringLiteral("Unblind…"));
    press(QStringLiteral("Unblind and log"));
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(count(0), QStringLiteral("blinded")) << "the document decides";
    panel.setUnblinded(true);
    EXPECT_NE(count(0), QStringLiteral("blinded"));
}

TEST_F(SidebandPanelTest, ABlindRegionIsNotMovedRemovedReplacedOrUntickedBeforeItIsUnblinded) {
    SidebandPlane plane = defaultSidebandPlane();
    plane.regions[0].blind = true;
    panel.setPlane(plane);
    RegionModel& regions = panel.regions();
    const auto blind = regions.index(0, RegionModel::Blind);
    const auto tryAll = [&] {
        regions.setData(blind, Qt::Unchecked, Qt::CheckStateRole);
        regions.setData(regions.index(0, RegionModel::XMax), QStringLiteral("0.01"), Qt::EditRole);
        SidebandPlane moved = panel.plane();
        std::get<RectangleRegion>(moved.regions[0].shape).x.high = 0.02;
        emit panel.plot().regionsChanged(moved);
        choose(QStringLiteral("Default regions"));
        panel.plot().setActiveRegion(0);
        choose(QStringLiteral("Remove"));
    };
    tryAll();
    EXPECT_EQ(edited.count(), 0);
    EXPECT_EQ(panel.plane(), plane);
    EXPECT_EQ(regions.plane(), plane);
    EXPECT_EQ(count(0), QStringLiteral("blinded"));
    EXPECT_TRUE(panel.problem().contains(QStringLiteral("until it is unblinded")));
    EXPECT_TRUE(regions.setData(regions.index(0, RegionModel::Name), QStringLiteral("A"), Qt::EditRole));
    EXPECT_EQ(edited.count(), 1) << "its name uncovers nothing";
    panel.setUnblinded(true);
    tryAll();
    EXPECT_GT(edited.count(), 3);
    EXPECT_EQ(panel.plane().regions.size(), plane.regions.size() - 1);
}

TEST_F(SidebandPanelTest, RegionsNeedNoScrollingSidewaysUnlessAllColumnsAreWanted) {
    const auto views = panel.findChildren<QTableView*>();
    const auto view = std::find_if(views.begin(), views.end(), [this](const QTableView* each) {
        return each->model() == &panel.regions();
    });
    ASSERT_NE(view, views.end());
    panel.pages().setCurrentIndex(panel.pages().count() - 3);
    for (const int width : {700, 1100}) {
        panel.resize(width, 330);
        QCoreApplication::processEvents();
        EXPECT_EQ((*view)->horizontalScrollBar()->maximum(), 0) << width;
        EXPECT_FALSE((*view)->isColumnHidden(RegionModel::Count));
    }
    choose(QStringLiteral("All columns, with bounds to type"));
    QCoreApplication::processEvents();
    EXPECT_FALSE((*view)->isColumnHidden(RegionModel::YMax));
    EXPECT_GT((*view)->horizontalScrollBar()->maximum(), 0);
}

TEST_F(SidebandPanelTest, ANewRectangleHoldsTheSelectedPairs) {
    const RowSet all = RowSet::all(test::candidates()->rows());
    panel.setSelection(RowSet());
    choose(QStringLiteral("Add rectangle around the selection"));
    EXPECT_EQ(edited.count(), 0);
    EXPECT_FALSE(panel.problem().isEmpty());
    const RowSet few({2, 3, 5});
    panel.setSelection(few);
    choose(QStringLiteral("Add rectangle around the selection"));
    ASSERT_EQ(edited.count(), 1);
    const auto mask = RegionMembership::Mask{1} << (panel.plane().regions.size() - 1);
    const RowSet inside = membership(*test::candidates(), panel.plane(), all).in(mask);
    EXPECT_EQ(inside.intersected(few), few);
}

TEST_F(SidebandPanelTest, ARegionMayBeAnExpression) {
    panel.addExpression(QStringLiteral("rho > 1"));
    const int row = panel.regions().rowCount() - 1;
    const auto filter = Filter::compile("rho > 1");
    EXPECT_EQ(count(row), QString::number(filter->passing(*test::candidates()).size()));
    auto* line = panel.findChild<QLineEdit*>(QStringLiteral("expression"));
    ASSERT_TRUE(line->isVisible());
    line->setText(QStringLiteral("rho >"));
    QTest::keyClick(line, Qt::Key_Return);
    EXPECT_FALSE(panel.problem().isEmpty());
    line->setText(QStringLiteral("rho > 2"));
    QTest::keyClick(line, Qt::Key_Return);
    EXPECT_TRUE(panel.problem().isEmpty());
    EXPECT_EQ(std::get<ExpressionRegion>(panel.plane().regions.back().shape).text, "rho > 2");
}

TEST_F(SidebandPanelTest, SavesAndLoadsRegionsAndSaysWhyItCannot) {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("regions.json"));
    SidebandPlane plane = panel.plane();
    plane.regions[0].role = RegionRole::Validation;
    plane.regions[1].blind = true;
    panel.setPlane(plane);
    panel.saveRegions(file);
    panel.setPlane(defaultSidebandPlane());
    panel.loadRegions(file);
    EXPECT_EQ(panel.plane(), plane);
    QSignalSpy raised(&panel, &SidebandPanel::messageRaised);
    panel.loadRegions(folder.filePath(QStringLiteral("none.json")));
    panel.saveRegions(QStringLiteral("/no/such/folder/regions.json"));
    EXPECT_EQ(raised.count(), 2);
    EXPECT_EQ(panel.plane(), plane);
}

TEST_F(SidebandPanelTest, SelectsWhatIsInTheActiveRegion) {
    QSignalSpy selected(&panel, &SidebandPanel::rowsSelected);
    panel.plot().setActiveRegion(1);
    choose(QStringLiteral("Select the pairs in it"));
    ASSERT_EQ(selected.count(), 1);
    const RowSet all = RowSet::all(test::candidates()->rows());
    EXPECT_EQ(selected[0][0].value<RowSet>(), membership(*test::candidates(), panel.plane(), all).in(2));
}

TEST_F(SidebandPanelTest, ComparesWithASecondSample) {
    EXPECT_FALSE(panel.comparison().table().isVisibleTo(&panel.comparison()) &&
                 panel.comparison().choices().count() == 0);
    panel.setComparison(QStringLiteral("the same again"), test::candidates());
    const TextTable& table = panel.comparison().table().table();
    ASSERT_EQ(table.rows.size(), panel.plane().regions.size());
    EXPECT_EQ(table.rows[0][1].text, table.rows[0][2].text);
    EXPECT_TRUE(panel.comparison().summary().contains(QStringLiteral("χ²")) ||
                panel.comparison().summary().contains(QStringLiteral("Too few")));
}

TEST_F(SidebandPanelTest, SaysWhyATypedValueWasRefused) {
    panel.regions().setData(panel.regions().index(0, RegionModel::XMax), QStringLiteral("wide"),
                            Qt::EditRole);
    EXPECT_TRUE(panel.problem().contains(QStringLiteral("“wide” is not a number")));
    EXPECT_EQ(edited.count(), 0);
}

TEST_F(SidebandPanelTest, CountsManyPairsInTheBackground) {
    auto pairs = std::make_shared<PairTable>(PairTable::Contents{}, 30000);
    auto table = std::make_shared<CandidateTable>(pairs, test::detector());
    const auto candidate = test::candidate(0);
    for (std::size_t row = 0; row < table->rows(); ++row)
        table->set(row, *candidate);
    SidebandPlane everything;
    everything.regions = {{"all", "#0072b2", RectangleRegion{}, {}}};
    panel.setPlane(everything);
    panel.setTable(table);
    EXPECT_TRUE(QTest::qWaitFor([this] { return count(0) == QStringLiteral("30,000"); }, 20000));
}
