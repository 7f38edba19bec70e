#pragma once

#include "core/math/LinearAlgebra.h"

#include <vector>

namespace pairscope {

/// The one-sigma ellipse of a 2x2 covariance: semi-axes are square roots of its eigenvalues.
struct ErrorEllipse {
    double major = 0; ///< semi-axis, in the unit of the coordinates
    double minor = 0; ///< semi-axis, in the unit of the coordinates
    double angle = 0; ///< of the major axis to the x axis, in (-pi/2, pi/2] rad
};

/// @param covariance symmetric; eigenvalues below zero by rounding are taken as zero.
[[nodiscard]] ErrorEllipse errorEllipse(const Matrix2& covariance);

/// Closed polyline of the ellipse at `sigmas` standard deviations about `centre`; the first point is not
/// repeated.
/// @pre points >= 3
[[nodiscard]] std::vector<Vector2> ellipsePoints(const ErrorEllipse& ellipse, const Vector2& centre,
                                                 double sigmas, int points = 96);

} // namespace pairscope
