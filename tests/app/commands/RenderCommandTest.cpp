#include "tests/app/commands/TestProgram.h"

#include <gmock/gmock.h>

namespace pairscope::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Width and height in the header of a PNG file: four bytes each, most significant first, from byte 16.
std::pair<unsigned, unsigned> pngSize(const std::string& bytes) {
    const auto number = [&](std::size_t at) {
        unsigned value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value = (value << 8) | static_cast<unsigned char>(bytes.at(at + i));
        return value;
    };
    return {number(16), number(20)};
}

class RenderCommand : public testing::Test {
protected:
    TemporaryFolder m_folder;
    std::string m_out = m_folder.path("picture.png");
};

TEST_F(RenderCommand, WritesAPngOfTheAskedSize) {
    const ProgramRun render = run({"render", "--demo", "-o", m_out, "--size", "400x300"});
    EXPECT_EQ(render.status, 0) << render.err;
    EXPECT_THAT(render.out, HasSubstr("Written to " + m_out));
    const std::string bytes = read(m_out);
    EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_EQ(pngSize(bytes), std::pair(400U, 300U));
    EXPECT_THAT(m_folder.list(), ElementsAre("picture.png"));
}

TEST_F(RenderCommand, DrawsTheCandidateThatIsAskedFor) {
    const auto draw = [&](std::vector<std::string> which) {
        std::vector<std::string> args{"render", "--demo", "-o", m_out, "--size", "400x300"};
        args.insert(args.end(), which.begin(), which.end());
        const ProgramRun render = run(args);
        EXPECT_EQ(render.status, 0) << render.err;
        return std::pair(read(m_out), render.out);
    };
    const auto first = draw({});
    const auto byRow = draw({"--row", "7"});
    const auto byId = draw({"--id", "0/0/7/0"});
    EXPECT_EQ(first, draw({"--row", "0"}));
    EXPECT_EQ(byRow, byId);
    EXPECT_NE(first.first, byRow.first);
    EXPECT_THAT(byRow.second, HasSubstr("Candidate 0/0/7/0 (row 7 of"));
    EXPECT_NE(byRow.first, draw({"--row", "7", "--theme", "light"}).first);
}

TEST_F(RenderCommand, DrawsTheViewThatIsAskedFor) {
    const auto draw = [&](const std::vector<std::string>& view) {
        std::vector<std::string> args{"render", "--demo", "-o", m_out, "--size", "400x300"};
        args.insert(args.end(), view.begin(), view.end());
        const ProgramRun render = run(args);
        EXPECT_EQ(render.status, 0) << render.err;
        return read(m_out);
    };
    const std::string transverse = draw({"--view", "transverse"});
    EXPECT_EQ(transverse, draw({}));
    EXPECT_NE(transverse, draw({"--view", "rho-z"}));
    EXPECT_NE(transverse, draw({"--view", "3d"}));
    const ProgramRun wrong = run({"render", "--demo", "-o", m_out, "--view", "upwards"});
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.err, HasSubstr("expected transverse, rho-z or 3d"));
}

TEST_F(RenderCommand, DrawsTheVerticesOfAllPairsButThoseThatAreBlind) {
    const auto draw = [&](const std::vector<std::string>& more) {
        std::vector<std::string> args{"render", "--demo", "--row", "0", "-o", m_out, "--size", "400x300"};
        args.insert(args.end(), more.begin(), more.end());
        const ProgramRun render = run(args);
        EXPECT_EQ(render.status, 0) << render.err;
        return read(m_out);
    };
    const auto blind = m_folder.write(
        "blind.json",
        R"({"format": "pairscope-sideband", "version": 2, "x": "rho", "y": "massAfter", "regions":
        [{"name": "near", "colour": "#0072b2", "blind": true, "rectangle": {"x": [null, 0.7], "y": [null, null]}}]})");
    const std::string alone = draw({});
    const std::string among = draw({"--density"});
    EXPECT_FALSE(alone == among); // not NE, which would print the pictures
    EXPECT_FALSE(draw({"--density", "--blind", blind}) == among);
    const ProgramRun space = run({"render", "--demo", "-o", m_out, "--view", "3d", "--density"});
    EXPECT_EQ(space.status, 2);
}

TEST_F(RenderCommand, SaysWhichCandidatesThereAre) {
    const ProgramRun byId = run({"render", "--demo", "-o", m_out, "--id", "1/2/3/4"});
    EXPECT_EQ(byId.status, 1);
    EXPECT_THAT(byId.err, HasSubstr("no candidate 1/2/3/4"));
    const ProgramRun byRow = run({"render", "--demo", "-o", m_out, "--row", "400"});
    EXPECT_EQ(byRow.status, 1);
    EXPECT_THAT(byRow.err, HasSubstr("no row 400"));
    EXPECT_THAT(byRow.err, HasSubstr("400 rows"));
    EXPECT_THAT(m_folder.list(), IsEmpty());
}

TEST_F(RenderCommand, DrawsAPairThatCannotBeFittedAndSaysWhy) {
    const auto file = m_folder.write("pairs.csv", TestTable(2).set(1, "daughter(0, omega)", "0").text());
    const ProgramRun render = run({"render", file, "--row", "1", "-o", m_out, "--size", "400x300"});
    EXPECT_EQ(render.status, 0);
    EXPECT_THAT(render.err, HasSubstr("row 1 (line 3)"));
    EXPECT_THAT(render.out, HasSubstr("omega = 0"));
    EXPECT_EQ(pngSize(read(m_out)), std::pair(400U, 300U));
}

TEST_F(RenderCommand, AnImpossiblePlaceIsSaid) {
    const ProgramRun render = run({"render", "--demo", "-o", m_folder.path("none/picture.png")});
    EXPECT_EQ(render.status, 1);
    EXPECT_THAT(render.err, HasSubstr("cannot be written"));
    EXPECT_THAT(render.out, Not(HasSubstr("Written")));
}

} // namespace
} // namespace pairscope::test
