#include "core/vertex/FlightFrame.h"

#include <cmath>

namespace pairscope {

FlightFrame FlightFrame::of(const Helix& positron, const Helix& electron) {
    // transverse momenta are proportional to 1 / |omega|
    const double plus = std::abs(electron.omega());
    const double minus = std::abs(positron.omega());
    return FlightFrame(Vector2(plus * std::cos(positron.phi0()) + minus * std::cos(electron.phi0()),
                               plus * std::sin(positron.phi0()) + minus * std::sin(electron.phi0())));
}

} // namespace pairscope
