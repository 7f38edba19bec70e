#include "core/candidate/ParallelRows.h"
#include "core/candidate/TaskPool.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>
#include <vector>

using namespace pairscope;

#ifdef PAIRSCOPE_THREAD_SANITIZE
// what is handed over to the work and back must not hide what the work does wrong
TEST(ThreadSanitizer, FindsThatWorkWritesToTheSamePlaceFromTwoThreads) {
    if (taskThreads() < 2) GTEST_SKIP() << "one core has no races";
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    const auto race = [] {
        std::size_t count = 0;
        for (int i = 0; i < 20; ++i) // until a second thread takes part
            (void)forEachRow(100'000, 100, [&count](std::size_t) { ++count; }, {}, {});
        std::exit(count > 0 ? 0 : 1);
    };
    constexpr int kRacesFound = 66; // the sanitizer's exit status
    EXPECT_EXIT(race(), testing::ExitedWithCode(kRacesFound), "data race");
}
#endif

TEST(ForEachBlock, ShowsTheCallerWhatTheWorkWrote) {
    std::vector<std::size_t> squares(50'000);
    forEachBlock(squares.size(), 64, [&squares](std::size_t first, std::size_t end) {
        for (std::size_t row = first; row != end; ++row)
            squares[row] = row * row;
    });
    for (std::size_t row = 0; row < squares.size(); ++row)
        ASSERT_EQ(squares[row], row * row);
}

TEST(ForEachBlock, ThrowsWhatTheWorkThrows) {
    const auto throwing = [] {
        forEachBlock(1000, 1, [](std::size_t first, std::size_t) {
            if (first >= 500) throw std::runtime_error("row 500 or later");
        });
    };
    EXPECT_THROW(throwing(), std::runtime_error);
}
