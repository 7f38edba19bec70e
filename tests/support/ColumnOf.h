#pragma once

#include "core/candidate/ColumnView.h"

#include <utility>
#include <vector>

namespace pairscope::test {

/// Numbers as a column of a table.
class ColumnOf {
public:
    explicit ColumnOf(std::vector<double> numbers) : m_numbers(std::move(numbers)) {
        for (std::size_t first = 0; first < m_numbers.size(); first += ColumnView::kRowsPerBlock)
            m_blocks.push_back(m_numbers.data() + first);
    }
    operator ColumnView() const { return {m_blocks.data(), m_numbers.size()}; }

private:
    std::vector<double> m_numbers;
    std::vector<const double*> m_blocks;
};

} // namespace pairscope::test
