#include "widgets/models/StatusIcon.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <array>

namespace pairscope {

namespace {

constexpr int kSize = 64; // drawn large, so that the icon stays sharp at any device pixel ratio

const QColor kGreen(0x1b, 0x9e, 0x77);
const QColor kAmber(0xc9, 0x7a, 0x00);
const QColor kRed(0xd4, 0x3d, 0x3d);
const QColor kBlue(0x2b, 0x7b, 0xba);

template<class Draw>
QIcon drawn(const Draw& draw) {
    QPixmap pixmap(kSize, kSize);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    draw(painter);
    return QIcon(pixmap);
}

void disc(QPainter& painter, const QColor& colour) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QRectF(4, 4, kSize - 8, kSize - 8));
}

void strokes(QPainter& painter, const QVector<QLineF>& lines) {
    painter.setPen(QPen(Qt::white, 8, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(lines);
}

QIcon tick() {
    return drawn([](QPainter& painter) {
        disc(painter, kGreen);
        strokes(painter, {QLineF(19, 34, 28, 43), QLineF(28, 43, 46, 22)});
    });
}

QIcon twoDots() {
    return drawn([](QPainter& painter) {
        disc(painter, kAmber);
        painter.setBrush(Qt::white);
        painter.drawEllipse(QPointF(22, 32), 7, 7);
        painter.drawEllipse(QPointF(42, 32), 7, 7);
    });
}

QIcon apart() {
    return drawn([](QPainter& painter) {
        disc(painter, kAmber);
        strokes(painter, {QLineF(18, 20, 26, 32), QLineF(26, 32, 18, 44), QLineF(46, 20, 38, 32),
                          QLineF(38, 32, 46, 44)});
    });
}

QIcon cross() {
    return drawn([](QPainter& painter) {
        disc(painter, kRed);
        strokes(painter, {QLineF(22, 22, 42, 42), QLineF(22, 42, 42, 22)});
    });
}

QIcon letterI() {
    return drawn([](QPainter& painter) {
        disc(painter, kBlue);
        strokes(painter, {QLineF(32, 30, 32, 46), QLineF(32, 18, 32, 18.5)});
    });
}

QIcon warningTriangle() {
    return drawn([](QPainter& painter) {
        QPainterPath triangle(QPointF(32, 5));
        triangle.lineTo(61, 58);
        triangle.lineTo(3, 58);
        triangle.closeSubpath();
        painter.fillPath(triangle, kAmber);
        strokes(painter, {QLineF(32, 24, 32, 38), QLineF(32, 49, 32, 49.5)});
    });
}

} // namespace

QIcon statusIcon(CandidateStatus status) {
    static const std::array<QIcon, 4> icons = {tick(), twoDots(), apart(), cross()};
    return icons[static_cast<std::size_t>(status)];
}

QIcon severityIcon(Severity severity) {
    static const std::array<QIcon, 3> icons = {letterI(), warningTriangle(), cross()};
    return icons[static_cast<std::size_t>(severity)];
}

} // namespace pairscope
