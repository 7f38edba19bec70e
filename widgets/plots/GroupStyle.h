#pragma once

#include "widgets/plots/PlotTheme.h"

#include <qcustomplot.h>

namespace pairscope {

/// How one of the groups of an overlay is drawn; no two of the first fifty look alike, even without colour.
struct GroupStyle {
    QColor colour;
    QCPScatterStyle::ScatterShape shape = QCPScatterStyle::ssDisc;
    QVector<qreal> dashes; ///< in widths of the pen; empty for a full line

    [[nodiscard]] QCPScatterStyle scatter(double size) const;
    [[nodiscard]] QPen line(double width) const;
};

/// Colours safe for colour-blind people (after Okabe & Ito).
[[nodiscard]] GroupStyle groupStyle(const PlotTheme& theme, std::size_t group);

} // namespace pairscope
