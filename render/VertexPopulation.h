#pragma once

#include "core/candidate/CandidateTable.h"
#include "core/candidate/RowSet.h"

#include <memory>

namespace pairscope {

/// The vertices whose density is drawn under a candidate: those of some rows of a table. Rows without a
/// vertex have none to show.
struct VertexPopulation {
    std::shared_ptr<const CandidateTable> table; ///< null: no vertices
    RowSet rows;
    bool selected = false; ///< the rows are a selection, not all that there are: said in the picture

    bool operator==(const VertexPopulation&) const = default;
};

} // namespace pairscope
