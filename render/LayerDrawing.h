#pragma once

#include "core/detector/DetectorModel.h"
#include "render/DrawList.h"
#include "render/SceneOptions.h"

namespace pairscope {

/// Thickness range that the shade tells apart; outside it the shade stays at its end.
inline constexpr double kFaintestRadiationLengths = 5e-4;
inline constexpr double kStrongestRadiationLengths = 0.02;

/// Shade of a thickness X/X0, logarithmic from Theme::layerFaint to Theme::layerStrong.
[[nodiscard]] Colour layerShade(double radiationLengths, const Theme& theme);

/// Gas fills metres with next to no material: it is outlined, not shaded. True below 1e-4 X/X0 per cm.
[[nodiscard]] bool isGas(const MaterialLayer& layer);

/// The material as it is: rings and rotated ladders. @param pixelSize cm, sets how smooth circles are.
[[nodiscard]] DrawList layerDrawing(const DetectorModel& detector, const SceneOptions& options,
                                    double pixelSize);

/// One layer lifted out of the rest.
[[nodiscard]] DrawList highlightDrawing(const MaterialLayer& layer, const Theme& theme, double pixelSize);

/// A circle about the origin as a polygon that is nowhere further than `tolerance` [cm] from it.
[[nodiscard]] std::vector<Vector2> circlePoints(double radius, double tolerance);

} // namespace pairscope
