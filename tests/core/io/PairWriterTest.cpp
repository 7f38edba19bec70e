#include "core/io/PairWriter.h"

#include "tests/core/io/FileSizeLimit.h"
#include "tests/core/io/TestPairs.h"

#include "core/simulation/ToyPairs.h"

#include <gmock/gmock.h>

using namespace pairscope;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

PairTable toyPairs(std::size_t rows) {
    ToyOptions options;
    options.conversions = rows;
    PairTable pairs = generateToyPairs(options);
    for (std::size_t row = 0; row < rows; ++row)
        pairs.setLayer(row, row % 3 == 0 ? "PXD_L1" : "SVD_L4_slanted");
    return pairs;
}

PairTable rowsOf(const PairTable& pairs, std::size_t first, std::size_t count) {
    PairTable part(pairs.contents(), count);
    for (std::size_t row = 0; row < count; ++row)
        part.setEvent(row, pairs.event(first + row));
    return part;
}

std::vector<std::string> namesIn(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename());
    return names;
}

class EveryWriter : public testing::TestWithParam<const char*> {
protected:
    [[nodiscard]] std::filesystem::path file() const { return m_folder / name(); }
    [[nodiscard]] static std::string name() { return "out" + std::string(GetParam()); }

    TemporaryFolder m_folder;
};

} // namespace

TEST_P(EveryWriter, WritesPiecesAsOneTable) {
    const PairTable pairs = toyPairs(3000);
    auto writer = PairWriter::create(file(), pairs.contents());
    ASSERT_TRUE(writer) << writer.error().message;
    std::size_t first = 0;
    for (const std::size_t count : {1u, 0u, 999u, 1777u, 223u}) {
        const auto written = writer->append(rowsOf(pairs, first, count));
        ASSERT_TRUE(written) << written.error().message;
        first += count;
    }
    EXPECT_FALSE(std::filesystem::exists(file())) << "it has its name only when it is whole";
    ASSERT_TRUE(writer->finish());
    const PairFile read = readPairs(file()).value();
    EXPECT_TRUE(sameTables(pairs, *read.pairs));
    EXPECT_THAT(read.warnings, IsEmpty());
    EXPECT_THAT(namesIn(m_folder.path()), ElementsAre(name()));
}

TEST_P(EveryWriter, WritesATableWithoutRows) {
    auto writer = PairWriter::create(file(), {.photons = 1, .truth = true});
    ASSERT_TRUE(writer && writer->finish());
    const PairFile read = readPairs(file()).value();
    EXPECT_EQ(read.pairs->rows(), 0u);
    EXPECT_EQ(read.pairs->contents().photons, 1u);
}

TEST_P(EveryWriter, LeavesNothingUnlessFinished) {
    const PairTable pairs = toyPairs(10);
    written(file(), "old");
    {
        auto writer = PairWriter::create(file(), pairs.contents());
        ASSERT_TRUE(writer && writer->append(pairs));
    }
    EXPECT_THAT(namesIn(m_folder.path()), ElementsAre(name()));
    EXPECT_EQ(bytesOf(file()), "old");
}

TEST_P(EveryWriter, SaysThatTheDiskIsFullAndLeavesNothing) {
    const PairTable pairs = toyPairs(2000);
    {
        const test::FileSizeLimit limit(300000);
        auto writer = PairWriter::create(file(), pairs.contents());
        ASSERT_TRUE(writer);
        tl::expected<void, FileError> written;
        int pieces = 0;
        for (; written && pieces < 100; ++pieces)
            written = writer->append(pairs);
        EXPECT_LT(pieces, 100) << "the failure is known before the end";
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().kind, FileError::Kind::CannotWrite);
        EXPECT_THAT(written.error().message, HasSubstr(name() + " cannot be written: File too large"));
        EXPECT_FALSE(writer->finish()) << "it cannot be made whole any more";
    }
    EXPECT_THAT(namesIn(m_folder.path()), IsEmpty());
    // the library is sound after it
    ASSERT_TRUE([&] {
        auto writer = PairWriter::create(file(), pairs.contents());
        return writer && writer->append(pairs) && writer->finish();
    }());
    EXPECT_TRUE(sameTables(pairs, *readPairs(file()).value().pairs));
}

TEST_P(EveryWriter, WritesSeveralFilesAtATime) {
    const PairTable pairs = toyPairs(500);
    auto first = PairWriter::create(file(), pairs.contents());
    auto second = PairWriter::create(m_folder / ("second" + std::string(GetParam())), pairs.contents());
    ASSERT_TRUE(first && second);
    ASSERT_TRUE(first->append(pairs) && second->append(pairs) && first->append(pairs));
    ASSERT_TRUE(second->finish() && first->finish());
    EXPECT_EQ(readPairs(file()).value().pairs->rows(), 1000u);
}

INSTANTIATE_TEST_SUITE_P(PairWriter, EveryWriter, testing::Values(".csv", ".csv.gz", ".h5"),
                         [](const auto& parameter) {
                             std::string name = std::string(parameter.param).substr(1);
                             std::replace(name.begin(), name.end(), '.', '_');
                             return name;
                         });

TEST(PairWriter, RefusesANameOfALayerThatHdf5HasNoRoomFor) {
    const TemporaryFolder folder;
    PairTable pairs = toyPairs(2);
    pairs.setLayer(1, std::string(64, 'x'));
    {
        auto writer = PairWriter::create(folder / "out.h5", pairs.contents());
        ASSERT_TRUE(writer);
        const auto written = writer->append(pairs);
        ASSERT_FALSE(written);
        EXPECT_THAT(written.error().message, HasSubstr("in column mcLayer has more than 63 bytes"));
    }
    auto wide = PairWriter::create(folder / "out.h5", pairs.contents(), 64);
    ASSERT_TRUE(wide && wide->append(pairs) && wide->finish());
    EXPECT_EQ(readPairs(folder / "out.h5").value().pairs->layer(1), std::string(64, 'x'));
}
