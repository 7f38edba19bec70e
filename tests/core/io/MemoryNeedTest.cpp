#include "core/io/MemoryNeed.h"

#include "core/candidate/CandidateTable.h"
#include "tests/core/io/TestPairs.h"

#include <gmock/gmock.h>

using namespace pairscope;
using testing::HasSubstr;

namespace {

constexpr const char* kMeminfo = "MemTotal:       24576000 kB\nMemFree:          123456 kB\n"
                                 "MemAvailable:   20480000 kB\nBuffers:          100 kB\n";

FileError errorOf(const std::filesystem::path& file, std::uint64_t available) {
    ReadOptions options;
    options.availableMemory = available;
    const auto read = readPairs(file, options);
    EXPECT_FALSE(read.has_value());
    return read ? FileError{} : read.error();
}

} // namespace

TEST(MemoryNeed, ReadsWhatTheSystemHas) {
    EXPECT_EQ(availableMemory(kMeminfo), 20480000ULL * 1024);
    EXPECT_FALSE(availableMemory("MemFree: 5 kB\n").has_value());
    EXPECT_FALSE(availableMemory("MemAvailable:").has_value());
    EXPECT_FALSE(availableMemory("MemAvailable: many kB").has_value());
    EXPECT_FALSE(availableMemory(std::string_view()).has_value());
    const auto here = availableMemory();
    ASSERT_TRUE(here.has_value());
    EXPECT_GT(*here, 1000000U);
}

TEST(MemoryNeed, SaysWhatIsNeededWhatThereIsAndHowManyRowsWouldGo) {
    const MemoryNeed need{"pairs.h5", 50000000, 400}; // 20 GB
    EXPECT_TRUE(checkMemory(need, 23000000000).has_value());
    EXPECT_TRUE(checkMemory(need, std::nullopt).has_value());
    const auto refused = checkMemory(need, 4000000000);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, FileError::Kind::TooLarge);
    for (const char* part : {"pairs.h5", "50000000 rows", "20.0 GB", "4.0 GB", "at most 9000000 rows"})
        EXPECT_THAT(refused.error().message, HasSubstr(part));
}

TEST(MemoryNeed, DoesNotOverflowForMoreRowsThanAnyMachineHolds) {
    EXPECT_FALSE(checkMemory({"pairs.h5", std::uint64_t{1} << 62, 400}, std::uint64_t{1} << 60).has_value());
}

TEST(MemoryNeed, OfARowIsWhatATableTakes) {
    PairTable::Contents contents;
    contents.photons = 2;
    contents.truth = true;
    constexpr std::size_t kRows = 4096;
    EXPECT_EQ(PairTable(contents, kRows).memory(), kRows * PairTable::bytesPerRow(contents));
    EXPECT_EQ(PairTable({}, kRows).memory(), kRows * PairTable::bytesPerRow({}));
}

TEST(MemoryNeed, OfAnHdf5FileIsLookedAtBeforeItIsRead) {
    const std::filesystem::path file = std::filesystem::path(PAIRSCOPE_TEST_DATA) / "zlib.h5";
    const FileError error = errorOf(file, 1000);
    EXPECT_EQ(error.kind, FileError::Kind::TooLarge);
    EXPECT_THAT(error.message, HasSubstr("its 5 rows"));
    ReadOptions enough;
    enough.availableMemory = 1000000;
    EXPECT_TRUE(readPairs(file, enough).has_value());
}

TEST(MemoryNeed, OfATextIsReckonedWhileItIsRead) {
    const TemporaryFolder folder;
    const auto file = written(folder / "pairs.csv", TestTable(3000).csv());
    const FileError error = errorOf(file, 100000);
    EXPECT_EQ(error.kind, FileError::Kind::TooLarge);
    EXPECT_THAT(error.message, HasSubstr("rows need"));
    ReadOptions enough;
    enough.availableMemory = 10000000;
    const auto read = readPairs(file, enough);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(read->pairs->rows(), 3000U);
}
