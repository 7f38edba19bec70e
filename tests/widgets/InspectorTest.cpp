#include "TestCandidates.h"

#include "core/candidate/Reconstruction.h"
#include "core/candidate/TrueTracks.h"
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

#include <algorithm>
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

TEST(Inspector, ShowsEveryCandidateAsAFreshOneWouldWhateverItShowedBefore) {
    const auto shownBy = [](InspectorPanel& panel, std::size_t row) {
        panel.resize(500, 700);
        panel.show();
        panel.setCandidate(test::candidate(row), test::detector());
        (void)panel.grab(); // lays out
        QCoreApplication::processEvents();
        return panel.grab().toImage();
    };
    InspectorPanel stepped;
    for (const std::size_t row : {std::size_t{0}, std::size_t{1}, test::twoMinimaRow(), std::size_t{2},
                                  test::kFailedRow, std::size_t{3}}) {
        InspectorPanel fresh;
        EXPECT_EQ(shownBy(stepped, row), shownBy(fresh, row)) << "row " << row;
    }
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
    EXPECT_EQ(table.stages, (std::vector<QString>{"Perigee", "● Minimum 1", "Minimum 2", "Kinematic fit",
                                                  "Truth", "Pull"}));
}

TEST(Inspector, ShowsNoMinimumThatTheDataRefuse) {
    std::size_t refused = 0;
    for (std::size_t row = 0; row < test::candidates()->rows(); ++row) {
        const auto candidate = test::candidate(row);
        if (!candidate->fit || candidate->fit->ambiguous() || candidate->fit->minima.size() < 2) continue;
        ++refused;
        const InspectorTable table = inspectorTable(*candidate, *test::detector());
        EXPECT_EQ(table.stages,
                  (std::vector<QString>{"Perigee", "Vertex fit", "Kinematic fit", "Truth", "Pull"}));
        const InspectorRow& mass = rowNamed(table, QStringLiteral("M"));
        EXPECT_EQ(mass.cells[3].text, measuredText({*candidate->event.truth->mass, 0}, mevUnit()));
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

TEST(Inspector, HasTheKinematicFitAsAStageWithItsPullsAndItsPhoton) {
    const auto candidate = test::candidate(0);
    ASSERT_TRUE(candidate->kinematic);
    const KinematicFitResult& fit = *candidate->kinematic;
    const InspectorTable table = inspectorTable(*candidate, *test::detector());
    const auto stage = static_cast<std::size_t>(
        std::find(table.stages.begin(), table.stages.end(), QStringLiteral("Kinematic fit")) -
        table.stages.begin());
    ASSERT_LT(stage, table.stages.size());
    const auto at = [&](const QString& title) { return rowNamed(table, title).cells[stage].text; };
    EXPECT_EQ(at(QStringLiteral("M")), measuredText(fit.mass, mevUnit()));
    EXPECT_EQ(at(QStringLiteral("χ² / ndf")), QStringLiteral("%1 / 4").arg(significantText(fit.chi2, 4)));
    EXPECT_EQ(at(QStringLiteral("E")),
              measuredText({fit.parameters(kFitPhotonEnergy), std::sqrt(fit.covariance(6, 6))}, gevUnit()));
    EXPECT_EQ(at(QStringLiteral("pull E")), numberText(fit.pulls(kFitPhotonEnergy), 2));
    EXPECT_EQ(at(QStringLiteral("pull ω")), numberText(fit.pulls(kFitPositronOmega), 2));
    EXPECT_EQ(at(QStringLiteral("pull θ")), numberText(fit.pulls(kFitPhotonTheta), 2));
    EXPECT_EQ(rowNamed(table, QStringLiteral("E")).cells[0].text,
              measuredText({fit.measured(kFitPhotonEnergy), fit.errors(kFitPhotonEnergy)}, gevUnit()));
    const double pull = (fit.mass.value - *candidate->event.truth->mass) / fit.mass.error;
    EXPECT_NEAR(rowNamed(table, QStringLiteral("M")).cells[stage].pull.value(), pull, 1e-12);
}

TEST(Inspector, HasNoKinematicStageWithoutAPhotonOrWhenItIsOff) {
    PairEvent event = test::candidates()->pairs().event(0);
    Reconstruction::Options off;
    off.kinematic.constraint = KinematicConstraint::Off;
    const auto stages = [](const Candidate& candidate) {
        return inspectorTable(candidate, *test::detector()).stages;
    };
    const std::vector<QString> without{"Perigee", "Vertex fit", "Truth", "Pull"};
    EXPECT_EQ(stages(Reconstruction(test::detector(), off)(event)), without);
    event.photons.clear();
    EXPECT_EQ(stages(Reconstruction(test::detector())(event)), without);
}

TEST(InspectorPanel, SaysInASentenceWhyThereIsNoKinematicFit) {
    PairEvent event = test::candidates()->pairs().event(0);
    event.photons[0].energyError = 0;
    InspectorPanel panel;
    const auto candidate = std::make_shared<const Candidate>(Reconstruction(test::detector())(event));
    panel.setCandidate(candidate, test::detector());
    EXPECT_TRUE(panel.text().contains(QStringLiteral("energy error of 0 GeV is not positive")))
        << panel.text().toStdString();
    const InspectorTable table = inspectorTable(*candidate, *test::detector());
    EXPECT_EQ(rowNamed(table, QStringLiteral("pull E")).cells[2].text, missingText());
    EXPECT_TRUE(rowNamed(table, QStringLiteral("M")).cells[2].why.contains(QStringLiteral("energy error")));
    panel.setCandidate(test::candidate(0), test::detector());
    EXPECT_FALSE(panel.text().contains(QStringLiteral("no kinematic fit")));
    EXPECT_TRUE(panel.text().contains(QStringLiteral("Kinematic fit: M = ")));
    panel.setCandidate(test::studyOfTwoPhotons()->candidate, test::detector());
    EXPECT_TRUE(panel.text().contains(QStringLiteral("Kinematic fit with photon 2 of 2: M = ")));
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

TEST(Inspector, GivesEveryMassItsTrueCounterpart) {
    Candidate candidate = *test::candidate(0);
    PairTruth& truth = *candidate.event.truth;
    truth.production = *truth.vertex - Vector3(0, 3, 4);
    truth.layer = "PXD_L1";
    truth.losses = std::array{EnergyLoss{0.25, 0.2, 1.4}, EnergyLoss{0.001, 0, std::nan("")}};
    const InspectorTable table = inspectorTable(candidate, *test::detector());
    const std::size_t stage = table.stages.size() - 2;
    const auto shift = trueShift(truth, candidate.field);
    ASSERT_TRUE(shift);
    const auto truthOf = [&](const char* title) {
        return rowNamed(table, QString::fromUtf8(title)).cells[stage].text;
    };
    EXPECT_EQ(truthOf("ΔM"), measuredText({shift->deltaM, 0}, mevUnit()));
    EXPECT_EQ(truthOf("M at vertex"), measuredText({shift->mass, 0}, mevUnit()));
    EXPECT_EQ(truthOf("M at perigees"), measuredText({shift->mass - shift->deltaM, 0}, mevUnit()));
    EXPECT_EQ(truthOf("Flight"), measuredText({5, 0}, centimetreUnit()));
    EXPECT_EQ(truthOf("E lost, e⁺"), measuredText({0.25, 0}, mevUnit()));
    EXPECT_EQ(truthOf("Hardest γ, e⁻"), measuredText({0, 0}, mevUnit()));
    EXPECT_EQ(truthOf("at ρ, e⁻"), missingText());
    const std::optional<double> pull = rowNamed(table, QStringLiteral("M")).cells[0].pull;
    ASSERT_TRUE(pull) << "the perigee's mass against the true one there";
    EXPECT_NEAR(
        *pull, (candidate.massBefore.value - shift->mass + shift->deltaM) / candidate.massBefore.error, 1e-9);
    EXPECT_EQ(rowNamed(table, QStringLiteral("Class")).cells[0].text, missingText());
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
