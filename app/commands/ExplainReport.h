#pragma once

#include "app/commands/JsonText.h"
#include "core/candidate/CandidateStudy.h"

#include <string>

namespace pairscope {

/// What the fit panel shows of a candidate, for the terminal: the outcome in one sentence, its evidence,
/// minima, searches, the place along the flight, the origin, the conversion fit and KFit.
[[nodiscard]] std::string explainText(const CandidateStudy& study, const DetectorModel& detector);

/// The same for programs: native units (cm, GeV), null where there is nothing.
[[nodiscard]] Json explainJson(const CandidateStudy& study, const DetectorModel& detector);

} // namespace pairscope
