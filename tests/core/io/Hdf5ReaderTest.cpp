// The files of tests/data are made by make_hdf5_fixtures.py there, with PyTables and pandas.
#include "tests/core/io/TestPairs.h"

#include "core/io/Hdf5Tables.h"

#include <gmock/gmock.h>

#include <array>
#include <thread>

using namespace pairscope;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Kind = FileError::Kind;

namespace {

const std::filesystem::path kData = PAIRSCOPE_TEST_DATA;

/// The numbers that the script puts in.
void expectFixtureRows(const PairTable& table, std::int32_t run = 1000) {
    ASSERT_EQ(table.rows(), 5u);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        EXPECT_EQ(table.id(row), (EventId{26, run, 4000000000u + static_cast<std::uint32_t>(row), 0}));
        for (int daughter = 0; daughter < 2; ++daughter)
            for (int j = 0; j < kTrackParameterCount; ++j) {
                double number = static_cast<double>(row + 1) * 0.125 + j * 0.5 + daughter * 0.25;
                if (j == kOmega && daughter == 1) number = -number;
                EXPECT_EQ(table.track(row, daughter)[j], number);
                for (int k = j; k < kTrackParameterCount; ++k)
                    EXPECT_EQ(table.track(row, daughter)[kTrackParameterCount + packedIndex(j, k)],
                              std::ldexp(1.0, j == k ? -(10 + j) : -20));
            }
    }
}

class EveryLayout : public testing::TestWithParam<const char*> {};

} // namespace

TEST_P(EveryLayout, GivesTheSameRows) {
    const PairFile file = readPairs(kData / GetParam()).value();
    EXPECT_EQ(file.format, "HDF5");
    EXPECT_THAT(file.lists, ElementsAre(file.list));
    EXPECT_THAT(file.problems, IsEmpty());
    EXPECT_THAT(file.warnings, IsEmpty());
    expectFixtureRows(*file.pairs);
}

INSTANTIATE_TEST_SUITE_P(Hdf5Reader, EveryLayout,
                         testing::Values("blosc_lz4.h5", "zlib.h5", "plain_single.h5", "big_endian.h5",
                                         "pandas_table.h5", "pandas_data_columns.h5"),
                         [](const auto& parameter) {
                             return std::filesystem::path(parameter.param).stem().string();
                         });

TEST(Hdf5Reader, NamesTheListAsBasf2Does) {
    EXPECT_EQ(readPairs(kData / "blosc_lz4.h5").value().list, "A':loose");
    EXPECT_EQ(readPairs(kData / "pandas_table.h5").value().list, "pairs");
    EXPECT_THAT(readPairs(kData / "pandas_table.h5").value().ignoredColumns, ElementsAre("index"));
}

TEST(Hdf5Reader, TakesTheFirstListThatFitsAndSaysSo) {
    const PairFile file = readPairs(kData / "lists.h5").value();
    EXPECT_EQ(file.list, "B:loose");
    EXPECT_THAT(file.lists, ElementsAre("A:other", "B:loose", "B:tight", "C:classes"));
    EXPECT_THAT(file.warnings, ElementsAre(HasSubstr("'B:loose' is read, not B:tight, C:classes")));
    expectFixtureRows(*file.pairs);
}

TEST(Hdf5Reader, TakesTheListAskedFor) {
    ReadOptions options;
    for (const char* name : {"B:tight", "/B:tight"}) {
        options.list = name;
        const PairFile file = readPairs(kData / "lists.h5", options).value();
        EXPECT_EQ(file.list, "B:tight");
        EXPECT_THAT(file.warnings, IsEmpty());
        expectFixtureRows(*file.pairs, 1001);
    }
}

TEST(Hdf5Reader, AListThatIsNotThereIsNamedWithThoseThatAre) {
    ReadOptions options;
    options.list = "B:none";
    const auto read = readPairs(kData / "lists.h5", options);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, Kind::NoTable);
    EXPECT_THAT(read.error().message, HasSubstr("A:other, B:loose"));
}

TEST(Hdf5Reader, AListWithoutTheColumnsSaysWhatIsMissing) {
    ReadOptions options;
    options.list = "A:other";
    const auto read = readPairs(kData / "lists.h5", options);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, Kind::MissingColumns);
    EXPECT_THAT(read.error().missing, SizeIs(40));
    EXPECT_THAT(read.error().message, HasSubstr("A:other"));
}

TEST(Hdf5Reader, ReadsClassesInWords) {
    ReadOptions options;
    options.list = "C:classes";
    const PairFile file = readPairs(kData / "lists.h5", options).value();
    EXPECT_EQ(file.pairs->pairClass(0), PairClass::Signal);
    EXPECT_EQ(file.pairs->pairClass(1), PairClass::Conversion);
    EXPECT_EQ(file.pairs->pairClass(2), PairClass::PromptPair);
    EXPECT_EQ(file.pairs->pairClass(3), PairClass::Unknown);
    ASSERT_THAT(file.problems, SizeIs(1));
    EXPECT_EQ(toString(file.problems[0]),
              "row 4, column 'mcClass': found 'nonsense', expected 0 to 3, or unknown, "
              "signal, conversion or prompt pair");
}

TEST(Hdf5Reader, AFileWithoutATableSaysWhatWouldBeOne) {
    const auto read = readPairs(kData / "no_table.h5");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, Kind::NoTable);
    EXPECT_THAT(read.error().message, HasSubstr("VariablesToTable"));
    const auto fixed = readPairs(kData / "pandas_fixed.h5");
    ASSERT_FALSE(fixed);
    EXPECT_EQ(fixed.error().kind, Kind::NoTable);
    EXPECT_THAT(fixed.error().message, HasSubstr("format=\"table\""));
}

TEST(Hdf5Reader, NamesAreTakenFromAPickledList) {
    EXPECT_THAT(pickledStrings("(lp0\nVdaughter(0, d0)\np1\naVb\np2\na."),
                ElementsAre("daughter(0, d0)", "b"));
    EXPECT_THAT(pickledStrings("(lp0\n."), IsEmpty());
    EXPECT_THAT(pickledStrings(""), IsEmpty());
}

TEST(Hdf5Reader, FilesCanBeReadFromSeveralThreads) {
    std::vector<std::thread> threads;
    std::array<std::size_t, 4> rows{};
    for (std::size_t& count : rows)
        threads.emplace_back([&count] { count = readPairs(kData / "blosc_lz4.h5").value().pairs->rows(); });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_THAT(rows, testing::Each(5u));
}

TEST(Hdf5Reader, StopsWhenAsked) {
    std::stop_source source;
    ReadOptions options;
    options.stop = source.get_token();
    source.request_stop();
    EXPECT_EQ(readPairs(kData / "zlib.h5", options).error().kind, Kind::Cancelled);
}
