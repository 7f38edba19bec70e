#pragma once

#include <QImage>
#include <QString>

#include <tl/expected.hpp>

namespace pairscope {

class PlotWidget;

/// The plot as it is on screen with its caption below, in its theme.
/// @param scale pixels of the image for one of the screen
[[nodiscard]] QImage plotImage(PlotWidget& plot, double scale = 2);

/// Writes .png (in the plot's theme), .svg or .pdf (as lines and text, in the light theme for paper) by the
/// ending, with the caption below. A file that cannot be completed leaves what was there before.
/// @return why it could not be written
[[nodiscard]] tl::expected<void, QString> savePlot(PlotWidget& plot, const QString& path);

/// A name as one field of CSV.
[[nodiscard]] QString csvText(const QString& name);

/// @return why it could not be written
[[nodiscard]] tl::expected<void, QString> saveText(const QString& text, const QString& path);

} // namespace pairscope
