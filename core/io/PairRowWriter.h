#pragma once

#include "core/io/ColumnLayout.h"
#include "core/io/ProblemList.h"

#include <array>
#include <bitset>
#include <string>
#include <string_view>

namespace pairscope {

/// Puts the numbers of one row after the other into a table and says what is wrong with them. One per block
/// of rows; blocks may be written from different threads.
class PairRowWriter {
public:
    PairRowWriter(const ColumnLayout& layout, PairTable& table, ProblemList& problems)
        : m_layout(layout), m_table(table), m_problems(problems) {}

    /// Starts a row: all numbers are NaN. `line` is 0 where there are no lines.
    void begin(std::size_t row, std::size_t line);
    void set(int field, double value) { m_values[static_cast<std::size_t>(field)] = value; }
    /// A problem found while reading; `field` (where there is one) is then not complained of again.
    void report(RowProblem::Kind kind, std::string_view column, std::string message);
    void reportField(RowProblem::Kind kind, int field, std::string message);
    /// Marks a field as complained of without a message of its own.
    void excuse(int field) { m_excused.set(static_cast<std::size_t>(field)); }
    /// A cell that holds no number: the class in words, the name of a layer, or a problem.
    void setText(int field, std::string_view text);
    /// Checks the row and stores it.
    void store();

    /// A message need not be made: nothing more will be kept.
    [[nodiscard]] bool isFull() const { return m_problems.isFull(); }

private:
    void setClass(std::string_view word);
    void setLayer(std::string_view name);
    [[nodiscard]] double value(int field) const { return m_values[static_cast<std::size_t>(field)]; }
    [[nodiscard]] bool isExcused(int field) const { return m_excused.test(static_cast<std::size_t>(field)); }
    void storeId();
    void storeClass();
    void fillDiagonal();
    void checkFinite(int firstField, int lastField);
    void checkCurvatures();
    void checkCovariance(int daughter);
    [[nodiscard]] std::string covarianceMessage(int daughter, const SpdProblem& problem) const;
    /// A whole number within the limits of Integer; 0 and a problem when it is not one.
    template<typename Integer>
    Integer whole(int field);
    [[nodiscard]] bool isRead(int field) const;

    const ColumnLayout& m_layout;
    PairTable& m_table;
    ProblemList& m_problems;
    std::array<double, static_cast<std::size_t>(kFieldCount)> m_values{};
    std::bitset<static_cast<std::size_t>(kFieldCount)> m_excused;
    std::size_t m_row = 0;
    std::size_t m_line = 0;
    bool m_bad = false;
    bool m_noted = false;
};

/// Daughter 0 of a row is the e-: PairTable::event() puts it right. Such rows carry a note.
[[nodiscard]] bool isSwapped(const PairTable& table, std::size_t row);

} // namespace pairscope
