#pragma once

#include "widgets/plots/PlotTheme.h"

#include <qcustomplot.h>

#include <QPolygonF>

namespace pairscope {

/// What is drawn with the mouse to select: a rectangle from corner to corner, a band over the whole height,
/// or a free line that closes itself. Pixels of the widget, kept inside the axes.
class PlotBrush : public QCPLayerable {
    Q_OBJECT
public:
    enum class Shape { Rectangle, Band, Lasso };

    explicit PlotBrush(QCPAxisRect* axes);

    void begin(Shape shape, const QPointF& at);
    void moveTo(const QPointF& at);
    void end() { m_path.clear(); }
    [[nodiscard]] bool isActive() const { return !m_path.isEmpty(); }
    [[nodiscard]] Shape shape() const { return m_shape; }
    /// The corners of the lasso, or of the rectangle or band.
    [[nodiscard]] QPolygonF outline() const;
    /// Larger than a hand's tremble at a click.
    [[nodiscard]] bool isDrag() const;

    void setTheme(const PlotTheme& theme) { m_theme = theme; }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    [[nodiscard]] QPointF inAxes(const QPointF& at) const;

    QCPAxisRect* m_axes;
    Shape m_shape = Shape::Rectangle;
    QPolygonF m_path; ///< every point of a lasso; else the first and the last
    PlotTheme m_theme = PlotTheme::light();
};

} // namespace pairscope
