#pragma once

#include "widgets/plots/PlotTheme.h"

#include <qcustomplot.h>

#include <QString>

#include <memory>

class QMenu;

namespace pairscope {

/// What every plot does the same way: theme, legible text, wheel zooms at the cursor, left drag pans, double
/// click fits to the data, arrows, + and - do the same from the keyboard, the cursor is read out, and the
/// context menu saves the picture or its numbers.
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
    /// What saved pictures say below the plot: what it is, of how many pairs, whether they are simulated.
    void setCaption(const QString& caption) { m_caption = caption; }
    [[nodiscard]] const QString& caption() const { return m_caption; }
    /// What is drawn as a table, CSV with a line of names; empty where there is none.
    [[nodiscard]] virtual QString numbers() const { return {}; }
    [[nodiscard]] virtual bool hasNumbers() const { return false; }
    /// Saving and copying, as a right click shows it.
    [[nodiscard]] std::unique_ptr<QMenu> contextMenu();
    /// The font of all text in the plot, at least 10 points.
    [[nodiscard]] QFont textFont() const;

signals:
    /// What is under the cursor, with units; empty when it left.
    void readoutChanged(const QString& text);
    /// Something that was asked for could not be done, in words for the person.
    void messageRaised(const QString& text);

protected:
    /// @param pixel inside the axes.
    [[nodiscard]] virtual QString readout(const QPointF& pixel) const = 0;
    /// Colours of what the plot itself draws.
    virtual void applyTheme() {}
    /// Draws soon; while the plot is out of sight, when it comes into sight.
    void requestReplot();
    /// What changes with each candidate is on these layers and nothing else is: they can be drawn alone.
    void setMarkLayers(const QStringList& names);
    /// Draws the mark layers soon; all else stays as it is drawn.
    void requestMarks();
    /// Some of it is seen. A panel under another one's tab is not, though it counts as visible.
    [[nodiscard]] bool isInSight() const;

    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void styleAxes();
    void drawMarks();
    void pan(double x, double y);
    void zoom(double factor);
    void askAndSavePlot();
    void askAndSaveNumbers();
    [[nodiscard]] QString suggestedFile(const QString& ending) const;

    QString m_caption;
    PlotTheme m_theme = PlotTheme::light();
    QCPItemText* m_empty;
    QList<QCPLayer*> m_markLayers;
    bool m_replotWaits = false; ///< for the plot to come into sight
    bool m_marksWait = false;   ///< for the event loop
};

/// A pen that stays the same width whatever the zoom.
[[nodiscard]] QPen plotPen(const QColor& colour, double width = 1, Qt::PenStyle style = Qt::SolidLine);
[[nodiscard]] QColor withAlpha(QColor colour, int alpha);

} // namespace pairscope
