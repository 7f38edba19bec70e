#pragma once

#include "core/math/Units.h"

#include <cmath>

namespace pairscope {

/// The angle in (-pi, pi] that differs from `angle` [rad] by whole turns; NaN and infinities give NaN.
inline double wrapAngle(double angle) {
    if (angle > -kPi && angle <= kPi) return angle;
    const double wrapped = std::remainder(angle, 2 * kPi);
    return wrapped == -kPi ? kPi : wrapped;
}

} // namespace pairscope
