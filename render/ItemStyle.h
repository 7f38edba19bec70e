#pragma once

#include "render/DrawList.h"
#include "render/PickTarget.h"

namespace pairscope {

/// The symbol of a point, shared by drawing and legend.
[[nodiscard]] Marker pointMarker(ItemKind kind, bool chosen, const Theme& theme);

/// Line style of a track.
[[nodiscard]] Stroke trackStroke(ItemKind kind, int track, const Theme& theme);

/// Line style of a LineItem; of a photon, whose line is made into a wave by candidateDrawing(), strong when
/// it is the chosen one.
[[nodiscard]] Stroke lineStroke(ItemKind kind, bool chosen, const Theme& theme);

} // namespace pairscope
