#pragma once

#include "render/PlaneScene.h"

#include <vector>

namespace pairscope {

/// A box or a lasso that is being drawn with the mouse, in cm.
class DrawnShape {
public:
    DrawnShape() = default;
    DrawnShape(bool lasso, const Vector2& from) : m_lasso(lasso), m_points{from} {}

    /// A box from where it began to here, or the lasso goes on to here.
    /// @param step a lasso gets no point that is nearer to its last one, cm
    /// @return whether it is another shape than before
    bool drawTo(const Vector2& place, double step);

    [[nodiscard]] bool isLasso() const { return m_lasso; }
    /// It has an area, or could have one.
    [[nodiscard]] bool complete() const { return m_points.size() > (m_lasso ? 2U : 1U); }
    /// @pre not a lasso
    [[nodiscard]] Box2D box() const;
    /// Closes itself.
    [[nodiscard]] const std::vector<Vector2>& polygon() const { return m_points; }

    void showIn(PlaneScene& scene) const;
    static void clear(PlaneScene& scene);

private:
    bool m_lasso = false;
    std::vector<Vector2> m_points; ///< of a box: two corners
};

} // namespace pairscope
