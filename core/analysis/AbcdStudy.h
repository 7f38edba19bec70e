#pragma once

#include "core/analysis/AbcdEstimate.h"
#include "core/analysis/RegionMembership.h"

#include <optional>
#include <string>
#include <vector>

namespace pairscope {

/// Rank correlation of two coordinates (Spearman), from -1 to 1.
struct Correlation {
    double value = 0;
    double error = 0; ///< 1/sqrt(n - 1) if there were none
    std::size_t entries = 0;
};
/// @return nothing for less than three entries or a coordinate that is everywhere the same
[[nodiscard]] std::optional<Correlation> rankCorrelation(const CandidateTable& table, CandidateColumn x,
                                                         CandidateColumn y, const RowSet& rows);

/// The estimate tried where the answer is known: two neighbouring boxes without the signal region, each cut
/// in two at the median of the coordinate they share.
struct ClosureTest {
    std::string boxes;     ///< "B, D cut at rho = 1.9 cm"
    AbcdCounts counts;     ///< of the four parts; a is the one that is predicted
    AbcdEstimate expected; ///< with kappa = 1
    std::optional<double> pull;
};

/// Everything that is told of an ABCD estimate in a plane.
struct AbcdStudy {
    AbcdCounts counts; ///< a is 0 where the signal region is blinded
    bool signalBlinded = false;
    AbcdEstimate estimate;                  ///< with the kappa that was asked for
    std::optional<MeasuredKappa> measured;  ///< in this sample; nothing when A is blinded
    std::optional<Correlation> correlation; ///< of all entries in the boxes that are looked at
    std::vector<ClosureTest> closure;
    /// Sentences that a person must read before using the number; empty when nothing speaks against it.
    std::vector<std::string> warnings;
};

/// @return why there is no estimate ("no region has the role D"), or the study
[[nodiscard]] tl::expected<AbcdStudy, std::string>
studyAbcd(const CandidateTable& table, const SidebandPlane& plane, const RegionMembership& membership,
          bool signalBlinded, const Kappa& kappa = {}, ConfidenceLevel level = {});

} // namespace pairscope
