#include "core/analysis/Histogram.h"
#include "core/candidate/BatchReconstruction.h"
#include "core/candidate/RowSet.h"
#include "core/candidate/TaskPool.h"
#include "core/event/NameList.h"
#include "core/simulation/ToyPairs.h"
#include "tests/support/TestDetector.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cmath>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

using namespace pairscope;

namespace {

constexpr std::size_t kThreads = 4;

/// Runs work(0), work(1), ... on threads of their own that begin together.
template<class Work>
void onThreads(const Work& work) {
    std::latch start(kThreads);
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < kThreads; ++i)
        threads.emplace_back([&, i] {
            start.arrive_and_wait();
            work(i);
        });
}

std::shared_ptr<const PairTable> toyPairs(std::size_t conversions) {
    ToyOptions options;
    options.conversions = conversions;
    return std::make_shared<const PairTable>(generateToyPairs(options));
}

std::vector<CandidateColumn> inputColumns() {
    std::vector<CandidateColumn> columns;
    for (std::size_t i = kResultColumnCount; i < kCandidateColumnCount; ++i)
        columns.push_back(static_cast<CandidateColumn>(i));
    return columns;
}

/// What everybody looks at, as a document holds it.
class SharedTable {
public:
    explicit SharedTable(std::shared_ptr<const CandidateTable> table) : m_table(std::move(table)) {}
    [[nodiscard]] std::shared_ptr<const CandidateTable> get() const {
        const std::scoped_lock lock(m_mutex);
        return m_table;
    }
    void set(std::shared_ptr<const CandidateTable> table) {
        const std::scoped_lock lock(m_mutex);
        m_table = std::move(table);
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const CandidateTable> m_table;
};

} // namespace

TEST(TableThreads, WhoReadsWhileRowsAreReplacedSeesAllOfThemOrNone) {
    const auto pairs = toyPairs(5000); // two blocks
    const auto detector = test::belle2Detector();
    const Reconstruction reconstruction(detector);
    const std::array candidates{reconstruction(pairs->event(1)), reconstruction(pairs->event(2))};
    const std::array<std::uint32_t, 2> rows{7, 4500};
    const auto put = [&](const CandidateTable& table, std::size_t which) {
        return table.withRows(rows, std::array{candidates[which], candidates[which]});
    };
    SharedTable shared(put(CandidateTable(pairs, detector), 0));
    std::atomic<bool> ended = false;
    onThreads([&](std::size_t thread) {
        if (thread == 0) {
            for (std::size_t i = 1; i <= 40; ++i)
                shared.set(put(*shared.get(), i % 2));
            ended = true;
            return;
        }
        do {
            const auto table = shared.get();
            const ColumnView mass = table->column(CandidateColumn::MassBefore);
            ASSERT_EQ(mass[rows[0]], mass[rows[1]]);
            ASSERT_FALSE(std::isnan(mass[rows[0]]));
        } while (!ended);
    });
}

TEST(TableThreads, AColumnOfTheInputIsMadeOnceForAllWhoAskForIt) {
    const auto pairs = toyPairs(3000);
    const CandidateTable table(pairs, test::belle2Detector());
    std::array<std::vector<const double*>, kThreads> places;
    onThreads([&](std::size_t thread) {
        for (const CandidateColumn column : inputColumns())
            places[thread].push_back(table.column(column).from(0));
    });
    for (const auto& seen : places)
        EXPECT_EQ(seen, places.front());
    for (std::size_t row = 0; row < table.rows(); row += 13)
        EXPECT_EQ(table.column(CandidateColumn::PositronPT)[row],
                  table.value(CandidateColumn::PositronPT, row));
}

// who waits for the column must not begin other work that asks for it too
TEST(TableThreads, AColumnOfTheInputMayBeAskedForInsideOfWork) {
    const auto pairs = toyPairs(20'000);
    const auto detector = test::belle2Detector();
    for (int i = 0; i < 5; ++i) {
        const CandidateTable table(pairs, detector);
        std::atomic<std::size_t> equal = 0;
        forEachBlock(64, 1, [&](std::size_t first, std::size_t end) {
            for (std::size_t row = first; row != end; ++row)
                equal += table.column(CandidateColumn::PositronPT)[row] ==
                         table.value(CandidateColumn::PositronPT, row);
        });
        EXPECT_EQ(equal, 64u);
    }
}

TEST(TableThreads, HistogramsFilledAtOnceAreThoseFilledAlone) {
    const auto pairs = toyPairs(60'000); // enough to be shared among cores
    const CandidateTable table(pairs, test::belle2Detector());
    const RowSet rows = RowSet::all(table.rows());
    const ColumnView x = table.column(CandidateColumn::PositronPT);
    const ColumnView y = table.column(CandidateColumn::ElectronPT);
    Histogram alone({50, 0, 8});
    Histogram2D alone2D({40, 0, 8}, {30, 0, 8});
    for (const std::uint32_t row : rows) {
        alone.fill(x[row]);
        alone2D.fill(x[row], y[row]);
    }
    onThreads([&](std::size_t thread) {
        if (thread % 2 == 0) {
            Histogram together({50, 0, 8});
            together.fill(x, rows.rows());
            EXPECT_EQ(together, alone);
        } else {
            Histogram2D together({40, 0, 8}, {30, 0, 8});
            together.fill(x, y, rows.rows());
            EXPECT_EQ(together, alone2D);
        }
    });
}

TEST(TableThreads, NamesGetOneNumberEachWhoeverComesFirst) {
    constexpr int kNames = 200;
    NameList names;
    const auto nameOf = [](int i) { return "layer " + std::to_string(i); };
    std::array<std::vector<NameList::Number>, kThreads> numbers;
    onThreads([&](std::size_t thread) {
        numbers[thread].resize(kNames);
        for (int i = 0; i < kNames; ++i) {
            // each in an order of its own
            const int which = (i * 7 + static_cast<int>(thread) * 31) % kNames;
            const auto number = names.numberOf(nameOf(which));
            ASSERT_TRUE(number);
            numbers[thread][static_cast<std::size_t>(which)] = *number;
            ASSERT_EQ(names.name(*number), nameOf(which));
        }
    });
    for (const auto& seen : numbers)
        EXPECT_EQ(seen, numbers.front());
    EXPECT_EQ(std::set<NameList::Number>(numbers[0].begin(), numbers[0].end()).size(), kNames);
}
