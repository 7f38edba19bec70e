#include "widgets/viewport/SpaceViewport.h"

#include "core/math/Units.h"

#include <QMouseEvent>

#include <utility>

namespace pairscope {

namespace {

constexpr double kTurnPerPixel = 0.4 * kDegree; // logical pixels
constexpr int kDragThreshold = 3;               // logical pixels: less is a click

/// What pans in a view of a plane.
QMouseEvent asPlainLeft(const QMouseEvent& event) {
    const bool released = event.type() == QEvent::MouseButtonRelease;
    return {event.type(),
            event.position(),
            event.globalPosition(),
            Qt::LeftButton,
            released ? Qt::NoButton : Qt::LeftButton,
            Qt::NoModifier};
}

bool pans(const QMouseEvent& event) {
    return event.button() == Qt::MiddleButton ||
           (event.button() == Qt::LeftButton && event.modifiers() & Qt::ShiftModifier);
}

} // namespace

SpaceViewport::SpaceViewport(QWidget* parent)
    : SceneViewport(ScenePlane::Space, parent), m_space(static_cast<SpaceScene&>(changeableScene())) {
    setAccessibleName(tr("3D view"));
    setAccessibleDescription(
        tr("Tracks, vertices and detector material in space, to be turned with the mouse"));
}

void SpaceViewport::home() {
    if (!(m_space.direction() == SpaceScene::homeDirection())) {
        m_space.turn(SpaceScene::homeDirection(), m_space.pivot());
        viewMoved();
    }
    SceneViewport::home();
}

void SpaceViewport::setMeasuring(bool on) {
    if (on && isVisible()) emit measureEnded(); // hidden, it leaves measuring to the others
}

void SpaceViewport::mousePressEvent(QMouseEvent* event) {
    if (pans(*event)) {
        QMouseEvent plain = asPlainLeft(*event);
        return SceneViewport::mousePressEvent(&plain);
    }
    if (event->button() != Qt::LeftButton) return SceneViewport::mousePressEvent(event);
    m_turn = Turn{event->position(), m_space.direction(), m_space.pivot()};
}

void SpaceViewport::mouseMoveEvent(QMouseEvent* event) {
    if (!m_turn) return SceneViewport::mouseMoveEvent(event);
    const QPointF way = event->position() - m_turn->pressed;
    m_turn->moved |= way.manhattanLength() > kDragThreshold;
    if (!m_turn->moved) return;
    // what is in front follows the mouse
    m_space.turn(m_turn->direction.turned(-way.x() * kTurnPerPixel, way.y() * kTurnPerPixel), m_turn->pivot);
    viewMoved();
}

void SpaceViewport::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton) {
        QMouseEvent plain = asPlainLeft(*event);
        return SceneViewport::mouseReleaseEvent(&plain);
    }
    if (event->button() != Qt::LeftButton || !m_turn) return SceneViewport::mouseReleaseEvent(event);
    if (std::exchange(m_turn, std::nullopt)->moved) return SceneViewport::mouseMoveEvent(event);
    // a click picks
    SceneViewport::mousePressEvent(event);
    SceneViewport::mouseReleaseEvent(event);
}

} // namespace pairscope
