#include "core/analysis/AbcdEstimate.h"
#include "core/analysis/PoissonInterval.h"
#include "core/analysis/SidebandFile.h"
#include "core/io/PairSink.h"
#include "tests/app/commands/TestProgram.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace pairscope::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

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

/// The starting regions with the signal region blinded.
std::string blindRegions() {
    SidebandPlane plane = defaultSidebandPlane();
    plane.regions.front().blind = true;
    return writeSidebandPlane(plane);
}

/// Sets where the log goes for as long as it lives.
class DataHome {
public:
    explicit DataHome(const std::string& folder) {
        if (const char* before = std::getenv("XDG_DATA_HOME")) m_before = before;
        setenv("XDG_DATA_HOME", folder.c_str(), 1);
    }
    ~DataHome() {
        if (m_before)
            setenv("XDG_DATA_HOME", m_before->c_str(), 1);
        else
            unsetenv("XDG_DATA_HOME");
    }
    DataHome(const DataHome&) = delete;
    DataHome& operator=(const DataHome&) = delete;

private:
    std::optional<std::string> m_before;
};

TEST_F(SidebandCommand, ExpectsInTheSignalRegionWhatTheOthersMake) {
    const auto report = run({"sideband", "--demo", "--json", "--kappa", "2:0.1"}).json();
    const auto& abcd = report["abcd"];
    const AbcdCounts counts{abcd["counts"]["A"], abcd["counts"]["B"], abcd["counts"]["C"],
                            abcd["counts"]["D"]};
    EXPECT_EQ(counts.a, report["occupancy"][0]["count"]);
    EXPECT_EQ(counts.d, report["occupancy"][3]["count"]);
    const AbcdEstimate expected = abcdEstimate(counts, {2, 0.1});
    EXPECT_DOUBLE_EQ(abcd["expected"].get<double>(), expected.expected);
    EXPECT_DOUBLE_EQ(abcd["interval"][1].get<double>(), expected.interval.high);
    EXPECT_EQ(abcd["kappa"]["origin"], "given");
    EXPECT_FALSE(abcd["warnings"].empty()) << "the demonstration has signal outside A";
    const std::string text = run({"sideband", "--demo"}).out;
    for (const char* part : {"expected in A = kappa B C / D", "assumed", "observed in A: ",
                             "rank correlation", "closure, B and D cut at rho", "Warning: "})
        EXPECT_THAT(text, HasSubstr(part));
}

TEST_F(SidebandCommand, BlindedRegionsAreCountedNowhere) {
    const auto regions = m_folder.write("regions.json", blindRegions());
    const ProgramRun text = run({"sideband", "--demo", "--regions", regions});
    EXPECT_EQ(text.status, 0);
    EXPECT_THAT(text.out, HasSubstr("prompt             A     blinded"));
    EXPECT_THAT(text.out, HasSubstr("observed in A: blinded"));
    EXPECT_THAT(text.out, Not(HasSubstr("In no region")));
    const auto report = run({"sideband", "--demo", "--regions", regions, "--by-class", "--json"}).json();
    for (const char* key : {"outside", "missing"})
        EXPECT_TRUE(report[key].is_null()) << key;
    EXPECT_TRUE(report["occupancy"][0]["count"].is_null());
    EXPECT_TRUE(report["occupancy"][1]["efficiency"].is_null());
    EXPECT_TRUE(report["abcd"]["counts"]["A"].is_null());
    EXPECT_TRUE(report["abcd"]["pull"].is_null());
    EXPECT_TRUE(report["abcd"]["measuredKappa"].is_null());
    int visible = 0;
    for (std::size_t i = 1; i < report["occupancy"].size(); ++i)
        visible += report["occupancy"][i]["count"].get<int>();
    EXPECT_EQ(report["entries"], visible) << "the regions do not overlap";
    for (const auto& comparison : report["comparisons"])
        EXPECT_FALSE(comparison["regions"][0].contains("first"));
}

TEST_F(SidebandCommand, UnblindingIsLoggedFirst) {
    const DataHome home(m_folder.path("data"));
    const auto regions = m_folder.write("regions.json", blindRegions());
    const ProgramRun open = run({"sideband", "--demo", "--regions", regions, "--unblind", "--json"});
    EXPECT_EQ(open.status, 0);
    EXPECT_EQ(open.json()["occupancy"][0]["count"],
              run({"sideband", "--demo", "--json"}).json()["occupancy"][0]["count"]);
    EXPECT_TRUE(open.json()["plane"]["regions"][0]["blind"]) << "what is given back stays blinded";
    EXPECT_THAT(open.err, HasSubstr("Unblinded: prompt. Logged in " + m_folder.path("data")));
    const std::string log = read(m_folder.path("data/pairscope/blinding.log"));
    EXPECT_THAT(log,
                HasSubstr(R"("action":"unblinded","dataset":"the demonstration sample","regions":"prompt")"));
}

TEST_F(SidebandCommand, NothingIsUnblindedWithoutARecord) {
    const DataHome home(m_folder.write("a file", "where the folder should be"));
    const auto regions = m_folder.write("regions.json", blindRegions());
    const ProgramRun refused = run({"sideband", "--demo", "--regions", regions, "--unblind", "--json"});
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(refused.json()["error"]["kind"], "CannotLog");
    EXPECT_THAT(refused.err, HasSubstr("cannot be written"));
}

TEST_F(SidebandCommand, KappaIsMeasuredWhereTheSignalRegionMayBeSeen) {
    const auto ofClass = run({"sideband", "--demo", "--kappa-from", "conversion", "--json"}).json();
    EXPECT_THAT(ofClass["abcd"]["kappa"]["origin"].get<std::string>(),
                HasSubstr("measured with the pairs of class conversion"));
    const auto regions = m_folder.write("regions.json", blindRegions());
    const ProgramRun blinded =
        run({"sideband", "--demo", "--regions", regions, "--kappa-from", "conversion", "--json"});
    EXPECT_EQ(blinded.status, 1);
    EXPECT_EQ(blinded.json()["error"]["kind"], "Blinded");
    const auto simulated = m_folder.path("simulated.csv");
    ASSERT_EQ(run({"generate", "-o", simulated, "--conversions", "800", "--signal", "100"}).status, 0);
    const ProgramRun other =
        run({"sideband", "--demo", "--regions", regions, "--kappa-from", simulated, "--json"});
    EXPECT_EQ(other.status, 0) << other.err;
    EXPECT_THAT(other.json()["abcd"]["kappa"]["origin"].get<std::string>(), HasSubstr("without true signal"));
    // the file itself is not another one
    const ProgramRun itself =
        run({"sideband", simulated, "--regions", regions, "--kappa-from", simulated, "--json"});
    EXPECT_EQ(itself.status, 1);
    EXPECT_EQ(itself.json()["error"]["kind"], "Blinded");
}

TEST_F(SidebandCommand, FiltersAndComparesFilesAndClasses) {
    const auto other = m_folder.path("other.csv");
    ASSERT_EQ(run({"generate", "-o", other, "--conversions", "300"}).status, 0);
    const auto report =
        run({"sideband", "--demo", "--compare", other, "--by-class", "--filter", "rho < 3*cm", "--json"})
            .json();
    EXPECT_LT(report["entries"].get<int>(), 400);
    EXPECT_GT(report["entries"].get<int>(), 50);
    EXPECT_EQ(report["filter"], "rho < 3*cm");
    const auto& comparisons = report["comparisons"];
    ASSERT_GE(comparisons.size(), 2U);
    EXPECT_EQ(comparisons[0]["first"], "signal");
    EXPECT_EQ(comparisons[0]["second"], "conversion");
    EXPECT_LT(comparisons[0]["p"].get<double>(), 1e-6) << "signal and conversions are elsewhere";
    EXPECT_EQ(comparisons.back()["second"], other);
    EXPECT_EQ(comparisons.back()["regions"][4]["first"]["value"], 0) << "the filter holds for it too";
    EXPECT_EQ(comparisons.back()["regions"][4]["second"]["value"], 0);
    EXPECT_THAT(run({"sideband", "--demo", "--by-class"}).out, HasSubstr("signal against conversion:"));
}

TEST_F(SidebandCommand, WrongUsageIsToldAsSuch) {
    const ProgramRun filter = run({"sideband", "--demo", "--filter", "roh > 1"});
    EXPECT_EQ(filter.status, 2);
    EXPECT_THAT(filter.err, HasSubstr("'roh'"));
    for (const char* kappa : {"none", "0", "-1", "1:-0.1", "1:", "1:x"})
        EXPECT_EQ(run({"sideband", "--demo", "--kappa", kappa}).status, 2) << kappa;
    EXPECT_EQ(run({"sideband", "--demo", "--kappa", "1", "--kappa-from", "conversion"}).status, 2);
    EXPECT_EQ(run({"sideband", "--demo", "--compare", m_folder.path("absent.h5")}).status, 1);
}

TEST_F(SidebandCommand, ClassesNeedTruth) {
    const auto file = m_folder.path("measured.csv");
    ASSERT_TRUE(writePairs(PairTable({}, 2), file));
    for (const auto& args : {std::vector<std::string>{"--by-class"}, {"--kappa-from", "conversion"}}) {
        std::vector<std::string> all{"sideband", file, "--json"};
        all.insert(all.end(), args.begin(), args.end());
        EXPECT_EQ(run(all).json()["error"]["kind"], "NoTruth") << args.front();
    }
}

TEST_F(SidebandCommand, BlindedResultsAreLeftOutOfTheOtherCommands) {
    SidebandPlane plane = defaultSidebandPlane();
    plane.regions = {
        {"far", "#000000", RectangleRegion{{2.0, std::nullopt}, {}}, {}, RegionRole::None, true}};
    const auto regions = m_folder.write("regions.json", writeSidebandPlane(plane));
    const auto all = m_folder.path("all.csv");
    const auto seen = m_folder.path("seen.csv");
    ASSERT_EQ(run({"fit", "--demo", "-o", all}).status, 0);
    const ProgramRun fit = run({"fit", "--demo", "-o", seen, "--blind", regions});
    ASSERT_EQ(fit.status, 0) << fit.err;
    EXPECT_THAT(fit.out, HasSubstr("Those in blinded regions are not counted here"));
    const auto before = lines(read(all));
    const auto after = lines(read(seen));
    ASSERT_EQ(before.size(), after.size());
    const auto names = cells(before.front());
    const auto place = [&](const std::string& name) {
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    };
    std::size_t hidden = 0;
    std::size_t blindRow = 0;
    for (std::size_t row = 1; row < before.size(); ++row) {
        const auto was = cells(before[row]);
        const auto is = cells(after[row]);
        if (was[place("rho")].empty() || std::stod(was[place("rho")]) < 2) {
            EXPECT_EQ(is, was);
            continue;
        }
        ++hidden;
        blindRow = row - 1;
        EXPECT_EQ(is[place("reason")], "Blinded");
        for (const char* name : {"rho", "massAfter", "massBefore", "chi2", "vx", "kT"})
            EXPECT_EQ(is[place(name)], "") << name;
    }
    EXPECT_GT(hidden, 50U);
    EXPECT_LT(hidden, 350U);
    const auto picture = m_folder.path("a.png");
    const ProgramRun render =
        run({"render", "--demo", "-o", picture, "--row", std::to_string(blindRow), "--blind", regions});
    EXPECT_EQ(render.status, 1);
    EXPECT_THAT(render.err, HasSubstr("is in a blinded region"));
    const std::string id = cells(after[blindRow + 1])[0] + "/" + cells(after[blindRow + 1])[1] + "/" +
                           cells(after[blindRow + 1])[2] + "/" + cells(after[blindRow + 1])[3];
    EXPECT_EQ(run({"fit", "--demo", "--explain", id, "--blind", regions}).status, 1);
    EXPECT_EQ(run({"fit", "--demo", "--explain", id}).status, 0);
}

TEST_F(SidebandCommand, BlindingNeedsABlindedRegion) {
    const auto regions = m_folder.write("regions.json", kHalves);
    const ProgramRun fit = run({"fit", "--demo", "-o", m_folder.path("a.csv"), "--blind", regions});
    EXPECT_EQ(fit.status, 1);
    EXPECT_THAT(fit.err, HasSubstr("has no blinded region"));
    EXPECT_THAT(m_folder.list(), testing::ElementsAre("regions.json"));
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
