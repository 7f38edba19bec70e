#include "core/candidate/FlightTable.h"

#include "core/candidate/CandidateStudy.h"
#include "core/simulation/ToyPairs.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace pairscope;

namespace {

PairTable somePairs() {
    ToyOptions options;
    options.conversions = 12;
    options.darkPhotons = {{0.017, 12}};
    PairTable pairs = generateToyPairs(options);
    pairs.track(5, 0)[kOmega] = 0;
    return pairs;
}

} // namespace

TEST(FlightTable, SaysTheSameAsTheStudyOfOneCandidate) {
    const PairTable pairs = somePairs();
    const auto detector = test::belle2Detector();
    const auto table = profileAll(pairs, detector);
    ASSERT_EQ(table->rows.size(), pairs.rows());
    for (const std::size_t row : {0U, 7U, 20U}) {
        const CandidateStudy study = studyCandidate(pairs.event(row), detector);
        const FlightTable::Row& flight = table->rows[row];
        EXPECT_EQ(flight.layerBest, study.association->best().place);
        EXPECT_DOUBLE_EQ(flight.prompt, study.association->prompt.probability);
        EXPECT_NEAR(flight.direction.norm(), 1, 1e-12);
        const FlightInterval& first = study.profile->u68.front();
        EXPECT_NEAR(std::stod(flight.u68), first.low, 1e-3);
        EXPECT_EQ(std::count(flight.u68.begin(), flight.u68.end(), ';'),
                  static_cast<std::ptrdiff_t>(study.profile->u68.size()) - 1);
    }
}

TEST(FlightTable, ProbabilitiesOfEachRowSumToOne) {
    const auto table = profileAll(somePairs(), test::belle2Detector());
    EXPECT_EQ(table->groups.front(), "beam pipe");
    for (std::size_t row = 0; row < table->rows.size(); ++row) {
        const FlightTable::Row& flight = table->rows[row];
        if (row == 5) continue;
        EXPECT_NEAR(std::accumulate(flight.layers.begin(), flight.layers.end(), flight.prompt), 1, 1e-9);
    }
}

TEST(FlightTable, HasNoNumbersForTracksThatCannotBeFitted) {
    const auto table = profileAll(somePairs(), test::belle2Detector());
    const FlightTable::Row& flight = table->rows[5];
    EXPECT_TRUE(std::isnan(flight.u));
    EXPECT_TRUE(std::isnan(flight.prompt));
    EXPECT_TRUE(std::isnan(flight.layers.front()));
    EXPECT_TRUE(flight.u68.empty());
    EXPECT_TRUE(flight.layerBest.empty());
}

TEST(FlightTable, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    EXPECT_EQ(profileAll(somePairs(), test::belle2Detector(), {}, source.get_token()), nullptr);
}
