#pragma once

#include <cstddef>

namespace pairscope {

/// One column of a table, read by row. The numbers lie in blocks of kRowsPerBlock rows, so that two tables
/// can share those in which they agree. Lives as long as the table.
class ColumnView {
public:
    static constexpr std::size_t kBlockBits = 12;
    static constexpr std::size_t kRowsPerBlock = std::size_t{1} << kBlockBits;

    ColumnView() = default;
    ColumnView(const double* const* blocks, std::size_t rows) : m_blocks(blocks), m_rows(rows) {}

    [[nodiscard]] std::size_t size() const { return m_rows; }
    [[nodiscard]] bool empty() const { return m_rows == 0; }
    /// @pre row < size()
    [[nodiscard]] double operator[](std::size_t row) const {
        return m_blocks[row >> kBlockBits][row & (kRowsPerBlock - 1)];
    }
    /// The contiguous numbers from `row` on, up to the end of its block. @pre row < size()
    [[nodiscard]] const double* from(std::size_t row) const {
        return m_blocks[row >> kBlockBits] + (row & (kRowsPerBlock - 1));
    }

private:
    const double* const* m_blocks = nullptr;
    std::size_t m_rows = 0;
};

} // namespace pairscope
