#pragma once

#include "core/detector/DetectorModel.h"

#include <optional>

namespace pairscope {

/// Where a particle flying straight from `origin` along `direction` enters the calorimeter: the inner face of
/// the barrel (the layer of the group "ECL") or a plane that closes one of its ends [cm]. The end caps are
/// taken to begin where the barrel ends. Nothing when the detector has no calorimeter, the direction is zero,
/// or the particle starts outside.
[[nodiscard]] std::optional<Vector3> calorimeterEntry(const DetectorModel& detector, const Vector3& origin,
                                                      const Vector3& direction);

} // namespace pairscope
