#pragma once

#include "core/detector/DetectorModel.h"
#include "render/DrawList.h"
#include "render/LayerSection.h"
#include "render/Theme.h"

namespace pairscope {

/// Thickness range that the shade tells apart; outside it the shade stays at its end.
inline constexpr double kFaintestRadiationLengths = 5e-4;
inline constexpr double kStrongestRadiationLengths = 0.02;

/// Shade of a thickness X/X0, logarithmic from Theme::layerFaint to Theme::layerStrong.
[[nodiscard]] Colour layerShade(double radiationLengths, const Theme& theme);

/// Gas fills metres with next to no material: it is outlined, not shaded. True below 1e-4 X/X0 per cm.
[[nodiscard]] bool isGas(const MaterialLayer& layer);

/// The material as it is, with the sections of all its layers. @param pixelSize cm, sets how smooth circles
/// are and what is too thin to have two edges.
[[nodiscard]] DrawList layerDrawing(const DetectorModel& detector, const std::vector<LayerSection>& sections,
                                    const Theme& theme, double pixelSize);

/// One layer lifted out of the rest.
[[nodiscard]] DrawList highlightDrawing(const LayerSection& section, const Theme& theme, double pixelSize);

/// basf2's V0 radius edge at 1.0 cm, across the beam.
[[nodiscard]] Stroke v0EdgeStroke(const Theme& theme, double pixelSize);

/// A circle about the origin as a polygon that is nowhere further than `tolerance` [cm] from it.
[[nodiscard]] std::vector<Vector2> circlePoints(double radius, double tolerance);

} // namespace pairscope
