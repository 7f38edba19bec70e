#include "core/io/PairSource.h"
#include "tests/app/commands/TestProgram.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>

namespace pairscope::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The values of one column of a table of results.
std::vector<std::string> column(const std::string& file, const std::string& name) {
    const auto all = lines(read(file));
    const auto names = cells(all.at(0));
    const auto index = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    std::vector<std::string> values;
    for (std::size_t i = 1; i < all.size(); ++i)
        values.push_back(cells(all[i]).at(index));
    return values;
}

class FitCommand : public testing::Test {
protected:
    TemporaryFolder m_folder;
    std::string m_out = m_folder.path("out.csv");
};

TEST_F(FitCommand, WritesARowForEachPairAndSaysHowManyAreGood) {
    const auto file = m_folder.write("pairs.csv", TestTable(5).text());
    const ProgramRun fit = run({"fit", file, "-o", m_out});
    EXPECT_EQ(fit.status, 0);
    EXPECT_THAT(fit.err, IsEmpty());
    EXPECT_THAT(fit.out, HasSubstr("5 pairs from " + file + ", Belle II, Run 2"));
    EXPECT_THAT(fit.out, HasSubstr("good"));
    EXPECT_THAT(fit.out, HasSubstr("Written to " + m_out));
    EXPECT_THAT(column(m_out, "__event__"), ElementsAre("0", "1", "2", "3", "4"));
    EXPECT_THAT(column(m_out, "massAfter"), testing::Each(Not(IsEmpty())));
}

TEST_F(FitCommand, SummaryAsJsonAddsUp) {
    const auto file = m_folder.write("pairs.csv", TestTable(6).set(2, "daughter(0, d0)", "nan").text());
    const ProgramRun fit = run({"fit", file, "-o", m_out, "--json"});
    const auto summary = fit.json();
    EXPECT_EQ(summary["rows"], 6);
    EXPECT_EQ(summary["failed"], 1);
    EXPECT_EQ(summary["failures"], (nlohmann::json{{"NotFinite", 1}}));
    EXPECT_EQ(summary["good"].get<int>() + summary["ambiguous"].get<int>(), 5);
    EXPECT_EQ(summary["badRows"], 1);
    EXPECT_EQ(summary["output"], m_out);
    EXPECT_EQ(summary["detector"], "Belle II, Run 2");
}

TEST_F(FitCommand, BadRowsAreToldAndTheOthersFitted) {
    const auto file = m_folder.write(
        "pairs.csv", TestTable(4).set(1, "daughter(1, z0)", "high").set(3, "daughter(0, omega)", "0").text());
    const ProgramRun fit = run({"fit", file, "-o", m_out});
    EXPECT_EQ(fit.status, 1);
    EXPECT_THAT(fit.err, HasSubstr("2 of 4 rows in " + file + " are bad"));
    EXPECT_THAT(fit.err, HasSubstr(file + ": row 1 (line 3), column 'daughter(1, z0)'"));
    EXPECT_THAT(fit.err, HasSubstr("'high'"));
    EXPECT_THAT(fit.err, HasSubstr("To see all: pairscope check " + file + "\n"));
    EXPECT_THAT(fit.out, HasSubstr("ZeroCurvature"));
    const auto status = column(m_out, "status");
    ASSERT_EQ(status.size(), 4U);
    EXPECT_NE(status[0], "Failed");
    EXPECT_EQ(status[1], "Failed");
    EXPECT_NE(status[2], "Failed");
    EXPECT_EQ(status[3], "Failed");
}

TEST_F(FitCommand, TellsOnlyTheFirstBadRows) {
    TestTable table(20);
    for (std::size_t row = 0; row < 20; ++row)
        table.set(row, "daughter(0, d0)", "bad");
    const ProgramRun fit = run({"fit", m_folder.write("pairs.csv", table.text()), "-o", m_out});
    EXPECT_EQ(fit.status, 1);
    EXPECT_THAT(fit.err, HasSubstr("20 of 20 rows"));
    EXPECT_THAT(fit.err, HasSubstr(": row 4 "));
    EXPECT_THAT(fit.err, Not(HasSubstr(": row 5 ")));
}

TEST_F(FitCommand, ResultDependsNeitherOnThreadsNorOnTheWayItIsAsked) {
    const auto file = m_folder.write("pairs.csv", TestTable(50).text());
    const auto other = m_folder.path("other.csv");
    EXPECT_EQ(run({"fit", file, "-o", m_out}).status, 0);
    EXPECT_EQ(run({"fit", "--threads", "1", "--output", other, file}).status, 0);
    EXPECT_EQ(read(m_out), read(other));
}

TEST_F(FitCommand, DetectorDecidesTheNearestLayer) {
    const auto layers = [&](const std::string& detector) {
        EXPECT_EQ(run({"fit", "--demo", "-o", m_out, "--detector", detector}).status, 0);
        return column(m_out, "nearestLayer");
    };
    const auto run1 = layers("run1");
    const auto run2 = layers("run2");
    EXPECT_EQ(run1.size(), run2.size());
    EXPECT_NE(run1, run2);
}

TEST_F(FitCommand, WritesTheKinematicFitOrWhyThereIsNone) {
    const auto file = m_folder.write("pairs.csv", TestTable(4).set(2, "gamma_EErr", "-1").text());
    EXPECT_EQ(run({"fit", file, "-o", m_out}).status, 0);
    EXPECT_THAT(column(m_out, "kinReason"), ElementsAre("Converged", "Converged", "BadPhoton", "Converged"));
    EXPECT_THAT(column(m_out, "kinNdf"), ElementsAre("4", "4", "", "4"));
    EXPECT_THAT(column(m_out, "kinPhoton"), ElementsAre("1", "1", "", "1"));
    const auto masses = column(m_out, "kinM");
    EXPECT_THAT(masses[0], Not(IsEmpty()));
    EXPECT_THAT(masses[2], IsEmpty());
    EXPECT_EQ(run({"fit", file, "-o", m_out, "--kinematic", "1c"}).status, 0);
    EXPECT_THAT(column(m_out, "kinNdf"), ElementsAre("1", "1", "", "1"));
    EXPECT_NE(column(m_out, "kinM"), masses);
    EXPECT_EQ(run({"fit", file, "-o", m_out, "--photon-from", "vertex"}).status, 0);
    EXPECT_NE(column(m_out, "kinM"), masses);
    EXPECT_EQ(run({"fit", file, "-o", m_out, "--kinematic", "off"}).status, 0);
    EXPECT_THAT(column(m_out, "kinReason"), testing::Each("Off"));
    EXPECT_EQ(run({"fit", file, "-o", m_out, "--photon", "2"}).status, 0);
    EXPECT_THAT(column(m_out, "kinReason"), testing::Each("NoPhoton"));
}

TEST_F(FitCommand, RefusesAnImpossibleKinematicFit) {
    const auto file = m_folder.write("pairs.csv", TestTable(1).text());
    for (const auto& [option, word] : {std::pair{"--kinematic", "5c"}, std::pair{"--photon", "0"},
                                       std::pair{"--photon", "first"}, std::pair{"--photon-from", "moon"}}) {
        const ProgramRun fit = run({"fit", file, "-o", m_out, option, word});
        EXPECT_EQ(fit.status, 2) << option;
        EXPECT_THAT(fit.err, HasSubstr(word)) << option;
    }
}

TEST_F(FitCommand, ExplainsTheKinematicFit) {
    const auto file = m_folder.write("pairs.csv", TestTable(2).set(1, "gamma_EErr", "-1").text());
    const ProgramRun text = run({"fit", file, "--explain", "0/0/0/0"});
    EXPECT_THAT(text.out, HasSubstr("Kinematic fit to the beams' four-momentum with photon 1 of 1: M kin"));
    EXPECT_THAT(text.out, HasSubstr("photon theta [deg]"));
    const auto json = run({"fit", file, "--explain", "0/0/0/0", "--json"}).json();
    EXPECT_EQ(json["kinematic"]["ndf"], 4);
    EXPECT_EQ(json["kinematic"]["usedPhoton"], 1);
    EXPECT_EQ(json["kinematic"]["parameters"].size(), 9U);
    const double energy = json["kinematic"]["positron"]["energy"].get<double>() +
                          json["kinematic"]["electron"]["energy"].get<double>() +
                          json["kinematic"]["photon"]["energy"].get<double>();
    EXPECT_NEAR(energy, 11.006, 1e-5);
    EXPECT_THAT(run({"fit", file, "--explain", "0/0/0/0", "--kinematic", "off"}).out,
                Not(HasSubstr("kinematic fit")));
    EXPECT_THAT(run({"fit", file, "--explain", "0/0/1/0"}).out,
                HasSubstr("There is no kinematic fit: the photon's energy error of -1 GeV is not positive."));
}

TEST_F(FitCommand, WritesHdf5) {
    const auto out = m_folder.path("out.h5");
    EXPECT_EQ(run({"fit", "--demo", "-o", out}).status, 0);
    EXPECT_EQ(read(out).substr(1, 3), "HDF");
    EXPECT_THAT(m_folder.list(), ElementsAre("out.h5")) << "no half-written file beside it";
}

TEST_F(FitCommand, AnImpossibleOutputIsSaidAndNothingIsLeft) {
    const auto file = m_folder.write("pairs.csv", TestTable(1).text());
    const ProgramRun fit = run({"fit", file, "-o", m_folder.path("no/such/folder/out.csv"), "--json"});
    EXPECT_EQ(fit.status, 1);
    EXPECT_THAT(fit.err, HasSubstr("cannot be written"));
    EXPECT_EQ(fit.json()["error"]["kind"], "CannotWrite");
    EXPECT_THAT(m_folder.list(), ElementsAre("pairs.csv"));
}

TEST_F(FitCommand, NeverOverwritesItsInput) {
    const std::string text = TestTable(1).text();
    const auto file = m_folder.write("pairs.csv", text);
    const ProgramRun fit = run({"fit", file, "-o", file});
    EXPECT_EQ(fit.status, 2);
    EXPECT_THAT(fit.err, HasSubstr("is the input"));
    EXPECT_EQ(read(file), text);
}

TEST_F(FitCommand, FitsEveryPairOfTheReferenceInItsOrder) {
    const std::string reference = PAIRSCOPE_SOURCE_DIR "/../shared/reference/pairs.csv";
    if (!std::filesystem::exists(reference)) GTEST_SKIP() << "no reference pairs at " << reference;
    const ProgramRun fit = run({"fit", reference, "-o", m_out, "--json"});
    EXPECT_EQ(fit.status, 0);
    EXPECT_THAT(fit.err, IsEmpty());
    EXPECT_EQ(fit.json()["rows"], 4000);
    EXPECT_EQ(fit.json()["failed"], 0);
    const auto pairs = readPairs(reference);
    ASSERT_TRUE(pairs);
    const auto events = column(m_out, "__event__");
    ASSERT_EQ(events.size(), 4000U);
    for (std::size_t row = 0; row < events.size(); ++row)
        ASSERT_EQ(events[row], std::to_string(pairs->pairs->id(row).event));
}

TEST_F(FitCommand, ExplainsOneCandidateInWords) {
    const auto file = m_folder.write("pairs.csv", TestTable(5).text());
    const ProgramRun fit = run({"fit", file, "--explain", "0/0/3/0"});
    EXPECT_EQ(fit.status, 0);
    EXPECT_THAT(fit.out, HasSubstr("Candidate 0/0/3/0\n"));
    for (const char* part : {"Evidence\n", "Minima (ndf 1", "Searches\n", "Place along the flight", "68.27 %",
                             "Origin: ", "KFit would"})
        EXPECT_THAT(fit.out, HasSubstr(part));
}

TEST_F(FitCommand, ExplainsOneCandidateAsJson) {
    const auto file = m_folder.write("pairs.csv", TestTable(5).text());
    const auto json = run({"fit", file, "--explain", "0/0/3", "--json"}).json();
    EXPECT_EQ(json["id"], "0/0/3/0");
    EXPECT_FALSE(json["sentence"].get<std::string>().empty());
    EXPECT_TRUE(json["minima"][0]["chosen"]);
    EXPECT_FALSE(json["searches"][0]["steps"].empty());
    double sum = 0;
    for (const auto& place : json["association"]["places"])
        sum += place["probability"].get<double>();
    EXPECT_NEAR(sum, 1, 1e-9);
    EXPECT_LE(json["profile"]["u68"][0]["low"], json["profile"]["u68"][0]["high"]);
}

TEST_F(FitCommand, ExplainsWhyAFitFailed) {
    const auto file =
        m_folder.write("pairs.csv", TestTable(3).set(1, "daughter(0, trackFitCovariance(0,0))", "-1").text());
    const ProgramRun fit = run({"fit", file, "--explain", "0/0/1"});
    EXPECT_EQ(fit.status, 0);
    EXPECT_THAT(fit.out, HasSubstr("covariance"));
    EXPECT_THAT(fit.out, Not(HasSubstr("Minima")));
    EXPECT_THAT(run({"fit", file, "--explain", "0/0/9"}).err, HasSubstr("There is no candidate 0/0/9/0"));
}

TEST_F(FitCommand, SavesACaseAndRepeatsIt) {
    const auto file = m_folder.write("pairs.csv", TestTable(5).text());
    const auto saved = m_folder.path("odd.fitcase.json");
    ASSERT_EQ(
        run({"fit", file, "--explain", "0/0/2", "--save-case", saved, "--minimum", "nearest-ip"}).status, 0);
    const ProgramRun same = run({"fit", saved});
    EXPECT_EQ(same.status, 0);
    EXPECT_THAT(same.out, HasSubstr("As saved by Pairscope"));

    const std::string text = read(saved);
    const auto number = text.find("\"chi2\": ") + std::string("\"chi2\": ").size();
    const std::string changed = fmt::format("{}9{}", text.substr(0, number), text.substr(number));
    const ProgramRun different = run({"fit", m_folder.write("other.fitcase.json", changed)});
    EXPECT_EQ(different.status, 1);
    EXPECT_THAT(different.out, HasSubstr("Not as saved"));
    EXPECT_THAT(different.out, HasSubstr("chi2 was 9"));
    // and as a table of one pair
    EXPECT_EQ(run({"fit", saved, "-o", m_out}).status, 0);
    EXPECT_EQ(lines(read(m_out)).size(), 2U);
}

TEST_F(FitCommand, AddsTheProfileWhenAsked) {
    const auto file = m_folder.write("pairs.csv", TestTable(5).text());
    ASSERT_EQ(run({"fit", file, "-o", m_out, "--profile"}).status, 0);
    EXPECT_THAT(column(m_out, "u68"), testing::Each(HasSubstr(":")));
    EXPECT_THAT(column(m_out, "p_PXD_1"), testing::Each(Not(IsEmpty())));
    EXPECT_THAT(column(m_out, "layerBest"), testing::Each(Not(IsEmpty())));
}

TEST_F(FitCommand, ChoosesTheMinimumAsTold) {
    const auto file = m_folder.write("pairs.csv", TestTable(40).text());
    const auto radii = [&](const std::string& choice) {
        EXPECT_EQ(run({"fit", file, "-o", m_out, "--minimum", choice}).status, 0);
        return column(m_out, "rho");
    };
    const auto global = radii("global");
    const auto nearest = radii("nearest-ip");
    std::size_t moved = 0;
    for (std::size_t i = 0; i < global.size(); ++i) {
        EXPECT_LE(std::stod(nearest[i]), std::stod(global[i]) + 1e-9);
        moved += nearest[i] != global[i];
    }
    EXPECT_GT(moved, 0U);
}

TEST_F(FitCommand, FollowsThePriorOfPromptPairs) {
    const auto file = m_folder.write("pairs.csv", TestTable(5).text());
    ASSERT_EQ(run({"fit", file, "-o", m_out, "--profile", "--prompt-prior", "1"}).status, 0);
    EXPECT_THAT(column(m_out, "pPrompt"), testing::Each(std::string("1")));
    EXPECT_EQ(run({"fit", file, "-o", m_out, "--prompt-prior", "2"}).status, 2);
}

TEST_F(FitCommand, RefusesWhatDoesNotGoTogether) {
    const auto file = m_folder.write("pairs.csv", TestTable(2).text());
    EXPECT_EQ(run({"fit", file}).status, 2);
    EXPECT_EQ(run({"fit", file, "--explain", "0/0/1", "-o", m_out}).status, 2);
    EXPECT_EQ(run({"fit", file, "-o", m_out, "--minimum", "best"}).status, 2);
    EXPECT_EQ(run({"fit", file, "-o", m_out, "--save-case", m_folder.path("a.fitcase.json")}).status, 2);
    EXPECT_EQ(run({"fit", file, "--explain", "0/0/1", "--save-case", m_folder.path("a.json")}).status, 2);
}

} // namespace
} // namespace pairscope::test
