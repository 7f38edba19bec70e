#include "core/io/SampleFile.h"

#include "tests/core/io/FileSizeLimit.h"
#include "tests/core/io/TestPairs.h"
#include "tests/support/TestDetector.h"

#include <gmock/gmock.h>

using namespace pairscope;
using testing::HasSubstr;

namespace {

SampleOptions someOptions(std::size_t conversions) {
    SampleOptions options;
    options.seed = 7;
    options.conversions = conversions;
    options.darkPhotons = {{0.017, 1e-3, 30}, {0.1, 1e-4, 20}};
    options.promptPairs = 10;
    return options;
}

bool isEmpty(const std::filesystem::path& folder) {
    return std::filesystem::is_empty(folder);
}

} // namespace

TEST(SampleFile, HoldsWhatTheGeneratorMakesAtOnce) {
    const SampleGenerator generator(test::belle2Detector(), someOptions(200));
    std::vector<ClassYield> expected;
    const auto table = generator.make(0, generator.rows(), expected);
    const TemporaryFolder folder;
    for (const char* name : {"a.h5", "a.csv", "a.csv.gz"}) {
        const auto yields = writeSample(generator, folder / name);
        ASSERT_TRUE(yields) << yields.error().message;
        const PairFile read = readPairs(folder / name).value();
        EXPECT_TRUE(sameTables(*table, *read.pairs)) << name;
        EXPECT_EQ(read.badRows, 0u);
        ASSERT_EQ(yields->size(), 4u);
        for (std::size_t i = 0; i < yields->size(); ++i) {
            EXPECT_EQ((*yields)[i].kept, expected[i].kept);
            EXPECT_EQ((*yields)[i].tried, expected[i].tried);
        }
        EXPECT_EQ((*yields)[2].kept, 200u);
    }
    for (std::size_t row = 0; row < table->rows(); ++row)
        EXPECT_EQ(table->layer(row).empty(), table->pairClass(row) != PairClass::Conversion) << row;
}

TEST(SampleFile, TellsProgressThatRisesToOne) {
    const SampleGenerator generator(test::belle2Detector(), someOptions(500));
    const TemporaryFolder folder;
    double last = 0;
    const auto yields = writeSample(generator, folder / "a.csv", {}, [&](double done) {
        EXPECT_GE(done, last);
        last = done;
    });
    ASSERT_TRUE(yields);
    EXPECT_EQ(last, 1);
}

TEST(SampleFile, LeavesNothingWhenStopped) {
    const SampleGenerator generator(test::belle2Detector(), someOptions(100'000));
    const TemporaryFolder folder;
    std::stop_source stop;
    const auto yields = writeSample(generator, folder / "a.h5", stop.get_token(), [&](double done) {
        if (done > 0.1) stop.request_stop();
    });
    ASSERT_FALSE(yields);
    EXPECT_EQ(yields.error().kind, FileError::Kind::Cancelled);
    EXPECT_TRUE(isEmpty(folder.path()));
}

TEST(SampleFile, LeavesNothingWhenTheDiskIsFull) {
    const SampleGenerator generator(test::belle2Detector(), someOptions(2000));
    for (const char* name : {"a.h5", "a.csv", "a.csv.gz"}) {
        const TemporaryFolder folder;
        const test::FileSizeLimit limit(100'000);
        const auto yields = writeSample(generator, folder / name);
        ASSERT_FALSE(yields) << name;
        EXPECT_EQ(yields.error().kind, FileError::Kind::CannotWrite);
        EXPECT_THAT(yields.error().message, HasSubstr("cannot be written: File too large"));
        EXPECT_TRUE(isEmpty(folder.path()));
    }
}

TEST(SampleFile, SaysBeforeAnyWorkThatItCannotBeWritten) {
    const SampleGenerator generator(test::belle2Detector(), someOptions(10));
    const auto yields = writeSample(generator, "/nowhere/a.h5", {},
                                    [](double) { ADD_FAILURE() << "nothing should be made"; });
    ASSERT_FALSE(yields);
    EXPECT_THAT(yields.error().message, HasSubstr("No such file or directory"));
}
