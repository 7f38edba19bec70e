#pragma once

#include "core/candidate/CandidateTable.h"

#include <functional>
#include <string>

namespace pairscope {

/// A picture of a whole sample, as asked for.
struct PopulationPicture {
    std::string kind; ///< "masses", "vertices", "distance", "shift"
    bool light = true;
    int width = 0;    ///< pixels
    int height = 0;   ///< pixels
    std::string file; ///< .png, .pdf or .svg
};

/// Draws it, complete or not at all. The plots are widgets, which commands do not know: the program hands
/// this in. @return why it could not, in words; empty when it is written
using DrawPopulation = std::function<std::string(const CandidateTable&, const PopulationPicture&)>;

} // namespace pairscope
