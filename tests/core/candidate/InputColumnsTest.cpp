#include "core/candidate/BatchReconstruction.h"

#include "core/math/Units.h"
#include "core/simulation/DemonstrationSample.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace pairscope;

namespace {

using C = CandidateColumn;

class InputColumnsOfTheDemonstration : public testing::Test {
protected:
    std::shared_ptr<const DetectorModel> detector = test::belle2Detector();
    std::shared_ptr<const PairTable> pairs = demonstrationSample(detector);
    CandidateTable table{pairs, detector};
};

} // namespace

TEST_F(InputColumnsOfTheDemonstration, AreWhatTheEventsHave) {
    for (std::size_t row = 0; row < table.rows(); row += 5) {
        const PairEvent event = pairs->event(row);
        const Helix& positron = event.tracks.positron.helix;
        EXPECT_EQ(table.value(C::Event, row), event.id.event);
        EXPECT_EQ(table.value(C::CandidateNumber, row), event.id.candidate);
        EXPECT_EQ(table.value(C::PositronD0, row), positron.d0());
        EXPECT_EQ(table.value(C::ElectronZ0, row), event.tracks.electron.helix.parameters()(kZ0));
        EXPECT_EQ(table.value(C::PositronPT, row), detector->field().transverseMomentum(positron.omega()));
        EXPECT_EQ(table.text(C::TrueClass, row), toString(event.truth->pairClass));
        EXPECT_EQ(table.text(C::TrueLayer, row), event.truth->layer);
        EXPECT_DOUBLE_EQ(table.value(C::TrueRho, row), event.truth->vertex->head<2>().norm());
        if (event.photons.empty()) continue;
        EXPECT_EQ(table.value(C::PhotonEnergy, row), event.photons[0].energy);
    }
}

TEST_F(InputColumnsOfTheDemonstration, AsWholeColumnsAreTheSame) {
    for (const ColumnInfo& column : candidateColumns()) {
        const ColumnView view = table.column(column.column);
        ASSERT_EQ(view.size(), table.rows());
        for (std::size_t row = 0; row < view.size(); row += 3) {
            const double value = table.value(column.column, row);
            if (std::isnan(value))
                EXPECT_TRUE(std::isnan(view[row])) << column.name;
            else
                EXPECT_EQ(view[row], value) << column.name;
        }
    }
}

TEST(InputColumns, OfPairsWithoutTruthAndPhotonAreMissing) {
    const CandidateTable table(std::make_shared<const PairTable>(PairTable::Contents{}, 3),
                               test::belle2Detector());
    for (const C column : {C::TrueMass, C::TrueClass, C::TrueLayer, C::PhotonEnergy}) {
        EXPECT_FALSE(hasColumn(table.pairs().contents(), column));
        EXPECT_TRUE(std::isnan(table.column(column)[1]));
        EXPECT_TRUE(table.text(column, 1).empty());
    }
    EXPECT_TRUE(hasColumn(table.pairs().contents(), C::PositronPT));
}

TEST(CandidateTable, HasAWordForEveryNumberOfATextColumn) {
    const CandidateTable table(std::make_shared<const PairTable>(PairTable::Contents{.truth = true}, 1),
                               test::belle2Detector());
    for (const ColumnInfo& column : candidateColumns()) {
        EXPECT_EQ(table.words(column.column).empty(), !column.text) << column.name;
        for (const auto& [number, word] : table.words(column.column)) {
            EXPECT_FALSE(word.empty()) << column.name << number;
            EXPECT_EQ(table.word(column.column, number), word);
        }
    }
}
