#pragma once

#include "core/math/LinearAlgebra.h"

namespace pairscope {

/// From where space is looked at, along parallel rays, without roll: the y axis (up in the hall, and in the
/// transverse view) is never tilted to the side. Azimuth 0 and elevation 0 see the transverse view (x to the
/// right), azimuth -90 degrees has z to the right.
struct SpaceDirection {
    double azimuth = 0;   ///< of the eye about the y axis, from +z towards +x, rad
    double elevation = 0; ///< of the eye above the x-z plane, within +-pi/2, rad

    bool operator==(const SpaceDirection&) const = default;

    /// Unit vectors as rows: to the right, up, and towards the eye.
    [[nodiscard]] Matrix3 axes() const;
    /// Turned by these angles; the elevation stops at the poles, the azimuth stays within (-pi, pi].
    [[nodiscard]] SpaceDirection turned(double byAzimuth, double byElevation) const;
};

} // namespace pairscope
