#include "core/io/ProblemList.h"

#include <algorithm>
#include <iterator>

namespace pairscope {

void ProblemList::add(RowProblem problem) {
    if (!isFull()) m_problems.push_back(std::move(problem));
}

void ProblemList::append(ProblemList&& next, std::size_t firstRow, std::size_t firstLine) {
    m_badRows += next.m_badRows;
    m_noteRows += next.m_noteRows;
    for (RowProblem& problem : next.m_problems) {
        if (isFull()) return;
        problem.row += firstRow;
        problem.line += firstLine;
        m_problems.push_back(std::move(problem));
    }
}

void ProblemList::merge(ProblemList&& others) {
    m_badRows += others.m_badRows;
    m_noteRows += others.m_noteRows;
    std::vector<RowProblem> merged;
    merged.reserve(m_problems.size() + others.m_problems.size());
    std::merge(std::make_move_iterator(m_problems.begin()), std::make_move_iterator(m_problems.end()),
               std::make_move_iterator(others.m_problems.begin()),
               std::make_move_iterator(others.m_problems.end()), std::back_inserter(merged),
               [](const RowProblem& a, const RowProblem& b) { return a.row < b.row; });
    if (merged.size() > PairFile::kMaxListedProblems) merged.resize(PairFile::kMaxListedProblems);
    m_problems = std::move(merged);
}

} // namespace pairscope
