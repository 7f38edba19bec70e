#include "widgets/plots/RegionOverlay.h"

#include "widgets/plots/PlotWidget.h"

#include <algorithm>

namespace pairscope {

QColor regionColour(const Region& region) {
    const QColor colour(QString::fromStdString(region.colour));
    return colour.isValid() ? colour : QColor(Qt::gray);
}

RegionOverlay::RegionOverlay(QCustomPlot* plot, const QString& layer) : QCPLayerable(plot, layer) {}

void RegionOverlay::setTextStyle(const QFont& font, const QColor& colour, const QColor& background) {
    m_font = font;
    m_text = colour;
    m_background = background;
}

void RegionOverlay::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(true);
}

void RegionOverlay::draw(QCPPainter* painter) {
    for (std::size_t i = 0; i < m_regions.size(); ++i)
        drawRegion(painter, m_regions[i], m_active == i);
    drawNames(painter);
}

void RegionOverlay::drawRegion(QCPPainter* painter, const Region& region, bool active) const {
    const QPolygonF outline = regionOutline(region, m_view);
    const QColor colour = regionColour(region);
    painter->setPen(plotPen(colour, active ? 3 : 1.8));
    painter->setBrush(withAlpha(colour, active ? 45 : 22));
    painter->drawPolygon(outline);
    if (active) {
        painter->setBrush(colour);
        for (const QPointF& corner : outline)
            painter->drawRect(QRectF(corner - QPointF(3, 3), QSizeF(6, 6)));
    }
}

void RegionOverlay::drawNames(QCPPainter* painter) const {
    painter->setFont(m_font);
    std::vector<QRectF> taken;
    for (const Region& region : m_regions) {
        const QRectF inside = regionOutline(region, m_view).boundingRect().intersected(m_view.pixels);
        if (inside.isEmpty()) continue;
        const QString name = QString::fromStdString(region.name);
        QRectF box(inside.topLeft() + QPointF(4, 3),
                   QFontMetricsF(m_font).size(Qt::TextSingleLine, name) + QSizeF(10, 0));
        // a narrow or low region must not push its name out of sight, nor one name cover another
        box.moveRight(std::min(box.right(), m_view.pixels.right() - 2));
        box.moveBottom(std::min(box.bottom(), m_view.pixels.bottom() - 2));
        const auto covered = [&box](const QRectF& other) { return other.intersects(box); };
        while (std::any_of(taken.begin(), taken.end(), covered))
            box.translate(0, box.height() + 1);
        taken.push_back(box);
        painter->fillRect(box, withAlpha(m_background, 200));
        painter->fillRect(QRectF(box.left(), box.top(), 4, box.height()), regionColour(region));
        painter->setPen(m_text);
        painter->drawText(box.adjusted(7, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, name);
    }
}

} // namespace pairscope
