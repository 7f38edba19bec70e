#pragma once

#include "core/analysis/VertexDensity.h"
#include "render/Projection.h"
#include "render/SceneOptions.h"
#include "render/VertexPopulation.h"
#include "render/View2D.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pairscope {

/// The density of vertices in a view of a plane, counted per pixel (of a screen of ordinary resolution: 2 x 2
/// device pixels where a logical pixel has as many) and painted, whenever what it depends on changed.
class DensityLayer {
public:
    /// Of a transverse plane by (x, y), of a rho-z plane by (z, rho): all vertices are on the side of rho >
    /// 0, where the fitted pair is. Other planes have no density.
    /// @param rowsPerFrame so many are counted within a frame of a movement
    explicit DensityLayer(ScenePlane plane, std::size_t rowsPerFrame = 2'000'000)
        : m_plane(plane), m_rowsPerFrame(rowsPerFrame) {}

    void setPopulation(VertexPopulation population);
    [[nodiscard]] const VertexPopulation& population() const { return m_population; }

    /// While the view moves, so many vertices that counting them takes longer than a frame stay as they were
    /// counted, as a picture that moves along.
    void setMoving(bool moving) { m_moving = moving; }

    /// There is something to draw.
    [[nodiscard]] bool shown(const SceneOptions& options) const;
    /// Counts for this view, if that is not done. @return whether the density is another one. @pre shown()
    bool count(const View2D& view, PictureSize size, const SceneOptions& options);
    /// As of the last count().
    [[nodiscard]] const VertexDensity& density() const { return m_density; }

    /// Its colours, of paintDensity(). @return whether they are others than before
    bool paint(const Theme& theme);
    [[nodiscard]] std::span<const std::uint32_t> picture() const { return m_picture; }

private:
    ScenePlane m_plane;
    std::size_t m_rowsPerFrame;
    VertexPopulation m_population;
    bool m_moving = false;
    bool m_countNeeded = true;
    bool m_paintNeeded = true;
    VertexDensity m_density;
    Theme m_theme;
    std::vector<std::uint32_t> m_picture;
};

} // namespace pairscope
