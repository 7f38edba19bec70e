#pragma once

#include "core/analysis/AbcdEstimate.h"
#include "core/analysis/RegionMembership.h"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <vector>

namespace pairscope {

/// Rank correlation of two coordinates (Spearman, Am. J. Psychol. 15 (1904) 72), from -1 to 1; equal values
/// share their mean rank.
struct Correlation {
    double value = 0;
    double error = 0; ///< 1/sqrt(n - 1): its spread if there were none
    std::size_t entries = 0;
};
/// Of the rows that have both numbers.
/// @return nothing for less than three entries or a coordinate that is everywhere the same
[[nodiscard]] std::optional<Correlation> rankCorrelation(const CandidateTable& table, CandidateColumn x,
                                                         CandidateColumn y, const RowSet& rows);

/// The estimate tried where the answer is known: two neighbouring boxes without the signal region, each cut
/// in two at the median (of both together) of the coordinate they share.
struct ClosureTest {
    std::string boxes;     ///< "B and D cut at rho = 1.9 cm"
    AbcdCounts counts;     ///< of the four parts; a is the one that is predicted
    AbcdEstimate expected; ///< with kappa = 1
    std::optional<double> pull;
};

/// Everything that is told of an ABCD estimate in a plane.
struct AbcdStudy {
    AbcdCounts counts; ///< a is 0 where the signal region is blinded
    bool signalBlinded = false;
    AbcdEstimate estimate;                 ///< with the kappa that was asked for
    std::optional<double> pull;            ///< of what was observed; nothing when A is blinded
    std::optional<MeasuredKappa> measured; ///< in this sample; nothing when A is blinded
    /// Of the two coordinates inside the boxes that are looked at, averaged with n - 1 as weights (three
    /// boxes without the fourth are correlated by their outline); what is between the boxes is kappa.
    std::optional<Correlation> correlation;
    std::vector<ClosureTest> closure;
    /// Sentences that a person must read before using the number; empty when nothing speaks against it.
    std::vector<std::string> warnings;
};

/// An entry in several of the boxes counts once, in the first of A, B, C, D. What is in a region that is
/// blind in `plane` is not looked at, whatever its role: give it unblinded() when it may be seen.
/// @param membership of the rows in the regions of `plane`
/// @return why there is no estimate ("no region has the role D"), or the study
/// @throws std::invalid_argument as abcdEstimate()
[[nodiscard]] tl::expected<AbcdStudy, std::string>
studyAbcd(const CandidateTable& table, const SidebandPlane& plane, const RegionMembership& membership,
          const Kappa& kappa = {}, ConfidenceLevel level = {});

/// Only the counts in the boxes, as studyAbcd() has them.
[[nodiscard]] AbcdCounts abcdCounts(const SidebandPlane& plane, const RegionMembership& membership);

} // namespace pairscope
