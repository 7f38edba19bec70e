#include "core/io/PairSink.h"
#include "tests/app/commands/TestProgram.h"

#include <gmock/gmock.h>

#include <optional>
#include <sstream>

namespace pairscope::test {
namespace {

using testing::HasSubstr;

/// What the command asked to be drawn.
struct Drawn {
    PopulationPicture picture;
    std::size_t rows = 0;
};

struct PlotRun {
    ProgramRun program;
    std::optional<Drawn> drawn;
};

PlotRun plot(std::vector<std::string> args, const std::string& problem = {}) {
    PlotRun result;
    args.insert(args.begin(), "plot");
    std::ostringstream out;
    std::ostringstream err;
    const auto draw = [&](const CandidateTable& table, const PopulationPicture& picture) {
        result.drawn = Drawn{picture, table.rows()};
        return problem;
    };
    const int status = runCommand(std::move(args), out, err, {}, {draw, {}});
    result.program = {status, out.str(), err.str()};
    return result;
}

TEST(PlotCommand, DrawsEveryPairOfTheSampleAsAsked) {
    const PlotRun run =
        plot({"--demo", "--kind", "masses", "--theme", "dark", "--size", "800x600", "-o", "m.svg"});
    EXPECT_EQ(run.program.status, 0);
    ASSERT_TRUE(run.drawn);
    EXPECT_EQ(run.drawn->rows, 400U);
    EXPECT_EQ(run.drawn->picture.kind, "masses");
    EXPECT_FALSE(run.drawn->picture.light);
    EXPECT_EQ(run.drawn->picture.width, 800);
    EXPECT_EQ(run.drawn->picture.height, 600);
    EXPECT_EQ(run.drawn->picture.file, "m.svg");
    EXPECT_THAT(run.program.out, HasSubstr("simulation"));
}

TEST(PlotCommand, ShowsTheShiftInLightColoursUnlessToldOtherwise) {
    const PlotRun run = plot({"--demo", "-o", "shift.png"});
    ASSERT_TRUE(run.drawn);
    EXPECT_EQ(run.drawn->picture.kind, "shift");
    EXPECT_TRUE(run.drawn->picture.light);
}

TEST(PlotCommand, RefusesWhatItCannotDraw) {
    for (const auto& [args, word] :
         {std::pair(std::vector<std::string>{"--demo", "-o", "a.jpg"}, ".pdf"),
          std::pair(std::vector<std::string>{"--demo", "-o", "a.png", "--kind", "pie"}, "vertices"),
          std::pair(std::vector<std::string>{"--demo", "-o", "a.png", "--size", "9x9"}, "1200x800"),
          std::pair(std::vector<std::string>{"--demo"}, "output")}) {
        const PlotRun run = plot(args);
        EXPECT_EQ(run.program.status, 2);
        EXPECT_FALSE(run.drawn);
        EXPECT_THAT(run.program.err, HasSubstr(word));
    }
}

TEST(PlotCommand, SaysWhenThePictureCannotBeWritten) {
    const PlotRun run = plot({"--demo", "-o", "a.png"}, "a.png cannot be written: no space.");
    EXPECT_EQ(run.program.status, 1);
    EXPECT_THAT(run.program.err, HasSubstr("no space"));
}

TEST(PlotCommand, SaysThatTrueVerticesNeedTruth) {
    const TemporaryFolder folder;
    const std::string file = folder.path("measured.csv");
    ASSERT_TRUE(writePairs(PairTable({}, 2), file));
    const PlotRun run = plot({file, "--kind", "vertices", "-o", "a.png"});
    EXPECT_EQ(run.program.status, 1);
    EXPECT_FALSE(run.drawn);
    EXPECT_THAT(run.program.err, HasSubstr("no truth"));
}

TEST(PlotCommand, SaysWhenThereIsNothingToDraw) {
    const TemporaryFolder folder;
    const PlotRun run = plot({folder.write("empty.csv", TestTable(0).text()), "-o", "a.png"});
    EXPECT_EQ(run.program.status, 1);
    EXPECT_FALSE(run.drawn);
    EXPECT_THAT(run.program.err, HasSubstr("no rows"));
}

} // namespace
} // namespace pairscope::test
