#pragma once

#include "widgets/plots/FlightContent.h"

#include <vector>

namespace pairscope {

/// Material on the photon's path as vertical bands behind all of the flight view's axes; darker is more X/X0.
class LayerBands : public QCPLayerable {
    Q_OBJECT
public:
    LayerBands(QCustomPlot* plot, const QString& layer, const FlightAxes& axes, const FlightContent& content);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    const FlightAxes& m_axes;
    const FlightContent& m_content;
};

/// The names of the layers above the axes, side by side, with a line down to each band. The most probable
/// origin is bold.
class LayerNames : public QCPLayoutElement {
    Q_OBJECT
public:
    struct Name {
        QString text;
        QFont font;
        double pixel = 0; ///< of the band's middle
        double width = 0; ///< pixels, with the gap to the next one
        double left = 0;  ///< where it is written
    };

    LayerNames(QCustomPlot* plot, const FlightAxes& axes, const FlightContent& content);

    /// What was written when last drawn, left to right.
    [[nodiscard]] const QStringList& shown() const { return m_shown; }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    [[nodiscard]] std::vector<Name> names() const;

    const FlightAxes& m_axes;
    const FlightContent& m_content;
    QStringList m_shown;
};

/// A band in pixels, at least wide enough to be seen.
[[nodiscard]] QRectF layerBand(const FlightPicture::Layer& layer, const FlightAxes& axes, const QRect& rect);

} // namespace pairscope
