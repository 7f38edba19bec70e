#pragma once

#include "core/track/RhoZFrame.h"

#include <functional>
#include <optional>
#include <vector>

namespace pairscope {

/// The planes that scenes draw; Space is the picture plane of a parallel projection along any direction.
enum class ScenePlane { Transverse, RhoZ, Space };

/// Where a point of space [cm] lies in the plane of a scene: (x, y), (z, signed rho), or along two
/// directions.
class Projection {
public:
    /// Transverse.
    Projection() = default;
    explicit Projection(const RhoZFrame& frame) : m_frame(frame) {}
    /// Along unit vectors at right angles: the rows say what is to the right and what is up.
    explicit Projection(const MatrixOf<2, 3>& axes) : m_axes(axes) {}

    [[nodiscard]] bool isTransverse() const { return !m_frame && !m_axes; }
    /// Along any direction: solids are seen as solids.
    [[nodiscard]] bool isSpace() const { return m_axes.has_value(); }
    /// The second coordinate has a sign that jumps.
    [[nodiscard]] bool isRhoZ() const { return m_frame.has_value(); }
    [[nodiscard]] Vector2 operator()(const Vector3& point) const {
        if (m_axes) return *m_axes * point;
        return m_frame ? m_frame->toPlane(point) : Vector2(point.head<2>());
    }
    /// 2x2 covariance in the plane of a point with a 3x3 one, to first order.
    [[nodiscard]] Matrix2 covariance(const Vector3& point, const Matrix3& covariance) const;

private:
    std::optional<RhoZFrame> m_frame;
    std::optional<MatrixOf<2, 3>> m_axes;
};

/// A curve of space in the plane, as polylines that stay within `tolerance` [cm] of it: one, or more where
/// the sign of rho jumps by more than the tolerance.
[[nodiscard]] std::vector<std::vector<Vector2>> projectCurve(const std::function<Vector3(double)>& curve,
                                                             double begin, double end,
                                                             const Projection& projection, double tolerance);

} // namespace pairscope
