#include "app/Resources.h"
#include "tests/app/commands/TestProgram.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

namespace pairscope::test {
namespace {

using testing::HasSubstr;

/// Sets the variable for one test.
class ResourcesVariable {
public:
    explicit ResourcesVariable(const std::string& value) {
        ::setenv("PAIRSCOPE_RESOURCES", value.c_str(), 1);
    }
    ~ResourcesVariable() { ::unsetenv("PAIRSCOPE_RESOURCES"); }
    ResourcesVariable(const ResourcesVariable&) = delete;
    ResourcesVariable& operator=(const ResourcesVariable&) = delete;
};

TEST(Resources, AreThoseOfTheSourceForAProgramBuiltInPlace) {
    const auto file = findResource("detectors/belle2.json");
    ASSERT_TRUE(file) << file.error();
    EXPECT_TRUE(std::filesystem::equivalent(*file, PAIRSCOPE_SOURCE_DIR "/resources/detectors/belle2.json"));
}

TEST(Resources, TheVariableComesFirst) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path("detectors"));
    const auto own = folder.write("detectors/belle2.json", "{}");
    const ResourcesVariable variable(folder.path(""));
    const auto file = findResource("detectors/belle2.json");
    ASSERT_TRUE(file) << file.error();
    EXPECT_TRUE(std::filesystem::equivalent(*file, own));
}

TEST(Resources, WhatTheVariablesFolderLacksIsTakenFromTheProgram) {
    const TemporaryFolder folder;
    const ResourcesVariable variable(folder.path(""));
    EXPECT_TRUE(findResource("detectors/belle2.json"));
}

TEST(Resources, AMissingFileIsNamedWithThePlacesTried) {
    const auto file = findResource("detectors/belle2.json", {"/nowhere/one", "/nowhere/two"});
    ASSERT_FALSE(file);
    EXPECT_THAT(file.error(), HasSubstr("detectors/belle2.json is missing"));
    EXPECT_THAT(file.error(), HasSubstr("/nowhere/one, /nowhere/two"));
    EXPECT_THAT(file.error(), HasSubstr("PAIRSCOPE_RESOURCES"));
}

TEST(Resources, ABrokenDetectorIsSaidByEveryCommandThatNeedsIt) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path("detectors"));
    const auto own = folder.write("detectors/belle2.json", "{}");
    const ResourcesVariable variable(folder.path(""));
    for (const std::vector<std::string>& args :
         {std::vector<std::string>{"fit", "--demo", "-o", folder.path("out.csv")},
          {"render", "--demo", "-o", folder.path("out.png")},
          {"sideband", "--demo"},
          {"info", "--layers"}}) {
        const ProgramRun broken = run(args);
        EXPECT_EQ(broken.status, 1) << args.front();
        EXPECT_THAT(broken.err, HasSubstr("belle2.json")) << args.front();
    }
    const auto pairs = folder.write("pairs.csv", TestTable(2).text());
    EXPECT_EQ(run({"info", pairs}).status, 0) << "needs no detector";
}

} // namespace
} // namespace pairscope::test
