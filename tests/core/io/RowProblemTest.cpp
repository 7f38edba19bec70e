#include "tests/core/io/TestPairs.h"

#include <gmock/gmock.h>

using namespace pairscope;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Kind = RowProblem::Kind;

namespace {

PairFile readText(const std::string& text) {
    const TemporaryFolder folder;
    return readPairs(written(folder / "pairs.csv", text)).value();
}

/// A table of four rows whose row 2 has one other cell.
PairFile readSpoilt(int field, const std::string& cell) {
    TestTable table(4);
    table.set(2, field, cell);
    return readText(table.csv());
}

/// Row 2 alone is bad, for one reason, and is still there.
RowProblem onlyProblem(const PairFile& file, bool note = false) {
    EXPECT_EQ(file.pairs->rows(), 4u);
    EXPECT_EQ(file.badRows, note ? 0u : 1u);
    EXPECT_EQ(file.noteRows, note ? 1u : 0u);
    EXPECT_THAT(file.problems, SizeIs(1));
    if (file.problems.empty()) return {};
    EXPECT_EQ(file.problems[0].row, 2u);
    EXPECT_EQ(file.problems[0].line, 4u);
    EXPECT_EQ(file.problems[0].isNote(), note);
    return file.problems[0];
}

const int kFirstD0 = parameterField(0, kD0);

} // namespace

TEST(RowProblem, TextInANumberColumnIsNamedWithRowLineColumnAndExpectation) {
    const PairFile file = readSpoilt(kFirstD0, "abc");
    const RowProblem problem = onlyProblem(file);
    EXPECT_EQ(problem.kind, Kind::NotANumber);
    EXPECT_EQ(toString(problem), "row 2 (line 4), column 'daughter(0, d0)': found 'abc', expected a number");
    EXPECT_TRUE(std::isnan(file.pairs->track(2, 0)[kD0]));
    EXPECT_EQ(file.pairs->track(3, 0)[kD0], TestTable::parameter(3, 0, kD0)) << "good rows survive";
    for (const char* text : {"1.5x", "1.5 2", "--1", "+", "1,5", "0x10"})
        EXPECT_EQ(onlyProblem(readSpoilt(kFirstD0, fmt::format("\"{}\"", text))).kind, Kind::NotANumber)
            << text;
}

TEST(RowProblem, NaNAndEmptyCellsAreNaN) {
    for (const char* text : {"nan", "NaN", "-nan", "", "  ", "\"\""})
        EXPECT_EQ(onlyProblem(readSpoilt(kFirstD0, text)).kind, Kind::NaN) << text;
}

TEST(RowProblem, InfiniteNumbersAreFound) {
    for (const char* text : {"inf", "-inf", "Infinity", "1e999"}) {
        const RowProblem problem = onlyProblem(readSpoilt(kFirstD0, text));
        EXPECT_EQ(problem.kind, Kind::Infinite) << text;
        EXPECT_THAT(problem.message, HasSubstr("inf"));
    }
}

TEST(RowProblem, NumbersTooSmallForADoubleAreReadAsNearlyZero) {
    const PairFile file = readSpoilt(kFirstD0, "1e-400");
    EXPECT_THAT(file.problems, IsEmpty());
    EXPECT_EQ(file.pairs->track(2, 0)[kD0], 0);
}

TEST(RowProblem, SeveralNaNsOfARowAreOneProblem) {
    TestTable table(4);
    for (int j = 0; j < kTrackParameterCount; ++j)
        table.set(2, parameterField(1, j), "nan");
    EXPECT_THAT(onlyProblem(readText(table.csv())).message, HasSubstr("and 4 more"));
}

TEST(RowProblem, ZeroCurvatureIsFound) {
    const RowProblem problem = onlyProblem(readSpoilt(parameterField(1, kOmega), "0"));
    EXPECT_EQ(problem.kind, Kind::ZeroCurvature);
    EXPECT_EQ(problem.column, "daughter(1, omega)");
}

TEST(RowProblem, TwoTracksOfOneChargeAreFound) {
    const RowProblem problem = onlyProblem(readSpoilt(parameterField(1, kOmega), "0.005"));
    EXPECT_EQ(problem.kind, Kind::SameCharge);
    EXPECT_THAT(problem.message, HasSubstr("positive"));
}

TEST(RowProblem, BadCovarianceTellsTheTrackAndTheSmallestEigenvalue) {
    // correlation 2 of d0 and phi0: eigenvalues of the scaled matrix 1 -+ 2, the others near 1
    TestTable table(4);
    for (int j = 0; j < kTrackParameterCount; ++j)
        for (int k = j + 1; k < kTrackParameterCount; ++k)
            table.set(2, covarianceField(1, j, k), "0");
    table.set(2, covarianceField(1, kD0, kD0), "1e-6");
    table.set(2, covarianceField(1, kPhi0, kPhi0), "1e-6");
    table.set(2, covarianceField(1, kD0, kPhi0), "2e-6");
    const RowProblem problem = onlyProblem(readText(table.csv()));
    EXPECT_EQ(problem.kind, Kind::BadCovariance);
    EXPECT_THAT(problem.message, HasSubstr("daughter 1 (e-)"));
    EXPECT_THAT(problem.message, HasSubstr("is -1,"));
}

TEST(RowProblem, AVarianceThatIsNotPositiveIsNamed) {
    const RowProblem problem = onlyProblem(readSpoilt(covarianceField(0, kZ0, kZ0), "-1e-6"));
    EXPECT_EQ(problem.kind, Kind::BadCovariance);
    EXPECT_EQ(problem.column, "daughter(0, trackFitCovariance(3,3))");
    EXPECT_THAT(problem.message, HasSubstr("daughter 0 (e+)"));
    EXPECT_THAT(problem.message, HasSubstr("-1e-06"));
}

TEST(RowProblem, ANegativeErrorIsABadCovariance) {
    TestTable table(4);
    for (int daughter = 0; daughter < 2; ++daughter)
        for (int j = 0; j < kTrackParameterCount; ++j) {
            table.add(columnName(errorField(daughter, j)), [](std::size_t) { return "0.5"; });
            for (int k = j; k < kTrackParameterCount; ++k)
                table.remove(covarianceField(daughter, j, k));
        }
    table.set(2, errorField(1, kOmega), "-0.5");
    EXPECT_EQ(onlyProblem(readText(table.csv())).column, "daughter(1, omegaErr)");
    table.set(2, errorField(1, kOmega), "wide");
    EXPECT_EQ(onlyProblem(readText(table.csv())).kind, Kind::NotANumber) << "and nothing else";
}

TEST(RowProblem, SwappedDaughtersArePutRightWithANote) {
    TestTable table(4);
    std::swap(table.cell(2, parameterField(0, kOmega)), table.cell(2, parameterField(1, kOmega)));
    const PairFile file = readText(table.csv());
    EXPECT_EQ(onlyProblem(file, true).kind, Kind::SwappedDaughters);
    EXPECT_TRUE(file.pairs->event(2).swapped);
    EXPECT_EQ(file.pairs->event(2).tracks.positron.helix.d0(), TestTable::parameter(2, 1, kD0));
}

TEST(RowProblem, DuplicateIdsAreNotedWithTheEarlierRow) {
    const RowProblem problem = onlyProblem(readSpoilt(kFieldEvent, "100"), true);
    EXPECT_EQ(problem.kind, Kind::DuplicateId);
    EXPECT_THAT(problem.message, HasSubstr("26/1000/100/0"));
    EXPECT_THAT(problem.message, HasSubstr("row 0"));
}

TEST(RowProblem, DuplicateIdsKnowTheirLineAfterEmptyLinesAndLongCells) {
    TestTable table(3);
    table.add("note", [](std::size_t row) { return row == 0 ? "\"two\nlines\"" : "x"; });
    table.set(2, kFieldEvent, "101");
    std::string text = table.csv();
    text.insert(text.find('\n'), "\n\n"); // after the first line
    const PairFile file = readText(text);
    ASSERT_THAT(file.problems, SizeIs(1));
    EXPECT_EQ(file.problems[0].row, 2u);
    EXPECT_EQ(file.problems[0].line, 7u);
}

TEST(RowProblem, IdsMustBeWholeNumbersOfTheirRange) {
    for (const char* text : {"1.5", "-1", "4294967296", "inf"})
        EXPECT_EQ(onlyProblem(readSpoilt(kFieldEvent, text)).kind, Kind::NotANumber) << text;
    EXPECT_EQ(onlyProblem(readSpoilt(kFieldEvent, "")).kind, Kind::NaN);
    EXPECT_EQ(readSpoilt(kFieldEvent, "4294967295").pairs->id(2).event, 4294967295u);
}

TEST(RowProblem, UnknownClassesAreNamed) {
    TestTable table(4);
    table.add("mcClass", [](std::size_t row) { return row == 2 ? "kaon" : "signal"; });
    const RowProblem problem = onlyProblem(readText(table.csv()));
    EXPECT_EQ(problem.column, "mcClass");
    EXPECT_THAT(problem.message, HasSubstr("'kaon', expected 0 to 3, or unknown, signal"));
    table.set(2, kFieldClass, "7");
    EXPECT_EQ(onlyProblem(readText(table.csv())).kind, Kind::NotANumber);
}

TEST(RowProblem, TooFewAndTooManyCellsAreFound) {
    const std::string text = TestTable(4).csv();
    const std::size_t row = text.find("\n26,1000,102,") + 1;
    const std::size_t rowEnd = text.find('\n', row);
    std::string shorter = text;
    shorter.erase(text.rfind(',', rowEnd), rowEnd - text.rfind(',', rowEnd));
    RowProblem problem = onlyProblem(readText(shorter));
    EXPECT_EQ(problem.kind, Kind::MissingCell);
    EXPECT_EQ(problem.column, "daughter(1, trackFitCovariance(4,4))");
    EXPECT_THAT(problem.message, HasSubstr("found 43 cells, expected 44"));
    std::string longer = text;
    longer.insert(rowEnd, ",9");
    problem = onlyProblem(readText(longer));
    EXPECT_EQ(problem.kind, Kind::ExtraCell);
    EXPECT_THAT(problem.message, HasSubstr("found 45 cells, expected 44"));
}

TEST(RowProblem, ACutOffLastLineIsABadRowAndAWarning) {
    std::string text = TestTable(3).csv();
    const std::string d0 = fmt::format("{}", TestTable::parameter(2, 0, kD0)); // 0.03, of which 0.0 is left
    text.resize(text.rfind("\n26,1000,102,0," + d0) + std::string("\n26,1000,102,0,").size() + d0.size() - 1);
    const PairFile file = readText(text);
    EXPECT_TRUE(std::isnan(file.pairs->track(2, 0)[kD0])) << "half a number is none";
    EXPECT_EQ(file.pairs->rows(), 3u);
    EXPECT_EQ(file.badRows, 1u);
    ASSERT_THAT(file.problems, SizeIs(1));
    EXPECT_EQ(file.problems[0].kind, Kind::MissingCell);
    EXPECT_EQ(file.problems[0].row, 2u);
    EXPECT_THAT(file.warnings, testing::ElementsAre(HasSubstr("cut off")));
}

TEST(RowProblem, AStrayQuoteDoesNotSwallowTheFile) {
    const PairFile file = readSpoilt(kFirstD0, "\"0.1");
    EXPECT_EQ(onlyProblem(file).kind, Kind::NotANumber);
    EXPECT_EQ(file.pairs->track(3, 0)[kD0], TestTable::parameter(3, 0, kD0));
}

TEST(RowProblem, AllAreCountedTheFirstAreListedInOrder) {
    constexpr std::size_t rows = 6000; // several blocks, more problems than are listed
    TestTable table(rows);
    for (std::size_t row = 0; row < rows; row += 2)
        table.set(row, kFirstD0, "x");
    table.set(4001, kFieldEvent, "100");
    const PairFile file = readText(table.csv());
    EXPECT_EQ(file.badRows, rows / 2);
    EXPECT_EQ(file.noteRows, 1u);
    ASSERT_THAT(file.problems, SizeIs(PairFile::kMaxListedProblems));
    for (std::size_t i = 0; i < file.problems.size(); ++i) {
        EXPECT_EQ(file.problems[i].row, 2 * i);
        EXPECT_EQ(file.problems[i].line, 2 * i + 2);
    }
}

TEST(RowProblem, ARowThatIsSwappedAndADuplicateIsOneNoteRow) {
    TestTable table(4);
    std::swap(table.cell(2, parameterField(0, kOmega)), table.cell(2, parameterField(1, kOmega)));
    table.set(2, kFieldEvent, "100");
    const PairFile file = readText(table.csv());
    EXPECT_EQ(file.noteRows, 1u);
    EXPECT_THAT(file.problems, SizeIs(2));
}
