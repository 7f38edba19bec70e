#include "render/SpaceDirection.h"

#include "core/math/Angle.h"
#include "core/math/Units.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

Matrix3 SpaceDirection::axes() const {
    const double cosA = std::cos(azimuth);
    const double sinA = std::sin(azimuth);
    const double cosE = std::cos(elevation);
    const double sinE = std::sin(elevation);
    Matrix3 rows;
    rows << cosA, 0, -sinA, -sinE * sinA, cosE, -sinE * cosA, cosE * sinA, sinE, cosE * cosA;
    return rows;
}

SpaceDirection SpaceDirection::turned(double byAzimuth, double byElevation) const {
    return {wrapAngle(azimuth + byAzimuth), std::clamp(elevation + byElevation, -kPi / 2, kPi / 2)};
}

} // namespace pairscope
