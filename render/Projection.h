#pragma once

#include "core/track/RhoZFrame.h"

#include <functional>
#include <optional>
#include <vector>

namespace pairscope {

/// The planes that scenes draw.
enum class ScenePlane { Transverse, RhoZ };

/// Where a point of space [cm] lies in the plane of a scene: (x, y), or (z, signed rho).
class Projection {
public:
    /// Transverse.
    Projection() = default;
    explicit Projection(const RhoZFrame& frame) : m_frame(frame) {}

    [[nodiscard]] bool isTransverse() const { return !m_frame; }
    [[nodiscard]] Vector2 operator()(const Vector3& point) const {
        return m_frame ? m_frame->toPlane(point) : Vector2(point.head<2>());
    }
    /// 2x2 covariance in the plane of a point with a 3x3 one, to first order.
    [[nodiscard]] Matrix2 covariance(const Vector3& point, const Matrix3& covariance) const;

private:
    std::optional<RhoZFrame> m_frame;
};

/// A curve of space in the plane, as polylines that stay within `tolerance` [cm] of it: one, or more where
/// the sign of rho jumps by more than the tolerance.
[[nodiscard]] std::vector<std::vector<Vector2>> projectCurve(const std::function<Vector3(double)>& curve,
                                                             double begin, double end,
                                                             const Projection& projection, double tolerance);

} // namespace pairscope
