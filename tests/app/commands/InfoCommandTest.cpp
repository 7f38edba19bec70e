#include "core/analysis/Filter.h"
#include "core/candidate/CandidateColumn.h"
#include "core/io/ColumnNames.h"
#include "core/io/PairSink.h"
#include "core/simulation/DemonstrationSample.h"
#include "tests/app/commands/TestProgram.h"
#include "tests/support/TestDetector.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>

namespace pairscope::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(InfoCommand, DescribesAFile) {
    const TemporaryFolder folder;
    const auto file = folder.write("pairs.csv", TestTable(12).text());
    const ProgramRun info = run({"info", file});
    EXPECT_EQ(info.status, 0);
    EXPECT_THAT(info.err, IsEmpty());
    EXPECT_THAT(info.out, HasSubstr("format    CSV\n"));
    EXPECT_THAT(info.out, HasSubstr("rows      12\n"));
    EXPECT_THAT(info.out, HasSubstr("0/0/0/0 to 0/0/11/0"));
    EXPECT_THAT(info.out, HasSubstr("tracks with covariance, recoil photon, simulation truth"));
}

TEST(InfoCommand, DescribesAnHdf5FileForPrograms) {
    const TemporaryFolder folder;
    const auto file = folder.path("pairs.h5");
    ASSERT_TRUE(writePairs(*demonstrationSample(belle2Detector()), file));
    const auto info = run({"info", file, "--json"}).json();
    EXPECT_EQ(info["format"], "HDF5");
    EXPECT_EQ(info["list"], "pairs");
    EXPECT_EQ(info["lists"], nlohmann::json::array({"pairs"}));
    EXPECT_EQ(info["rows"], 400);
    EXPECT_EQ(info["covariance"], "full");
    EXPECT_EQ(info["photon"], true);
    EXPECT_EQ(info["photons"], 4);
    EXPECT_EQ(info["simulation"], true);
    int pairs = 0;
    for (const char* name : {"signal", "conversion", "prompt pair"}) {
        EXPECT_GT(info["classes"][name].get<int>(), 0) << name;
        pairs += info["classes"][name].get<int>();
    }
    EXPECT_EQ(pairs, 400);
    EXPECT_EQ(info["firstId"], "0/0/0/0");
}

TEST(InfoCommand, UnknownListIsSaidWithTheOnesThereAre) {
    const TemporaryFolder folder;
    const auto file = folder.path("pairs.h5");
    ASSERT_TRUE(writePairs(*demonstrationSample(belle2Detector()), file));
    const ProgramRun info = run({"info", file, "--list", "other"});
    EXPECT_EQ(info.status, 1);
    EXPECT_THAT(info.err, HasSubstr("has no table 'other'; it has pairs"));
}

TEST(InfoCommand, CountsBadRowsAndStillSucceeds) {
    const TemporaryFolder folder;
    const auto file = folder.write("pairs.csv", TestTable(3).set(0, "daughter(0, d0)", "x").text());
    const ProgramRun info = run({"info", file});
    EXPECT_EQ(info.status, 0);
    EXPECT_THAT(info.out, HasSubstr("3, 1 of them bad"));
}

TEST(InfoCommand, ColumnsAreAllThoseThatAreReadAndWritten) {
    const auto columns = run({"info", "--columns", "--json"}).json();
    std::set<std::string> input;
    for (const auto& column : columns["input"]) {
        input.insert(column["name"].get<std::string>());
        EXPECT_FALSE(column["description"].get<std::string>().empty()) << column;
    }
    std::set<std::string> expected;
    for (int field = 0; field < kFieldCount; ++field)
        expected.insert(columnName(field));
    EXPECT_EQ(input, expected);
    ASSERT_EQ(columns["output"].size(), kResultColumnCount);
    for (std::size_t i = 0; i < kResultColumnCount; ++i)
        EXPECT_EQ(columns["output"][i]["name"], std::string(resultColumns()[i].name));
}

TEST(InfoCommand, ListsTheNamesThatFiltersMayUse) {
    const auto columns = run({"info", "--columns", "--json"}).json();
    ASSERT_EQ(columns["filter"].size(), filterNames().size());
    const std::string text = run({"info", "--columns"}).out;
    for (const ColumnInfo& column : candidateColumns())
        EXPECT_THAT(text, HasSubstr(fmt::format("\n  {} ", column.name)));
    for (const char* name : {"mrad", "me", "hypot", "exists"})
        EXPECT_THAT(text, HasSubstr(fmt::format("\n  {} ", name)));
}

TEST(InfoCommand, UnitsOfTheCovarianceAreThoseOfItsParameters) {
    const auto columns = run({"info", "--columns", "--json"}).json();
    const auto unit = [&](const std::string& name) {
        for (const auto& column : columns["input"])
            if (column["name"] == name) return column["unit"].get<std::string>();
        return std::string("no such column");
    };
    EXPECT_EQ(unit("daughter(0, omega)"), "1/cm");
    EXPECT_EQ(unit("daughter(1, omegaErr)"), "1/cm");
    EXPECT_EQ(unit("daughter(0, trackFitCovariance(0,0))"), "cm^2");
    EXPECT_EQ(unit("daughter(0, trackFitCovariance(0,1))"), "cm rad");
    EXPECT_EQ(unit("daughter(0, trackFitCovariance(0,2))"), "");
    EXPECT_EQ(unit("daughter(0, trackFitCovariance(1,2))"), "rad/cm");
    EXPECT_EQ(unit("daughter(0, trackFitCovariance(2,2))"), "1/cm^2");
    EXPECT_EQ(unit("daughter(0, trackFitCovariance(4,4))"), "");
}

TEST(InfoCommand, LayersAreThoseOfTheChosenDetectorInnermostFirst) {
    const auto run2 = run({"info", "--layers", "--json"}).json();
    const auto run1 = run({"info", "--layers", "--json", "--detector", "run1"}).json();
    EXPECT_EQ(run2["detector"], "Belle II, Run 2");
    EXPECT_EQ(run1["detector"], "Belle II, Run 1");
    EXPECT_EQ(run2["layers"][0]["name"], "beampipe_gold");
    EXPECT_NEAR(run2["layers"][0]["radiusCm"].get<double>(), 0.9995, 1e-9);
    EXPECT_NEAR(run2["layers"][0]["xOverX0"].get<double>(), 0.00299, 1e-12);
    double radius = 0;
    for (const auto& layer : run2["layers"]) {
        EXPECT_GE(layer["radiusCm"].get<double>(), radius);
        radius = layer["radiusCm"].get<double>();
        EXPECT_FALSE(layer["source"].get<std::string>().empty());
    }
    EXPECT_NE(run1["layers"], run2["layers"]) << "two ladders of PXD layer 2 against all";
}

TEST(InfoCommand, TextOfColumnsAndLayersHasUnits) {
    const ProgramRun columns = run({"info", "--columns"});
    EXPECT_EQ(columns.status, 0);
    EXPECT_THAT(columns.out, HasSubstr("massAfter"));
    EXPECT_THAT(columns.out, HasSubstr("GeV"));
    const ProgramRun layers = run({"info", "--layers"});
    EXPECT_EQ(layers.status, 0);
    EXPECT_THAT(layers.out, HasSubstr("X/X0 [%]"));
    EXPECT_THAT(layers.out, HasSubstr("PXD_L1"));
}

} // namespace
} // namespace pairscope::test
