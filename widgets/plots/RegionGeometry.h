#pragma once

#include "core/analysis/SidebandPlane.h"
#include "core/math/LinearAlgebra.h"

#include <QPolygonF>
#include <QRectF>

#include <optional>
#include <span>

namespace pairscope {

/// The part of the plane on screen: how native coordinates and pixels belong together (y upwards in the
/// plane, downwards on screen).
struct PlaneView {
    QRectF pixels;
    double xLow = 0;
    double xHigh = 1;
    double yLow = 0;
    double yHigh = 1;

    [[nodiscard]] QPointF toPixel(const Vector2& point) const;
    [[nodiscard]] Vector2 toData(const QPointF& pixel) const;
};

/// What of a region the cursor holds.
struct RegionGrip {
    enum class Kind {
        Body,   ///< the whole region
        Sides,  ///< of a rectangle: `sides`
        Vertex, ///< of a polygon: `index`
        Edge,   ///< of a polygon, from vertex `index` to the next one
    };
    enum Side : unsigned { kLeft = 1, kRight = 2, kBottom = 4, kTop = 8 };

    std::size_t region = 0;
    Kind kind = Kind::Body;
    unsigned sides = 0; ///< one Side, or two that meet in a corner
    std::size_t index = 0;

    bool operator==(const RegionGrip&) const = default;
};

/// The outline in pixels; open sides lie well outside the view.
[[nodiscard]] QPolygonF regionOutline(const Region& region, const PlaneView& view);

/// What is within `tolerance` pixels of the cursor: corners before edges, regions drawn later before earlier
/// ones. The body counts for the region `active` only, so that a large region does not stop the plane from
/// being panned.
[[nodiscard]] std::optional<RegionGrip> gripAt(std::span<const Region> regions, const PlaneView& view,
                                               const QPointF& cursor, std::optional<std::size_t> active,
                                               double tolerance = 6);

/// The last drawn region under the cursor.
[[nodiscard]] std::optional<std::size_t> regionAt(std::span<const Region> regions, const PlaneView& view,
                                                  const QPointF& cursor);

/// The region after its grip went by `shift` (native units). Sides stop at the opposite side; open sides stay
/// open.
[[nodiscard]] Region dragged(const Region& region, const RegionGrip& grip, const Vector2& shift);

} // namespace pairscope
