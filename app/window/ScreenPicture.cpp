#include "app/window/ScreenPicture.h"

#include <QSaveFile>

namespace pairscope {

QString pictureFileName(const EventId& id) {
    return QStringLiteral("%1_%2_%3_%4.png").arg(id.experiment).arg(id.run).arg(id.event).arg(id.candidate);
}

std::optional<QString> savePicture(const QImage& picture, const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return file.errorString();
    if (!picture.save(&file, "PNG") || !file.commit()) return file.errorString();
    return std::nullopt;
}

} // namespace pairscope
