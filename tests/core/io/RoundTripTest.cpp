#include "tests/core/io/TestPairs.h"

#include "core/io/Hdf5Handle.h"
#include "core/io/PairSink.h"

#include <gmock/gmock.h>

#include <random>

using namespace pairscope;
using testing::HasSubstr;

namespace {

/// Any double there is, NaN and infinity included; ids of any value.
PairTable randomTable(PairTable::Contents contents, std::size_t rows, unsigned seed) {
    std::mt19937_64 random(seed);
    const auto anyDouble = [&] {
        const std::uint64_t bits = random();
        double number = 0;
        std::memcpy(&number, &bits, sizeof number);
        return number;
    };
    PairTable table(contents, rows);
    for (std::size_t row = 0; row < rows; ++row) {
        table.setId(row, {static_cast<std::int32_t>(random()), static_cast<std::int32_t>(random()),
                          static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random())});
        std::generate_n(table.track(row, 0), 2 * PairTable::kTrackNumbers, anyDouble);
        if (contents.photons > 0)
            std::generate_n(table.photon(row), contents.photons * PairTable::kPhotonNumbers, anyDouble);
        if (contents.truth) {
            std::generate_n(table.truth(row), PairTable::kTruthNumbers, anyDouble);
            table.setPairClass(row, static_cast<PairClass>(random() % 4));
            constexpr std::array layers{"", "PXD_L1", "wall, \"inner\"", "7", "SVD_L4_slanted", "nan"};
            table.setLayer(row, layers[random() % layers.size()]);
        }
        if (!contents.diagonalCovariance) continue;
        for (int daughter = 0; daughter < 2; ++daughter)
            for (int j = 0; j < kTrackParameterCount; ++j)
                for (int k = j + 1; k < kTrackParameterCount; ++k)
                    table.track(row, daughter)[kTrackParameterCount + packedIndex(j, k)] = 0;
    }
    return table;
}

class EveryFormat : public testing::TestWithParam<const char*> {};

} // namespace

TEST_P(EveryFormat, GivesBackEveryBitOfAnyTable) {
    const TemporaryFolder folder;
    for (unsigned seed = 0; seed < 16; ++seed) {
        const PairTable::Contents contents{seed % 5, (seed & 2) != 0, (seed & 4) != 0, (seed & 8) != 0};
        const PairTable table = randomTable(contents, 7 * seed, seed);
        const auto file = folder / ("pairs" + std::string(GetParam()));
        const auto result = writePairs(table, file);
        ASSERT_TRUE(result) << result.error().message;
        const auto read = readPairs(file);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_TRUE(sameTables(table, *read->pairs)) << "seed " << seed;
        EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
    }
}

TEST_P(EveryFormat, GivesBackATableOfManyBlocks) {
    const TemporaryFolder folder;
    const PairTable table = randomTable({2, true, false, false}, 9001, 77);
    const auto file = folder / ("pairs" + std::string(GetParam()));
    ASSERT_TRUE(writePairs(table, file));
    const PairFile read = readPairs(file).value();
    EXPECT_TRUE(sameTables(table, *read.pairs));
    EXPECT_TRUE(read.ignoredColumns.empty());
    EXPECT_GT(read.badRows, 8000u) << "random numbers are no covariance";
}

TEST_P(EveryFormat, ReplacesAFileThatIsThereAlsoBehindALink) {
    const TemporaryFolder folder;
    const auto file = written(folder / ("pairs" + std::string(GetParam())), "old");
    const auto link = folder / ("link" + std::string(GetParam()));
    std::filesystem::create_symlink(file, link);
    const PairTable table = randomTable({}, 3, 5);
    ASSERT_TRUE(writePairs(table, link));
    EXPECT_TRUE(std::filesystem::is_symlink(link));
    EXPECT_TRUE(sameTables(table, *readPairs(file).value().pairs));
}

INSTANTIATE_TEST_SUITE_P(RoundTrip, EveryFormat, testing::Values(".csv", ".csv.gz", ".h5"),
                         [](const auto& parameter) {
                             std::string name = std::string(parameter.param).substr(1);
                             std::replace(name.begin(), name.end(), '.', '_');
                             return name;
                         });

TEST(RoundTrip, Hdf5CarriesWhatPyTablesLooksFor) {
    const TemporaryFolder folder;
    ASSERT_TRUE(writePairs(randomTable({}, 3, 5), folder / "pairs.h5"));
    const Hdf5Session session;
    const Hdf5Handle file(H5Fopen((folder / "pairs.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    const Hdf5Handle root(H5Gopen2(file.get(), "/", H5P_DEFAULT), H5Gclose);
    const Hdf5Handle table(H5Dopen2(file.get(), "/pairs", H5P_DEFAULT), H5Dclose);
    EXPECT_EQ(textAttribute(root.get(), "CLASS"), "GROUP");
    EXPECT_EQ(textAttribute(root.get(), "PYTABLES_FORMAT_VERSION"), "2.1");
    EXPECT_EQ(textAttribute(table.get(), "CLASS"), "TABLE");
    EXPECT_EQ(textAttribute(table.get(), "VERSION"), "2.7");
    EXPECT_EQ(textAttribute(table.get(), "FIELD_0_NAME"), "__experiment__");
    EXPECT_EQ(textAttribute(table.get(), "FIELD_43_NAME"), "daughter(1, trackFitCovariance(4,4))");
    EXPECT_EQ(textAttribute(table.get(), "FIELD_44_NAME"), std::nullopt);
    const Hdf5Handle properties(H5Dget_create_plist(table.get()), H5Pclose);
    EXPECT_EQ(H5Pget_nfilters(properties.get()), 2) << "shuffle and zlib";
}

TEST(RoundTrip, CsvHasTheNamesOfBasf2AndTheShortestNumbers) {
    const TemporaryFolder folder;
    PairTable table({}, 1);
    table.setId(0, {26, -1, 4000000000u, 2});
    std::fill_n(table.track(0, 0), 2 * PairTable::kTrackNumbers, 0.1);
    table.track(0, 0)[kD0] = std::nan("");
    table.track(0, 0)[kPhi0] = -0.0;
    ASSERT_TRUE(writePairs(table, folder / "pairs.csv"));
    const std::string text = bytesOf(folder / "pairs.csv");
    EXPECT_THAT(text,
                testing::StartsWith("__experiment__,__run__,__event__,__candidate__,\"daughter(0, d0)\","));
    EXPECT_THAT(text, HasSubstr("\n26,-1,4000000000,2,,-0,0.1,0.1,"));
    EXPECT_EQ(text.back(), '\n');
}
