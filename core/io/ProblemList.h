#pragma once

#include "core/io/PairSource.h"

#include <cstddef>
#include <vector>

namespace pairscope {

/// Problems of rows in row order: the first PairFile::kMaxListedProblems are kept, all are counted.
class ProblemList {
public:
    /// Nothing more will be kept, so a message need not be made.
    [[nodiscard]] bool isFull() const { return m_problems.size() >= PairFile::kMaxListedProblems; }
    void add(RowProblem problem);
    void countBadRow() { ++m_badRows; }
    void countNoteRow() { ++m_noteRows; }

    /// Adds the problems of the rows that follow; their rows and lines are counted from the given ones.
    void append(ProblemList&& next, std::size_t firstRow, std::size_t firstLine);
    /// Sorts in more problems, themselves in row order.
    void merge(ProblemList&& others);

    [[nodiscard]] std::vector<RowProblem>& problems() { return m_problems; }
    [[nodiscard]] std::size_t badRows() const { return m_badRows; }
    [[nodiscard]] std::size_t noteRows() const { return m_noteRows; }

private:
    std::vector<RowProblem> m_problems;
    std::size_t m_badRows = 0;
    std::size_t m_noteRows = 0;
};

} // namespace pairscope
