#include "core/candidate/RowOrder.h"

#include "core/candidate/TaskPool.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace pairscope {

namespace {

using Row = std::uint32_t;

constexpr std::size_t kGrain = 16384; ///< rows

/// A key beside its row: sorting contiguous pairs is several times faster than looking keys up.
template<class Key>
struct Keyed {
    Key key;
    Row row;
};

/// Parts are sorted each on a core, then merged two by two.
template<class Key, class Before>
void sortOnAllCores(std::vector<Keyed<Key>>& keyed, const Before& before) {
    const std::size_t parts = std::max<std::size_t>(1, taskThreads());
    const auto edge = [&](std::size_t part) {
        return keyed.begin() + static_cast<std::ptrdiff_t>(keyed.size() * std::min(part, parts) / parts);
    };
    forEachBlock(parts, 1, [&](std::size_t first, std::size_t end) {
        for (std::size_t part = first; part != end; ++part)
            std::sort(edge(part), edge(part + 1), before);
    });
    for (std::size_t width = 1; width < parts; width *= 2)
        for (std::size_t part = 0; part + width < parts; part += 2 * width)
            std::inplace_merge(edge(part), edge(part + width), edge(part + 2 * width), before);
}

template<class Key, class KeyOf>
std::vector<Row> sortedRows(std::size_t rows, bool descending, const KeyOf& keyOf) {
    std::vector<Keyed<Key>> keyed(rows);
    forEachBlock(rows, kGrain, [&](std::size_t first, std::size_t end) {
        for (std::size_t row = first; row != end; ++row)
            keyed[row] = {keyOf(row), static_cast<Row>(row)};
    });
    const auto tie = [](const auto& a, const auto& b) { return a.row < b.row; };
    if (descending)
        sortOnAllCores(keyed, [tie](const auto& a, const auto& b) {
            return b.key < a.key || (!(a.key < b.key) && tie(a, b));
        });
    else
        sortOnAllCores(keyed, [tie](const auto& a, const auto& b) {
            return a.key < b.key || (!(b.key < a.key) && tie(a, b));
        });
    std::vector<Row> order(rows);
    std::transform(keyed.begin(), keyed.end(), order.begin(), [](const auto& entry) { return entry.row; });
    return order;
}

} // namespace

std::vector<std::uint32_t> rowsByNumber(const ColumnView& column, bool descending) {
    // what does not exist comes last either way
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const double last = descending ? -kInfinity : kInfinity;
    return sortedRows<std::pair<bool, double>>(column.size(), descending, [&](std::size_t row) {
        const double number = column[row];
        const bool missing = std::isnan(number);
        return std::pair(missing != descending, missing ? last : number);
    });
}

std::vector<std::uint32_t> rowsByOutcome(const CandidateTable& table, bool descending) {
    const ColumnView status = table.column(CandidateColumn::Status);
    const ColumnView reason = table.column(CandidateColumn::Reason);
    return sortedRows<double>(table.rows(), descending, [&](std::size_t row) {
        return static_cast<double>(kCandidateReasonCount) * status[row] + reason[row];
    });
}

std::vector<std::uint32_t> rowsById(const PairTable& pairs, bool descending) {
    return sortedRows<EventId>(pairs.rows(), descending, [&](std::size_t row) { return pairs.id(row); });
}

} // namespace pairscope
