#pragma once

#include "core/detector/LayerCrossing.h"
#include "core/detector/MaterialLayer.h"
#include "core/detector/StraightPath.h"

#include <vector>

namespace pairscope {

/// The shape of one layer, prepared for many questions: sines and cosines of every ladder, bounding radii.
/// Pieces are exact solids: a path is clipped by their faces, so that a path almost parallel to a face stays
/// as long as the piece at most, and a path that starts inside sees only what lies before it.
class LayerGeometry {
public:
    /// @param index of the layer in DetectorModel::layers(), written into the crossings.
    LayerGeometry(const MaterialLayer& layer, std::size_t index);

    /// Appends one crossing for each piece of the layer on the path (a ring that is entered and left and
    /// entered again gives two), in no particular order.
    void appendCrossings(const StraightPath& path, std::vector<LayerCrossing>& crossings) const;

    /// Signed transverse distance of the point to the layer's cross-section at the point's z (at the nearer
    /// end when z is beyond the layer) [cm]; sign as NearestLayer::distance.
    [[nodiscard]] double signedDistance(const Vector3& point) const;

    /// The same to the ring from the smallest to the largest radius of the layer: never farther than
    /// signedDistance().
    [[nodiscard]] double signedRingDistance(double rho) const;

    /// True when `z` is in the layer's range widened by `margin` [cm].
    [[nodiscard]] bool reachesZ(double z, double margin) const;

private:
    struct Direction {
        double cosPhi;
        double sinPhi;
    };

    void appendRing(const StraightPath& path, std::vector<LayerCrossing>& crossings) const;
    void appendLadders(const StraightPath& path, std::vector<LayerCrossing>& crossings) const;
    /// @pre inside is not empty
    void append(const StraightPath& path, const PathInterval& inside,
                std::vector<LayerCrossing>& crossings) const;
    /// A quick test: true when the whole path from `begin` to `end` lies to one side of the ladder.
    [[nodiscard]] bool passesBy(const Direction& ladder, const Vector3& begin, const Vector3& end) const;
    [[nodiscard]] PathInterval insideLadder(const StraightPath& path, const Direction& ladder) const;

    std::size_t m_index;
    double m_innerRadius; ///< bounding, cm
    double m_outerRadius; ///< bounding, cm
    double m_zMin;
    double m_zMax;
    double m_radiationLengthsPerCm;

    // ladders only; (u, v) are the axes along the ladder's normal and along its tangent
    std::vector<Direction> m_ladders;
    double m_radius = 0;         ///< u of the mid-plane at zMin, cm
    double m_radiusSlope = 0;    ///< du/dz of the mid-plane
    double m_halfThickness = 0;  ///< along u (not along the normal of a slanted plane), cm
    double m_shift = 0;          ///< v of the middle, cm
    double m_halfWidth = 0;      ///< at zMin, cm
    double m_halfWidthSlope = 0; ///< per cm of z
};

} // namespace pairscope
