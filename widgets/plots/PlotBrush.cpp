#include "widgets/plots/PlotBrush.h"

#include "widgets/plots/PlotWidget.h"

#include <algorithm>

namespace pairscope {

namespace {

constexpr double kTremble = 3;   // pixels
constexpr double kLassoStep = 2; // pixels between corners of a free line

} // namespace

PlotBrush::PlotBrush(QCPAxisRect* axes)
    : QCPLayerable(axes->parentPlot(), QStringLiteral("overlay")), m_axes(axes) {}

QPointF PlotBrush::inAxes(const QPointF& at) const {
    const QRectF area(m_axes->rect());
    return {std::clamp(at.x(), area.left(), area.right()), std::clamp(at.y(), area.top(), area.bottom())};
}

void PlotBrush::begin(Shape shape, const QPointF& at) {
    m_shape = shape;
    m_path = {inAxes(at)};
}

void PlotBrush::moveTo(const QPointF& at) {
    const QPointF here = inAxes(at);
    if (m_shape == Shape::Lasso) {
        if ((here - m_path.last()).manhattanLength() >= kLassoStep) m_path << here;
    } else {
        m_path = {m_path.first(), here};
    }
}

QPolygonF PlotBrush::outline() const {
    if (m_shape == Shape::Lasso || m_path.isEmpty()) return m_path;
    QRectF area = QRectF(m_path.first(), m_path.last()).normalized();
    if (m_shape == Shape::Band) {
        area.setTop(m_axes->rect().top());
        area.setBottom(m_axes->rect().bottom());
    }
    return {{area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft()}};
}

bool PlotBrush::isDrag() const {
    if (m_path.isEmpty()) return false;
    const QRectF area = m_path.boundingRect();
    return std::max(area.width(), area.height()) >= kTremble;
}

void PlotBrush::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(true);
}

void PlotBrush::draw(QCPPainter* painter) {
    if (!isActive()) return;
    painter->setPen(plotPen(m_theme.selection, 1.5, Qt::DashLine));
    painter->setBrush(withAlpha(m_theme.selection, 40));
    painter->drawPolygon(outline(), Qt::OddEvenFill);
}

} // namespace pairscope
