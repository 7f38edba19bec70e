#pragma once

#include "render/PlaneScene.h"
#include "render/SpaceDirection.h"

namespace pairscope {

/// The 3D view: space in parallel projection along a direction that can be turned. Parallel, so that lengths
/// across the line of sight are true at every depth, the scale bar holds, and one can go from the calorimeter
/// to micrometres. Everything that lies in the plane of the picture (panning, zooming, picking, fitted views)
/// is that of a PlaneScene; candidates lie over the translucent material.
class SpaceScene : public PlaneScene {
public:
    SpaceScene();
    ~SpaceScene() override;

    [[nodiscard]] const SpaceDirection& direction() const { return m_direction; }
    /// Looks along another direction; `pivot` [cm] stays where it is in the picture.
    void turn(const SpaceDirection& direction, const Vector3& pivot);
    /// What a person wants to turn about [cm]: what lies in the middle of the picture, at the depth of the
    /// vertex, crossing or interaction point that is nearest to it there.
    [[nodiscard]] Vector3 pivot() const;
    /// From the side and a little from above, from upstream of the positrons, z to the right.
    [[nodiscard]] static SpaceDirection homeDirection();

    /// Where a point of space is in the picture, device pixels, y down.
    [[nodiscard]] Vector2 toPixel(const Vector3& point) const;

    /// The place in space at the depth of the pivot.
    [[nodiscard]] std::string placeText(const Vector2& place, double resolution) const override;

    /// Coordinates are those of space, not of the picture:
    ///   box NAME x y z .. (8 corners)      rim radius zMin zMax      arc KIND TRACK x y z .. (5 points
    ///   evenly along it)      ellipsoid MINIMUM centre, then each semi-axis as a vector, ascending      line
    ///   KIND INDEX from to cluster INDEX energy from to      point KIND INDEX x y z
    [[nodiscard]] std::string dump() const override;

private:
    [[nodiscard]] Projection projection(const Candidate* candidate) const override;
    /// The material inside the CDC.
    [[nodiscard]] Box2D homeBox() const override;
    [[nodiscard]] std::string axes() const override;
    [[nodiscard]] std::vector<LayerSection> sections(const DetectorModel& detector) const override;
    [[nodiscard]] DrawList materialDrawing(const DetectorModel& detector,
                                           const std::vector<LayerSection>& sections,
                                           const SceneOptions& options, double pixelSize) const override;
    /// Clusters are boxes; a vertex's ellipsoid also has its three principal ellipses.
    [[nodiscard]] DrawList itemsDrawing(const CandidateItems& items, const SceneOptions& options,
                                        const View2D& view, PictureSize size) const override;
    /// The directions of x, y and z.
    void addToOverlay(const OverlayContext& context, Overlay& overlay) const override;

    SpaceDirection m_direction = homeDirection();
};

} // namespace pairscope
