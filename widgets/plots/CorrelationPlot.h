#pragma once

#include "widgets/plots/PlotTheme.h"

#include <Eigen/Core>

#include <QStringList>
#include <QWidget>

#include <optional>

namespace pairscope {

/// Correlations of named parameters as a heat map: one colour for positive, one for negative ones, the
/// stronger the further from the background; the number is written into each cell as far as there is room,
/// and is read out for the cell under the cursor. Arrow keys move from cell to cell.
class CorrelationPlot : public QWidget {
    Q_OBJECT
public:
    explicit CorrelationPlot(QWidget* parent = nullptr);

    /// @param correlations names.size() squared; NaN where there is none. Empty shows `why`.
    void setCorrelations(const Eigen::MatrixXd& correlations, const QStringList& names,
                         const QString& why = {});
    void setTheme(const PlotTheme& theme);

    /// The cell at a place of the widget.
    struct Cell {
        int row = 0;
        int column = 0;
        bool operator==(const Cell&) const = default;
    };
    [[nodiscard]] std::optional<Cell> cellAt(const QPointF& place) const;
    [[nodiscard]] QRectF cellRect(Cell cell) const;
    [[nodiscard]] QString describe(Cell cell) const;
    /// How a correlation is coloured; the theme's background for 0 and for NaN.
    [[nodiscard]] QColor colour(double correlation) const;
    /// What is written into a cell: "0.98", the shorter "98" (per cent) or nothing, by the room.
    [[nodiscard]] QString cellText(double correlation) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// What is under the cursor or the keys; empty when it left.
    void readoutChanged(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] QStringList shownNames() const;
    [[nodiscard]] QRectF grid() const;
    [[nodiscard]] bool hasRoomFor(const QString& text) const;
    [[nodiscard]] bool inPercent() const;
    [[nodiscard]] int size() const { return static_cast<int>(m_names.size()); }
    void drawNames(QPainter& painter) const;
    void drawCell(QPainter& painter, Cell cell) const;
    void setCursorCell(std::optional<Cell> cell);

    Eigen::MatrixXd m_correlations;
    QStringList m_names;
    QString m_why;
    PlotTheme m_theme = PlotTheme::light();
    std::optional<Cell> m_cursor;
};

} // namespace pairscope
