#include "render/DensityLayer.h"

#include "render/DensityColours.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pairscope {

namespace {

CellGrid gridOf(const View2D& view, PictureSize size, double devicePixelRatio) {
    const int side = std::max(1, static_cast<int>(std::lround(devicePixelRatio))); // device pixels
    const auto cellsAlong = [side](int pixels) { return (pixels + side - 1) / side; };
    return {view.box(size).low, view.pixelSize(size) * side, cellsAlong(size.width), cellsAlong(size.height)};
}

} // namespace

void DensityLayer::setPopulation(VertexPopulation population) {
    if (population == m_population) return;
    m_population = std::move(population);
    m_countNeeded = true;
}

bool DensityLayer::shown(const SceneOptions& options) const {
    const bool known = m_plane == ScenePlane::Transverse || m_plane == ScenePlane::RhoZ;
    return options.density && known && m_population.table && !m_population.rows.empty();
}

bool DensityLayer::count(const View2D& view, PictureSize size, const SceneOptions& options) {
    const CellGrid grid = gridOf(view, size, options.devicePixelRatio);
    const bool otherView = !(grid == m_density.grid());
    const bool wait = m_moving && m_population.rows.size() > m_rowsPerFrame;
    if (!m_countNeeded && (!otherView || wait)) return false;
    m_countNeeded = false;
    m_paintNeeded = true;
    const CandidateTable& table = *m_population.table;
    const bool across = m_plane == ScenePlane::Transverse;
    m_density.count(grid, table.column(across ? CandidateColumn::VertexX : CandidateColumn::VertexZ),
                    table.column(across ? CandidateColumn::VertexY : CandidateColumn::Rho),
                    m_population.rows.rows());
    return true;
}

bool DensityLayer::paint(const Theme& theme) {
    if (!m_paintNeeded && theme == m_theme) return false;
    m_paintNeeded = false;
    m_theme = theme;
    paintDensity(m_density, theme, m_picture);
    return true;
}

} // namespace pairscope
