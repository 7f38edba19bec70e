#pragma once

#include "core/candidate/Candidate.h"

#include <QIcon>

namespace pairscope {

/// A sign for each status that differs in shape as well as colour: tick, two dots, cross.
[[nodiscard]] QIcon statusIcon(CandidateStatus status);

enum class Severity { Info, Warning, Error };

/// A circle with i, a triangle with an exclamation mark, a circle with a cross.
[[nodiscard]] QIcon severityIcon(Severity severity);

} // namespace pairscope
