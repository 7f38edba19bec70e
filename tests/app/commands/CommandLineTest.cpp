#include "app/Version.h"
#include "tests/app/commands/TestProgram.h"

#include <gmock/gmock.h>

#include <string>

namespace pairscope::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(CommandLine, HelpNamesEveryCommandWithAnExample) {
    const ProgramRun help = run({"--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT_THAT(help.err, IsEmpty());
    for (const std::string command : {"fit", "render", "sideband", "check", "info"}) {
        EXPECT_THAT(help.out, HasSubstr("\n  " + command + " "));
        EXPECT_THAT(help.out, HasSubstr("  pairscope " + command + " pairs"));
    }
    EXPECT_THAT(help.out, HasSubstr("\n  generate "));
    EXPECT_THAT(help.out, HasSubstr("  pairscope generate -o pairs"));
}

TEST(CommandLine, EveryCommandsHelpHasUsageAndExampleAndFitsATerminal) {
    for (const std::string command : {"fit", "generate", "render", "sideband", "check", "info"}) {
        const ProgramRun help = run({command, "--help"});
        EXPECT_EQ(help.status, 0) << command;
        EXPECT_THAT(help.out, HasSubstr("Usage: pairscope " + command));
        EXPECT_THAT(help.out, HasSubstr("Example:\n  pairscope " + command));
        for (const std::string& line : lines(help.out))
            EXPECT_LE(line.size(), 110U) << line;
    }
}

TEST(CommandLine, VersionIsThatOfTheBuild) {
    const ProgramRun version = run({"--version"});
    EXPECT_EQ(version.status, 0);
    EXPECT_EQ(version.out, "pairscope " + std::string(kVersion) + "\n");
    EXPECT_THAT(std::string(kVersion), testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

TEST(CommandLine, WithoutCommandTheWindowOpensOnTheFiles) {
    WindowOptions opened;
    const OpenWindow window = [&](const WindowOptions& options) {
        opened = options;
        return 7;
    };
    EXPECT_EQ(run({"first.csv", "./fit"}, window).status, 7);
    EXPECT_THAT(opened.files, ElementsAre("first.csv", "./fit"));
    EXPECT_EQ(run({}, window).status, 7);
    EXPECT_THAT(opened.files, IsEmpty());
}

TEST(CommandLine, CommandsNeverOpenTheWindow) {
    const OpenWindow window = [](const WindowOptions&) {
        ADD_FAILURE() << "opened";
        return 0;
    };
    EXPECT_EQ(run({"info", "--columns"}, window).status, 0);
    EXPECT_EQ(run({"check", "nowhere.csv"}, window).status, 1);
    EXPECT_EQ(run({"--help"}, window).status, 0);
}

TEST(CommandLine, AFileNamedLikeACommandIsAFileAfterACommand) {
    const ProgramRun check = run({"check", "fit"});
    EXPECT_EQ(check.status, 1);
    EXPECT_THAT(check.err, HasSubstr("fit does not exist"));
}

struct WrongUsage {
    std::vector<std::string> args;
    std::string says;
};

class CommandLineUsage : public testing::TestWithParam<WrongUsage> {};

TEST_P(CommandLineUsage, IsRefusedWithStatusTwoAndAReason) {
    const ProgramRun wrong = run(GetParam().args);
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.out, IsEmpty());
    EXPECT_THAT(wrong.err, HasSubstr(GetParam().says));
    EXPECT_THAT(wrong.err, HasSubstr("--help' explains"));
}

INSTANTIATE_TEST_SUITE_P(
    Wrong, CommandLineUsage,
    testing::Values(
        WrongUsage{{"fitt"}, "'fitt' is neither a command nor a file"}, WrongUsage{{"--foo"}, "--foo"},
        WrongUsage{{"fit"}, "Usage: pairscope fit FILE -o OUT"}, WrongUsage{{"fit", "a.csv"}, "--output"},
        WrongUsage{{"fit", "a.csv", "-o"}, "--output"},
        WrongUsage{{"fit", "a.csv", "b.csv", "-o", "c.csv"}, "b.csv"},
        WrongUsage{{"fit", "a.csv", "-o", "c.txt"}, ".csv"},
        WrongUsage{{"fit", "a.csv", "-o", "c.csv", "--detector", "run3"}, "expected run1 or run2"},
        WrongUsage{{"fit", "a.csv", "-o", "c.csv", "--threads", "0"}, "--threads"},
        WrongUsage{{"fit", "a.csv", "-o", "c.csv", "--threads", "two"}, "--threads"},
        WrongUsage{{"fit", "--demo", "a.csv", "-o", "c.csv"}, "--demo"},
        WrongUsage{{"fit", "--demo", "--list", "a", "-o", "c.csv"}, "--list"},
        WrongUsage{{"render", "a.csv"}, "--output"},
        WrongUsage{{"render", "a.csv", "-o", "a.bmp"}, "does not end in .png"},
        WrongUsage{{"render", "a.csv", "-o", "a.png", "--row", "-1"}, "--row"},
        WrongUsage{{"render", "a.csv", "-o", "a.png", "--id", "1/2"}, "experiment/run/event/candidate"},
        WrongUsage{{"render", "a.csv", "-o", "a.png", "--id", "1/2/3", "--row", "1"}, "--id"},
        WrongUsage{{"render", "a.csv", "-o", "a.png", "--theme", "pink"}, "expected dark or light"},
        WrongUsage{{"render", "a.csv", "-o", "a.png", "--size", "1600"}, "as in 1600x1000"},
        WrongUsage{{"render", "a.csv", "-o", "a.png", "--size", "99999x10"}, "as in 1600x1000"},
        WrongUsage{{"sideband"}, "FILE"}, WrongUsage{{"check"}, "FILE"},
        WrongUsage{{"info"}, "FILE, --columns or --layers"},
        WrongUsage{{"info", "--columns", "--layers"}, "--layers"},
        WrongUsage{{"info", "a.csv", "--columns"}, "--columns"}));

TEST(CommandLine, AWordThatIsAFileIsNoUnknownCommand) {
    const TemporaryFolder folder;
    const std::string file = folder.write("data", "x");
    int opened = 0;
    const OpenWindow window = [&](const WindowOptions&) { return ++opened, 0; };
    EXPECT_EQ(run({file}, window).status, 0);
    EXPECT_EQ(opened, 1);
}

TEST(CommandLine, AnOutputThatCannotBeWrittenIsNoSuccess) {
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    std::ostringstream err;
    EXPECT_EQ(runCommand({"info", "--columns"}, out, err), 1);
    EXPECT_THAT(err.str(), HasSubstr("Standard output cannot be written"));
}

TEST(CommandLine, WithoutAWindowItSaysSo) {
    const ProgramRun bare = run({});
    EXPECT_EQ(bare.status, 1);
    EXPECT_THAT(bare.err, HasSubstr("without its window"));
}

} // namespace
} // namespace pairscope::test
