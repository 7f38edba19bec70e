#pragma once

#include <qcustomplot.h>

#include <vector>

namespace pairscope {

/// A radius worth a tick on the x axis, native units.
struct LayerTick {
    double x = 0;
    QString name;
    bool operator==(const LayerTick&) const = default;
};

/// Ticks with names on the axis above, at the places of the axis below; names that would overlap are left
/// out.
/// @param factor shown number of the axis below / native number
void putLayerTicks(QCPAxis& above, const QCPAxis& below, const std::vector<LayerTick>& ticks, double factor);

} // namespace pairscope
