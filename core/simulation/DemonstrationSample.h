#pragma once

#include "core/simulation/SampleGenerator.h"

namespace pairscope {

/// What the program shows when it is given no file: 400 candidates, half of them conversions in the real
/// material, dark photons of 17, 50 and 100 MeV, and prompt pairs.
[[nodiscard]] SampleOptions demonstrationOptions();

[[nodiscard]] std::shared_ptr<const PairTable>
demonstrationSample(const std::shared_ptr<const DetectorModel>& detector);

} // namespace pairscope
