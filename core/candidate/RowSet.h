#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace pairscope {

/// Rows of a table, ascending, each once. A value; copies share the numbers, so that every panel can hold it.
class RowSet {
public:
    using Row = std::uint32_t;

    RowSet() = default;
    /// In any order, also twice.
    explicit RowSet(std::vector<Row> rows);
    /// 0 .. rows - 1.
    [[nodiscard]] static RowSet all(std::size_t rows);

    [[nodiscard]] std::size_t size() const { return m_rows ? m_rows->size() : 0; }
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::span<const Row> rows() const { return m_rows ? *m_rows : std::span<const Row>(); }
    [[nodiscard]] auto begin() const { return rows().begin(); }
    [[nodiscard]] auto end() const { return rows().end(); }
    [[nodiscard]] bool contains(std::size_t row) const;

    [[nodiscard]] RowSet united(const RowSet& other) const;
    [[nodiscard]] RowSet intersected(const RowSet& other) const;
    [[nodiscard]] RowSet without(const RowSet& other) const;
    /// Those below `rows`.
    [[nodiscard]] RowSet below(std::size_t rows) const;

    bool operator==(const RowSet& other) const;

private:
    std::shared_ptr<const std::vector<Row>> m_rows; ///< null for none
};

} // namespace pairscope
