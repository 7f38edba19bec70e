#pragma once

#include "core/math/LinearAlgebra.h"

#include <vector>

namespace pairscope {

/// The one-sigma ellipsoid of a 3x3 covariance.
struct ErrorEllipsoid {
    Matrix3 axes = Matrix3::Identity(); ///< columns: directions of the semi-axes, unit vectors
    Vector3 sigma = Vector3::Zero();    ///< semi-axes, ascending, in the unit of the coordinates
};

/// @param covariance symmetric; eigenvalues below zero by rounding are taken as zero.
[[nodiscard]] ErrorEllipsoid errorEllipsoid(const Matrix3& covariance);

/// The ellipse in which the plane of the two semi-axes other than `axis` (0 to 2) cuts the ellipsoid about
/// `centre`, as a closed polyline; the first point is not repeated. @pre points >= 3
[[nodiscard]] std::vector<Vector3> principalEllipse(const ErrorEllipsoid& ellipsoid, const Vector3& centre,
                                                    int axis, int points = 64);

} // namespace pairscope
