#pragma once

#include "app/PopulationPicture.h"

namespace pairscope {

/// Draws without any display.
/// @return why it could not be written, in words; empty when it is
[[nodiscard]] std::string drawPopulationPicture(int& argc, char** argv, const CandidateTable& table,
                                                const PopulationPicture& picture);

} // namespace pairscope
