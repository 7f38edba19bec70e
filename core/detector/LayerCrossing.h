#pragma once

#include "core/math/LinearAlgebra.h"

#include <cstddef>

namespace pairscope {

/// A straight path going through one piece of material.
struct LayerCrossing {
    std::size_t layer = 0; ///< index into DetectorModel::layers()
    double distance = 0; ///< from the start of the path to the middle of the material, cm (three-dimensional)
    double length = 0;   ///< inside the material, cm
    double radius = 0;   ///< transverse distance from the z axis at the middle, cm
    double radiationLengths = 0;        ///< X/X0 along the path, obliquity included
    Vector3 position = Vector3::Zero(); ///< middle of the material, cm
};

} // namespace pairscope
