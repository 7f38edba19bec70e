#pragma once

#include "widgets/plots/FlightContent.h"

namespace pairscope {

class LabelSpace;

/// Points, ellipses, intervals and words over the axes of the flight view.
class FlightMarks : public QCPLayerable {
    Q_OBJECT
public:
    FlightMarks(QCustomPlot* plot, const QString& layer, const FlightAxes& axes,
                const FlightContent& content);

    /// The minimum whose mark, beside the tracks or on the profile, is under the cursor.
    [[nodiscard]] std::optional<std::size_t> minimumAt(const QPointF& pixel) const;
    /// Any other point under the cursor in words: "circle crossing 2"; empty for none.
    [[nodiscard]] QString pointAt(const QPointF& pixel) const;

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    enum class Symbol { Cross, Plus, Square, Star, Triangle };
    /// A point that is not a minimum of the fit.
    struct Mark {
        Vector2 place;
        Symbol symbol;
        QString label; ///< beside it
        QString name;  ///< for the status line
    };
    [[nodiscard]] std::vector<Mark> marks() const;

    void drawTruthLine(QCPPainter* painter) const;
    void drawEllipses(QCPPainter* painter) const;
    void drawTracksPart(QCPPainter* painter) const;
    void drawTrackNames(QCPPainter* painter, LabelSpace& space) const;
    void drawProfilePart(QCPPainter* painter) const;
    void drawOtherMinima(QCPPainter* painter) const;
    void drawTrialOnProfile(QCPPainter* painter) const;
    void drawIntervals(QCPPainter* painter) const;
    void drawBars(QCPPainter* painter, const FlightIntervals& intervals, double row,
                  const QColor& colour) const;
    void drawMessage(QCPPainter* painter) const;
    void drawSymbol(QCPPainter* painter, Symbol symbol, const QPointF& at, const QColor& colour) const;
    void drawMinimum(QCPPainter* painter, std::size_t index, const QPointF& at) const;
    void writeNumber(QCPPainter* painter, std::size_t index, const QPointF& at, LabelSpace& space) const;
    void write(QCPPainter* painter, const QRectF& area, const QString& text, const QColor& colour) const;
    [[nodiscard]] QColor colourOf(Symbol symbol) const;
    [[nodiscard]] double delta(const FlightPicture::Minimum& minimum) const;
    [[nodiscard]] QFont boldFont() const;

    const FlightAxes& m_axes;
    const FlightContent& m_content;
};

} // namespace pairscope
