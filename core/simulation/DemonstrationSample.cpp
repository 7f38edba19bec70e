#include "core/simulation/DemonstrationSample.h"

#include "core/math/Units.h"

namespace pairscope {

SampleOptions demonstrationOptions() {
    SampleOptions options;
    options.seed = 922; // begins with a plain conversion in the second pixel layer
    options.conversions = 200;
    options.darkPhotons = {{17.0_MeV, 1e-3, 120}, {50.0_MeV, 1e-3, 30}, {100.0_MeV, 1e-3, 30}};
    options.promptPairs = 20;
    return options;
}

std::shared_ptr<const PairTable> demonstrationSample(const std::shared_ptr<const DetectorModel>& detector) {
    return generateSample(detector, demonstrationOptions());
}

} // namespace pairscope
