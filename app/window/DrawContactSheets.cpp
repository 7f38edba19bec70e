#include "app/window/DrawContactSheets.h"

#include "core/io/PendingFile.h"
#include "render/Theme.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <memory>

namespace pairscope {

namespace {

QColor toQt(Colour colour) {
    return {colour.red, colour.green, colour.blue};
}

QRect toQt(const SheetLayout::Box& box) {
    return {box.x, box.y, box.width, box.height};
}

QImage toQt(const Image& image) {
    return QImage(image.rgba.data(), image.width, image.height, 4 * image.width, QImage::Format_RGBA8888)
        .convertToFormat(QImage::Format_RGB32); // opaque
}

QString toQt(const std::string& text) {
    return QString::fromStdString(text);
}

constexpr double kSmallestText = 0.6; ///< of the text's height
constexpr double kLess = 0.97;        ///< letters come in whole pixels

/// One page, whatever it is painted on.
class PagePainter {
public:
    PagePainter(QPainter& painter, const SheetLayout& layout, bool light)
        : m_painter(painter), m_layout(layout), m_theme(light ? Theme::light() : Theme::dark()) {
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                               QPainter::LosslessImageRendering);
    }

    void paint(const SheetPage& page) {
        m_painter.fillRect(toQt(m_layout.page), toQt(m_theme.background));
        const QRect title = toQt(m_layout.title);
        setFont(1.15, false);
        const int corner = m_painter.fontMetrics().horizontalAdvance(toQt(page.corner)) + m_layout.lineHeight;
        write(title, page.corner, m_theme.mutedText, Qt::AlignRight);
        setFont(1.15, true);
        write(title.adjusted(0, 0, -corner, 0), page.title, m_theme.text, Qt::AlignLeft);
        for (std::size_t i = 0; i < page.cells.size(); ++i)
            paint(page.cells[i], toQt(m_layout.cell(i)));
    }

private:
    void paint(const SheetCell& cell, const QRect& box) {
        const QRect picture(box.topLeft(), QSize(m_layout.picture.width, m_layout.picture.height));
        m_painter.drawImage(picture, toQt(cell.picture));
        m_painter.setPen(QPen(toQt(m_theme.mutedText), m_layout.textHeight / 20.0));
        m_painter.drawRect(picture);
        QRect line(box.x(), picture.bottom() + 1, box.width(), m_layout.lineHeight);
        setFont(1, true);
        write(line, cell.id, m_theme.text, Qt::AlignLeft);
        setFont(1, false);
        line.translate(0, m_layout.lineHeight);
        writeVerdicts(line, cell.verdicts);
        for (const std::string& text : cell.lines) {
            line.translate(0, m_layout.lineHeight);
            setFont(1, false);
            const int letters = m_painter.fontMetrics().horizontalAdvance(toQt(text));
            if (letters > line.width())
                setFont(std::max(kSmallestText, kLess * line.width() / letters), false);
            write(line, text, m_theme.text, Qt::AlignLeft);
        }
    }

    /// All in one line: in smaller letters where it is long.
    void writeVerdicts(QRect line, const std::vector<SheetVerdict>& verdicts) {
        const int side = m_layout.textHeight * 2 / 3;
        const int fixed = static_cast<int>(verdicts.size()) * (side + 3 * m_layout.textHeight / 2);
        const int letters = lettersOf(verdicts);
        if (fixed + letters > line.width())
            setFont(std::max(kSmallestText, kLess * (line.width() - fixed) / letters), false);
        for (const SheetVerdict& verdict : verdicts) {
            if (line.width() < 3 * side) return;
            if (!verdict.colour.empty()) {
                const QRect square(line.x(), line.center().y() - side / 2, side, side);
                m_painter.fillRect(square, QColor(toQt(verdict.colour)));
                line.setLeft(line.left() + side + m_layout.textHeight / 2);
            }
            write(line, verdict.text, m_theme.text, Qt::AlignLeft);
            line.setLeft(line.left() + m_painter.fontMetrics().horizontalAdvance(toQt(verdict.text)) +
                         m_layout.textHeight);
        }
    }

    [[nodiscard]] int lettersOf(const std::vector<SheetVerdict>& verdicts) const {
        int width = 0;
        for (const SheetVerdict& verdict : verdicts)
            width += m_painter.fontMetrics().horizontalAdvance(toQt(verdict.text));
        return width;
    }

    void setFont(double size, bool bold) {
        QFont font = QGuiApplication::font();
        font.setPixelSize(static_cast<int>(size * m_layout.textHeight));
        font.setBold(bold);
        m_painter.setFont(font);
    }

    /// What does not fit ends with dots.
    void write(const QRect& box, const std::string& text, Colour colour, Qt::Alignment side) {
        m_painter.setPen(toQt(colour));
        const QString fitting = m_painter.fontMetrics().elidedText(toQt(text), Qt::ElideRight, box.width());
        m_painter.drawText(box, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, fitting);
    }

    QPainter& m_painter;
    const SheetLayout& m_layout;
    Theme m_theme;
};

std::string paintPdf(const ContactSheets& sheets, const SheetLayout& layout, const NextSheet& next) {
    auto pending = PendingFile::create(sheets.file);
    if (!pending) return pending.error().message;
    QFile file(toQt(pending->path().string()));
    if (!file.open(QIODevice::WriteOnly)) return pending->failure(file.errorString().toStdString()).message;
    {
        QPdfWriter writer(&file);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins({});
        writer.setResolution(layout.dotsPerInch);
        writer.setCreator(toQt(sheets.program));
        QPainter painter;
        if (!painter.begin(&writer)) return pending->failure("it cannot be painted").message;
        PagePainter page(painter, layout, sheets.light);
        for (std::size_t i = 0; i < sheets.pages; ++i) {
            const auto content = next(i);
            if (!content) return content.error();
            if (i == 0) writer.setTitle(toQt(content->title));
            if (i > 0) writer.newPage();
            page.paint(*content);
        }
        painter.end();
    }
    if (!file.flush() || file.error() != QFileDevice::NoError)
        return pending->failure(file.errorString().toStdString()).message;
    file.close();
    const auto done = pending->commit();
    return done ? std::string{} : done.error().message;
}

std::string paintPng(const ContactSheets& sheets, const SheetLayout& layout, const NextSheet& next) {
    std::vector<PendingFile> files;
    for (std::size_t i = 0; i < sheets.pages; ++i) {
        auto pending = PendingFile::create(sheets.fileOf(i));
        if (!pending) return pending.error().message;
        const auto content = next(i);
        if (!content) return content.error();
        QImage image(layout.page.width, layout.page.height, QImage::Format_RGB32);
        image.setDotsPerMeterX(static_cast<int>(layout.dotsPerInch / 0.0254));
        image.setDotsPerMeterY(static_cast<int>(layout.dotsPerInch / 0.0254));
        QPainter painter(&image);
        PagePainter(painter, layout, sheets.light).paint(*content);
        painter.end();
        if (!image.save(toQt(pending->path().string()), "PNG"))
            return pending->failure("not all of it could be stored").message;
        files.push_back(std::move(*pending));
    }
    for (PendingFile& file : files)
        if (const auto done = file.commit(); !done) return done.error().message;
    return {};
}

} // namespace

std::string paintContactSheets(const ContactSheets& sheets, const NextSheet& next) {
    const SheetLayout layout(sheets);
    return sheets.isPdf() ? paintPdf(sheets, layout, next) : paintPng(sheets, layout, next);
}

std::string drawContactSheets(int& argc, char** argv, const ContactSheets& sheets, const NextSheet& next) {
    std::unique_ptr<QApplication> application;
    if (!QApplication::instance()) {
        qputenv("QT_QPA_PLATFORM", "offscreen"); // pages are painted, not shown: no display is needed
        application = std::make_unique<QApplication>(argc, argv);
    }
    return paintContactSheets(sheets, next);
}

} // namespace pairscope
