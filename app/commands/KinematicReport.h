#pragma once

#include "app/commands/JsonText.h"
#include "core/candidate/CandidateStudy.h"

#include <string>

namespace pairscope {

/// The kinematic fit of a candidate for `pairscope fit --explain`: chi2, mass, what was measured and fitted
/// with its pull, the other photons; or the reason why there is none.
/// Empty when it is switched off.
[[nodiscard]] std::string kinematicText(const CandidateStudy& study);

/// The same in native units (rad, 1/cm, GeV).
[[nodiscard]] Json kinematicJson(const CandidateStudy& study);

} // namespace pairscope
