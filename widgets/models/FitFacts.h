#pragma once

#include "core/candidate/CandidateStudy.h"
#include "widgets/models/TextTable.h"

namespace pairscope {

/// What the outcome of a fit rests on, in two columns: the diagnosis' evidence, where the pair was made, the
/// pair as a conversion, and what basf2's KFit would have said. What does not exist is left out.
[[nodiscard]] TextTable factsTable(const CandidateStudy& study);

/// "PXD 1 83 %, prompt 12 %", or "undecided: ..." when no place reaches LayerAssociation::kDecided.
[[nodiscard]] QString originLine(const LayerAssociation& association);

} // namespace pairscope
