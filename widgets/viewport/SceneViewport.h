#pragma once

#include "render/PlaneScene.h"

#include <QImage>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace pairscope {

/// A view in a plane, across the beam or along it: draws a PlaneScene and turns mouse and keys into views,
/// picks and measurements. It owns no selection; what it shows is set from outside. Coordinates in cm.
///
/// Left drag pans, wheel zooms at the cursor, double click centres, Shift+drag draws a rubber band or a lasso
/// (with Ctrl to add to what is selected; Esc gives it up), click picks (again at the same place: the next
/// item under it), in measure mode two clicks measure; Esc ends measuring.
///
/// OpenGL draws into memory, and the widget shows the finished picture: so a change here or elsewhere in the
/// window costs no more than what changed. Where OpenGL cannot be had, the view says so.
class SceneViewport : public QWidget {
    Q_OBJECT

public:
    explicit SceneViewport(ScenePlane plane = ScenePlane::Transverse, QWidget* parent = nullptr);
    ~SceneViewport() override;

    void setDetector(std::shared_ptr<const DetectorModel> detector);
    /// Null shows the empty state. The view stays where it is.
    void setCandidate(std::shared_ptr<const Candidate> candidate);
    /// devicePixelRatio and hoverLayer are the viewport's own and are ignored.
    void setOptions(const SceneOptions& options);
    [[nodiscard]] const SceneOptions& options() const;

    /// The vertices whose density is drawn under the candidate when SceneOptions::density is on: counted anew
    /// for every view; while it moves, only if they are few enough for a frame each. Nothing where the view
    /// has no density (3D).
    /// @param selected the rows are a selection, not all that are shown: said in the picture
    void setVertices(std::shared_ptr<const CandidateTable> table, const RowSet& rows, bool selected = false);

    /// Shift+drag draws a lasso instead of a rubber band.
    void setLasso(bool on);
    [[nodiscard]] bool lasso() const;

    void setView(const View2D& view);
    [[nodiscard]] const View2D& view() const;
    /// While the widget is hidden in its window, only remembered: it is done with the size it is shown with.
    void fitView();
    /// The whole vertex detector; from there, out to the calorimeter.
    virtual void home();
    /// Keeps the scale.
    void centreOnVertex();
    /// Zooms about the middle; below 1 is nearer.
    void zoomBy(double factor);

    virtual void setMeasuring(bool on);
    [[nodiscard]] bool measuring() const;
    [[nodiscard]] std::optional<Measurement> measurement() const;

    /// The present view at any size in device pixels, as it is drawn on the screen (caption included, no
    /// rubber band). A null image where OpenGL cannot be had.
    [[nodiscard]] QImage grabPicture(QSize size);

    [[nodiscard]] const PlaneScene& scene() const;

signals:
    /// What is under the cursor, as a sentence (empty: nothing), and the place with its coordinates.
    void hovered(const QString& what, const QString& where);
    /// A click picked this, or nothing. `position` in cm.
    void picked(const std::optional<PickTarget>& target, const Vector2& position);
    /// Shift+drag ended: the box, or the line round an area that closes itself, in cm.
    /// @param add Ctrl was held: what is in it comes to what is selected already
    void rubberBandDrawn(const Box2D& box, bool add = false);
    void lassoDrawn(const std::vector<Vector2>& polygon, bool add = false);
    /// The same while it is being drawn.
    void rubberBandMoved(const Box2D& box, bool add);
    void lassoMoved(const std::vector<Vector2>& polygon, bool add);
    /// What was being drawn was given up: all is as before it began.
    void drawingCancelled();
    void measureChanged(const QString& text);
    void measureEnded();
    void viewChanged();
    /// A frame is finished and was painted, after this many milliseconds. Not told when the same one is
    /// painted again.
    void frameRendered(double milliseconds);

protected:
    [[nodiscard]] PlaneScene& changeableScene();
    /// The scene is seen in another way than before: draws it and says so.
    void viewMoved();

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    /// What is shown has changed: a new frame when there is time.
    void redraw();
    /// Size and pixel ratio as the widget's are now.
    void adoptSize();
    void paintProblem(QPainter& painter) const;
    void updateHover();
    void fitIfWanted();
    void drawShape(const QPointF& place, bool add);
    void finishShape(const QPointF& place, bool add);
    void cancelShape();
    void stopMoving();

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace pairscope
