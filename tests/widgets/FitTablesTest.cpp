#include "TestCandidates.h"

#include "widgets/models/EigenvaluesTable.h"
#include "widgets/models/FitComparison.h"
#include "widgets/models/FitFacts.h"
#include "widgets/models/FitNames.h"
#include "widgets/models/FitTraceTables.h"
#include "widgets/models/MinimaTable.h"
#include "widgets/models/QuantityText.h"
#include "widgets/models/TextTableModel.h"

#include <QAbstractItemModelTester>

#include <gtest/gtest.h>

using namespace pairscope;

namespace {

QString text(const TextTable& table, std::size_t row, std::size_t column) {
    return table.rows.at(row).at(column).text;
}

/// The row that begins with these words.
const std::vector<TextCell>& rowNamed(const TextTable& table, const QString& name) {
    for (const auto& row : table.rows)
        if (row.front().text == name) return row;
    throw std::out_of_range("no row " + name.toStdString());
}

LayerAssociation association(double prompt, double first, double second) {
    LayerAssociation result;
    result.prompt = {"prompt", 0.5, prompt, 0, 0, true};
    result.layers = {{"PXD 1", 0.3, first, 1.4, 0, true}, {"PXD 2", 0.2, second, 2.2, 0, true}};
    return result;
}

} // namespace

TEST(TextTableModel, PassesTheModelTesterForEveryTableOfEveryCandidate) {
    TextTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    for (const std::size_t row : {std::size_t{0}, test::twoMinimaRow(), test::kFailedRow}) {
        const auto study = test::study(row);
        const auto& traces = tracesOf(*study->candidate);
        for (const TextTable& table :
             {minimaTable(*study, *test::detector()), startsTable(traces), factsTable(*study),
              traces.empty() ? TextTable{} : stepsTable(traces.front()),
              eigenvaluesTable(covariancesOf(*study->candidate)), comparisonTable({study, {}}, {study, {}})})
            model.setTable(table);
    }
    EXPECT_FALSE(model.data(model.index(0, 99), Qt::DisplayRole).isValid());
}

TEST(TextTableModel, ShortRowsAreEmptyAtTheirEnd) {
    TextTableModel model;
    model.setTable({{{QStringLiteral("a")}, {QStringLiteral("b"), QStringLiteral("tip")}},
                    {{{QStringLiteral("only")}}}});
    EXPECT_EQ(model.data(model.index(0, 0), Qt::DisplayRole), QStringLiteral("only"));
    EXPECT_FALSE(model.data(model.index(0, 1), Qt::DisplayRole).isValid());
    EXPECT_EQ(model.headerData(1, Qt::Horizontal, Qt::ToolTipRole), QStringLiteral("tip"));
}

TEST(MinimaTable, HasARowForEveryMinimumAndMarksTheChosenOne) {
    const auto study = test::study(test::twoMinimaRow(), 1);
    const TextTable table = minimaTable(*study, *test::detector());
    ASSERT_EQ(table.rows.size(), study->candidate->fit->minima.size());
    EXPECT_EQ(text(table, 0, 0), QStringLiteral("○ 1"));
    EXPECT_EQ(text(table, 1, 0), QStringLiteral("● 2"));
    EXPECT_EQ(text(table, 0, 3), QStringLiteral("0"));
    EXPECT_EQ(text(table, 1, 2), measuredText(study->candidate->stages[1].mass, mevUnit()));
}

TEST(MinimaTable, ShowsTheIntervalOnlyWhereTheGaussianErrorMisleads) {
    CandidateStudy study = *test::study(0);
    const Measured rho = study.candidate->stages[0].rho;
    FlightProfile profile;
    profile.frame = FlightFrame(study.candidate->fit->best().vertex().head<2>());
    // on the line through origin and vertex u is rho
    for (double u = rho.value - 5 * rho.error; u < rho.value + 5 * rho.error; u += rho.error / 10) {
        const Vector2 place = profile.frame.toDetector({u, 0});
        profile.points.push_back({u, 0, {place.x(), place.y(), 0}});
    }
    profile.u68 = {{rho.value - rho.error, rho.value + 1.1 * rho.error}};
    study.profile = profile;
    EXPECT_FALSE(skewInterval(study, 0));
    study.profile->u68 = {{rho.value - rho.error, rho.value + 2 * rho.error}};
    const auto skew = skewInterval(study, 0);
    ASSERT_TRUE(skew);
    EXPECT_NEAR(skew->high, rho.value + 2 * rho.error, 0.1 * rho.error);
    study.profile->u68 = {{rho.value + rho.error, rho.value + 2 * rho.error}}; // another minimum's
    EXPECT_FALSE(skewInterval(study, 0));
}

TEST(FitTraceTables, StepsAreTheStartAndEveryIterationOfTheTrace) {
    const auto study = test::study(0);
    const auto& traces = tracesOf(*study->candidate);
    ASSERT_FALSE(traces.empty());
    EXPECT_EQ(startsTable(traces).rows.size(), traces.size());
    for (const FitTrace& trace : traces) {
        const TextTable table = stepsTable(trace);
        ASSERT_EQ(table.rows.size(), trace.steps.size() + 1);
        EXPECT_EQ(vertexOfRow(trace, 0), trace.startVertex);
        if (trace.steps.empty()) continue;
        EXPECT_EQ(vertexOfRow(trace, trace.steps.size()), trace.steps.back().vertex);
        EXPECT_EQ(text(table, 1, 7), numberText(trace.steps[0].vertex.x(), 4));
    }
}

TEST(FitTraceTables, TellRefusedAndCutSteps) {
    FitTrace trace;
    trace.steps = {{Vector3(1, 0, 0), 5, 2, 0.5, true, true}, {Vector3(2, 0, 0), 9, 3, 0.1, false, false}};
    const TextTable table = stepsTable(trace);
    EXPECT_EQ(text(table, 1, 4), QStringLiteral("✓"));
    EXPECT_EQ(text(table, 1, 5), QStringLiteral("✓"));
    EXPECT_EQ(text(table, 2, 4), QString());
    EXPECT_EQ(text(table, 2, 5), QStringLiteral("✗"));
}

TEST(FitFacts, OriginIsNamedWhenItIsDecidedAndElseCalledUndecided) {
    EXPECT_EQ(originLine(association(0.12, 0.83, 0.05)),
              QStringLiteral("PXD 1 83 %, prompt 12 %, PXD 2 5 %"));
    EXPECT_EQ(originLine(association(0.45, 0.40, 0.15)),
              QStringLiteral("undecided: prompt 45 %, PXD 1 40 %, PXD 2 15 %"));
    EXPECT_EQ(originLine(association(0.999, 0.001, 0)), QStringLiteral("prompt > 99 %"));
}

TEST(FitFacts, ListWhatThereIsAndLeaveOutTheRest) {
    CandidateStudy study;
    study.candidate = test::candidate(0);
    EXPECT_TRUE(factsTable(study).rows.empty());
    study.diagnosis.evidence = {{"gap between the circles", "812 µm = 5.3 σ"}};
    study.association = association(0.12, 0.83, 0.05);
    ConversionFitResult conversion;
    conversion.fit.minima.push_back(study.candidate->fit->best());
    conversion.fit.minima[0].chi2 = 2.5;
    conversion.fit.ndf = 3;
    conversion.deltaChi2 = 1.25;
    conversion.openingProbability = 0.535;
    conversion.massFloor = 1.5e-3;
    study.conversion = conversion;
    const TextTable table = factsTable(study);
    EXPECT_EQ(rowNamed(table, QStringLiteral("gap between the circles"))[1].text,
              QStringLiteral("812 µm = 5.3 σ"));
    EXPECT_EQ(rowNamed(table, QStringLiteral("χ² / ndf"))[1].text, QStringLiteral("2.5 / 3"));
    EXPECT_EQ(rowNamed(table, QStringLiteral("Δχ² to the free fit"))[1].text,
              QStringLiteral("1.25, probability 0.535"));
    EXPECT_EQ(rowNamed(table, QStringLiteral("Mass floor"))[1].text, QStringLiteral("1.5 MeV"));
}

TEST(EigenvaluesTable, OfAFailedFitHasBothTracksAndMarksWhatIsNotPositive) {
    Candidate candidate = *test::candidate(test::kFailedRow);
    EXPECT_EQ(covariancesOf(candidate).size(), 2u);
    candidate.event.tracks.positron.covariance = -Matrix5::Identity();
    candidate.event.tracks.electron.covariance = Matrix5::Identity();
    const TextTable table = eigenvaluesTable(covariancesOf(candidate));
    EXPECT_EQ(text(table, 1, 0), QStringLiteral("Condition"));
    EXPECT_EQ(text(table, 1, 1), missingText()); // cannot be scaled
    EXPECT_EQ(text(table, 1, 2), QStringLiteral("1"));
    EXPECT_EQ(text(table, table.rows.size() - 1, 1), QStringLiteral("−1 !"));
}

TEST(EigenvaluesTable, OfAFitHasTheNineByNineAndTheVertex) {
    const auto matrices = covariancesOf(*test::candidate(0));
    ASSERT_EQ(matrices.size(), 4u);
    EXPECT_EQ(matrices[2].names.size(), 9);
    EXPECT_EQ(matrices[2].names[8], QStringLiteral("tan λ⁻"));
    EXPECT_EQ(matrices[3].matrix, Eigen::MatrixXd(test::candidate(0)->vertex().vertexCovariance()));
}

TEST(FitComparison, GivesTheDifferenceOfTwoVertices) {
    const std::size_t row = test::twoMinimaRow();
    const auto first = test::study(row, 0);
    const auto second = test::study(row, 1);
    Reconstruction::Options options;
    options.fit.maxIterations = 7;
    const TextTable table = comparisonTable({first, {}}, {second, options});
    const auto& rho = rowNamed(table, QStringLiteral("ρ [cm]"));
    const double change = second->candidate->stage().rho.value - first->candidate->stage().rho.value;
    EXPECT_EQ(rho[3].text, lengthText({change, 0}));
    const auto& kinematic = rowNamed(table, QStringLiteral("M kin [MeV]"));
    EXPECT_EQ(kinematic[1].text, measuredText(first->candidate->kinematic->mass, mevUnit()));
    EXPECT_EQ(kinematic[2].text, measuredText(second->candidate->kinematic->mass, mevUnit()));
    EXPECT_EQ(rowNamed(table, QStringLiteral("Candidate"))[3].text, QStringLiteral("same"));
    EXPECT_EQ(rowNamed(table, QStringLiteral("Options"))[2].text, QStringLiteral("at most 7 iterations"));
}

TEST(FitComparison, WithAFailedFitHasNoDifferences) {
    const TextTable table = comparisonTable({test::study(0), {}}, {test::study(test::kFailedRow), {}});
    const auto& rho = rowNamed(table, QStringLiteral("ρ [cm]"));
    EXPECT_NE(rho[1].text, missingText());
    EXPECT_EQ(rho[2].text, missingText());
    EXPECT_EQ(rho[3].text, missingText());
}

TEST(FitNames, SentencesGetTheSignsThatPeopleRead) {
    EXPECT_EQ(
        withSymbols("rho = 1.60 +- 0.35 cm, z = -0.14 cm, Delta chi2 = 2, chi2 of 1e-5, 812 um = 5 sigma"),
        QStringLiteral("ρ = 1.60 ± 0.35 cm, z = −0.14 cm, Δχ² = 2, χ² of 1e-5, 812 µm = 5 σ"));
    EXPECT_EQ(withSymbols("from 1-2 the rhombus summed"), QStringLiteral("from 1-2 the rhombus summed"));
}

TEST(FitNames, OptionsAreToldByWhatDiffersFromTheDefaults) {
    Reconstruction::Options options;
    EXPECT_EQ(optionsLine(options), QStringLiteral("defaults"));
    options.fit.constraints.opening = Opening::Zero;
    options.fit.maxRadius = 20;
    EXPECT_EQ(optionsLine(options), QStringLiteral("opening zero (conversion), within 20 cm"));
    options = {};
    options.kinematic.constraint = KinematicConstraint::Energy;
    options.photon = 1;
    EXPECT_EQ(optionsLine(options), QStringLiteral("kinematic fit energy (1C), photon 2"));
}
