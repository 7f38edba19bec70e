#pragma once

#include "core/track/TrackState.h"

namespace pairscope {

/// The transverse frame of a pair: u along its transverse flight, v to the left of it, origin at the z axis.
/// The field turns both legs by opposite angles, so the direction of the summed transverse momentum is the
/// same at every radius (exactly at equal path lengths).
class FlightFrame {
public:
    /// From the momenta at the perigees. @pre both curvatures non-zero
    static FlightFrame of(const Helix& positron, const Helix& electron);
    explicit FlightFrame(const Vector2& direction) : m_along(direction.normalized()) {}

    [[nodiscard]] const Vector2& along() const { return m_along; }
    [[nodiscard]] Vector2 across() const { return {-m_along.y(), m_along.x()}; }

    /// (x, y) to (u, v), cm.
    [[nodiscard]] Vector2 toFlight(const Vector2& position) const {
        return {m_along.dot(position), across().dot(position)};
    }
    /// (u, v) to (x, y), cm.
    [[nodiscard]] Vector2 toDetector(const Vector2& flight) const {
        return m_along * flight.x() + across() * flight.y();
    }

private:
    Vector2 m_along;
};

} // namespace pairscope
