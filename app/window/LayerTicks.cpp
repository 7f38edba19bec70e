#include "app/window/LayerTicks.h"

#include <algorithm>

namespace pairscope {

namespace {

bool isSlanted(const MaterialLayer& layer) {
    const auto* ladders = std::get_if<LadderShape>(&layer.shape);
    return ladders && ladders->slanted();
}

} // namespace

std::vector<LayerTick> layerTicks(const DetectorModel& detector) {
    std::vector<LayerTick> ticks;
    for (const MaterialLayer& layer : detector.layers()) {
        if (!layer.tracking || isSlanted(layer)) continue;
        const QString group = QString::fromStdString(layer.group);
        const bool known = std::any_of(ticks.begin(), ticks.end(),
                                       [&](const LayerTick& tick) { return tick.name == group; });
        if (!known) ticks.push_back({layer.nominalRadius(), group});
    }
    return ticks;
}

} // namespace pairscope
