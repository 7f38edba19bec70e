#pragma once

#include "core/math/LinearAlgebra.h"

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pairscope {

/// A ring of material about the z axis.
struct CylinderShape {
    double innerRadius = 0; ///< cm
    double outerRadius = 0; ///< cm
    double zMin = 0;        ///< cm
    double zMax = 0;        ///< cm
};

/// Flat sensors round the z axis, barrel or slanted. A ladder is Rz(phi) * Translate(radius, shift, z): its
/// plane is perpendicular to the direction phi at distance `radius`, and it spans the tangential axis by
/// `width` about `shift` (tangential axis towards increasing phi). A slanted ladder (the forward SVD) is a
/// trapezoid whose distance from the axis goes linearly from radiusAtZMin to radiusAtZMax.
struct LadderShape {
    double radiusAtZMin = 0; ///< mid-plane distance from the z axis, cm
    double radiusAtZMax = 0; ///< the same as radiusAtZMin in the barrel, cm
    double shift = 0;        ///< tangential, cm
    double widthAtZMin = 0;  ///< cm
    double widthAtZMax = 0;  ///< cm
    double thickness = 0;    ///< cm
    double zMin = 0;         ///< cm
    double zMax = 0;         ///< cm
    std::vector<double> phi; ///< normal direction of each ladder, rad

    [[nodiscard]] bool slanted() const { return radiusAtZMin != radiusAtZMax; }
    [[nodiscard]] double radiusSlope() const; ///< of the mid-plane, d(radius)/dz; 0 in the barrel
    /// Thickness in a cut at constant z [cm]: greater than `thickness` for a slanted plane.
    [[nodiscard]] double transverseThickness() const;
};

/// Standard deviations of the place that a hit gives, across the track and along z, cm.
struct HitResolution {
    double across = 0;
    double along = 0;
};

/// One kind of material as the detector description lists it.
struct MaterialLayer {
    std::string name; ///< "PXD_L1"
    std::string
        group; ///< what a physicist calls it: "beam pipe", "PXD 1", "SVD 4", "outer cover", "CDC wall", ...
    std::string material;             ///< "Si"
    std::string source;               ///< where geometry and thickness were read
    double radiationLengths = 0;      ///< X/X0 at normal incidence
    double atomicNumber = 14;         ///< Z, effective for a mixture; silicon where the file does not say
    std::optional<HitResolution> hit; ///< of a layer that measures tracks
    std::variant<CylinderShape, LadderShape> shape;
    /// Solid material up to the CDC inner wall: where a conversion vertex is looked for.
    bool tracking = true;

    /// Smallest and largest distance of the layer from the z axis, cm.
    [[nodiscard]] double innerRadius() const;
    [[nodiscard]] double outerRadius() const;
    /// The radius to quote: the middle of a ring, the mid-plane distance of ladders (of a slanted one at its
    /// centre), cm.
    [[nodiscard]] double nominalRadius() const;
    [[nodiscard]] double zMin() const;
    [[nodiscard]] double zMax() const;
};

/// Corners of each ladder's cross-section in the transverse plane [cm], anticlockwise, one box a ladder; a
/// slanted ladder is cut at its backward (widest, outermost) end. Empty for a cylinder.
[[nodiscard]] std::vector<std::array<Vector2, 4>> ladderCorners(const MaterialLayer& layer);

/// Corners of each ladder in space [cm]: four at zMin and four at zMax, each four anticlockwise as seen
/// against +z, in the order of ladderCorners(). Empty for a cylinder.
[[nodiscard]] std::vector<std::array<Vector3, 8>> ladderSolids(const MaterialLayer& layer);

} // namespace pairscope
