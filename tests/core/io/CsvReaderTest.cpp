#include "tests/core/io/TestPairs.h"
#include "tests/support/ReferenceData.h"

#include "core/io/CsvBlocks.h"
#include "core/io/CsvText.h"

#include <gmock/gmock.h>

using namespace pairscope;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

PairFile readText(const std::string& text) {
    const TemporaryFolder folder;
    auto read = readPairs(written(folder / "pairs.csv", text));
    if (!read) throw std::runtime_error(read.error().message);
    return *read;
}

} // namespace

TEST(CsvReader, ReadsEveryNumberOfEveryRow) {
    const PairFile file = readText(TestTable(3).csv());
    expectGoodRows(*file.pairs, 3);
    EXPECT_EQ(file.format, "CSV");
    EXPECT_THAT(file.problems, IsEmpty());
    EXPECT_THAT(file.warnings, IsEmpty());
    EXPECT_EQ(file.pairs->contents().photons, 0u);
    EXPECT_FALSE(file.pairs->contents().truth);
}

TEST(CsvReader, AcceptsAnyColumnOrderAndRootNames) {
    TestTable table(2);
    table.reverseColumns();
    expectGoodRows(*readText(table.csv()).pairs, 2);
    expectGoodRows(*readText(table.csv(rootCompatible)).pairs, 2);
}

TEST(CsvReader, AcceptsCarriageReturnsByteOrderMarkAndEmptyLines) {
    const std::string text =
        TestTable(2).csv([](const std::string& name) { return '"' + name + '"'; }, "\r\n");
    expectGoodRows(*readText(text).pairs, 2);
    expectGoodRows(*readText("\xEF\xBB\xBF" + text).pairs, 2);
    expectGoodRows(*readText("\n" + text + "\r\n\n").pairs, 2);
}

TEST(CsvReader, AcceptsQuotedAndPaddedAndSignedNumbers) {
    TestTable table(2);
    table.set(0, parameterField(0, kD0), " \"" + table.cell(0, parameterField(0, kD0)) + "\" ");
    table.set(1, parameterField(0, kD0), "  +" + table.cell(1, parameterField(0, kD0)) + "  ");
    table.set(1, kFieldEvent, "101.0");
    expectGoodRows(*readText(table.csv()).pairs, 2);
}

TEST(CsvReader, NeedsNoLineEndAtTheEnd) {
    std::string text = TestTable(2).csv();
    text.pop_back();
    const PairFile file = readText(text);
    expectGoodRows(*file.pairs, 2);
    EXPECT_THAT(file.warnings, IsEmpty());
}

TEST(CsvReader, UnpacksGzipOfSeveralMembers) {
    const TemporaryFolder folder;
    const std::string text = TestTable(40).csv();
    const std::string first = bytesOf(writtenGzip(folder / "a.gz", text.substr(0, 5000)));
    const std::string second = bytesOf(writtenGzip(folder / "b.gz", text.substr(5000)));
    const PairFile file = readPairs(written(folder / "pairs.csv.gz", first + second)).value();
    expectGoodRows(*file.pairs, 40);
    EXPECT_EQ(file.format, "CSV (gzip)");
    EXPECT_TRUE(readPairs(written(folder / "wrong name.h5", first + second)).has_value())
        << "content decides";
}

TEST(CsvReader, PhotonAndTruthAreReadWhereTheyAre) {
    TestTable table(3);
    const auto number = [](std::size_t row) { return std::to_string(row + 1); };
    for (int i = 0; i < 9; ++i)
        table.add(columnName(kFieldPhoton + i), number);
    for (int i = 0; i < 10; ++i)
        table.add(columnName(kFieldTruth + i), number);
    table.add("mcClass", [](std::size_t row) {
        return std::vector<std::string>{"2", "Prompt pair", ""}[row];
    });
    table.set(2, kFieldPhoton, "nan");
    table.set(2, kFieldTruth, "");
    const PairFile file = readText(table.csv());
    EXPECT_THAT(file.problems, IsEmpty()) << "an absent photon or truth is no problem";
    const PairEvent event = file.pairs->event(1);
    EXPECT_EQ(event.photons.front().phiError, 2);
    EXPECT_EQ(event.photons.front().position->z(), 2);
    EXPECT_EQ(event.truth->mass, 2.0);
    EXPECT_EQ(event.truth->pairClass, PairClass::PromptPair);
    EXPECT_EQ(file.pairs->pairClass(0), PairClass::Conversion);
    EXPECT_EQ(file.pairs->pairClass(2), PairClass::Unknown);
    EXPECT_TRUE(file.pairs->event(2).photons.empty());
    EXPECT_FALSE(file.pairs->event(2).truth->vertex.has_value());
}

TEST(CsvReader, ReadsSeveralPhotonsAndTheWholeTruth) {
    TestTable table(2);
    for (std::size_t photon = 0; photon < kMaxPhotons; ++photon)
        for (std::size_t i = 0; i < PairTable::kPhotonNumbers; ++i)
            table.add(columnName(photonField(photon, i)),
                      [=](std::size_t row) { return fmt::format("{}.{}{}", row + 1, photon, i); });
    for (int i = 10; i < 19; ++i)
        table.add(columnName(kFieldTruth + i), [i](std::size_t) { return std::to_string(i); });
    table.add("mcLayer", [](std::size_t row) { return row == 0 ? "\"wall, inner\"" : "4"; });
    table.set(1, photonField(1, 0), ""); // the second photon of the second pair is not there
    const PairFile file = readText(table.csv());
    EXPECT_THAT(file.problems, IsEmpty());
    EXPECT_THAT(file.ignoredColumns, IsEmpty());
    EXPECT_EQ(file.pairs->contents().photons, 4u);
    const PairEvent event = file.pairs->event(0);
    ASSERT_EQ(event.photons.size(), 4u);
    EXPECT_EQ(event.photons[3].theta, 1.31);
    EXPECT_EQ(event.truth->production, Vector3(10, 11, 12));
    EXPECT_EQ((*event.truth->losses)[1].hardestPhoton, 17);
    EXPECT_EQ(event.truth->layer, "wall, inner");
    EXPECT_EQ(file.pairs->event(1).photons.size(), 3u);
    EXPECT_EQ(file.pairs->layer(1), "4") << "a name, though it looks like a number";
}

TEST(CsvReader, PhotonsEndWhereOneIsIncomplete) {
    TestTable table(1);
    for (const std::size_t photon : {0u, 2u})
        for (std::size_t i = 0; i < 3; ++i)
            table.add(columnName(photonField(photon, i)), [](std::size_t) { return "1"; });
    const PairFile file = readText(table.csv());
    EXPECT_EQ(file.pairs->contents().photons, 1u);
    EXPECT_THAT(file.warnings, ElementsAre(HasSubstr("Photon 2 is left out: it needs gamma2_E")));
    EXPECT_THAT(file.ignoredColumns, ElementsAre("gamma3_E", "gamma3_theta", "gamma3_phi"));
}

TEST(CsvReader, MoreThan255NamesOfLayersAreAProblem) {
    TestTable table(260);
    table.add("mcLayer", [](std::size_t row) { return fmt::format("layer {}", row); });
    const PairFile file = readText(table.csv());
    EXPECT_EQ(file.badRows, 5u);
    ASSERT_FALSE(file.problems.empty());
    EXPECT_EQ(file.problems.front().kind, RowProblem::Kind::TooManyNames);
    EXPECT_THAT(file.problems.front().message, HasSubstr("'layer 255'"));
}

TEST(CsvReader, AnIncompletePhotonIsLeftOutWithAWarning) {
    TestTable table(1);
    table.add("gamma_E", [](std::size_t) { return "5.3"; });
    const PairFile file = readText(table.csv());
    EXPECT_EQ(file.pairs->contents().photons, 0u);
    EXPECT_THAT(file.warnings, ElementsAre(HasSubstr("gamma_theta")));
    EXPECT_THAT(file.ignoredColumns, ElementsAre("gamma_E"));
}

TEST(CsvReader, NamesTheColumnsItIgnoresButNotBookkeeping) {
    TestTable table(1);
    for (const char* name : {"M", "__ncandidates__", "__weight__", "comment"})
        table.add(name, [](std::size_t) { return "\"some, text\nof two lines\""; });
    const PairFile file = readText(table.csv());
    expectGoodRows(*file.pairs, 1);
    EXPECT_THAT(file.ignoredColumns, ElementsAre("M", "comment"));
}

TEST(CsvReader, ErrorsServeAsDiagonalWhenThereIsNoCovariance) {
    TestTable table(2);
    for (int daughter = 0; daughter < 2; ++daughter)
        for (int j = 0; j < kTrackParameterCount; ++j) {
            table.add(columnName(errorField(daughter, j)), [](std::size_t) { return "0.5"; });
            for (int k = j; k < kTrackParameterCount; ++k)
                if (j + k > 0) table.remove(covarianceField(daughter, j, k)); // (0,0) stays: incomplete
        }
    const PairFile file = readText(table.csv());
    EXPECT_TRUE(file.pairs->contents().diagonalCovariance);
    EXPECT_TRUE(file.pairs->event(1).diagonalCovariance);
    EXPECT_EQ(file.pairs->event(1).tracks.electron.covariance, Matrix5(0.25 * Matrix5::Identity()));
    EXPECT_THAT(file.problems, IsEmpty());
    EXPECT_THAT(file.warnings, ElementsAre(HasSubstr("incomplete")));
}

TEST(CsvReader, VariancesAloneAreADiagonal) {
    TestTable table(1);
    for (int daughter = 0; daughter < 2; ++daughter)
        for (int j = 0; j < kTrackParameterCount; ++j)
            for (int k = j + 1; k < kTrackParameterCount; ++k)
                table.remove(covarianceField(daughter, j, k));
    const PairFile file = readText(table.csv());
    EXPECT_TRUE(file.pairs->contents().diagonalCovariance);
    const Matrix5 covariance = file.pairs->event(0).tracks.positron.covariance;
    EXPECT_EQ(covariance(2, 2), TestTable::covariance(2, 2));
    EXPECT_EQ(covariance(0, 1), 0);
    EXPECT_THAT(file.warnings, SizeIs(1));
}

TEST(CsvReader, ListsEveryMissingColumn) {
    const TemporaryFolder folder;
    TestTable table(1);
    table.remove(parameterField(0, kD0));
    table.remove(covarianceField(1, 2, 3));
    const auto read = readPairs(written(folder / "pairs.csv", table.csv()));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, FileError::Kind::MissingColumns);
    EXPECT_THAT(read.error().missing, ElementsAre("daughter(0, d0)", "daughter(1, trackFitCovariance(2,3))"));
    EXPECT_THAT(read.error().message, HasSubstr("daughter(0, d0)"));

    const auto other = readPairs(written(folder / "other.csv", "a;b\n1;2\n"));
    EXPECT_THAT(other.error().missing, SizeIs(40));
    EXPECT_THAT(other.error().message, HasSubstr("and 30 more"));
    EXPECT_THAT(other.error().message, HasSubstr("separated by commas"));
}

TEST(CsvReader, MissingIdsAreNumberedWithAWarning) {
    TestTable table(4);
    table.remove(kFieldCandidate);
    table.set(2, kFieldEvent, table.cell(0, kFieldEvent));
    PairFile file = readText(table.csv());
    EXPECT_EQ(file.pairs->id(0).candidate, 0u);
    EXPECT_EQ(file.pairs->id(2).candidate, 1u);
    EXPECT_EQ(file.pairs->id(3).candidate, 0u);
    EXPECT_THAT(file.warnings, ElementsAre(HasSubstr("__candidate__")));

    table.remove(kFieldRun);
    table.remove(kFieldExperiment);
    table.remove(kFieldEvent);
    file = readText(table.csv());
    EXPECT_EQ(file.pairs->id(3), (EventId{0, 0, 3, 0}));
    EXPECT_THAT(file.warnings,
                ElementsAre(HasSubstr("__event__"), HasSubstr("__experiment__ and no __run__")));
}

TEST(CsvReader, TheFirstOfTwoEqualColumnsCounts) {
    TestTable table(1);
    table.add("daughter(0,d0)", [](std::size_t) { return "77"; });
    const PairFile file = readText(table.csv());
    expectGoodRows(*file.pairs, 1);
    EXPECT_THAT(file.warnings, ElementsAre(HasSubstr("occurs twice")));
}

TEST(CsvReader, NoRowsAreAnEmptyTableWithAWarning) {
    const PairFile file = readText(TestTable(0).csv());
    EXPECT_EQ(file.pairs->rows(), 0u);
    EXPECT_THAT(file.warnings, ElementsAre(HasSubstr("no rows")));
}

TEST(CsvReader, ResultDoesNotDependOnWhereBlocksAreCut) {
    const TemporaryFolder folder;
    TestTable table(30);
    table.add("note", [](std::size_t row) { return row % 3 == 0 ? "\"a \"\"b\"\",\nc\"" : "x"; });
    const auto file = written(folder / "pairs.csv", table.csv());
    std::string whole = bytesOf(file);
    for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{4096}}) {
        CsvBlocks blocks(ByteReader::open(file).value(), size);
        std::string joined;
        for (CsvBlock block = blocks.next().value(); !block.text.empty(); block = blocks.next().value()) {
            EXPECT_TRUE(block.text.ends_with('\n'));
            EXPECT_EQ(endOfLastRow(block.text, true), block.text.size());
            joined += block.text;
        }
        EXPECT_EQ(joined, whole) << size;
    }
    expectGoodRows(*readPairs(file)->pairs, 30);
}

TEST(CsvReader, RowsOfManyBlocksStayInOrder) {
    const TemporaryFolder folder;
    constexpr std::size_t rows = 10000; // several blocks of 1 MB
    const PairFile file = readPairs(written(folder / "pairs.csv", TestTable(rows).csv())).value();
    EXPECT_GT(std::filesystem::file_size(folder / "pairs.csv"), std::size_t{3} << 20);
    expectGoodRows(*file.pairs, rows);
    EXPECT_THAT(file.problems, IsEmpty());
    EXPECT_LT(file.pairs->memory(), 1000 * rows);
}

TEST(CsvReader, ReportsProgressUpToOne) {
    const TemporaryFolder folder;
    std::vector<double> seen;
    ReadOptions options;
    options.progress = [&](double done) { seen.push_back(done); };
    ASSERT_TRUE(readPairs(written(folder / "pairs.csv", TestTable(8000).csv()), options));
    ASSERT_GT(seen.size(), 3u);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
    EXPECT_GE(seen.front(), 0);
    EXPECT_EQ(seen.back(), 1);
}

TEST(CsvReader, StopsWhenAsked) {
    const TemporaryFolder folder;
    std::stop_source source;
    ReadOptions options;
    options.stop = source.get_token();
    options.progress = [&](double) { source.request_stop(); };
    const auto read = readPairs(written(folder / "pairs.csv", TestTable(8000).csv()), options);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, FileError::Kind::Cancelled);
}

TEST(CsvReader, ReadsTheReferencePairs) {
    PAIRSCOPE_SKIP_WITHOUT_REFERENCE();
    const PairFile read = readPairs(PAIRSCOPE_REFERENCE / "pairs.csv").value();
    EXPECT_EQ(read.pairs->rows(), 4000u);
    EXPECT_EQ(read.badRows, 0u);
    EXPECT_EQ(read.noteRows, 0u);
    EXPECT_THAT(read.problems, IsEmpty());
    EXPECT_THAT(read.warnings, IsEmpty());
    EXPECT_EQ(read.pairs->id(0), (EventId{26, 1000, 62, 0}));
    EXPECT_EQ(read.pairs->track(0, 1)[kPhi0], 1.69116942060982);
    EXPECT_EQ(read.pairs->event(0).truth->momenta->at(1).z(), -0.2019041811);
}
