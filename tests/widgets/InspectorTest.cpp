#include "TestCandidates.h"

#include "core/candidate/Reconstruction.h"
#include "widgets/models/InspectorModel.h"
#include "widgets/models/QuantityText.h"
#include "widgets/panels/InspectorPanel.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace pairscope;

namespace {

std::size_t firstWith(CandidateColumn column, double value) {
    const auto table = test::candidates();
    for (std::size_t row = 0; row < table->rows(); ++row)
        if (table->value(column, row) == value) return row;
    return table->rows();
}

const InspectorRow& rowNamed(const InspectorTable& table, const QString& title) {
    static const InspectorRow none;
    for (const InspectorRow& row : table.rows)
        if (row.title == title && !row.heading) return row;
    ADD_FAILURE() << "no row " << title.toStdString();
    return none;
}

} // namespace

TEST(Inspector, IsASoundModel) {
    InspectorModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setCandidate(test::candidate(0), test::detector());
    EXPECT_GT(model.rowCount(), 25);
    model.setCandidate(nullptr, test::detector());
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(Inspector, GivesEveryRowOneCellForEachStage) {
    // every pair: one vertex, two, a second minimum that the data refuse, a failed fit
    for (std::size_t row = 0; row < test::candidates()->rows(); ++row) {
        const InspectorTable table = inspectorTable(*test::candidate(row), *test::detector());
        for (const InspectorRow& line : table.rows)
            EXPECT_EQ(line.cells.size(), line.heading ? 0 : table.stages.size()) << line.title.toStdString();
    }
}

TEST(Inspector, ShowsBothMinimaAsStages) {
    const std::size_t row =
        firstWith(CandidateColumn::Status, static_cast<double>(CandidateStatus::Ambiguous));
    ASSERT_LT(row, test::candidates()->rows());
    const InspectorTable table = inspectorTable(*test::candidate(row), *test::detector());
    EXPECT_EQ(table.stages, (std::vector<QString>{"Perigee", "● Minimum 1", "Minimum 2", "Truth", "Pull"}));
}

TEST(Inspector, ShowsNoMinimumThatTheDataRefuse) {
    std::size_t refused = 0;
    for (std::size_t row = 0; row < test::candidates()->rows(); ++row) {
        const auto candidate = test::candidate(row);
        if (!candidate->fit || candidate->fit->ambiguous() || candidate->fit->minima.size() < 2) continue;
        ++refused;
        const InspectorTable table = inspectorTable(*candidate, *test::detector());
        EXPECT_EQ(table.stages, (std::vector<QString>{"Perigee", "Vertex fit", "Truth", "Pull"}));
        const InspectorRow& mass = rowNamed(table, QStringLiteral("M"));
        EXPECT_EQ(mass.cells[2].text, measuredText({*candidate->event.truth->mass, 0}, mevUnit()));
    }
    EXPECT_GT(refused, 0u);
}

TEST(Inspector, ShowsTheMassesOfTheCandidate) {
    const auto candidate = test::candidate(0);
    const InspectorTable table = inspectorTable(*candidate, *test::detector());
    const InspectorRow& mass = rowNamed(table, QStringLiteral("M"));
    EXPECT_EQ(mass.cells[0].text, measuredText(candidate->massBefore, mevUnit()));
    EXPECT_EQ(mass.cells[1].text, measuredText(candidate->stages[0].mass, mevUnit()));
    EXPECT_EQ(mass.unit, QStringLiteral("MeV"));
}

TEST(Inspector, GivesThePullAgainstTruthForTheVertex) {
    const auto candidate = test::candidate(0);
    const InspectorTable table = inspectorTable(*candidate, *test::detector());
    const VertexMinimum& minimum = candidate->fit->best();
    const double pull =
        (minimum.vertex().x() - candidate->event.truth->vertex->x()) / std::sqrt(minimum.covariance(0, 0));
    const InspectorRow& x = rowNamed(table, QStringLiteral("x"));
    // the first "x" is the energy share of the pair, which has no pull
    EXPECT_FALSE(x.cells[1].pull);
    bool found = false;
    for (const InspectorRow& row : table.rows)
        if (row.title == QStringLiteral("x") && row.unit == QStringLiteral("cm")) {
            found = true;
            ASSERT_TRUE(row.cells[1].pull);
            EXPECT_NEAR(*row.cells[1].pull, pull, 1e-12);
            EXPECT_EQ(row.cells.back().text, numberText(pull, 1));
        }
    EXPECT_TRUE(found);
}

TEST(Inspector, PropagatesTheErrorOfTheMomentumAsTheClosedFormDoes) {
    const auto candidate = test::candidate(0);
    const TrackState& track = candidate->event.tracks.positron;
    const double pt = candidate->field.transverseMomentum(track.helix.omega());
    const double error = pt * std::sqrt(track.covariance(kOmega, kOmega)) / std::abs(track.helix.omega());
    const InspectorTable table = inspectorTable(*candidate, *test::detector());
    EXPECT_EQ(rowNamed(table, QStringLiteral("pT")).cells[0].text, measuredText({pt, error}, gevUnit()));
}

TEST(Inspector, SaysWhyThereIsNoVertexInsteadOfNumbers) {
    const InspectorTable table = inspectorTable(*test::candidate(test::kFailedRow), *test::detector());
    const InspectorCell& cell = rowNamed(table, QStringLiteral("ΔM")).cells[1];
    EXPECT_EQ(cell.text, missingText());
    EXPECT_EQ(cell.why, QString::fromStdString(test::candidate(test::kFailedRow)->outcome()));
}

TEST(Inspector, NamesTheVariablesOfBasf2InToolTips) {
    InspectorModel model;
    model.setCandidate(test::candidate(0), test::detector());
    QString tips;
    for (int row = 0; row < model.rowCount(); ++row)
        tips += model.headerData(row, Qt::Vertical, Qt::ToolTipRole).toString() + u'\n';
    for (const char* name :
         {"basf2: d0", "basf2: InvM", "convertedPhotonInvariantMass", "convertedPhotonDelR", "basf2: dr"})
        EXPECT_TRUE(tips.contains(QString::fromLatin1(name))) << name;
}

TEST(InspectorPanel, CopiesAnAlignedTableWithPlainMinusSigns) {
    InspectorPanel panel;
    panel.setCandidate(test::candidate(0), test::detector());
    auto* copy = panel.findChild<QPushButton*>();
    ASSERT_TRUE(copy);
    QTest::mouseClick(copy, Qt::LeftButton);
    const QString text = QGuiApplication::clipboard()->text();
    EXPECT_EQ(text, panel.text());
    EXPECT_TRUE(text.startsWith(QStringLiteral("1/2/0/0\n")));
    EXPECT_FALSE(text.contains(QChar(0x2212)));
    qsizetype width = 0;
    for (const QString& line : panel.model().text().split(u'\n'))
        if (line.contains(QStringLiteral("[MeV]"))) {
            if (width == 0) width = line.size();
            EXPECT_EQ(line.size(), width) << line.toStdString();
        }
    EXPECT_GT(width, 30);
}

TEST(InspectorPanel, SaysWhatToDoWithoutACandidate) {
    InspectorPanel panel;
    EXPECT_TRUE(panel.text().contains(QStringLiteral("PgDn")));
    EXPECT_FALSE(panel.findChild<QPushButton*>()->isEnabled());
}
