#pragma once

#include "core/analysis/CellCounts.h"

#include <qcustomplot.h>

#include <span>

namespace pairscope {

/// Counts as colours from `low` (one point) over `middle` to `high` (the most), by the logarithm; cells with
/// nothing are transparent.
[[nodiscard]] QImage shadedCounts(const CellCounts& counts, const QCPColorGradient& gradient);
/// In one colour, stronger by the logarithm.
[[nodiscard]] QImage tintedCounts(const CellCounts& counts, const QColor& colour);
/// In the colour of the group that is most frequent in the cell, stronger by the logarithm.
/// @param none colour of points in no group
[[nodiscard]] QImage groupedCounts(const CellCounts& counts, std::span<const QColor> groups,
                                   const QColor& none);

/// An image of cells stretched over its part of the axes, each cell with sharp edges.
class DensityImage : public QCPLayerable {
    Q_OBJECT
public:
    DensityImage(QCPAxis* x, QCPAxis* y, const QString& layer);

    /// @param x, y what the image covers, in coordinates of the axes
    void setImage(const QImage& image, const QCPRange& x, const QCPRange& y);
    void clear() { m_image = {}; }
    /// Top row first; null for nothing.
    [[nodiscard]] const QImage& image() const { return m_image; }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;
    [[nodiscard]] QRect clipRect() const override { return m_x->axisRect()->rect(); }

private:
    QCPAxis* m_x;
    QCPAxis* m_y;
    QImage m_image;
    QCPRange m_xRange;
    QCPRange m_yRange;
};

} // namespace pairscope
