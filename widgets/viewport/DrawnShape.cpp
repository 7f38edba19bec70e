#include "widgets/viewport/DrawnShape.h"

namespace pairscope {

bool DrawnShape::drawTo(const Vector2& place, double step) {
    if (m_lasso && (place - m_points.back()).norm() < step) return false;
    if (!m_lasso) m_points.resize(1);
    m_points.push_back(place);
    return true;
}

Box2D DrawnShape::box() const {
    Box2D box{m_points.front(), m_points.front()};
    box.include(m_points.back());
    return box;
}

void DrawnShape::showIn(PlaneScene& scene) const {
    if (m_lasso)
        scene.setLasso(m_points);
    else
        scene.setRubberBand(box());
}

void DrawnShape::clear(PlaneScene& scene) {
    scene.setRubberBand(std::nullopt);
    scene.setLasso({});
}

} // namespace pairscope
