#pragma once

#include "core/detector/DetectorModel.h"
#include "render/DrawList.h"
#include "render/LayerSection.h"
#include "render/SpaceDirection.h"

#include <array>
#include <vector>

namespace pairscope {

/// A flat side of a piece of material, anticlockwise as seen from outside.
struct SpaceFace {
    std::array<Vector3, 4> corners;   ///< cm
    Vector3 normal = Vector3::Zero(); ///< outwards, unit vector
    double radiationLengths = 0;      ///< of the whole piece, X/X0
    std::array<bool, 4> edges{};      ///< the side from each corner to the next is an edge to be drawn
    bool tube = false; ///< of the beam pipe: small, inside all others, and more opaque for that
};

/// A cylinder of which only the outline is drawn, so that what is inside stays visible.
struct SpaceRim {
    double radius = 0;           ///< cm
    double zMin = 0;             ///< cm
    double zMax = 0;             ///< cm
    double radiationLengths = 0; ///< X/X0
};

/// The material in space: the innermost group (the beam pipe) as one tube, ladders as boxes, all other groups
/// of cylinders but gas as rims at their inner radius.
class SpaceMaterial {
public:
    SpaceMaterial() = default;
    explicit SpaceMaterial(const DetectorModel& detector);

    [[nodiscard]] const std::vector<SpaceFace>& faces() const { return m_faces; }
    [[nodiscard]] const std::vector<SpaceRim>& rims() const { return m_rims; }

    /// As seen along a direction, back to front: of each solid the sides that face the eye, so that a line of
    /// sight is shaded once for each solid on it. What is far greater than the picture is no shape in it:
    /// rims are left out, surfaces fade. @param pixelSize, pictureHeight cm
    [[nodiscard]] DrawList drawing(const SpaceDirection& direction, const Theme& theme, double pixelSize,
                                   double pictureHeight) const;

private:
    void addTube(const DetectorModel& detector);
    void addLadders(const DetectorModel& detector);
    void addRims(const DetectorModel& detector);

    std::vector<SpaceFace> m_faces;
    std::vector<SpaceRim> m_rims;
    double m_reach = 1; ///< greatest distance of a face from the origin, cm
};

/// The six sides of a solid as ladderSolids() gives it.
[[nodiscard]] std::array<SpaceFace, 6> boxFaces(const std::array<Vector3, 8>& solid, double radiationLengths);

/// What of a layer is under a place of the picture: the sides of its ladders that face the eye; of a cylinder
/// the rectangle between the lines where the eye looks along it.
[[nodiscard]] LayerSection spaceSection(const MaterialLayer& layer, const SpaceDirection& direction);

} // namespace pairscope
