#include "TestCandidates.h"

#include "widgets/models/RegionModel.h"
#include "widgets/panels/SidebandPanel.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

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
            if (button->text().contains(name)) return QTest::mouseClick(button, Qt::LeftButton);
        ADD_FAILURE() << "no button " << name.toStdString();
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
    std::vector<std::uint32_t> all(test::candidates()->rows());
    for (std::uint32_t row = 0; row < all.size(); ++row)
        all[row] = row;
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

TEST_F(SidebandPanelTest, AddsAndRemovesRegionsByButtons) {
    const std::size_t before = panel.plane().regions.size();
    press(QStringLiteral("Rectangle"));
    press(QStringLiteral("Polygon"));
    ASSERT_EQ(panel.plane().regions.size(), before + 2);
    EXPECT_NE(panel.plane().regions[before].name, panel.plane().regions[before + 1].name);
    EXPECT_EQ(panel.plot().activeRegion(), before + 1) << "a new region can be dragged at once";
    EXPECT_EQ(edited.count(), 2);
    press(QStringLiteral("Remove"));
    EXPECT_EQ(panel.plane().regions.size(), before + 1);
    EXPECT_EQ(panel.plot().plane(), panel.plane());
    EXPECT_EQ(panel.regions().plane(), panel.plane());
}

TEST_F(SidebandPanelTest, KeepsTheRegionsOfEveryPreset) {
    auto* preset = panel.findChild<QComboBox*>();
    const SidebandPlane first = panel.plane();
    preset->setCurrentIndex(2);
    emit preset->activated(2);
    EXPECT_EQ(panel.plane().x, CandidateColumn::KT);
    EXPECT_TRUE(panel.plane().regions.empty());
    panel.addRectangle();
    preset->setCurrentIndex(0);
    emit preset->activated(0);
    EXPECT_EQ(panel.plane(), first);
    emit preset->activated(2);
    EXPECT_EQ(panel.plane().regions.size(), 1U);
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
