#include "widgets/plots/LayerTick.h"

#include <algorithm>
#include <limits>

namespace pairscope {

void putLayerTicks(QCPAxis& above, const QCPAxis& below, const std::vector<LayerTick>& ticks, double factor) {
    const QFontMetrics metrics(above.tickLabelFont());
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    std::vector<LayerTick> sorted = ticks;
    std::ranges::sort(sorted, {}, &LayerTick::x);
    double free = -std::numeric_limits<double>::infinity(); // pixels up to here are taken by names
    for (const LayerTick& tick : sorted) {
        const double x = tick.x * factor;
        const double half = metrics.horizontalAdvance(tick.name) / 2.0;
        const double pixel = below.coordToPixel(x);
        const bool fits = pixel - half > free;
        ticker->addTick(x, fits ? tick.name : QString());
        if (fits && below.range().contains(x)) free = pixel + half + 6;
    }
    above.setTicker(ticker);
    above.setTicks(!ticks.empty());
    above.setTickLabels(!ticks.empty());
    above.setRange(below.range());
}

} // namespace pairscope
