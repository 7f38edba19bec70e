#include "core/candidate/BatchReconstruction.h"

#include "core/simulation/ToyPairs.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>

using namespace pairscope;

namespace {

std::shared_ptr<const PairTable> toyPairs(std::size_t conversions) {
    ToyOptions options;
    options.conversions = conversions;
    options.darkPhotons = {{0.017, conversions / 4}};
    return std::make_shared<const PairTable>(generateToyPairs(options));
}

} // namespace

TEST(BatchReconstruction, GivesEveryRowWhatReconstructionGivesIt) {
    const auto detector = test::belle2Detector();
    auto pairs = std::make_shared<PairTable>(*toyPairs(800));
    pairs->track(3, 0)[kD0] = std::nan(""); // a failure among them
    const auto table = reconstructAll(pairs, detector);
    ASSERT_TRUE(table);
    const Reconstruction reconstruction(detector);
    for (std::size_t row = 0; row < table->rows(); row += 7) {
        const Candidate candidate = reconstruction(pairs->event(row));
        EXPECT_EQ(table->reason(row), reasonOf(candidate));
        if (!candidate.fit) continue;
        EXPECT_EQ(table->value(CandidateColumn::Chi2, row), candidate.fit->best().chi2);
        EXPECT_EQ(table->value(CandidateColumn::MassAfter, row), candidate.stages[0].mass.value);
        EXPECT_EQ(std::isnan(table->value(CandidateColumn::SecondChi2, row)),
                  candidate.fit->minima.size() == 1);
    }
    EXPECT_EQ(table->reason(3), CandidateReason::NotFinite);
    EXPECT_TRUE(std::isnan(table->value(CandidateColumn::Chi2, 3)));
    EXPECT_EQ(table->text(CandidateColumn::Reason, 3), "NotFinite");
}

TEST(BatchReconstruction, ReportsProgressUpToTheEnd) {
    double last = 0;
    const auto table = reconstructAll(toyPairs(1000), test::belle2Detector(), {}, {}, [&last](double done) {
        EXPECT_GE(done, last);
        last = done;
    });
    EXPECT_TRUE(table);
    EXPECT_EQ(last, 1);
}

TEST(BatchReconstruction, GivesNothingWhenStopped) {
    std::stop_source source;
    const auto table = reconstructAll(toyPairs(3000), test::belle2Detector(), {}, source.get_token(),
                                      [&source](double) { source.request_stop(); });
    EXPECT_FALSE(table);
}

TEST(BatchReconstruction, OfNoPairsIsAnEmptyTable) {
    const auto table = reconstructAll(std::make_shared<const PairTable>(), test::belle2Detector());
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows(), 0u);
}

TEST(CandidateTable, FindsCandidatesById) {
    const auto pairs = toyPairs(40);
    const auto table = reconstructAll(pairs, test::belle2Detector());
    EXPECT_EQ(table->find(pairs->id(17)), 17u);
    EXPECT_FALSE(table->find({99, 0, 0, 0}));
}

TEST(CandidateTable, TakesLessThanAKilobytePerCandidate) {
    const auto table = reconstructAll(toyPairs(3200), test::belle2Detector());
    EXPECT_LT(table->memory() / table->rows(), 1000u);
}

TEST(CandidateTable, WithOtherRowsLeavesTheTableItWasMadeFromAsItWas) {
    const auto pairs = toyPairs(8000); // three blocks
    const auto detector = test::belle2Detector();
    const auto table = reconstructAll(pairs, detector);
    const Reconstruction reconstruction(detector);
    const std::array<std::uint32_t, 2> rows{5, 9000};
    const std::array others{reconstruction(pairs->event(6)), reconstruction(pairs->event(9001))};
    const auto copy = table->withRows(rows, others);
    const auto mass = [](const CandidateTable& of, std::size_t row) {
        return of.value(CandidateColumn::MassBefore, row);
    };
    EXPECT_EQ(mass(*copy, 5), mass(*table, 6));
    EXPECT_EQ(mass(*copy, 9000), mass(*table, 9001));
    EXPECT_NE(mass(*table, 5), mass(*table, 6));
    for (const std::size_t row : {4U, 6U, 4096U, 8999U, 9999U})
        EXPECT_EQ(mass(*copy, row), mass(*table, row)) << row;
    // the middle block is the same one
    EXPECT_EQ(copy->column(CandidateColumn::Rho).from(5000), table->column(CandidateColumn::Rho).from(5000));
    EXPECT_NE(copy->column(CandidateColumn::Rho).from(0), table->column(CandidateColumn::Rho).from(0));
}

TEST(CandidateTable, WithoutResultsKeepsIdsAndNothingElseOfTheRows) {
    const auto pairs = toyPairs(40);
    const auto table = reconstructAll(pairs, test::belle2Detector());
    const auto copy = table->withoutResults(RowSet(std::vector<RowSet::Row>{3, 17}));
    for (const std::size_t row : {3U, 17U}) {
        EXPECT_EQ(copy->reason(row), CandidateReason::Blinded);
        EXPECT_EQ(copy->text(CandidateColumn::Reason, row), "Blinded");
        for (const ColumnInfo& column : resultColumns())
            EXPECT_TRUE(column.text || std::isnan(copy->value(column.column, row))) << column.name;
        EXPECT_EQ(copy->pairs().id(row), pairs->id(row));
        EXPECT_NE(table->reason(row), CandidateReason::Blinded);
    }
    EXPECT_EQ(copy->value(CandidateColumn::MassAfter, 4), table->value(CandidateColumn::MassAfter, 4));
}
