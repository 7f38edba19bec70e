#include "core/candidate/BatchReconstruction.h"
#include "core/simulation/SampleGenerator.h"
#include "core/simulation/ToyPairs.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <atomic>
#include <bit>
#include <random>
#include <thread>

using namespace pairscope;

namespace {

std::shared_ptr<const PairTable> toyPairs(std::size_t conversions) {
    ToyOptions options;
    options.conversions = conversions;
    return std::make_shared<const PairTable>(generateToyPairs(options));
}

SampleOptions smallSample() {
    SampleOptions options;
    options.conversions = 1500;
    options.darkPhotons = {{0.03, 1e-4, 500}};
    return options;
}

/// Every bit of every result.
std::vector<std::uint64_t> bitsOf(const CandidateTable& table) {
    std::vector<std::uint64_t> bits;
    for (const ColumnInfo& info : resultColumns()) {
        const ColumnView column = table.column(info.column);
        for (std::size_t row = 0; row < table.rows(); ++row)
            bits.push_back(std::bit_cast<std::uint64_t>(column[row]));
    }
    return bits;
}

/// Asks for a stop from a thread of its own as soon as `share` of the work is done.
class StopsAt {
public:
    explicit StopsAt(double share)
        : m_thread([this, share] {
              while (m_done.load() < share)
                  std::this_thread::yield();
              m_source.request_stop();
          }) {}
    ~StopsAt() { m_done = 2; }

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }
    [[nodiscard]] Progress progress() {
        return [this](double done) { m_done = std::max(done, m_done.load()); };
    }

private:
    std::atomic<double> m_done = 0;
    std::stop_source m_source;
    std::jthread m_thread; // last: uses the others
};

} // namespace

TEST(BatchThreads, ACancelAtAnyMomentLeavesTheLastCompleteTable) {
    const auto detector = test::belle2Detector();
    const auto pairs = toyPairs(4000);
    std::shared_ptr<const CandidateTable> last = reconstructAll(pairs, detector);
    const std::vector<std::uint64_t> expected = bitsOf(*last);
    std::mt19937 random(7);
    std::uniform_real_distribution<double> share(0, 0.95);
    int cancelled = 0;
    for (int i = 0; i < 8; ++i) {
        StopsAt stop(share(random));
        const auto table = reconstructAll(pairs, detector, {}, stop.token(), stop.progress());
        if (table) { // the stop came too late: then nothing is missing
            EXPECT_EQ(bitsOf(*table), expected);
            last = table;
        } else {
            ++cancelled;
        }
        EXPECT_EQ(bitsOf(*last), expected);
    }
    EXPECT_GT(cancelled, 0);
}

TEST(BatchThreads, TwoReconstructionsOfTheSamePairsGiveTheSame) {
    const auto detector = test::belle2Detector();
    const auto pairs = toyPairs(2000);
    std::shared_ptr<const CandidateTable> first;
    std::shared_ptr<const CandidateTable> second;
    {
        const std::jthread other([&] { second = reconstructAll(pairs, detector); });
        first = reconstructAll(pairs, detector);
    }
    EXPECT_EQ(bitsOf(*first), bitsOf(*second));
}

TEST(BatchThreads, ASampleIsTheSameWhileAnotherOneIsCancelled) {
    const SampleGenerator generator(test::belle2Detector(), smallSample());
    std::vector<ClassYield> yields;
    const auto alone = generator.make(0, generator.rows(), yields);
    std::shared_ptr<const PairTable> cancelled = alone;
    std::vector<ClassYield> none;
    std::vector<ClassYield> again;
    std::shared_ptr<const PairTable> beside;
    {
        const std::jthread other([&] {
            StopsAt stop(0.3);
            cancelled = generator.make(0, generator.rows(), none, stop.token(), stop.progress());
        });
        beside = generator.make(0, generator.rows(), again);
    }
    EXPECT_FALSE(cancelled);
    EXPECT_TRUE(none.empty());
    ASSERT_EQ(again.size(), yields.size());
    for (std::size_t i = 0; i < yields.size(); ++i)
        EXPECT_EQ(again[i].tried, yields[i].tried);
    for (std::size_t row = 0; row < alone->rows(); ++row) {
        ASSERT_EQ(beside->track(row, 0)[kD0], alone->track(row, 0)[kD0]);
        ASSERT_EQ(beside->layer(row), alone->layer(row));
    }
}
