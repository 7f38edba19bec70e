#pragma once

#include "core/event/EventId.h"

#include <QImage>
#include <QString>

#include <optional>

namespace pairscope {

/// "26_1000_62_0.png"
[[nodiscard]] QString pictureFileName(const EventId& id);

/// Writes a PNG whole or not at all. @return why it could not be written
[[nodiscard]] std::optional<QString> savePicture(const QImage& picture, const QString& path);

} // namespace pairscope
