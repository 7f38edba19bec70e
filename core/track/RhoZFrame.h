#pragma once

#include "core/math/LinearAlgebra.h"

namespace pairscope {

/// The plane of z and signed rho, where rho is the distance from the z axis: positive on the side of a
/// transverse direction (a pair's flight), negative on the opposite one. At right angles to that direction
/// the sign jumps, so that a curve passing the axis at a distance has a gap there.
class RhoZFrame {
public:
    /// @param flight any length > 0; the x direction when it is zero or not finite
    explicit RhoZFrame(const Vector2& flight);

    [[nodiscard]] const Vector2& flight() const { return m_flight; }
    /// +1 or -1; +1 on the axis and at right angles to the flight.
    [[nodiscard]] double side(const Vector3& point) const;
    /// (z, signed rho), cm.
    [[nodiscard]] Vector2 toPlane(const Vector3& point) const;
    /// d(z, signed rho)/d(x, y, z); on the axis that of a step along the flight.
    [[nodiscard]] MatrixOf<2, 3> jacobian(const Vector3& point) const;

private:
    Vector2 m_flight;
};

} // namespace pairscope
