#include "core/analysis/RowChunks.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace pairscope {

namespace {

using Row = RowSet::Row;
constexpr std::size_t kChunk = ColumnView::kRowsPerBlock;

template<class Holds>
void keep(const RowChunk& chunk, const double* numbers, Holds holds) {
    for (std::size_t i = 0; i < chunk.rows.size(); ++i)
        chunk.pass[i] =
            static_cast<std::uint8_t>(chunk.pass[i] & static_cast<std::uint8_t>(holds(numbers[i])));
}

/// Tests one chunk and puts the rows that pass to the front of `place`. @return how many
std::size_t testChunk(std::span<const Row> rows, Row* place, const ChunkTest& test) {
    std::array<std::uint8_t, kChunk> pass;
    std::fill_n(pass.begin(), rows.size(), std::uint8_t{1});
    test({rows, std::span(pass).first(rows.size())});
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        place[kept] = rows[i]; // without a branch: what does not pass is overwritten
        kept += pass[i];
    }
    return kept;
}

} // namespace

RowSet passingRows(std::size_t tableRows, const RowSet* among, const ChunkTest& test,
                   const std::stop_token& stop) {
    const std::size_t total = among ? among->size() : tableRows;
    const std::size_t chunks = (total + kChunk - 1) / kChunk;
    std::vector<Row> found(total);
    std::vector<std::size_t> kept(chunks);
    tbb::parallel_for(std::size_t{0}, chunks, [&](std::size_t chunk) {
        if (stop.stop_requested()) return;
        const std::size_t first = chunk * kChunk;
        const std::size_t count = std::min(kChunk, total - first);
        std::array<Row, kChunk> numbers;
        std::span<const Row> rows(numbers.data(), count);
        if (among)
            rows = among->rows().subspan(first, count);
        else
            std::iota(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(count),
                      static_cast<Row>(first));
        kept[chunk] = testChunk(rows, found.data() + first, test);
    });
    std::size_t end = 0;
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
        const auto from = found.begin() + static_cast<std::ptrdiff_t>(chunk * kChunk);
        std::copy(from, from + static_cast<std::ptrdiff_t>(kept[chunk]),
                  found.begin() + static_cast<std::ptrdiff_t>(end));
        end += kept[chunk];
    }
    if (among && end == total) return *among;
    found.resize(end);
    if (end < total / 2) found.shrink_to_fit();
    return RowSet(std::move(found));
}

const double* numbersOf(ColumnView column, std::span<const Row> rows, std::span<double> buffer) {
    if (rows.empty()) return buffer.data();
    const std::size_t first = rows.front();
    const std::size_t last = rows.back();
    const bool oneBlock = first >> ColumnView::kBlockBits == last >> ColumnView::kBlockBits;
    if (oneBlock && last - first + 1 == rows.size()) return column.from(first);
    std::transform(rows.begin(), rows.end(), buffer.begin(), [column](Row row) { return column[row]; });
    return buffer.data();
}

void keepCompared(const RowChunk& chunk, ColumnView column, Comparison comparison, double constant) {
    std::array<double, kChunk> buffer;
    const double* numbers = numbersOf(column, chunk.rows, buffer);
    switch (comparison) {
    case Comparison::Less:
        return keep(chunk, numbers, [constant](double x) { return x < constant; });
    case Comparison::LessEqual:
        return keep(chunk, numbers, [constant](double x) { return x <= constant; });
    case Comparison::Greater:
        return keep(chunk, numbers, [constant](double x) { return x > constant; });
    case Comparison::GreaterEqual:
        return keep(chunk, numbers, [constant](double x) { return x >= constant; });
    case Comparison::Equal:
        return keep(chunk, numbers, [constant](double x) { return x == constant; });
    case Comparison::NotEqual:
        return keep(chunk, numbers, [constant](double x) { return (x < constant) | (x > constant); });
    }
}

NumberFlags::NumberFlags(std::span<const double> numbers, std::span<const double> passing) {
    if (numbers.empty()) return;
    const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
    m_first = *least;
    m_flags.resize(static_cast<std::size_t>(*most - *least) + 1);
    for (const double number : passing)
        m_flags[static_cast<std::size_t>(number - m_first)] = 1;
}

void keepFlagged(const RowChunk& chunk, ColumnView column, const NumberFlags& flags) {
    std::array<double, kChunk> buffer;
    keep(chunk, numbersOf(column, chunk.rows, buffer), flags);
}

} // namespace pairscope
