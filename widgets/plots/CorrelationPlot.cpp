#include "widgets/plots/CorrelationPlot.h"

#include "widgets/models/QuantityText.h"
#include "widgets/models/ReadableColour.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

constexpr int kGap = 4; // logical pixels between names and cells
constexpr double kLargestCell = 64;

int widest(const QStringList& texts, const QFontMetrics& metrics) {
    int width = 0;
    for (const QString& text : texts)
        width = std::max(width, metrics.horizontalAdvance(text));
    return width;
}

QColor mixed(const QColor& from, const QColor& to, double share) {
    const auto component = [share](int a, int b) {
        return static_cast<int>(std::lround(a + (b - a) * share));
    };
    return {component(from.red(), to.red()), component(from.green(), to.green()),
            component(from.blue(), to.blue())};
}

} // namespace

CorrelationPlot::CorrelationPlot(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Correlations of the fitted parameters"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize CorrelationPlot::sizeHint() const {
    return {420, 380};
}
QSize CorrelationPlot::minimumSizeHint() const {
    return {200, 200};
}

void CorrelationPlot::setCorrelations(const Eigen::MatrixXd& correlations, const QStringList& names,
                                      const QString& why) {
    m_correlations = correlations;
    m_names = names;
    m_why = why;
    setCursorCell(std::nullopt);
    setAccessibleDescription(why);
    update();
}

void CorrelationPlot::setTheme(const PlotTheme& theme) {
    m_theme = theme;
    update();
}

/// Where the room is scarce "tan λ⁺" becomes "λ⁺": the numbers need it.
QStringList CorrelationPlot::shownNames() const {
    QStringList names = m_names;
    const int left = widest(names, fontMetrics()) + 3 * kGap;
    const int needed = fontMetrics().horizontalAdvance(QStringLiteral("−0.00")) + kGap;
    if (width() - left < needed * size()) names.replaceInStrings(QStringLiteral("tan "), QString());
    return names;
}

QRectF CorrelationPlot::grid() const {
    const int left = widest(shownNames(), fontMetrics()) + 2 * kGap;
    const int top = fontMetrics().height() + kGap;
    const double most = kLargestCell * std::max(size(), 1);
    return {double(left), double(top), std::clamp(double(width() - left - kGap), 1.0, most),
            std::clamp(double(height() - top - kGap), 1.0, most)};
}

QRectF CorrelationPlot::cellRect(Cell cell) const {
    const QRectF all = grid();
    const double across = all.width() / std::max(size(), 1);
    const double down = all.height() / std::max(size(), 1);
    return {all.left() + cell.column * across, all.top() + cell.row * down, across, down};
}

std::optional<CorrelationPlot::Cell> CorrelationPlot::cellAt(const QPointF& place) const {
    const QRectF all = grid();
    if (size() == 0 || !all.contains(place)) return std::nullopt;
    const auto index = [this](double share) {
        return std::clamp(static_cast<int>(share * size()), 0, size() - 1);
    };
    return Cell{index((place.y() - all.top()) / all.height()), index((place.x() - all.left()) / all.width())};
}

QString CorrelationPlot::describe(Cell cell) const {
    const double value = m_correlations(cell.row, cell.column);
    const QString pair = tr("correlation of %1 and %2").arg(m_names[cell.row], m_names[cell.column]);
    if (std::isnan(value)) return tr("%1: none, a variance is not a positive number").arg(pair);
    return tr("%1: %2").arg(pair, numberText(value, 5));
}

QColor CorrelationPlot::colour(double correlation) const {
    if (std::isnan(correlation)) return m_theme.background;
    const double share = std::min(std::abs(correlation), 1.0);
    return mixed(m_theme.background, correlation > 0 ? m_theme.before : m_theme.after, share);
}

bool CorrelationPlot::hasRoomFor(const QString& text) const {
    constexpr double kMargin = 2; // logical pixels
    const QRectF cell = cellRect({0, 0});
    return fontMetrics().horizontalAdvance(text) <= cell.width() - kMargin &&
           fontMetrics().ascent() <= cell.height();
}

bool CorrelationPlot::inPercent() const {
    return !hasRoomFor(QStringLiteral("−0.00")) && hasRoomFor(QStringLiteral("−00"));
}

QString CorrelationPlot::cellText(double correlation) const {
    if (std::isnan(correlation)) return missingText();
    if (hasRoomFor(QStringLiteral("−0.00"))) return numberText(correlation, 2);
    return inPercent() ? numberText(100 * correlation, 0) : QString();
}

void CorrelationPlot::drawNames(QPainter& painter) const {
    painter.setPen(m_theme.foreground);
    const QRectF all = grid();
    const QStringList names = shownNames();
    if (inPercent())
        painter.drawText(QRectF(0, 0, all.left() - kGap, all.top() - 1), Qt::AlignRight | Qt::AlignBottom,
                         tr("%"));
    for (int i = 0; i < size(); ++i) {
        const QRectF cell = cellRect({i, i});
        painter.drawText(QRectF(0, cell.top(), all.left() - kGap, cell.height()),
                         Qt::AlignRight | Qt::AlignVCenter, names[i]);
        painter.drawText(QRectF(cell.left() - cell.width(), 0, 3 * cell.width(), all.top() - 1),
                         Qt::AlignHCenter | Qt::AlignBottom, names[i]);
    }
}

void CorrelationPlot::drawCell(QPainter& painter, Cell cell) const {
    const double value = m_correlations(cell.row, cell.column);
    const QRectF rect = cellRect(cell);
    const QColor ground = colour(value);
    painter.fillRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), ground);
    painter.setPen(readableOn(ground));
    painter.drawText(rect, Qt::AlignCenter | Qt::TextDontClip, cellText(value)); // "100" whole
}

void CorrelationPlot::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.background);
    if (size() == 0) {
        painter.setPen(m_theme.foreground);
        painter.drawText(rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, m_why);
        return;
    }
    painter.fillRect(grid(), m_theme.grid);
    drawNames(painter);
    for (int row = 0; row < size(); ++row)
        for (int column = 0; column < size(); ++column)
            drawCell(painter, {row, column});
    if (!m_cursor) return;
    painter.setPen(QPen(m_theme.selection, 2));
    painter.drawRect(cellRect(*m_cursor).adjusted(1, 1, -1, -1));
}

void CorrelationPlot::setCursorCell(std::optional<Cell> cell) {
    if (cell == m_cursor) return;
    m_cursor = cell;
    const QString text = cell ? describe(*cell) : QString();
    setAccessibleDescription(text);
    emit readoutChanged(text);
    update();
}

void CorrelationPlot::mouseMoveEvent(QMouseEvent* event) {
    setCursorCell(cellAt(event->position()));
}
void CorrelationPlot::mousePressEvent(QMouseEvent* event) {
    setCursorCell(cellAt(event->position()));
}
void CorrelationPlot::leaveEvent(QEvent* /*event*/) {
    setCursorCell(std::nullopt);
}
void CorrelationPlot::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    setCursorCell(std::nullopt);
}

void CorrelationPlot::keyPressEvent(QKeyEvent* event) {
    const int down = (event->key() == Qt::Key_Down) - (event->key() == Qt::Key_Up);
    const int right = (event->key() == Qt::Key_Right) - (event->key() == Qt::Key_Left);
    if (size() == 0 || (down == 0 && right == 0)) return QWidget::keyPressEvent(event);
    Cell cell = m_cursor.value_or(Cell{-down, -right});
    cell.row = std::clamp(cell.row + down, 0, size() - 1);
    cell.column = std::clamp(cell.column + right, 0, size() - 1);
    setCursorCell(cell);
}

} // namespace pairscope
