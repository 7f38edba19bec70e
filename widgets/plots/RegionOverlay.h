#pragma once

#include "widgets/plots/RegionGeometry.h"

#include <qcustomplot.h>

#include <optional>
#include <vector>

namespace pairscope {

/// Draws regions over a plot: outline and thin tint in the region's colour, its name inside, corners of the
/// active one.
class RegionOverlay : public QCPLayerable {
    Q_OBJECT
public:
    RegionOverlay(QCustomPlot* plot, const QString& layer);

    void setRegions(std::vector<Region> regions) { m_regions = std::move(regions); }
    [[nodiscard]] const std::vector<Region>& regions() const { return m_regions; }
    void setActive(std::optional<std::size_t> region) { m_active = region; }
    [[nodiscard]] std::optional<std::size_t> active() const { return m_active; }
    /// Where the plane is on screen.
    void setView(const PlaneView& view) { m_view = view; }
    void setTextStyle(const QFont& font, const QColor& colour, const QColor& background);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;
    [[nodiscard]] QRect clipRect() const override { return m_view.pixels.toAlignedRect(); }

private:
    void drawRegion(QCPPainter* painter, const Region& region, bool active) const;
    void drawNames(QCPPainter* painter) const;

    std::vector<Region> m_regions;
    std::optional<std::size_t> m_active;
    PlaneView m_view;
    QFont m_font;
    QColor m_text;
    QColor m_background;
};

/// The region's colour, or grey where its text is not one.
[[nodiscard]] QColor regionColour(const Region& region);

} // namespace pairscope
