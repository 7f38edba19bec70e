#include "core/track/RhoZFrame.h"

namespace pairscope {

namespace {

/// cm; a point that rounding has put behind the axis is not behind it.
constexpr double kRounding = 1e-9;

} // namespace

RhoZFrame::RhoZFrame(const Vector2& flight) : m_flight(Vector2::UnitX()) {
    const double length = flight.norm();
    if (flight.allFinite() && length > 0) m_flight = flight / length;
}

double RhoZFrame::side(const Vector3& point) const {
    return m_flight.dot(point.head<2>()) < -kRounding ? -1 : 1;
}

Vector2 RhoZFrame::toPlane(const Vector3& point) const {
    return {point.z(), side(point) * point.head<2>().norm()};
}

MatrixOf<2, 3> RhoZFrame::jacobian(const Vector3& point) const {
    const double rho = point.head<2>().norm();
    MatrixOf<2, 3> jacobian = MatrixOf<2, 3>::Zero();
    jacobian(0, 2) = 1;
    const Vector2 outwards = rho > kRounding ? Vector2(side(point) * point.head<2>() / rho) : m_flight;
    jacobian.block<1, 2>(1, 0) = outwards.transpose();
    return jacobian;
}

} // namespace pairscope
