#pragma once

#include "core/detector/DetectorModel.h"
#include "widgets/plots/PlanePlot.h"

#include <vector>

namespace pairscope {

/// Radii of the tracking material as ticks, one for each group of layers: the beam pipe's inside, the barrel
/// of sensors (slanted forward sensors have no radius of their own).
[[nodiscard]] std::vector<LayerTick> layerTicks(const DetectorModel& detector);

} // namespace pairscope
