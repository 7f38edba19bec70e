#include "core/analysis/Blinding.h"

#include "tests/core/analysis/PlaneTable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>

using namespace pairscope;
using namespace pairscope::test;
using testing::HasSubstr;

namespace {

class Blinding : public testing::Test {
protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        m_folder =
            std::filesystem::path(testing::TempDir()) / (std::string("pairscope-blinding-") + test->name());
        std::filesystem::remove_all(m_folder);
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    [[nodiscard]] static std::vector<nlohmann::json> linesOf(const std::filesystem::path& file) {
        std::ifstream stream(file);
        std::vector<nlohmann::json> lines;
        for (std::string line; std::getline(stream, line);)
            lines.push_back(nlohmann::json::parse(line));
        return lines;
    }

    std::filesystem::path m_folder;
};

/// Two planes over the same points, other axes.
std::vector<SidebandPlane> twoPlanes() {
    SidebandPlane turned = planeOf({box("high kL", {2, std::nullopt}, {}, RegionRole::None, true)});
    std::swap(turned.x, turned.y);
    return {abcdPlane(true), turned};
}

} // namespace

TEST_F(Blinding, HidesTheRowsOfBlindRegionsOfEveryPlane) {
    const auto table = planeTable({{0.1, 0.1}, {0.9, 0.9}, {0.1, 3}, {0.9, 0.1}, {0.5, 0.5}});
    const std::vector<SidebandPlane> planes = twoPlanes();
    EXPECT_TRUE(anyBlind(planes));
    EXPECT_EQ(blindedRows(*table, planes), RowSet(std::vector<RowSet::Row>{0, 2, 4}));
    const std::vector<SidebandPlane> open{unblinded(planes[0]), unblinded(planes[1])};
    EXPECT_FALSE(anyBlind(open));
    EXPECT_TRUE(blindedRows(*table, open).empty());
    EXPECT_TRUE(blindedRows(CandidateTable(), planes).empty());
}

TEST_F(Blinding, HidesARegionThatComesAfterMoreThanAMaskHolds) {
    SidebandPlane plane = abcdPlane();
    for (int i = 0; i < 40; ++i)
        plane.regions.push_back(box("far", {5, 6}, {}));
    plane.regions.push_back(box("late", {0, 0.5}, {}, RegionRole::None, true));
    const auto table = planeTable({{0.1, 0.1}, {0.9, 0.9}});
    EXPECT_EQ(blindedRows(*table, std::vector{plane}), RowSet(std::vector<RowSet::Row>{0}));
}

TEST_F(Blinding, HidesEverythingRatherThanNothingWhenItsExpressionMeansNothing) {
    SidebandPlane plane = abcdPlane();
    plane.regions.push_back({"broken", "#000000", ExpressionRegion{"kT >"}, {}, RegionRole::None, true});
    const auto table = planeTable({{0.1, 0.1}, {0.9, 0.9}});
    EXPECT_EQ(blindedRows(*table, std::vector{plane}).size(), 2U);
    plane.regions.back().shape = ExpressionRegion{"kT > 0.5"};
    EXPECT_EQ(blindedRows(*table, std::vector{plane}), RowSet(std::vector<RowSet::Row>{1}));
}

TEST_F(Blinding, LogsWhoLookedAtWhatWhen) {
    const auto log = m_folder / "made" / "blinding.log";
    ASSERT_TRUE(
        logBlinding({BlindingEvent::Action::Unblinded, "pairs \"1\".h5", "A, B", "Pairscope, test"}, log));
    ASSERT_TRUE(
        logBlinding({BlindingEvent::Action::BlindedAgain, "pairs.h5\nx", "A", "Pairscope, test"}, log));
    const auto lines = linesOf(log);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0]["action"], "unblinded");
    EXPECT_EQ(lines[0]["dataset"], "pairs \"1\".h5");
    EXPECT_EQ(lines[0]["regions"], "A, B");
    EXPECT_EQ(lines[0]["program"], "Pairscope, test");
    EXPECT_THAT(lines[0]["time"].get<std::string>(), testing::MatchesRegex("20..-..-..T..:..:..Z"));
    EXPECT_FALSE(lines[0]["user"].get<std::string>().empty());
    EXPECT_EQ(lines[1]["action"], "blinded again");
    EXPECT_EQ(lines[1]["dataset"], "pairs.h5\nx");
}

TEST_F(Blinding, SaysWhenItCannotBeLogged) {
    std::filesystem::create_directories(m_folder / "blinding.log");
    for (const auto& log : {m_folder / "blinding.log", std::filesystem::path("/dev/full"),
                            std::filesystem::path("/proc/none/blinding.log")}) {
        const auto logged = logBlinding({}, log);
        ASSERT_FALSE(logged.has_value()) << log;
        EXPECT_THAT(logged.error(), HasSubstr(log.string()));
        EXPECT_THAT(logged.error(), HasSubstr("nothing is unblinded"));
    }
}

TEST_F(Blinding, IsLoggedWherePeopleKeepTheirData) {
    const char* before = std::getenv("XDG_DATA_HOME");
    const std::string kept = before ? before : "";
    setenv("XDG_DATA_HOME", "/data/of/mine", 1);
    EXPECT_EQ(blindingLog(), "/data/of/mine/pairscope/blinding.log");
    setenv("XDG_DATA_HOME", "not/absolute", 1);
    EXPECT_THAT(blindingLog().string(), testing::EndsWith(".local/share/pairscope/blinding.log"));
    if (before)
        setenv("XDG_DATA_HOME", kept.c_str(), 1);
    else
        unsetenv("XDG_DATA_HOME");
}
