#include "TestCandidates.h"

#include "widgets/models/CandidateTableModel.h"
#include "widgets/models/QuantityText.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QFont>
#include <QSignalSpy>

#include <cmath>
#include <numeric>

using namespace pairscope;
using Model = CandidateTableModel;

namespace {

constexpr auto kFail = QAbstractItemModelTester::FailureReportingMode::Fatal;

std::vector<double> shownNumbers(const Model& model, Model::Column column) {
    std::vector<double> numbers;
    for (int i = 0; i < model.rowCount(); ++i)
        numbers.push_back(model.data(model.index(i, column), Model::SortRole).toDouble());
    return numbers;
}

} // namespace

TEST(CandidateOrder, FindsEveryShownRowAndNoHiddenOne) {
    const CandidateOrder order({4, 1, 3}, 5);
    EXPECT_EQ(order.rowAt(0), 4U);
    EXPECT_EQ(order.positionOf(3), 2U);
    EXPECT_EQ(order.positionOf(0), std::nullopt);
    EXPECT_EQ(order.positionOf(5), std::nullopt) << "beyond the table";
}

TEST(CandidateTableModel, IsASoundModelThroughEverythingThatChangesIt) {
    Model model;
    const QAbstractItemModelTester tester(&model, kFail);
    EXPECT_EQ(model.rowCount(), 0);
    model.setTable(test::candidates());
    model.sort(Model::DeltaM, Qt::AscendingOrder);
    model.setShownRows(RowSet({1, 5, 9}));
    model.sort(Model::Id, Qt::DescendingOrder);
    model.setSelectedRows(RowSet({5, 1000}));
    model.setShownRows(RowSet::all(model.totalCount()));
    model.setTable(nullptr);
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(CandidateTableModel, HasATruthColumnOnlyWhereTheFileHasTruth) {
    Model model;
    model.setTable(test::candidates());
    EXPECT_EQ(model.columnCount(), Model::ColumnCount);
    auto bare = std::make_shared<PairTable>(PairTable::Contents{}, 2);
    model.setTable(std::make_shared<CandidateTable>(bare, test::detector()));
    EXPECT_EQ(model.columnCount(), Model::ColumnCount - 1);
}

TEST(CandidateTableModel, ShowsMassesInMevWithTheirErrors) {
    Model model;
    const auto table = test::candidates();
    model.setTable(table);
    const Measured mass{table->value(CandidateColumn::MassBefore, 0),
                        table->value(CandidateColumn::MassBeforeError, 0)};
    EXPECT_EQ(model.data(model.index(0, Model::MassBefore), Qt::DisplayRole).toString(),
              measuredText(mass, mevUnit()));
    EXPECT_EQ(model.headerData(Model::MassBefore, Qt::Horizontal, Qt::DisplayRole).toString(),
              QStringLiteral("M before [MeV]"));
    EXPECT_EQ(model.data(model.index(0, Model::MassBefore), Model::SortRole).toDouble(), mass.value) << "GeV";
}

TEST(CandidateTableModel, HasTheKinematicMassOrTheReasonWhyThereIsNone) {
    Model model;
    const auto table = test::candidates();
    model.setTable(table);
    const Measured mass{table->value(CandidateColumn::KinematicMass, 0),
                        table->value(CandidateColumn::KinematicMassError, 0)};
    EXPECT_EQ(model.data(model.index(0, Model::MassKinematic), Qt::DisplayRole).toString(),
              measuredText(mass, mevUnit()));
    EXPECT_EQ(model.headerData(Model::MassKinematic, Qt::Horizontal, Qt::DisplayRole).toString(),
              QStringLiteral("M kin [MeV]"));
    const QModelIndex failed = model.index(*model.positionOf(test::kFailedRow), Model::MassKinematic);
    EXPECT_EQ(model.data(failed, Qt::DisplayRole).toString(), missingText());
    EXPECT_TRUE(model.data(failed, Qt::ToolTipRole).toString().contains(QStringLiteral("NoVertex")));
}

TEST(CandidateTableModel, TellsTheReasonOfAFailedFitInsteadOfNumbers) {
    Model model;
    model.setTable(test::candidates());
    const int position = *model.positionOf(test::kFailedRow);
    EXPECT_EQ(model.data(model.index(position, Model::Status), Qt::DisplayRole).toString(),
              QStringLiteral("SameCharge"));
    EXPECT_FALSE(model.data(model.index(position, Model::Status), Qt::DecorationRole).isNull());
    const QModelIndex mass = model.index(position, Model::MassAfter);
    EXPECT_EQ(model.data(mass, Qt::DisplayRole).toString(), missingText());
    EXPECT_TRUE(model.data(mass, Qt::ToolTipRole).toString().contains(QStringLiteral("SameCharge")));
}

TEST(CandidateTableModel, SortsByRawNumbersWithFailuresLast) {
    Model model;
    model.setTable(test::candidates());
    for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        model.sort(Model::MassAfter, order);
        std::vector<double> numbers = shownNumbers(model, Model::MassAfter);
        ASSERT_TRUE(std::isnan(numbers.back()));
        while (!numbers.empty() && std::isnan(numbers.back()))
            numbers.pop_back();
        if (order == Qt::DescendingOrder) std::reverse(numbers.begin(), numbers.end());
        EXPECT_TRUE(std::is_sorted(numbers.begin(), numbers.end()));
        EXPECT_GT(numbers.size(), 30U);
    }
}

TEST(CandidateTableModel, KnowsPositionAndRowBothWaysAfterSorting) {
    Model model;
    model.setTable(test::candidates());
    model.sort(Model::Rho, Qt::DescendingOrder);
    for (int position = 0; position < model.rowCount(); ++position)
        EXPECT_EQ(model.positionOf(model.rowAt(position)), position);
}

TEST(CandidateTableModel, CarriesPersistentIndexesAlongWhenSorting) {
    Model model;
    model.setTable(test::candidates());
    const QPersistentModelIndex index(model.index(*model.positionOf(11), Model::Rho));
    model.sort(Model::MassBefore, Qt::DescendingOrder);
    EXPECT_EQ(model.rowAt(index.row()), 11U);
    EXPECT_EQ(index.column(), Model::Rho);
}

TEST(CandidateTableModel, StepsThroughTheShownOrderAndStopsAtTheEnds) {
    Model model;
    EXPECT_EQ(model.stepped(0, 1), std::nullopt) << "nothing to step through";
    model.setTable(test::candidates());
    model.setShownRows(RowSet({2, 3, 8}));
    model.sort(Model::Id, Qt::DescendingOrder);
    EXPECT_EQ(model.stepped(8, 1), 3U);
    EXPECT_EQ(model.stepped(3, -1), 8U);
    EXPECT_EQ(model.stepped(2, 1), 2U) << "the last one";
    EXPECT_EQ(model.stepped(20, 1), 8U) << "from a hidden row to the first";
    EXPECT_EQ(model.stepped(20, -1), 2U) << "and backwards to the last";
}

TEST(CandidateTableModel, StepsFromEventToEvent) {
    Model model;
    model.setTable(test::candidates()); // rows 2k and 2k+1 are one event
    EXPECT_EQ(model.steppedEvent(0, 1), 2U);
    EXPECT_EQ(model.steppedEvent(3, 1), 4U);
    EXPECT_EQ(model.steppedEvent(5, -1), 2U) << "the first candidate of the event before";
    EXPECT_EQ(model.steppedEvent(1, -1), std::nullopt);
    EXPECT_EQ(model.steppedEvent(39, 1), std::nullopt);
}

TEST(CandidateTableModel, KeepsTheSelectionThroughFilterAndSort) {
    Model model;
    model.setTable(test::candidates());
    QSignalSpy changed(&model, &Model::dataChanged);
    model.setSelectedRows(RowSet({3, 30}));
    EXPECT_EQ(changed.count(), 1);
    model.setShownRows(RowSet({1, 2, 3}));
    model.sort(Model::Rho, Qt::AscendingOrder);
    EXPECT_EQ(model.selectedRows(), RowSet({3, 30}));
    EXPECT_TRUE(model.data(model.index(*model.positionOf(3), 0), Model::SelectedRole).toBool());
    EXPECT_FALSE(model.data(model.index(*model.positionOf(2), 0), Model::SelectedRole).toBool());
}

TEST(CandidateTableModel, KeepsTheSortOrderWhenOtherRowsAreShown) {
    Model model;
    model.setTable(test::candidates());
    model.sort(Model::Rho, Qt::DescendingOrder);
    std::vector<std::uint32_t> even;
    for (const std::uint32_t row : model.shownRows())
        if (row % 2 == 0) even.push_back(row);
    model.setShownRows(RowSet(even));
    EXPECT_EQ(model.shownRows(), even);
}

TEST(CandidateTableModel, MarksTheHeadersOfColumnsThatAreCutOn) {
    Model model;
    model.setTable(test::candidates());
    model.setCutColumns({CandidateColumn::Rho});
    EXPECT_TRUE(model.headerData(Model::Rho, Qt::Horizontal, Qt::FontRole).value<QFont>().bold());
    EXPECT_FALSE(model.headerData(Model::DeltaM, Qt::Horizontal, Qt::FontRole).isValid());
    EXPECT_FALSE(Model::shownColumn(Model::Id));
}
