#include "widgets/plots/PlotWidget.h"

#include "widgets/plots/PlotExport.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QMenu>

#include <algorithm>
#include <utility>

namespace pairscope {

QPen plotPen(const QColor& colour, double width, Qt::PenStyle style) {
    QPen pen(colour, width, style);
    pen.setCosmetic(true);
    return pen;
}

QColor withAlpha(QColor colour, int alpha) {
    colour.setAlpha(alpha);
    return colour;
}

PlotWidget::PlotWidget(QWidget* parent) : QCustomPlot(parent), m_empty(new QCPItemText(this)) {
    setFocusPolicy(Qt::StrongFocus);
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setAntialiasedElements(QCP::aeAll);
    setNoAntialiasingOnDrag(false);
    setPlottingHint(QCP::phImmediateRefresh, false); // each plot would have the window painted for itself
    setMinimumSize(180, 140);
    axisRect()->setupFullAxesBox(true);
    axisRect()->setMinimumMargins(QMargins(8, 8, 8, 8));
    m_empty->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_empty->position->setCoords(0.5, 0.5);
    m_empty->setVisible(false);
    styleAxes();
    connect(this, &QCustomPlot::beforeReplot, this, [this] { m_marksWait = false; });
}

void PlotWidget::setTheme(const PlotTheme& theme) {
    m_theme = theme;
    styleAxes();
    applyTheme();
    requestReplot();
}

bool PlotWidget::isInSight() const {
    return isVisible() && !visibleRegion().isEmpty();
}

void PlotWidget::requestReplot() {
    m_replotWaits = !isInSight();
    if (!m_replotWaits) replot(QCustomPlot::rpQueuedReplot);
}

void PlotWidget::setMarkLayers(const QStringList& names) {
    for (const QString& name : names) {
        m_markLayers.append(layer(name));
        m_markLayers.back()->setMode(QCPLayer::lmBuffered);
    }
}

void PlotWidget::requestMarks() {
    if (!isInSight()) m_replotWaits = true;
    if (m_replotWaits || std::exchange(m_marksWait, true)) return;
    QMetaObject::invokeMethod(this, &PlotWidget::drawMarks, Qt::QueuedConnection);
}

void PlotWidget::drawMarks() {
    if (!std::exchange(m_marksWait, false)) return; // everything was drawn meanwhile
    updateLayout();                                 // the legend may be wider
    for (QCPLayer* marks : m_markLayers)
        marks->replot();
}

void PlotWidget::showEvent(QShowEvent* event) {
    QCustomPlot::showEvent(event);
    m_replotWaits = true;
}

void PlotWidget::paintEvent(QPaintEvent* event) {
    if (std::exchange(m_replotWaits, false)) replot();
    QCustomPlot::paintEvent(event);
}

QFont PlotWidget::textFont() const {
    QFont font = this->font();
    font.setPointSizeF(std::max(10.0, font.pointSizeF()));
    return font;
}

void PlotWidget::setEmptyText(const QString& text) {
    m_empty->setText(text);
    m_empty->setVisible(!text.isEmpty());
    requestReplot();
}

void PlotWidget::styleAxes() {
    setBackground(m_theme.background);
    m_empty->setColor(m_theme.foreground);
    m_empty->setFont(textFont());
    QList<QCPAxis*> axes;
    for (const QCPAxisRect* rect : axisRects())
        axes += rect->axes();
    for (QCPAxis* axis : axes) {
        const QPen pen = plotPen(m_theme.foreground);
        axis->setBasePen(pen);
        axis->setTickPen(pen);
        axis->setSubTickPen(pen);
        axis->setLabelColor(m_theme.foreground);
        axis->setTickLabelColor(m_theme.foreground);
        axis->setLabelFont(textFont());
        axis->setTickLabelFont(textFont());
        axis->setLabelPadding(2);
        axis->grid()->setPen(plotPen(m_theme.grid, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(plotPen(m_theme.grid, 1));
    }
    legend->setFont(textFont());
    legend->setTextColor(m_theme.foreground);
    legend->setBrush(withAlpha(m_theme.background, 215));
    legend->setBorderPen(Qt::NoPen);
}

void PlotWidget::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::FontChange) styleAxes();
}

void PlotWidget::mouseMoveEvent(QMouseEvent* event) {
    QCustomPlot::mouseMoveEvent(event);
    const bool inside = axisRect()->rect().contains(event->pos());
    emit readoutChanged(inside ? readout(event->position()) : QString());
}

void PlotWidget::leaveEvent(QEvent* event) {
    QCustomPlot::leaveEvent(event);
    emit readoutChanged({});
}

void PlotWidget::mouseDoubleClickEvent(QMouseEvent* event) {
    QCustomPlot::mouseDoubleClickEvent(event);
    if (event->button() == Qt::LeftButton) fitToData();
}

void PlotWidget::pan(double x, double y) {
    const Qt::Orientations allowed = axisRect()->rangeDrag();
    if (allowed & Qt::Horizontal) xAxis->moveRange(x * xAxis->range().size());
    if (allowed & Qt::Vertical) yAxis->moveRange(y * yAxis->range().size());
    requestReplot();
}

void PlotWidget::zoom(double factor) {
    const Qt::Orientations allowed = axisRect()->rangeZoom();
    if (allowed & Qt::Horizontal) xAxis->scaleRange(factor);
    if (allowed & Qt::Vertical) yAxis->scaleRange(factor);
    requestReplot();
}

void PlotWidget::keyPressEvent(QKeyEvent* event) {
    constexpr double kStep = 0.1;
    switch (event->key()) {
    case Qt::Key_Left:
        return pan(-kStep, 0);
    case Qt::Key_Right:
        return pan(kStep, 0);
    case Qt::Key_Down:
        return pan(0, -kStep);
    case Qt::Key_Up:
        return pan(0, kStep);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8);
    case Qt::Key_Minus:
        return zoom(1.25);
    default:
        QCustomPlot::keyPressEvent(event);
    }
}

std::unique_ptr<QMenu> PlotWidget::contextMenu() {
    auto menu = std::make_unique<QMenu>(this);
    const auto add = [this, &menu](const QString& text, const QString& tip, const auto& action) {
        QAction* added = menu->addAction(text);
        added->setToolTip(tip);
        connect(added, &QAction::triggered, this, action);
    };
    add(tr("Save plot..."), tr("PNG as on screen, or SVG or PDF in the light theme for paper"),
        [this] { askAndSavePlot(); });
    add(tr("Copy picture"), tr("To the clipboard, with its caption"),
        [this] { QApplication::clipboard()->setImage(plotImage(*this)); });
    if (hasNumbers())
        add(tr("Save numbers (CSV)..."), tr("What is drawn, as a table"), [this] { askAndSaveNumbers(); });
    menu->addSeparator();
    add(tr("Fit to data"), tr("Double click"), [this] { fitToData(); });
    menu->setToolTipsVisible(true);
    return menu;
}

void PlotWidget::contextMenuEvent(QContextMenuEvent* event) {
    contextMenu()->exec(event->globalPos());
    event->accept();
}

QString PlotWidget::suggestedFile(const QString& ending) const {
    const QString name = objectName().isEmpty() ? QStringLiteral("plot") : objectName();
    return QDir::current().filePath(name + ending);
}

void PlotWidget::askAndSavePlot() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save plot"), suggestedFile(QStringLiteral(".png")), tr("Pictures (*.png *.svg *.pdf)"));
    if (path.isEmpty()) return;
    const bool named = !QFileInfo(path).suffix().isEmpty();
    if (const auto saved = savePlot(*this, named ? path : path + QStringLiteral(".png")); !saved)
        emit messageRaised(saved.error());
}

void PlotWidget::askAndSaveNumbers() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save numbers"), suggestedFile(QStringLiteral(".csv")), tr("Tables (*.csv)"));
    if (path.isEmpty()) return;
    if (const auto saved = saveText(numbers(), path); !saved) emit messageRaised(saved.error());
}

} // namespace pairscope
