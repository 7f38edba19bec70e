#include "core/candidate/RowSet.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace pairscope {

namespace {

/// Of an algorithm on two ascending ranges, such as std::set_union.
template<class Algorithm>
RowSet combined(const RowSet& a, const RowSet& b, Algorithm algorithm) {
    std::vector<RowSet::Row> rows;
    rows.reserve(a.size() + b.size());
    algorithm(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rows));
    return RowSet(std::move(rows));
}

} // namespace

RowSet::RowSet(std::vector<Row> rows) {
    if (rows.empty()) return;
    const auto notAscending = [](Row a, Row b) { return a >= b; };
    if (std::adjacent_find(rows.begin(), rows.end(), notAscending) != rows.end()) {
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    }
    m_rows = std::make_shared<const std::vector<Row>>(std::move(rows));
}

RowSet RowSet::all(std::size_t rows) {
    std::vector<Row> numbers(rows);
    std::iota(numbers.begin(), numbers.end(), Row{0});
    return RowSet(std::move(numbers));
}

bool RowSet::contains(std::size_t row) const {
    return std::binary_search(begin(), end(), row);
}

RowSet RowSet::united(const RowSet& other) const {
    if (other.empty()) return *this;
    if (empty()) return other;
    return combined(*this, other, [](auto... arguments) { std::set_union(arguments...); });
}

RowSet RowSet::intersected(const RowSet& other) const {
    if (m_rows == other.m_rows) return *this;
    return combined(*this, other, [](auto... arguments) { std::set_intersection(arguments...); });
}

RowSet RowSet::without(const RowSet& other) const {
    if (other.empty()) return *this;
    return combined(*this, other, [](auto... arguments) { std::set_difference(arguments...); });
}

RowSet RowSet::below(std::size_t rows) const {
    if (empty() || m_rows->back() < rows) return *this;
    const auto end = std::lower_bound(m_rows->begin(), m_rows->end(), rows);
    return RowSet(std::vector<Row>(m_rows->begin(), end));
}

bool RowSet::operator==(const RowSet& other) const {
    return m_rows == other.m_rows || std::ranges::equal(rows(), other.rows());
}

} // namespace pairscope
