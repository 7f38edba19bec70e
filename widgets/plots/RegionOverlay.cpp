#include "widgets/plots/RegionOverlay.h"

#include "widgets/plots/PlotWidget.h"

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
    drawName(painter, region, outline);
}

void RegionOverlay::drawName(QCPPainter* painter, const Region& region, const QPolygonF& outline) const {
    const QRectF inside = outline.boundingRect().intersected(m_view.pixels);
    if (inside.isEmpty()) return;
    const QString name = QString::fromStdString(region.name);
    painter->setFont(m_font);
    const QSizeF size = QFontMetricsF(m_font).size(Qt::TextSingleLine, name);
    QRectF box(inside.topLeft() + QPointF(4, 3), size + QSizeF(8, 0));
    // a narrow or low region must not push its name out of sight
    box.moveRight(std::min(box.right(), m_view.pixels.right() - 2));
    box.moveBottom(std::min(box.bottom(), m_view.pixels.bottom() - 2));
    painter->setPen(Qt::NoPen);
    painter->setBrush(withAlpha(m_background, 200));
    painter->drawRect(box);
    painter->setBrush(regionColour(region));
    painter->drawRect(QRectF(box.left(), box.top(), 3, box.height()));
    painter->setPen(m_text);
    painter->drawText(box.adjusted(6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, name);
}

} // namespace pairscope
