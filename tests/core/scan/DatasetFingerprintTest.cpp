#include "core/scan/DatasetFingerprint.h"

#include "core/io/PairSink.h"
#include "core/io/PairSource.h"
#include "tests/core/analysis/FilterSample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

using namespace pairscope;
using namespace pairscope::test;

namespace {

/// The rows in another order, at first without the truth.
PairTable copyInOrder(const PairTable& pairs, const std::vector<std::size_t>& rows,
                      PairTable::Contents contents) {
    PairTable copy(contents, rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        copy.setEvent(i, pairs.event(rows[i]));
    return copy;
}

std::vector<std::size_t> reversed(std::size_t rows) {
    std::vector<std::size_t> order;
    for (std::size_t row = rows; row-- > 0;)
        order.push_back(row);
    return order;
}

} // namespace

TEST(DatasetFingerprint, DependsOnContentAloneNotOnOrderTruthOrRoomForPhotons) {
    const PairTable& pairs = filterSample().pairs();
    const std::string usual = datasetFingerprint(pairs);
    EXPECT_EQ(usual.size(), 32);
    EXPECT_EQ(datasetFingerprint(pairs), usual);
    const PairTable turned = copyInOrder(pairs, reversed(pairs.rows()), pairs.contents());
    EXPECT_EQ(datasetFingerprint(turned), usual);
    PairTable::Contents contents = pairs.contents();
    contents.truth = false;
    contents.photons = std::min(contents.photons + 1, kMaxPhotons);
    EXPECT_EQ(datasetFingerprint(copyInOrder(pairs, reversed(pairs.rows()), contents)), usual);
}

TEST(DatasetFingerprint, EveryNumberAndEveryRowCounts) {
    const PairTable& pairs = filterSample().pairs();
    const std::string usual = datasetFingerprint(pairs);
    PairTable changed = pairs;
    changed.track(7, 1)[3] += 1e-12;
    EXPECT_NE(datasetFingerprint(changed), usual);
    changed = pairs;
    EventId id = changed.id(0);
    ++id.candidate;
    changed.setId(0, id);
    EXPECT_NE(datasetFingerprint(changed), usual);
    auto fewer = reversed(pairs.rows());
    fewer.pop_back();
    EXPECT_NE(datasetFingerprint(copyInOrder(pairs, fewer, pairs.contents())), usual);
    EXPECT_NE(datasetFingerprint(PairTable()), usual);
}

TEST(DatasetFingerprint, IsTheSameForEveryFormatOfTheFile) {
    const PairTable& pairs = filterSample().pairs();
    for (const char* name : {"fingerprint.csv", "fingerprint.csv.gz", "fingerprint.h5"}) {
        const auto file = std::filesystem::path(testing::TempDir()) / name;
        ASSERT_TRUE(writePairs(pairs, file)) << name;
        const auto read = readPairs(file);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(datasetFingerprint(*read->pairs), datasetFingerprint(pairs)) << name;
        std::filesystem::remove(file);
    }
}
