#pragma once

#include "widgets/plots/PlotTheme.h"

#include <qcustomplot.h>

#include <QString>

namespace pairscope {

/// What every plot does the same way: theme, legible text, wheel zooms at the cursor, left drag pans, double
/// click fits to the data, arrows, + and - do the same from the keyboard, and the cursor is read out.
class PlotWidget : public QCustomPlot {
    Q_OBJECT
public:
    explicit PlotWidget(QWidget* parent = nullptr);

    void setTheme(const PlotTheme& theme);
    [[nodiscard]] const PlotTheme& theme() const { return m_theme; }

    /// Axis ranges that show everything.
    virtual void fitToData() = 0;
    /// Text shown in the middle while there is nothing to draw; empty for none.
    void setEmptyText(const QString& text);
    [[nodiscard]] QString emptyText() const { return m_empty->text(); }

signals:
    /// What is under the cursor, with units; empty when it left.
    void readoutChanged(const QString& text);

protected:
    /// @param pixel inside the axes.
    [[nodiscard]] virtual QString readout(const QPointF& pixel) const = 0;
    /// Colours of what the plot itself draws.
    virtual void applyTheme() {}
    void requestReplot() { replot(QCustomPlot::rpQueuedReplot); }
    /// The font of all text in the plot, at least 10 points.
    [[nodiscard]] QFont textFont() const;

    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void styleAxes();
    void pan(double x, double y);
    void zoom(double factor);

    PlotTheme m_theme = PlotTheme::light();
    QCPItemText* m_empty;
};

/// A pen that stays the same width whatever the zoom.
[[nodiscard]] QPen plotPen(const QColor& colour, double width = 1, Qt::PenStyle style = Qt::SolidLine);
[[nodiscard]] QColor withAlpha(QColor colour, int alpha);

} // namespace pairscope
