#include "core/analysis/ColumnRange.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_reduce.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

namespace pairscope {

namespace {

constexpr std::size_t kSample = 20000;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<double> sampled(const ColumnView& column, const RowSet& rows) {
    const std::size_t count = std::min(rows.size(), kSample);
    std::vector<double> values;
    values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double value = column[rows.rows()[i * rows.size() / count]];
        if (std::isfinite(value)) values.push_back(value);
    }
    return values;
}

std::optional<ValueRange> existing(const ValueRange& range) {
    return range.low <= range.high ? std::optional(range) : std::nullopt;
}

} // namespace

std::optional<ValueRange> centralRange(const ColumnView& column, const RowSet& rows, double tail) {
    assert(tail >= 0 && tail < 0.5);
    std::vector<double> values = sampled(column, rows);
    // a number that few rows have may be in none of the sample
    if (values.empty()) return rows.size() > kSample ? fullRange(column, rows) : std::nullopt;
    const auto at = [&values](double share) {
        const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), values.begin() + place, values.end());
        return values[static_cast<std::size_t>(place)];
    };
    const double low = at(tail);
    return ValueRange{low, at(1 - tail)};
}

std::optional<ValueRange> fullRange(const ColumnView& column, const RowSet& rows) {
    const std::span<const RowSet::Row> numbers = rows.rows();
    constexpr std::size_t kRowsAtATime = 32768;
    const auto found = tbb::parallel_reduce(
        tbb::blocked_range<std::size_t>(0, numbers.size(), kRowsAtATime), ValueRange{kInfinity, -kInfinity},
        [&](const tbb::blocked_range<std::size_t>& part, ValueRange range) {
            for (const RowSet::Row row : numbers.subspan(part.begin(), part.size())) {
                const double value = column[row];
                if (!std::isfinite(value)) continue;
                range.low = std::min(range.low, value);
                range.high = std::max(range.high, value);
            }
            return range;
        },
        [](const ValueRange& a, const ValueRange& b) {
            return ValueRange{std::min(a.low, b.low), std::max(a.high, b.high)};
        });
    return existing(found);
}

} // namespace pairscope
