#include "core/candidate/VerdictColumn.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace pairscope {

namespace {

std::size_t blocksFor(std::size_t rows) {
    return (rows + ColumnView::kRowsPerBlock - 1) / ColumnView::kRowsPerBlock;
}

} // namespace

VerdictColumn::VerdictColumn(std::size_t rows, std::vector<std::string> names)
    : m_rows(rows), m_names(std::move(names)) {
    static const auto nothing = std::make_shared<const Block>();
    m_numbers.assign(blocksFor(rows), nothing);
    refer();
}

VerdictColumn::VerdictColumn(std::span<const std::uint8_t> numbers, std::vector<std::string> names)
    : VerdictColumn(numbers.size(), std::move(names)) {
    for (std::size_t i = 0; i < m_numbers.size(); ++i) {
        auto block = std::make_shared<Block>();
        const std::size_t first = i * ColumnView::kRowsPerBlock;
        for (std::size_t row = first; row < std::min(first + ColumnView::kRowsPerBlock, m_rows); ++row)
            (*block)[row - first] = numbers[row];
        m_numbers[i] = std::move(block);
    }
    refer();
}

VerdictColumn VerdictColumn::with(std::size_t row, std::uint8_t number) const {
    assert(row < m_rows && number <= m_names.size());
    VerdictColumn copy = *this;
    auto block = std::make_shared<Block>(*m_numbers[row >> ColumnView::kBlockBits]);
    (*block)[row & (ColumnView::kRowsPerBlock - 1)] = number;
    copy.m_numbers[row >> ColumnView::kBlockBits] = std::move(block);
    copy.refer();
    return copy;
}

std::string_view VerdictColumn::word(std::size_t number) const {
    if (number == 0) return kNone;
    return number <= m_names.size() ? std::string_view(m_names[number - 1]) : std::string_view();
}

void VerdictColumn::refer() {
    m_blocks.clear();
    for (const auto& block : m_numbers)
        m_blocks.push_back(block->data());
}

} // namespace pairscope
