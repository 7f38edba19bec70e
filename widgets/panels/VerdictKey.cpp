#include "widgets/panels/VerdictKey.h"

#include "widgets/models/FitNames.h"
#include "widgets/models/ReadableColour.h"

#include <QPainter>
#include <QPixmap>
#include <QStringList>

namespace pairscope {

QString verdictKeyText(const VerdictKind& kind) {
    return kind.key == 0 ? QString() : QString(QLatin1Char(kind.key));
}

QColor verdictColour(const VerdictKind& kind) {
    const QColor colour(fromUtf8(kind.colour));
    return colour.isValid() ? colour : QColor(Qt::gray);
}

void paintVerdictKey(QPainter& painter, const QRectF& box, const VerdictKind& kind) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = verdictColour(kind);
    const QColor ink = readableOn(ground);
    painter.setPen(QPen(ground.darker(140), 1));
    painter.setBrush(ground);
    const double corner = box.height() / 5;
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    QFont font = painter.font();
    font.setPixelSize(std::max(1, static_cast<int>(box.height() * 0.7)));
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, verdictKeyText(kind));
    painter.restore();
}

QIcon verdictKeyIcon(const VerdictKind& kind) {
    QPixmap pixmap(64, 64); // drawn large, so that the icon stays sharp at any device pixel ratio
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintVerdictKey(painter, QRectF(2, 2, 60, 60), kind);
    return QIcon(pixmap);
}

QString verdictKeysLine(const VerdictSet& verdicts) {
    QStringList parts;
    for (const VerdictKind& kind : verdicts.kinds) {
        const QColor ground = verdictColour(kind);
        QString name = fromUtf8(kind.name).toHtmlEscaped();
        parts << QStringLiteral(
                     "<span style=\"background-color:%1; color:%2; font-weight:bold;\">&nbsp;%3&nbsp;"
                     "</span>&nbsp;%4")
                     .arg(ground.name(), readableOn(ground).name(), verdictKeyText(kind).toHtmlEscaped(),
                          name.replace(u' ', QStringLiteral("&nbsp;")).replace(u'-', QChar(0x2011)));
    }
    return parts.join(QStringLiteral("&nbsp; "));
}

} // namespace pairscope
