#include "widgets/models/RegionModel.h"
#include "widgets/models/QuantityText.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace pairscope;
using Model = RegionModel;

namespace {

SidebandPlane twoRegions() {
    SidebandPlane plane; // rho [cm] x Delta M [GeV]
    plane.regions = {{"signal", "#0072b2", RectangleRegion{{0.5, 2}, {-0.003, std::nullopt}}, {}},
                     {"band", "#d55e00", PolygonRegion{{{1, -0.01}, {5, -0.05}, {5, -0.02}}}, {}}};
    return plane;
}

struct RegionModelTest : testing::Test {
    RegionModelTest() { model.setPlane(twoRegions()); }

    bool type(int row, Model::Column column, const QString& text) {
        return model.setData(model.index(row, column), text, Qt::EditRole);
    }
    [[nodiscard]] QString shown(int row, Model::Column column) const {
        return model.data(model.index(row, column), Qt::DisplayRole).toString();
    }
    [[nodiscard]] const RectangleRegion& box() const {
        return std::get<RectangleRegion>(model.plane().regions[0].shape);
    }

    Model model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    QSignalSpy edited{&model, &Model::edited};
    QSignalSpy refused{&model, &Model::refused};
};

} // namespace

TEST_F(RegionModelTest, ShowsBoundsInDisplayUnitsAndOpenEndsAsOpen) {
    EXPECT_EQ(shown(0, Model::XMin), QStringLiteral("0.5"));
    EXPECT_EQ(shown(0, Model::YMin), QStringLiteral("\u22123"));
    EXPECT_EQ(shown(0, Model::YMax), QStringLiteral("open"));
    EXPECT_TRUE(model.headerData(Model::YMin, Qt::Horizontal, Qt::DisplayRole)
                    .toString()
                    .contains(QStringLiteral("MeV")));
}

TEST_F(RegionModelTest, TakesTypedBoundsInDisplayUnits) {
    EXPECT_TRUE(type(0, Model::YMax, QStringLiteral("2.5")));
    EXPECT_DOUBLE_EQ(*box().y.high, 0.0025);
    EXPECT_TRUE(type(0, Model::YMin, QStringLiteral("\u22124")));
    EXPECT_DOUBLE_EQ(*box().y.low, -0.004);
    EXPECT_EQ(edited.count(), 2);
}

TEST_F(RegionModelTest, AnEmptyTextOpensAnEnd) {
    EXPECT_TRUE(type(0, Model::XMax, QString()));
    EXPECT_EQ(box().x.high, std::nullopt);
}

TEST_F(RegionModelTest, RefusesWhatIsNoNumberAndSaysWhy) {
    EXPECT_FALSE(type(0, Model::XMax, QStringLiteral("two")));
    ASSERT_EQ(refused.count(), 1);
    EXPECT_TRUE(refused[0][0].toString().contains(QStringLiteral("“two” is not a number")));
    EXPECT_FALSE(type(0, Model::XMax, QStringLiteral("nan")));
    EXPECT_EQ(box().x.high, 2);
    EXPECT_EQ(edited.count(), 0);
    EXPECT_TRUE(type(0, Model::XMax, QStringLiteral("3")));
    EXPECT_EQ(refused.back()[0].toString(), QString()) << "all is well again";
}

TEST_F(RegionModelTest, RefusesBoundsThatAreNotAscending) {
    EXPECT_FALSE(type(0, Model::XMax, QStringLiteral("0.4")));
    EXPECT_FALSE(refused.back()[0].toString().isEmpty());
    EXPECT_EQ(box().x.high, 2);
}

TEST_F(RegionModelTest, RefusesAnEmptyOrKnownNameAndANonColour) {
    EXPECT_FALSE(type(0, Model::Name, QStringLiteral("band")));
    EXPECT_FALSE(type(0, Model::Name, QString()));
    EXPECT_FALSE(type(0, Model::Colour, QStringLiteral("blueish")));
    EXPECT_TRUE(type(0, Model::Name, QStringLiteral("A")));
    EXPECT_TRUE(type(0, Model::Colour, QStringLiteral("red")));
    EXPECT_EQ(model.plane().regions[0].colour, "#ff0000");
}

TEST_F(RegionModelTest, ShowsTheBoxOfAPolygonAndDoesNotLetItBeTyped) {
    EXPECT_EQ(shown(1, Model::XMax), QStringLiteral("5"));
    EXPECT_FALSE(model.flags(model.index(1, Model::XMax)) & Qt::ItemIsEditable);
    EXPECT_FALSE(type(1, Model::XMax, QStringLiteral("6")));
    EXPECT_TRUE(model.flags(model.index(1, Model::Name)) & Qt::ItemIsEditable);
}

TEST_F(RegionModelTest, ShowsCountsWithIntervalsAndClassesWhenTheyAreKnown) {
    EXPECT_EQ(model.columnCount(), Model::Signal);
    Occupancy occupancy;
    occupancy.truth = true;
    occupancy.entries = 3;
    occupancy.regions.resize(2);
    occupancy.regions[0].count = 2;
    occupancy.regions[0].fraction = 2.0 / 3;
    occupancy.regions[0].classes = {0, 1, 1, 0};
    occupancy.regions[0].purity = proportion(1, 2);
    occupancy.regions[0].efficiency = proportion(1, 1);
    occupancy.regions[1].interval = garwoodInterval(0);
    model.setOccupancy(occupancy);
    EXPECT_EQ(shown(0, Model::Count), QStringLiteral("2"));
    EXPECT_EQ(shown(1, Model::Count), QStringLiteral("0"));
    EXPECT_EQ(shown(0, Model::Fraction), QStringLiteral("66.67 %"));
    EXPECT_EQ(shown(1, Model::CountInterval), QStringLiteral("0.0 – 1.8")) << "Garwood for none seen";
    EXPECT_EQ(model.columnCount(), Model::ColumnCount);
    EXPECT_EQ(shown(0, Model::Signal), QStringLiteral("1"));
    EXPECT_EQ(shown(0, Model::Conversion), QStringLiteral("1"));
    EXPECT_EQ(shown(0, Model::Prompt), QStringLiteral("0"));
    EXPECT_TRUE(shown(0, Model::Purity).startsWith(QStringLiteral("50.0 (")));
    EXPECT_TRUE(shown(0, Model::Efficiency).startsWith(QStringLiteral("100.0 (")));
    EXPECT_EQ(shown(1, Model::Purity), missingText());
}

TEST_F(RegionModelTest, TellsNothingOfABlindRegion) {
    Occupancy occupancy;
    occupancy.regions.resize(2);
    occupancy.regions[0].blinded = true;
    occupancy.regions[0].count = 17; // core would not tell it; nor does the table
    model.setOccupancy(occupancy);
    EXPECT_EQ(shown(0, Model::Count), QStringLiteral("blinded"));
    for (const auto column : {Model::CountInterval, Model::Fraction, Model::Density})
        EXPECT_EQ(shown(0, column), QString());
}

TEST_F(RegionModelTest, RolesAndBlindingAreEdited) {
    EXPECT_TRUE(type(0, Model::Role, QStringLiteral("signal")));
    EXPECT_EQ(model.plane().regions[0].role, RegionRole::Signal);
    EXPECT_FALSE(type(0, Model::Role, QStringLiteral("X")));
    EXPECT_FALSE(refused.back()[0].toString().isEmpty());
    const auto blind = model.index(1, Model::Blind);
    EXPECT_TRUE(model.flags(blind) & Qt::ItemIsUserCheckable);
    EXPECT_TRUE(model.setData(blind, Qt::Checked, Qt::CheckStateRole));
    EXPECT_TRUE(model.plane().regions[1].blind);
    EXPECT_EQ(model.data(blind, Qt::CheckStateRole).toInt(), Qt::Checked);
    EXPECT_EQ(edited.count(), 2);
}

TEST_F(RegionModelTest, AnExpressionHasNoBounds) {
    SidebandPlane plane = twoRegions();
    plane.regions.push_back({"loose", "#000000", ExpressionRegion{"rho > 1"}, {}});
    model.setPlane(plane);
    EXPECT_EQ(shown(2, Model::XMin), missingText());
    EXPECT_FALSE(model.flags(model.index(2, Model::XMin)) & Qt::ItemIsEditable);
    EXPECT_EQ(model.data(model.index(2, Model::Name), Qt::ToolTipRole).toString(), QStringLiteral("rho > 1"));
}
