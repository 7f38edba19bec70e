#include "core/analysis/CellCounts.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace pairscope {

namespace {

/// The bin of a number; nothing but a product and two comparisons, for it is done for every row.
class CellFinder {
public:
    explicit CellFinder(const Binning& binning)
        : m_low(binning.low), m_perWidth(binning.bins / (binning.high - binning.low)), m_bins(binning.bins) {
        if (binning.bins < 1 || !std::isfinite(binning.high - binning.low) || !(binning.low < binning.high))
            throw std::invalid_argument("cells: bounds must be finite and ascending");
    }
    /// Negative outside.
    [[nodiscard]] std::ptrdiff_t operator()(double value) const {
        const double cell = (value - m_low) * m_perWidth;
        return cell >= 0 && cell < m_bins ? static_cast<std::ptrdiff_t>(cell) : -1;
    }

private:
    double m_low;
    double m_perWidth;
    double m_bins;
};

std::uint8_t groupOf(const RowGrouping& grouping, RowSet::Row row) {
    return row < grouping.groupOf.size() ? grouping.groupOf[row] : RowGrouping::kNone;
}

/// Fewer rows than this are counted sooner than a thread wakes up.
constexpr std::size_t kFewRows = 20000;

std::size_t partsFor(std::size_t rows) {
    return rows < kFewRows ? 1 : static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
}

} // namespace

std::vector<RowSet> rowsOfGroups(const RowGrouping& grouping, const RowSet& rows) {
    std::vector<std::vector<RowSet::Row>> found(grouping.names.size());
    for (const RowSet::Row row : rows) {
        const std::uint8_t group = groupOf(grouping, row);
        if (group < found.size()) found[group].push_back(row);
    }
    std::vector<RowSet> sets;
    for (std::vector<RowSet::Row>& group : found)
        sets.emplace_back(std::move(group));
    return sets;
}

CellCounts::CellCounts(const Binning& xCells, const Binning& yCells, const ColumnView& x, const ColumnView& y,
                       const RowSet& rows, const RowGrouping* grouping)
    : m_x(xCells), m_y(yCells), m_kinds(grouping ? grouping->names.size() + 1 : 1) {
    const CellFinder xCell(xCells);
    const CellFinder yCell(yCells);
    const auto width = static_cast<std::size_t>(m_x.bins);
    const std::size_t parts = partsFor(rows.size());
    std::vector<std::vector<std::uint32_t>> counted(parts);
    tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t part) {
        std::vector<std::uint32_t>& counts = counted[part];
        counts.resize(width * static_cast<std::size_t>(m_y.bins) * m_kinds);
        const std::size_t begin = rows.size() * part / parts;
        const std::size_t end = rows.size() * (part + 1) / parts;
        for (const RowSet::Row row : rows.rows().subspan(begin, end - begin)) {
            const std::ptrdiff_t i = xCell(x[row]);
            const std::ptrdiff_t j = yCell(y[row]);
            if ((i | j) < 0) continue;
            const std::size_t kind =
                grouping ? std::min<std::size_t>(groupOf(*grouping, row), m_kinds - 1) : 0;
            ++counts[(static_cast<std::size_t>(j) * width + static_cast<std::size_t>(i)) * m_kinds + kind];
        }
    });
    m_counts = std::move(counted[0]);
    for (std::size_t part = 1; part < parts; ++part)
        std::transform(m_counts.begin(), m_counts.end(), counted[part].begin(), m_counts.begin(),
                       std::plus<>());
}

std::size_t CellCounts::first(int x, int y) const {
    assert(x >= 0 && x < m_x.bins && y >= 0 && y < m_y.bins);
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(m_x.bins) + static_cast<std::size_t>(x)) *
           m_kinds;
}

std::uint32_t CellCounts::count(int x, int y) const {
    std::uint32_t total = 0;
    for (std::size_t kind = 0; kind < m_kinds; ++kind)
        total += m_counts[first(x, y) + kind];
    return total;
}

std::uint32_t CellCounts::count(int x, int y, std::size_t group) const {
    assert(group + 1 < m_kinds);
    return m_counts[first(x, y) + group];
}

std::optional<std::size_t> CellCounts::mostFrequent(int x, int y) const {
    const auto begin = m_counts.begin() + static_cast<std::ptrdiff_t>(first(x, y));
    const auto end = begin + static_cast<std::ptrdiff_t>(m_kinds - 1);
    const auto most = std::max_element(begin, end);
    if (most == end || *most == 0) return std::nullopt;
    return static_cast<std::size_t>(most - begin);
}

std::uint32_t CellCounts::maximum() const {
    std::uint32_t result = 0;
    for (int y = 0; y < m_y.bins; ++y)
        for (int x = 0; x < m_x.bins; ++x)
            result = std::max(result, count(x, y));
    return result;
}

std::size_t CellCounts::inside() const {
    return std::accumulate(m_counts.begin(), m_counts.end(), std::size_t{0});
}

} // namespace pairscope
