#pragma once

#include "core/candidate/CandidateStudy.h"
#include "widgets/models/TextTable.h"

#include <optional>

namespace pairscope {

/// Every minimum of the fit, best first, however bad: row i is minimum i. The one that is "the" vertex is
/// marked. Empty without a fit.
[[nodiscard]] TextTable minimaTable(const CandidateStudy& study, const DetectorModel& detector);

/// The 68 % interval of the minimum's transverse distance from chi2 along the flight, where the profile is so
/// little parabolic that the Gaussian error would mislead: its ends differ from rho -+ error by more than a
/// quarter of the error. Nothing where the Gaussian error does, or the minimum lies in no interval.
[[nodiscard]] std::optional<FlightInterval> skewInterval(const CandidateStudy& study, std::size_t minimum);

} // namespace pairscope
