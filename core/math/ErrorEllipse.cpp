#include "core/math/ErrorEllipse.h"

#include "core/math/Units.h"

#include <algorithm>
#include <cmath>

namespace pairscope {

ErrorEllipse errorEllipse(const Matrix2& covariance) {
    const double mean = (covariance(0, 0) + covariance(1, 1)) / 2;
    const double halfDifference = (covariance(0, 0) - covariance(1, 1)) / 2;
    const double spread = std::hypot(halfDifference, covariance(0, 1));
    ErrorEllipse ellipse;
    ellipse.major = std::sqrt(std::max(0.0, mean + spread));
    ellipse.minor = std::sqrt(std::max(0.0, mean - spread));
    ellipse.angle = std::atan2(covariance(0, 1), halfDifference) / 2;
    return ellipse;
}

std::vector<Vector2> ellipsePoints(const ErrorEllipse& ellipse, const Vector2& centre, double sigmas,
                                   int points) {
    const Vector2 along = Vector2(std::cos(ellipse.angle), std::sin(ellipse.angle)) * ellipse.major * sigmas;
    const Vector2 across =
        Vector2(-std::sin(ellipse.angle), std::cos(ellipse.angle)) * ellipse.minor * sigmas;
    std::vector<Vector2> polygon;
    polygon.reserve(static_cast<std::size_t>(points));
    for (int i = 0; i < points; ++i) {
        const double t = 2 * kPi * i / points;
        polygon.push_back(centre + along * std::cos(t) + across * std::sin(t));
    }
    return polygon;
}

} // namespace pairscope
