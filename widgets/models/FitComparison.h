#pragma once

#include "core/candidate/CandidateStudy.h"
#include "widgets/models/TextTable.h"

namespace pairscope {

/// A fit with the options it was made with.
struct FitRecord {
    std::shared_ptr<const CandidateStudy> study;
    Reconstruction::Options options;
};

/// quantity | kept | now | difference (now - kept) of two fits, of the same candidate or not.
[[nodiscard]] TextTable comparisonTable(const FitRecord& kept, const FitRecord& now);

} // namespace pairscope
