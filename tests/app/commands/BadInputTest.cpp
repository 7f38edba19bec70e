#include "tests/app/commands/TestProgram.h"

#include <gmock/gmock.h>

#include <filesystem>

namespace pairscope::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

/// The command on this file, with what else it needs.
std::vector<std::string> commandOn(const std::string& command, const std::string& file,
                                   const TemporaryFolder& folder) {
    std::vector<std::string> args{command, file};
    if (command == "fit") args.insert(args.end(), {"-o", folder.path("out.csv")});
    if (command == "render") args.insert(args.end(), {"-o", folder.path("out.png")});
    return args;
}

class UnreadableFile : public testing::TestWithParam<std::string> {
protected:
    void expectRefused(const std::string& file, const std::string& kind, const std::string& says) {
        const auto args = commandOn(GetParam(), file, m_folder);
        const auto before = m_folder.list();
        const ProgramRun refused = run(args);
        EXPECT_EQ(refused.status, 1);
        EXPECT_THAT(refused.out, IsEmpty());
        EXPECT_THAT(refused.err, AllOf(HasSubstr(file), HasSubstr(says)));
        EXPECT_EQ(m_folder.list(), before) << "nothing may be written";
        if (GetParam() == "render") return;
        auto withJson = args;
        withJson.push_back("--json");
        const ProgramRun asJson = run(withJson);
        EXPECT_EQ(asJson.status, 1);
        EXPECT_EQ(asJson.json()["error"]["kind"], kind);
        EXPECT_THAT(asJson.json()["error"]["message"].get<std::string>(), HasSubstr(says));
        EXPECT_EQ(asJson.err, refused.err);
    }

    TemporaryFolder m_folder;
};

TEST_P(UnreadableFile, MissingIsSaid) {
    expectRefused(m_folder.path("nowhere.csv"), "NotFound", "does not exist");
}

TEST_P(UnreadableFile, FolderIsSaid) {
    std::filesystem::create_directory(m_folder.path("folder.csv"));
    expectRefused(m_folder.path("folder.csv"), "IsDirectory", "folder");
}

TEST_P(UnreadableFile, EmptyIsSaid) {
    expectRefused(m_folder.write("empty.csv", ""), "Empty", "empty");
}

TEST_P(UnreadableFile, WrongColumnsAreListed) {
    const std::string text = TestTable(2).dropColumn("daughter(1, omega)").text();
    expectRefused(m_folder.write("pairs.csv", text), "MissingColumns", "daughter(1, omega)");
}

TEST_P(UnreadableFile, ForeignFormatIsNamed) {
    expectRefused(m_folder.write("pairs.root", "root\x01\x02"), "UnknownFormat", "ROOT");
}

TEST_P(UnreadableFile, HdfByNameOnlyIsSaid) {
    expectRefused(m_folder.write("pairs.h5", TestTable(1).text()), "BadFormat", "not an HDF5 file");
}

TEST_P(UnreadableFile, TruncatedGzipIsSaid) {
    const std::string start("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10);
    expectRefused(m_folder.write("pairs.csv.gz", start + "half"), "BadFormat", "pairs.csv.gz");
}

INSTANTIATE_TEST_SUITE_P(Commands, UnreadableFile,
                         testing::Values("fit", "render", "sideband", "check", "info"),
                         [](const auto& parameter) { return parameter.param; });

TEST(BadInput, MissingColumnsAreListedForPrograms) {
    const TemporaryFolder folder;
    const auto file = folder.write("pairs.csv", TestTable(1).dropColumn("daughter(0, d0)").text());
    const ProgramRun refused = run({"check", file, "--json"});
    EXPECT_EQ(refused.json()["error"]["missing"], nlohmann::json::array({"daughter(0, d0)"}));
}

TEST(BadInput, ListOfAFileWithoutListsIsWrongUsage) {
    const TemporaryFolder folder;
    const auto file = folder.write("pairs.csv", TestTable(1).text());
    const ProgramRun wrong = run({"check", file, "--list", "pairs"});
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.err, HasSubstr("--list"));
}

TEST(BadInput, ATableWithoutRowsIsReadAndDescribedButNotDrawn) {
    const TemporaryFolder folder;
    const auto file = folder.write("pairs.csv", TestTable(0).text());
    EXPECT_EQ(run(commandOn("check", file, folder)).status, 0);
    EXPECT_EQ(run(commandOn("info", file, folder)).status, 0);
    EXPECT_EQ(run(commandOn("sideband", file, folder)).status, 0);
    const ProgramRun fit = run(commandOn("fit", file, folder));
    EXPECT_EQ(fit.status, 0);
    EXPECT_THAT(fit.err, HasSubstr("no rows"));
    EXPECT_EQ(lines(read(folder.path("out.csv"))).size(), 1U) << "the names of the columns";
    const ProgramRun render = run(commandOn("render", file, folder));
    EXPECT_EQ(render.status, 1);
    EXPECT_THAT(render.err, HasSubstr("nothing to draw"));
}

} // namespace
} // namespace pairscope::test
