#pragma once

#include "render/CandidateItems.h"
#include "render/DrawList.h"

namespace pairscope {

/// Lines, symbols and labels of a candidate's items, in cm.
[[nodiscard]] DrawList candidateDrawing(const CandidateItems& items, const SceneOptions& options,
                                        const View2D& view, PictureSize size);

/// The symbol of a point, shared with the legend.
[[nodiscard]] Marker pointMarker(ItemKind kind, bool chosen, const Theme& theme);

/// Line style of a track, shared with the legend.
[[nodiscard]] Stroke trackStroke(ItemKind kind, int track, const Theme& theme);

/// Line style of the pair's flight and of the recoil photon (whose wave is made by candidateDrawing).
[[nodiscard]] Stroke lineStroke(ItemKind kind, const Theme& theme);

/// A wave along a line: `amplitude` and `wavelength` in the unit of the points.
[[nodiscard]] std::vector<Vector2> wave(const Vector2& from, const Vector2& to, double amplitude,
                                        double wavelength);

} // namespace pairscope
