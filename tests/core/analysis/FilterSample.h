#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/candidate/RowSet.h"

#include <memory>

namespace pairscope::test {

/// 300 simulated pairs with truth, reconstructed, ids 1/(row / 100)/(row)/0; every tenth has tracks of the
/// same charge, so that it has failed and lacks most numbers.
[[nodiscard]] const CandidateTable& filterSample();

/// Rows for which `holds(row)`, by a plain loop.
template<class Holds>
RowSet rowsWhere(const CandidateTable& table, Holds holds) {
    std::vector<RowSet::Row> rows;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (holds(row)) rows.push_back(static_cast<RowSet::Row>(row));
    return RowSet(std::move(rows));
}

} // namespace pairscope::test
