#include "core/track/TrackState.h"

#include <cmath>

namespace pairscope {

MatrixOf<6, 5> cartesianJacobian(const Helix& helix, double s, MagneticField field) {
    const TrackPoint point = helix.pointAt(s);
    const double pT = field.transverseMomentum(point.omega);
    const double cosPhi = std::cos(point.phi);
    const double sinPhi = std::sin(point.phi);
    Matrix6 byPoint = Matrix6::Zero(); // d(position, momentum) / d(track point)
    byPoint.topLeftCorner<3, 3>().setIdentity();
    const Vector3 momentumAtPoint = pT * Vector3(cosPhi, sinPhi, point.tanLambda);
    byPoint.col(kPointPhi).tail<3>() = pT * Vector3(-sinPhi, cosPhi, 0);
    byPoint.col(kPointOmega).tail<3>() = -momentumAtPoint / point.omega;
    byPoint(5, kPointTanLambda) = pT;
    return byPoint * helix.pointJacobianAt(s);
}

CartesianState cartesianState(const TrackState& track, double s, MagneticField field) {
    CartesianState state;
    state.position = track.helix.positionAt(s);
    state.momentum = track.helix.momentumAt(s, field);
    const MatrixOf<6, 5> jacobian = cartesianJacobian(track.helix, s, field);
    state.covariance = jacobian * track.covariance * jacobian.transpose();
    return state;
}

} // namespace pairscope
