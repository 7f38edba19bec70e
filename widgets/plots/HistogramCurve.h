#pragma once

#include "core/analysis/Histogram.h"

#include <qcustomplot.h>

#include <optional>

namespace pairscope {

/// One histogram as drawn: a line in steps, or bars with gaps, with error bars in the middle of the bins that
/// have anything. The graphs belong to the plot.
class HistogramCurve {
public:
    struct Scale {
        double x = 1;        ///< shown number / native number
        double y = 1;        ///< shown height / count
        bool bars = false;   ///< with gaps, for words
        bool errors = false; ///< Garwood intervals, times y
    };

    explicit HistogramCurve(QCustomPlot& plot);

    void draw(const Histogram& histogram, const Scale& scale);
    void setStyle(const QPen& pen, const QBrush& fill);
    void setName(const QString& name) { m_steps->setName(name); }
    [[nodiscard]] QString name() const { return m_steps->name(); }
    /// With a line in the legend while it is visible.
    void setVisible(bool on);
    [[nodiscard]] bool isVisible() const { return m_steps->visible(); }
    /// Of the bars with their errors over a range of the axis; 0 when there is none.
    [[nodiscard]] double highest(const QCPRange& shown) const;

private:
    QCPGraph* m_steps;
    QCPGraph* m_centres; ///< invisible, carries the error bars
    QCPErrorBars* m_errors;
    bool m_withErrors = false;
};

/// A line at one number of an axis, with a text at the edge while the number is out of view.
class ValueMarker {
public:
    explicit ValueMarker(QCustomPlot& plot);

    void setStyle(const QPen& pen, const QFont& font);
    /// @param shown nothing for no marker; NaN counts as nothing
    /// @param height of the text at the edge, share of the axes
    /// @param text of the number with its unit
    void place(const std::optional<double>& shown, double height, const QString& text);

private:
    QCPItemStraightLine* m_line;
    QCPItemText* m_beyond;
};

} // namespace pairscope
