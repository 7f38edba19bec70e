#include "core/analysis/PoissonInterval.h"
#include "core/analysis/SidebandFile.h"
#include "tests/app/commands/TestProgram.h"

#include <gmock/gmock.h>

namespace pairscope::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kHalves =
    R"({"format": "pairscope-sideband", "version": 1, "x": "rho", "y": "massAfter",
    "regions": [
      {"name": "near", "colour": "#0072b2", "rectangle": {"x": [null, 2.0], "y": [null, null]}},
      {"name": "far", "colour": "#d55e00", "rectangle": {"x": [2.0, null], "y": [null, null]}}]})";

class SidebandCommand : public testing::Test {
protected:
    TemporaryFolder m_folder;
};

TEST_F(SidebandCommand, CountsTheDefaultRegions) {
    const ProgramRun sideband = run({"sideband", "--demo"});
    EXPECT_EQ(sideband.status, 0);
    EXPECT_THAT(sideband.err, IsEmpty());
    for (const Region& region : defaultSidebandPlane().regions)
        EXPECT_THAT(sideband.out, HasSubstr("\n  " + region.name + " "));
    EXPECT_THAT(sideband.out, HasSubstr("rho [cm] and deltaM [GeV]"));
    EXPECT_THAT(sideband.out, HasSubstr("conversion"));
}

TEST_F(SidebandCommand, RegionsOfAFileShareTheCandidates) {
    const auto regions = m_folder.write("regions.json", kHalves);
    const auto counts = run({"sideband", "--demo", "--regions", regions, "--json"}).json();
    EXPECT_EQ(counts["rows"], 400);
    EXPECT_EQ(counts["entries"], 400);
    EXPECT_EQ(counts["outside"], 0);
    ASSERT_EQ(counts["occupancy"].size(), 2U);
    int sum = 0;
    for (const auto& region : counts["occupancy"]) {
        const int count = region["count"].get<int>();
        EXPECT_GT(count, 0);
        sum += count;
        const Interval interval = garwoodInterval(static_cast<std::uint64_t>(count));
        EXPECT_DOUBLE_EQ(region["low"].get<double>(), interval.low);
        EXPECT_DOUBLE_EQ(region["high"].get<double>(), interval.high);
        EXPECT_DOUBLE_EQ(region["fraction"].get<double>(), count / 400.0);
        int byClass = 0;
        for (const auto& part : region["classes"])
            byClass += part.get<int>();
        EXPECT_EQ(byClass, count);
    }
    EXPECT_EQ(sum, 400) << "no candidate lies exactly on the common edge";
}

TEST_F(SidebandCommand, ThePlaneOfTheReportCanBeGivenBack) {
    const auto first = run({"sideband", "--demo", "--json"}).json();
    const auto regions = m_folder.write("regions.json", first["plane"].dump());
    EXPECT_EQ(run({"sideband", "--demo", "--regions", regions, "--json"}).json(), first);
}

TEST_F(SidebandCommand, CandidatesWithoutAVertexAreCountedApart) {
    const auto file = m_folder.write("pairs.csv", TestTable(5).set(0, "daughter(0, omega)", "0").text());
    const ProgramRun sideband = run({"sideband", file});
    EXPECT_EQ(sideband.status, 1);
    EXPECT_THAT(sideband.out, HasSubstr("4 candidates in the plane"));
    EXPECT_THAT(sideband.out, HasSubstr("having no rho or no deltaM: 1"));
    EXPECT_THAT(sideband.err, HasSubstr("1 of 5 rows in " + file + " is bad"));
}

TEST_F(SidebandCommand, BadRegionsAreExplained) {
    const auto broken = m_folder.write("regions.json", R"({"format": "pairscope-sideband", "version": 1})");
    const ProgramRun bad = run({"sideband", "--demo", "--regions", broken, "--json"});
    EXPECT_EQ(bad.status, 1);
    EXPECT_THAT(bad.err, HasSubstr(broken));
    EXPECT_EQ(bad.json()["error"]["kind"], "BadRegions");
    const ProgramRun missing = run({"sideband", "--demo", "--regions", m_folder.path("nowhere.json")});
    EXPECT_EQ(missing.status, 1);
    EXPECT_THAT(missing.err, HasSubstr("nowhere.json"));
}

} // namespace
} // namespace pairscope::test
