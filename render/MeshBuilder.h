#pragma once

#include "render/DrawList.h"
#include "render/View2D.h"

#include <array>
#include <cstdint>
#include <vector>

namespace pairscope {

/// Triangles with a colour at each corner, in painter's order; device pixels, y up.
struct TriangleMesh {
    std::vector<std::array<float, 2>> points;
    std::vector<std::array<std::uint8_t, 4>> colours;
    std::vector<std::array<std::uint32_t, 3>> triangles;
};

/// How coordinates become pixels: (point - anchor) / pixelSize, with y mirrored for coordinates that go down.
struct PixelMap {
    Vector2 anchor = Vector2::Zero();
    double pixelSize = 1; ///< coordinate units per device pixel
    bool yDown = false;

    [[nodiscard]] Vector2 operator()(const Vector2& point) const {
        const Vector2 pixel = (point - anchor) / pixelSize;
        return yDown ? Vector2(pixel.x(), -pixel.y()) : pixel;
    }
};

/// Turns lines of constant pixel width, polygons and symbols into triangles whose edges fade out over one
/// pixel. This is antialiasing by geometry: exact at any width, and cheaper in software rendering than
/// multisampling a whole frame.
class MeshBuilder {
public:
    /// @param clip what may become visible, in pixels of the map: lines are cut there, so that a view of 10
    /// um across a track 100 cm long stays small. @param devicePixelRatio device pixels per logical pixel of
    /// widths.
    MeshBuilder(PixelMap map, Box2D clip, double devicePixelRatio);

    void add(const Fill& fill);
    void add(const Stroke& stroke);
    void add(const Marker& marker);
    void add(const DrawList& list);

    [[nodiscard]] const TriangleMesh& mesh() const { return m_mesh; }
    [[nodiscard]] TriangleMesh takeMesh() { return std::move(m_mesh); }

private:
    using Polyline = std::vector<Vector2>;

    std::uint32_t vertex(const Vector2& pixel, Paint paint, double coverage);
    void quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d);
    void strip(const Polyline& pixels, bool closed, double width, Paint paint);
    void clipped(const Polyline& pixels, double width, Paint paint, Dash dash);
    void dashed(const Polyline& pixels, double start, double width, Paint paint, Dash dash);
    void disc(const Vector2& centre, double radius, Paint paint);
    void fan(const Polyline& pixels, Paint paint);

    PixelMap m_map;
    Box2D m_clip;
    double m_ratio;
    TriangleMesh m_mesh;
};

/// The parts of a polyline inside a box, each with the length along the line where it begins.
struct ClippedRun {
    std::vector<Vector2> points;
    double start = 0;
};
[[nodiscard]] std::vector<ClippedRun> clipPolyline(const std::vector<Vector2>& points, const Box2D& box);

} // namespace pairscope
