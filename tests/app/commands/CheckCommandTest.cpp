#include "tests/app/commands/TestProgram.h"

#include <gmock/gmock.h>

namespace pairscope::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CheckCommand : public testing::Test {
protected:
    std::string write(const TestTable& table) const { return m_folder.write("pairs.csv", table.text()); }

    TemporaryFolder m_folder;
};

TEST_F(CheckCommand, AGoodFileIsGood) {
    const ProgramRun check = run({"check", write(TestTable(3))});
    EXPECT_EQ(check.status, 0);
    EXPECT_THAT(check.out, HasSubstr("CSV, 3 rows"));
    EXPECT_THAT(check.out, HasSubstr("Every row can be used."));
    EXPECT_THAT(check.err, IsEmpty());
}

TEST_F(CheckCommand, ListsWhatIsWrongRowByRow) {
    TestTable table(8);
    table.set(0, "daughter(0, d0)", "far")
        .set(2, "daughter(1, omega)", "inf")
        .set(3, "daughter(0, omega)", "0");
    table.set(5, "daughter(0, trackFitCovariance(0,0))", "-1");
    const auto file = write(table);
    const ProgramRun check = run({"check", file});
    EXPECT_EQ(check.status, 1);
    EXPECT_THAT(check.out, HasSubstr("row 0 (line 2), column 'daughter(0, d0)'"));
    EXPECT_THAT(check.out, HasSubstr("row 2 (line 4), column 'daughter(1, omega)'"));
    EXPECT_THAT(check.out, HasSubstr("row 3 (line 5)"));
    EXPECT_THAT(check.out, HasSubstr("row 5 (line 7)"));
    EXPECT_THAT(check.out, Not(HasSubstr("row 1 ")));
    EXPECT_THAT(check.out, Not(HasSubstr("Every row can be used.")));
    EXPECT_THAT(check.err, HasSubstr("4 of 8 rows in " + file + " are bad."));
}

TEST_F(CheckCommand, AsJsonEveryProblemHasPlaceAndKind) {
    const ProgramRun check = run({"check", write(TestTable(3).set(1, "daughter(0, d0)", "far")), "--json"});
    EXPECT_EQ(check.status, 1);
    const auto report = check.json();
    EXPECT_EQ(report["rows"], 3);
    EXPECT_EQ(report["badRows"], 1);
    ASSERT_EQ(report["problems"].size(), 1U);
    const auto& problem = report["problems"][0];
    EXPECT_EQ(problem["row"], 1);
    EXPECT_EQ(problem["line"], 3);
    EXPECT_EQ(problem["column"], "daughter(0, d0)");
    EXPECT_EQ(problem["kind"], "NotANumber");
    EXPECT_EQ(problem["note"], false);
    EXPECT_EQ(report["problemsCutOff"], false);
}

TEST_F(CheckCommand, ANoteDoesNotMakeARowBad) {
    const ProgramRun check = run({"check", write(TestTable(3).set(2, "__event__", "0"))});
    EXPECT_EQ(check.status, 0);
    EXPECT_THAT(check.out, HasSubstr("note: row 2"));
    EXPECT_THAT(check.out, HasSubstr("1 row with a note"));
    EXPECT_THAT(check.out, HasSubstr("Every row can be used."));
}

TEST_F(CheckCommand, WarnsAboutTheFileAsAWhole) {
    const ProgramRun check = run({"check", write(TestTable(2).dropColumn("__candidate__"))});
    EXPECT_EQ(check.status, 0);
    EXPECT_THAT(check.out, HasSubstr("warning: There is no column __candidate__"));
}

TEST_F(CheckCommand, SaysWhenTheListIsCutOff) {
    std::string text = TestTable(1).text();
    const std::string row = lines(TestTable(1).set(0, "daughter(0, d0)", "far").text()).at(1) + "\n";
    for (int i = 0; i < 1500; ++i)
        text += row;
    const auto file = m_folder.write("pairs.csv", text);
    const ProgramRun check = run({"check", file});
    EXPECT_EQ(check.status, 1);
    EXPECT_THAT(check.out, HasSubstr("only the first 1000 problems are listed"));
    EXPECT_THAT(check.err, HasSubstr("1500 of 1501 rows"));
    EXPECT_EQ(run({"check", file, "--json"}).json()["problemsCutOff"], true);
}

TEST_F(CheckCommand, JsonSurvivesBytesThatAreNoText) {
    const auto file = write(TestTable(1).set(0, "daughter(0, d0)", "\xff\xfe"));
    EXPECT_EQ(run({"check", file, "--json"}).json()["badRows"], 1);
}

} // namespace
} // namespace pairscope::test
