#include "tests/core/io/FileSizeLimit.h"
#include "tests/core/io/TestPairs.h"

#include "core/io/PairSink.h"
#include "core/io/PendingFile.h"

#include <gmock/gmock.h>

using namespace pairscope;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = FileError::Kind;

namespace {

/// Fails to read, and the message names the file.
FileError readError(const std::filesystem::path& file) {
    const auto read = readPairs(file);
    if (read) {
        ADD_FAILURE() << "was read: " << file;
        return {};
    }
    EXPECT_THAT(read.error().message, HasSubstr(file.filename().string()));
    return read.error();
}

std::vector<std::string> namesIn(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename());
    return names;
}

PairTable somePairs(std::size_t rows) {
    const TemporaryFolder folder;
    return *readPairs(written(folder / "some.csv", TestTable(rows).csv())).value().pairs;
}

} // namespace

TEST(FileError, AMissingFileIsNotFound) {
    EXPECT_EQ(readError("/nowhere/pairs.csv").kind, Kind::NotFound);
}

TEST(FileError, AFolderIsSaidToBeOne) {
    const TemporaryFolder folder;
    EXPECT_EQ(readError(folder.path()).kind, Kind::IsDirectory);
}

TEST(FileError, NoBytesAreEmpty) {
    const TemporaryFolder folder;
    for (const char* name : {"a.csv", "a.h5", "a.csv.gz", "a.dat"})
        EXPECT_EQ(readError(written(folder / name, "")).kind, Kind::Empty) << name;
    EXPECT_EQ(readError(written(folder / "b.csv", "\n\n")).kind, Kind::Empty);
    EXPECT_EQ(readError(writtenGzip(folder / "c.csv.gz", "")).kind, Kind::Empty);
}

TEST(FileError, AnUnknownEndingTellsTheKnownOnes) {
    const TemporaryFolder folder;
    const FileError error = readError(written(folder / "pairs.dat", TestTable(1).csv()));
    EXPECT_EQ(error.kind, Kind::UnknownFormat);
    EXPECT_THAT(error.message, HasSubstr(".csv.gz or .h5"));
}

TEST(FileError, OtherFormatsAreKnownByTheirFirstBytes) {
    const TemporaryFolder folder;
    EXPECT_THAT(readError(written(folder / "pairs.csv", std::string("root\0\0\xf5\xe7", 8))).message,
                HasSubstr("ROOT"));
    EXPECT_THAT(readError(written(folder / "pairs.parquet", "PAR1...")).message, HasSubstr("Parquet"));
}

TEST(FileError, TextNamedHdf5AndBytesNamedCsvAreBadFormat) {
    const TemporaryFolder folder;
    EXPECT_EQ(readError(written(folder / "pairs.h5", TestTable(1).csv())).kind, Kind::BadFormat);
    EXPECT_EQ(readError(written(folder / "pairs.csv", std::string("a\0b\n", 4))).kind, Kind::BadFormat);
}

TEST(FileError, AFileThatCannotBeOpenedSaysWhy) {
    const TemporaryFolder folder;
    std::filesystem::create_symlink("loop.csv", folder / "loop.csv");
    const FileError error = readError(folder / "loop.csv");
    EXPECT_EQ(error.kind, Kind::CannotRead);
    EXPECT_THAT(error.message, HasSubstr("symbolic links"));
}

TEST(FileError, AFileThatMayNotBeReadSaysWhy) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
    const TemporaryFolder folder;
    const auto file = written(folder / "pairs.csv", TestTable(1).csv());
    std::filesystem::permissions(file, std::filesystem::perms::none);
    EXPECT_THAT(readError(file).message, HasSubstr("ermission"));
}

TEST(FileError, TruncatedAndDamagedGzipAreBadFormat) {
    const TemporaryFolder folder;
    const std::string whole = bytesOf(writtenGzip(folder / "whole.gz", TestTable(200).csv()));
    for (const std::size_t size : {whole.size() - 1, whole.size() - 8, whole.size() / 2, std::size_t{12}}) {
        const FileError error = readError(written(folder / "cut.csv.gz", whole.substr(0, size)));
        EXPECT_EQ(error.kind, Kind::BadFormat) << size;
        EXPECT_THAT(error.message, HasSubstr("ends early")) << size;
    }
    std::string damaged = whole;
    damaged[whole.size() - 6] = static_cast<char>(damaged[whole.size() - 6] ^ 1); // in the checksum
    EXPECT_EQ(readError(written(folder / "damaged.csv.gz", damaged)).kind, Kind::BadFormat);
}

TEST(FileError, TruncatedHdf5IsBadFormat) {
    const TemporaryFolder folder;
    ASSERT_TRUE(writePairs(somePairs(500), folder / "whole.h5"));
    const std::string whole = bytesOf(folder / "whole.h5");
    for (const std::size_t size : {whole.size() - 1, whole.size() / 2, std::size_t{100}, std::size_t{8}})
        EXPECT_EQ(readError(written(folder / "cut.h5", whole.substr(0, size))).kind, Kind::BadFormat) << size;
}

TEST(FileError, DamagedHdf5NeverPassesForGood) {
    const TemporaryFolder folder;
    const PairTable pairs = somePairs(3000);
    ASSERT_TRUE(writePairs(pairs, folder / "whole.h5"));
    const std::string whole = bytesOf(folder / "whole.h5");
    int refused = 0;
    for (std::size_t start = 0; start + 600 < whole.size(); start += whole.size() / 23) {
        std::string damaged = whole;
        std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(start), 600, '\x55');
        const auto read = readPairs(written(folder / "damaged.h5", damaged));
        if (!read) ++refused;
        // what is read in spite of it was not touched: the damage is in a place that nothing uses
        else
            EXPECT_TRUE(sameTables(*read->pairs, pairs)) << "damage at " << start;
    }
    EXPECT_GE(refused, 10);
}

TEST(FileError, WritingNeedsAKnownEnding) {
    const TemporaryFolder folder;
    const auto result = writePairs(somePairs(1), folder / "out.dat");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::UnknownFormat);
    EXPECT_THAT(namesIn(folder.path()), IsEmpty());
}

TEST(FileError, WritingIntoNoFolderOrOntoAFolderSaysSo) {
    const TemporaryFolder folder;
    for (const char* name : {"nowhere/out.csv", "nowhere/out.h5"}) {
        const auto result = writePairs(somePairs(1), folder / name);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().kind, Kind::CannotWrite);
        EXPECT_THAT(result.error().message, HasSubstr("No such file or directory"));
    }
    std::filesystem::create_directory(folder / "out.csv");
    EXPECT_EQ(writePairs(somePairs(1), folder / "out.csv").error().kind, Kind::IsDirectory);
}

TEST(FileError, WritingOntoADeviceIsRefused) {
    for (const char* name : {"/dev/full", "/dev/null"}) {
        const auto pending = PendingFile::create(name);
        ASSERT_FALSE(pending) << name;
        EXPECT_THAT(pending.error().message, HasSubstr("is a device or a pipe"));
        EXPECT_TRUE(std::filesystem::is_character_file(name));
    }
}

TEST(FileError, WritingIntoAProtectedFolderSaysSo) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
    const TemporaryFolder folder;
    std::filesystem::permissions(folder.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const auto result = writePairs(somePairs(1), folder / "out.csv");
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, Kind::CannotWrite);
}

TEST(FileError, AFullDiskLeavesNoHalfFileAndTheOldOneUntouched) {
    const PairTable pairs = somePairs(20000);
    for (const char* name : {"out.csv", "out.csv.gz", "out.h5"}) {
        const TemporaryFolder folder;
        written(folder / name, "old");
        tl::expected<void, FileError> result;
        {
            const test::FileSizeLimit limit(20000);
            result = writePairs(pairs, folder / name);
        }
        ASSERT_FALSE(result) << name;
        EXPECT_EQ(result.error().kind, Kind::CannotWrite);
        EXPECT_THAT(result.error().message, HasSubstr(name));
        EXPECT_THAT(namesIn(folder.path()), testing::ElementsAre(name)) << "nothing else is left";
        EXPECT_EQ(bytesOf(folder / name), "old");
    }
}
