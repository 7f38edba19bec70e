#include "core/math/ErrorEllipsoid.h"

#include "core/math/Units.h"

#include <Eigen/Eigenvalues>

#include <cmath>

namespace pairscope {

ErrorEllipsoid errorEllipsoid(const Matrix3& covariance) {
    const Eigen::SelfAdjointEigenSolver<Matrix3> solver(covariance);
    return {solver.eigenvectors(), solver.eigenvalues().cwiseMax(0.0).cwiseSqrt()};
}

std::vector<Vector3> principalEllipse(const ErrorEllipsoid& ellipsoid, const Vector3& centre, int axis,
                                      int points) {
    const int first = (axis + 1) % 3;
    const int second = (axis + 2) % 3;
    const Vector3 along = ellipsoid.axes.col(first) * ellipsoid.sigma(first);
    const Vector3 across = ellipsoid.axes.col(second) * ellipsoid.sigma(second);
    std::vector<Vector3> polygon;
    polygon.reserve(static_cast<std::size_t>(points));
    for (int i = 0; i < points; ++i) {
        const double t = 2 * kPi * i / points;
        polygon.push_back(centre + along * std::cos(t) + across * std::sin(t));
    }
    return polygon;
}

} // namespace pairscope
