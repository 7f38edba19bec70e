#include "core/io/PairIds.h"

#include "core/io/PairRowWriter.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

namespace pairscope {

namespace {

bool areAscending(const PairTable& table) {
    for (std::size_t row = 1; row < table.rows(); ++row)
        if (!(table.id(row - 1) < table.id(row))) return false;
    return true;
}

/// (later row, first row with the same id), in row order.
std::vector<std::pair<std::size_t, std::size_t>> repeatedRows(const PairTable& table) {
    std::vector<std::size_t> order(table.rows());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(table.id(a), a) < std::pair(table.id(b), b);
    });
    std::vector<std::pair<std::size_t, std::size_t>> repeated;
    std::size_t first = 0;
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (table.id(order[i]) == table.id(order[first]))
            repeated.emplace_back(order[i], order[first]);
        else
            first = i;
    }
    std::sort(repeated.begin(), repeated.end());
    return repeated;
}

} // namespace

void numberMissingIds(PairTable& table, const ColumnLayout& layout) {
    if (layout.has(kFieldEvent) && layout.has(kFieldCandidate)) return;
    std::map<EventId, std::uint32_t> candidates;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        EventId id = table.id(row);
        if (layout.has(kFieldEvent))
            id.candidate = candidates[id]++;
        else
            id.event = static_cast<std::uint32_t>(row);
        table.setId(row, id);
    }
}

ProblemList findDuplicateIds(const PairTable& table, const std::function<std::size_t(std::size_t)>& lineOf) {
    ProblemList notes;
    if (areAscending(table)) return notes;
    for (const auto& [row, first] : repeatedRows(table)) {
        if (!isSwapped(table, row)) notes.countNoteRow(); // swapped rows are counted already
        if (notes.isFull()) continue;
        notes.add({row, lineOf(row), RowProblem::Kind::DuplicateId, columnName(kFieldEvent),
                   fmt::format("the id {} is also that of row {}, expected a different one for every row",
                               toString(table.id(row)), first)});
    }
    return notes;
}

} // namespace pairscope
