#include "core/analysis/RowGrouping.h"

#include "core/candidate/ParallelRows.h"
#include "core/detector/DetectorModel.h"

#include <algorithm>
#include <array>

namespace pairscope {

namespace {

constexpr std::size_t kGrain = 16384; ///< rows; well below a millisecond

/// Groups by the number in a column: group of number n at its index.
RowGrouping byNumber(const CandidateTable& table, CandidateColumn column, std::vector<std::string> names,
                     const std::vector<std::uint8_t>& groups) {
    RowGrouping made{std::move(names), std::vector<std::uint8_t>(table.rows(), RowGrouping::kNone)};
    const ColumnView numbers = table.column(column);
    const auto last = static_cast<double>(groups.size());
    const auto put = [&](std::size_t row) {
        const double number = numbers[row]; // NaN fails the comparison
        if (number >= 0 && number < last) made.groupOf[row] = groups[static_cast<std::size_t>(number)];
    };
    (void)forEachRow(table.rows(), kGrain, put, {}, {});
    return made;
}

/// A group for each word of a text column whose numbers count from 0, in the order given.
RowGrouping byWord(const CandidateTable& table, CandidateColumn column, const std::vector<double>& order) {
    std::vector<std::string> names;
    std::vector<std::uint8_t> groups(order.size(), RowGrouping::kNone);
    for (const double number : order) {
        groups[static_cast<std::size_t>(number)] = static_cast<std::uint8_t>(names.size());
        names.emplace_back(table.word(column, number));
    }
    return byNumber(table, column, std::move(names), groups);
}

/// Layers where a vertex is looked for, by their groups.
RowGrouping byLayer(const CandidateTable& table) {
    std::vector<std::string> names;
    std::vector<std::uint8_t> groups;
    for (const MaterialLayer& layer : table.detector().layers()) {
        if (!layer.tracking || names.size() >= RowGrouping::kNone) {
            groups.push_back(RowGrouping::kNone);
            continue;
        }
        const auto known = std::find(names.begin(), names.end(), layer.group);
        groups.push_back(static_cast<std::uint8_t>(known - names.begin()));
        if (known == names.end()) names.push_back(layer.group);
    }
    return byNumber(table, CandidateColumn::NearestLayer, std::move(names), groups);
}

std::vector<double> verdictsThenNone(const CandidateTable& table) {
    std::vector<double> order;
    for (std::size_t number = 1; number <= table.verdicts()->names().size(); ++number)
        order.push_back(static_cast<double>(number));
    order.push_back(0);
    return order;
}

/// Those in the set and the others.
RowGrouping bySet(const CandidateTable& table, const RowSet& rows, std::string in, std::string out) {
    RowGrouping made{{std::move(in), std::move(out)}, std::vector<std::uint8_t>(table.rows(), 1)};
    for (const RowSet::Row row : rows)
        if (row < made.groupOf.size()) made.groupOf[row] = 0;
    return made;
}

RowGrouping byFilter(const CandidateTable& table, const NamedFilter& filter) {
    const std::string& name = filter.name.empty() ? filter.text : filter.name;
    CandidateFilter only;
    only.text = filter.text;
    return bySet(table, passing(table, only).value_or(RowSet()), name.empty() ? "all" : name, "the others");
}

RowGrouping grouped(const CandidateTable& table, GroupBy by, const RowSet& selection,
                    const NamedFilter& filter) {
    switch (by) {
    case GroupBy::TrueClass:
        return byWord(table, CandidateColumn::TrueClass, {1, 2, 3, 0}); // unknown last
    case GroupBy::Status:
        return byWord(table, CandidateColumn::Status, {0, 1, 2, 3});
    case GroupBy::Verdict:
        return byWord(table, CandidateColumn::Verdict, verdictsThenNone(table));
    case GroupBy::Layer:
        return byLayer(table);
    case GroupBy::Selection:
        return bySet(table, selection, "selected", "not selected");
    default:
        return byFilter(table, filter);
    }
}

} // namespace

std::shared_ptr<const RowGrouping> groupRows(const CandidateTable& table, GroupBy by, const RowSet& selection,
                                             const NamedFilter& filter) {
    if (by == GroupBy::Nothing) return nullptr;
    if (table.rows() == 0) return std::make_shared<const RowGrouping>();
    return std::make_shared<const RowGrouping>(grouped(table, by, selection, filter));
}

} // namespace pairscope
