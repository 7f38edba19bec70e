#include "tests/core/io/TestPairs.h"
#include "tests/support/TestDetector.h"

#include "core/candidate/BatchReconstruction.h"
#include "core/io/Hdf5Handle.h"
#include "core/io/Hdf5Tables.h"
#include "core/io/PairSink.h"
#include "core/simulation/ToyPairs.h"

#include <gmock/gmock.h>

#include <sstream>

using namespace pairscope;
using testing::HasSubstr;

namespace {

/// Results of a few simulated pairs, the last of which cannot be fitted.
std::shared_ptr<const CandidateTable> someResults() {
    ToyOptions options;
    options.conversions = 20;
    options.darkPhotons = {{0.1, 20}};
    auto pairs = std::make_shared<PairTable>(generateToyPairs(options));
    pairs->track(39, 0)[kOmega] = 0;
    return reconstructAll(std::move(pairs), test::belle2Detector());
}

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream(line + ',');
    for (std::string cell; std::getline(stream, cell, ',');)
        cells.push_back(cell);
    return cells;
}

std::vector<std::string> columnNames() {
    std::vector<std::string> names{"__experiment__", "__run__", "__event__", "__candidate__"};
    for (const ColumnInfo& info : resultColumns())
        names.emplace_back(info.name);
    return names;
}

/// What a CSV cell must be for a value: a word, the shortest number that is the same, or empty.
std::string expectedCell(const CandidateTable& table, const ColumnInfo& info, std::size_t row) {
    if (info.text) return std::string(table.text(info.column, row));
    const double value = table.value(info.column, row);
    return std::isnan(value) ? "" : fmt::format("{}", value);
}

} // namespace

TEST(Results, CsvHasOneRowPerPairWithEveryColumn) {
    const TemporaryFolder folder;
    const auto table = someResults();
    ASSERT_TRUE(writeResults(*table, folder / "results.csv"));
    std::istringstream text(bytesOf(folder / "results.csv"));
    std::string line;
    std::getline(text, line);
    EXPECT_EQ(split(line), columnNames());
    for (std::size_t row = 0; row < table->rows(); ++row) {
        std::getline(text, line);
        const auto cells = split(line);
        ASSERT_EQ(cells.size(), 4 + kResultColumnCount);
        EXPECT_EQ(cells[2], std::to_string(table->pairs().id(row).event));
        std::size_t column = 4;
        for (const ColumnInfo& info : resultColumns()) {
            const std::string& cell = cells[column++];
            const std::string expected = expectedCell(*table, info, row);
            if (info.text || expected.empty())
                EXPECT_EQ(cell, expected) << info.name;
            else
                EXPECT_EQ(std::stod(cell), table->value(info.column, row)) << info.name;
        }
    }
    EXPECT_FALSE(std::getline(text, line)) << "and nothing more";
}

TEST(Results, AFailedFitHasItsReasonAndEmptyCells) {
    const TemporaryFolder folder;
    const auto table = someResults();
    ASSERT_TRUE(writeResults(*table, folder / "results.csv"));
    const std::string text = bytesOf(folder / "results.csv");
    const std::string last = text.substr(text.rfind('\n', text.size() - 2) + 1);
    EXPECT_THAT(last, HasSubstr(fmt::format(",{},{},", toString(CandidateStatus::Failed),
                                            toString(CandidateReason::ZeroCurvature))));
    EXPECT_THAT(last, HasSubstr(",,,,"));
}

TEST(Results, Hdf5HasTheSameNumbersAndWords) {
    const TemporaryFolder folder;
    const auto table = someResults();
    ASSERT_TRUE(writeResults(*table, folder / "results.h5"));
    const Hdf5Session session;
    const Hdf5Handle file(H5Fopen((folder / "results.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    const Hdf5Handle dataset(H5Dopen2(file.get(), "/results", H5P_DEFAULT), H5Dclose);
    const Hdf5Handle type(H5Dget_type(dataset.get()), H5Tclose);
    const std::size_t rowSize = H5Tget_size(type.get());
    std::vector<char> bytes(rowSize * table->rows());
    ASSERT_GE(H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), 0);

    const auto columns = listColumns(dataset.get());
    const auto names = columnNames();
    ASSERT_EQ(columns.size(), names.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        EXPECT_EQ(columns[i].name, names[i]);
    for (std::size_t row = 0; row < table->rows(); ++row)
        for (const ColumnInfo& info : resultColumns()) {
            const unsigned member = 4 + static_cast<unsigned>(info.column);
            const char* place = bytes.data() + row * rowSize + H5Tget_member_offset(type.get(), member);
            double number = 0;
            std::memcpy(&number, place, sizeof number);
            if (info.text)
                EXPECT_EQ(std::string(place), table->text(info.column, row)) << info.name;
            else
                EXPECT_TRUE(sameNumber(number, table->value(info.column, row))) << info.name;
        }
}

TEST(Results, ATableOfResultsIsNoTableOfPairs) {
    const TemporaryFolder folder;
    ASSERT_TRUE(writeResults(*someResults(), folder / "results.h5"));
    EXPECT_EQ(readPairs(folder / "results.h5").error().kind, FileError::Kind::MissingColumns);
}

TEST(Results, NoCandidatesGiveAFileWithoutRows) {
    const TemporaryFolder folder;
    ASSERT_TRUE(writeResults(CandidateTable{}, folder / "results.h5"));
    ASSERT_TRUE(writeResults(CandidateTable{}, folder / "results.csv"));
    EXPECT_THAT(bytesOf(folder / "results.csv"), testing::EndsWith("kinReason\n"));
}

TEST(Results, ProfileColumnsAreThoseThatAreListed) {
    const TemporaryFolder folder;
    const auto table = someResults();
    const auto flight = profileAll(table->pairs(), test::belle2Detector());
    ASSERT_TRUE(writeResults(*table, folder / "results.csv", flight.get()));
    std::vector<std::string> expected = columnNames();
    for (const FlightColumnInfo& column : flightColumns(flight->groups))
        expected.push_back(column.name);
    std::istringstream text(bytesOf(folder / "results.csv"));
    std::string line;
    std::getline(text, line);
    EXPECT_EQ(split(line), expected);
    EXPECT_TRUE(writeResults(*table, folder / "results.h5", flight.get()));
}
