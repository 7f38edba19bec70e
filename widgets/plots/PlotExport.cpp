#include "widgets/plots/PlotExport.h"

#include "core/io/PendingFile.h"
#include "widgets/plots/PlotWidget.h"

#include <QFile>
#include <QFileInfo>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>

namespace pairscope {

namespace {

constexpr int kMargin = 8; // pixels about the caption

/// Where the parts of the picture are, pixels of the screen.
struct Layout {
    explicit Layout(const PlotWidget& widget)
        : plot(widget.viewport()), caption(0, plot.height(), plot.width(), 0) {
        if (widget.caption().isEmpty()) return;
        const QRect room(kMargin, 0, plot.width() - 2 * kMargin, 10000);
        const QRect text =
            QFontMetrics(widget.textFont()).boundingRect(room, Qt::TextWordWrap, widget.caption());
        caption.setHeight(text.height() + kMargin);
    }
    [[nodiscard]] QSize size() const { return {plot.width(), plot.height() + caption.height()}; }

    QRect plot;
    QRect caption;
};

void drawCaption(QPainter& painter, const PlotWidget& plot, const Layout& layout) {
    if (layout.caption.isEmpty()) return;
    painter.fillRect(layout.caption, plot.theme().background);
    painter.setFont(plot.textFont());
    painter.setPen(plot.theme().foreground);
    painter.drawText(layout.caption.adjusted(kMargin, 0, -kMargin, 0), Qt::TextWordWrap, plot.caption());
}

/// A plot in the light theme for as long as this lives.
class OnPaper {
public:
    explicit OnPaper(PlotWidget& plot) : m_plot(plot), m_before(plot.theme()) {
        m_plot.setTheme(PlotTheme::light());
        m_plot.replot(QCustomPlot::rpImmediateRefresh);
    }
    OnPaper(const OnPaper&) = delete;
    OnPaper& operator=(const OnPaper&) = delete;
    ~OnPaper() { m_plot.setTheme(m_before); }

private:
    PlotWidget& m_plot;
    PlotTheme m_before;
};

bool paintVectors(PlotWidget& plot, QPaintDevice& device) {
    const OnPaper onPaper(plot);
    const Layout layout(plot);
    QCPPainter painter;
    if (!painter.begin(&device)) return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.fillRect(QRect({0, 0}, layout.size()), plot.theme().background);
    plot.toPainter(&painter, layout.plot.width(), layout.plot.height());
    painter.setClipping(false);
    drawCaption(painter, plot, layout);
    return painter.end();
}

bool saveSvg(PlotWidget& plot, const QString& path) {
    const QSize size = Layout(plot).size();
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(size);
    generator.setViewBox(QRect({0, 0}, size));
    generator.setResolution(plot.logicalDpiX()); // as that of the fonts on screen
    generator.setTitle(plot.accessibleName());
    return paintVectors(plot, generator);
}

bool savePdf(PlotWidget& plot, const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    QPdfWriter writer(&file);
    const double points = 72.0 / plot.logicalDpiX();
    writer.setResolution(plot.logicalDpiX());
    writer.setPageSize(QPageSize(QSizeF(Layout(plot).size()) * points, QPageSize::Point));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(plot.accessibleName());
    return paintVectors(plot, writer) && file.flush() && file.error() == QFile::NoError;
}

/// Calls write(path) for a file that takes its name only when it is complete.
template<class Write>
tl::expected<void, QString> written(const QString& path, const Write& write) {
    auto pending = PendingFile::create(path.toStdString());
    const auto text = [](const FileError& error) { return QString::fromStdString(error.message); };
    if (!pending) return tl::unexpected(text(pending.error()));
    if (!write(QString::fromStdString(pending->path().string())))
        return tl::unexpected(text(pending->failure("no room, or no permission")));
    if (const auto done = pending->commit(); !done) return tl::unexpected(text(done.error()));
    return {};
}

} // namespace

QImage plotImage(PlotWidget& plot, double scale) {
    plot.replot(QCustomPlot::rpImmediateRefresh);
    const Layout layout(plot);
    QImage image((QSizeF(layout.size()) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(plot.theme().background);
    const QPixmap drawn = plot.toPixmap(layout.plot.width(), layout.plot.height(), scale);
    QPainter painter(&image);
    painter.drawPixmap(QRectF(QPointF(0, 0), QSizeF(layout.plot.size()) * scale), drawn,
                       QRectF(drawn.rect()));
    painter.scale(scale, scale);
    drawCaption(painter, plot, layout);
    return image;
}

tl::expected<void, QString> savePlot(PlotWidget& plot, const QString& path) {
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending != u"png" && ending != u"svg" && ending != u"pdf")
        return tl::unexpected(PlotWidget::tr("%1 cannot be written: a plot is saved as .png, .svg or .pdf.")
                                  .arg(QFileInfo(path).fileName()));
    return written(path, [&](const QString& temporary) {
        if (ending == u"png") return plotImage(plot).save(temporary, "PNG");
        return ending == u"svg" ? saveSvg(plot, temporary) : savePdf(plot, temporary);
    });
}

QString csvText(const QString& name) {
    QString inside = name;
    return u'"' + inside.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

tl::expected<void, QString> saveText(const QString& text, const QString& path) {
    return written(path, [&](const QString& temporary) {
        QFile file(temporary);
        const QByteArray bytes = text.toUtf8();
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush();
    });
}

} // namespace pairscope
