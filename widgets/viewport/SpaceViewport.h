#pragma once

#include "render/SpaceScene.h"
#include "widgets/viewport/SceneViewport.h"

namespace pairscope {

/// The 3D view: left drag turns about what is in the middle of the picture, without roll; Shift+drag or drag
/// with the middle button pans. All else as in the views of a plane, but nothing is measured: a distance in
/// the picture is none in space.
class SpaceViewport : public SceneViewport {
    Q_OBJECT

public:
    explicit SpaceViewport(QWidget* parent = nullptr);

    [[nodiscard]] const SpaceScene& space() const { return m_space; }

    /// Also from the direction that shows most; from there, out to the calorimeter.
    void home() override;
    /// Ends at once while the view is seen.
    void setMeasuring(bool on) override;

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    /// A drag that turns, as it began.
    struct Turn {
        QPointF pressed;
        SpaceDirection direction;
        Vector3 pivot = Vector3::Zero(); ///< cm
        bool moved = false;
    };

    SpaceScene& m_space;
    std::optional<Turn> m_turn;
};

} // namespace pairscope
