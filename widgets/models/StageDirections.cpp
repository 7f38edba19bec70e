#include "widgets/models/StageDirections.h"

#include "core/math/NumericalJacobian.h"

#include <cmath>

namespace pairscope {

StageDirections StageDirections::atPerigee(const TrackPair& tracks) {
    StageDirections directions;
    constexpr int from[] = {kPhi0, kOmega, kTanLambda};
    for (int track = 0; track < 2; ++track)
        for (int i = 0; i < 3; ++i) {
            directions.parameters(3 * track + i) = tracks[track].helix.parameters()(from[i]);
            for (int j = 0; j < 3; ++j)
                directions.covariance(3 * track + i, 3 * track + j) =
                    tracks[track].covariance(from[i], from[j]);
        }
    return directions;
}

StageDirections StageDirections::atVertex(const VertexMinimum& minimum) {
    return {minimum.parameters.tail<6>(), minimum.covariance.bottomRightCorner<6, 6>()};
}

StageDirections StageDirections::ofKinematics(const KinematicFitResult& fit) {
    return {fit.parameters.head<6>(), fit.covariance.topLeftCorner<6, 6>()};
}

TrackPoint StageDirections::point(const Vector6& parameters, int track) {
    TrackPoint point;
    point.phi = parameters(3 * track + kPhi);
    point.omega = parameters(3 * track + kCurvature);
    point.tanLambda = parameters(3 * track + kSlope);
    return point;
}

Measured propagated(const StageDirections& at, const std::function<double(const Vector6&)>& function) {
    const auto wrapped = [&function](const Vector6& p) {
        return Vector<1>(Vector<1>::Constant(function(p)));
    };
    Vector6 steps = 1e-3 * at.covariance.diagonal().cwiseMax(0).cwiseSqrt();
    steps = steps.cwiseMax(1e-12);
    const MatrixOf<1, 6> gradient = numericalJacobian<1, 6>(wrapped, at.parameters, steps);
    const double variance = (gradient * at.covariance * gradient.transpose())(0, 0);
    return {function(at.parameters), std::sqrt(variance)};
}

Vector3 directionOf(const TrackPoint& point) {
    return Vector3(std::cos(point.phi), std::sin(point.phi), point.tanLambda).normalized();
}

double openingAngle(const Vector3& a, const Vector3& b) {
    return 2 * std::asin(std::min(1.0, (a.normalized() - b.normalized()).norm() / 2));
}

} // namespace pairscope
