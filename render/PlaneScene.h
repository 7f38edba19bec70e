#pragma once

#include "render/Overlay.h"
#include "render/Picking.h"
#include "render/VertexPopulation.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class vtkRenderWindow;

namespace pairscope {

/// One candidate in the detector as seen in a plane, at equal scales: what is shown, what is where, and how
/// it is drawn. Everything but render() works without a window. Lengths in cm; pixels are device pixels.
///
/// Cheap where it is called often: show() compares, what changed is rebuilt when somebody looks, panning
/// moves finished meshes.
class PlaneScene {
public:
    virtual ~PlaneScene();
    PlaneScene(const PlaneScene&) = delete;
    PlaneScene& operator=(const PlaneScene&) = delete;

    [[nodiscard]] ScenePlane plane() const;

    /// Either may be null: no material, or the empty state.
    void show(std::shared_ptr<const DetectorModel> detector, std::shared_ptr<const Candidate> candidate,
              const SceneOptions& options);
    [[nodiscard]] const std::shared_ptr<const DetectorModel>& detector() const;
    [[nodiscard]] const std::shared_ptr<const Candidate>& candidate() const;
    [[nodiscard]] const SceneOptions& options() const;

    void setSize(PictureSize size);
    [[nodiscard]] PictureSize size() const;
    /// The height is kept between 10 um and 10 m.
    void setView(const View2D& view);
    [[nodiscard]] const View2D& view() const;

    /// The view of all visible points of the candidate with room for its tracks; home() without a candidate.
    [[nodiscard]] View2D fittedView() const;
    /// The whole vertex detector.
    [[nodiscard]] View2D homeView() const;
    /// Everything there is, out to the calorimeter.
    [[nodiscard]] View2D wholeView() const;
    /// The chosen vertex in the middle at the present scale; the present view when there is none.
    [[nodiscard]] View2D vertexView() const;

    /// The vertices whose density is drawn over the material when SceneOptions::density is on, counted anew
    /// for each view; see DensityLayer.
    void setVertexDensity(VertexPopulation vertices);
    /// The view is being dragged or zoomed: what takes long waits until it is not.
    void setMoving(bool moving);
    /// Vertices in the pixel at a place; nothing where no density is drawn.
    [[nodiscard]] std::optional<std::uint32_t> verticesAt(const Vector2& place) const;

    void setMeasurement(const std::optional<Measurement>& measurement);
    void setRubberBand(const std::optional<Box2D>& band);
    /// A line that is being drawn round something, cm; empty for none.
    void setLasso(const std::vector<Vector2>& points);

    /// See pickItems().
    [[nodiscard]] std::vector<PickTarget> pick(const Vector2& place, double tolerance) const;
    [[nodiscard]] Vector2 snap(const Vector2& place, double tolerance) const;
    [[nodiscard]] std::string describe(const PickTarget& target) const;
    /// The points a measurement snaps to: vertices, crossings, tangent point, interaction point, perigees,
    /// truth.
    [[nodiscard]] std::vector<PointItem> snapPoints() const;

    /// The coordinates of a place in words. @param resolution cm, what one pixel covers.
    [[nodiscard]] virtual std::string placeText(const Vector2& place, double resolution) const = 0;

    /// What is drawn, as text with coordinates in cm: one item a line.
    [[nodiscard]] virtual std::string dump() const;

    /// Draws into this window; null to let go. The window must outlive the scene or be let go first.
    void attachTo(vtkRenderWindow* window);
    /// Brings the meshes up to date and renders. @pre attached, the window's context is current, the size is
    /// not empty
    void render();

protected:
    explicit PlaneScene(ScenePlane plane);
    /// The items of what is shown, for the present projection.
    [[nodiscard]] const CandidateItems& items() const;
    /// projection() gives another one from now on: everything is made anew.
    void projectionChanged();

private:
    /// How space is seen; of a candidate or of none (null).
    [[nodiscard]] virtual Projection projection(const Candidate* candidate) const = 0;
    /// What homeView() shows, cm.
    [[nodiscard]] virtual Box2D homeBox() const = 0;
    /// "x \u2192  y \u2191"
    [[nodiscard]] virtual std::string axes() const = 0;
    /// Lines that belong to the detector, not to a candidate.
    virtual void addGuides(const DetectorModel& detector, const SceneOptions& options,
                           CandidateItems& items) const;

    /// What each layer looks like in the plane, in the detector's order.
    [[nodiscard]] virtual std::vector<LayerSection> sections(const DetectorModel& detector) const;
    /// The material as lines and areas of the plane. @param pixelSize cm
    [[nodiscard]] virtual DrawList materialDrawing(const DetectorModel& detector,
                                                   const std::vector<LayerSection>& sections,
                                                   const SceneOptions& options, double pixelSize) const;
    /// The candidate as lines, areas and symbols of the plane.
    [[nodiscard]] virtual DrawList itemsDrawing(const CandidateItems& items, const SceneOptions& options,
                                                const View2D& view, PictureSize size) const;
    /// What else lies over the picture.
    virtual void addToOverlay(const OverlayContext& context, Overlay& overlay) const;

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace pairscope
