#include "core/analysis/RankCorrelation.h"

#include <tbb/parallel_invoke.h>
#include <tbb/parallel_sort.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace pairscope {

namespace {

struct Numbered {
    double value;
    std::uint32_t place;
};

/// Rank of every value, from 0, less the mean of all ranks.
std::vector<double> centredRanks(std::span<const double> values) {
    std::vector<Numbered> sorted(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        sorted[i] = {values[i], static_cast<std::uint32_t>(i)};
    tbb::parallel_sort(sorted, [](const Numbered& a, const Numbered& b) { return a.value < b.value; });
    std::vector<double> ranks(values.size());
    const double middle = (static_cast<double>(values.size()) - 1) / 2;
    for (std::size_t first = 0; first < sorted.size();) {
        std::size_t end = first + 1;
        while (end < sorted.size() && sorted[end].value == sorted[first].value)
            ++end;
        const double mean = static_cast<double>(first + end - 1) / 2;
        for (; first < end; ++first)
            ranks[sorted[first].place] = mean - middle;
    }
    return ranks;
}

} // namespace

std::optional<double> rankCorrelation(std::span<const double> x, std::span<const double> y) {
    if (x.size() < 3) return std::nullopt;
    std::vector<double> ranksX;
    std::vector<double> ranksY;
    tbb::parallel_invoke([&] { ranksX = centredRanks(x); }, [&] { ranksY = centredRanks(y); });
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (std::size_t i = 0; i < ranksX.size(); ++i) {
        xx += ranksX[i] * ranksX[i];
        yy += ranksY[i] * ranksY[i];
        xy += ranksX[i] * ranksY[i];
    }
    if (!(xx > 0 && yy > 0)) return std::nullopt;
    return xy / std::sqrt(xx * yy);
}

} // namespace pairscope
