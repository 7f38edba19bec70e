#pragma once

#include "core/detector/DetectorModel.h"
#include "render/CandidateItems.h"

namespace pairscope {

/// Every visible item within `tolerance` [cm] of a place of the transverse plane, nearest first; exact
/// distances to arcs, boxes, rings and points. Points come before lines and lines before material, since a
/// symbol that lies on a line would otherwise never be picked. @param detector may be null
[[nodiscard]] std::vector<PickTarget> pickItems(const Vector2& place, double tolerance,
                                                const DetectorModel* detector, const CandidateItems& items,
                                                const SceneOptions& options);

/// The point a measurement snaps to: a vertex, crossing, tangent point or the like within `tolerance` [cm],
/// else the nearest edge of a layer within it, else the place itself.
[[nodiscard]] Vector2 snap(const Vector2& place, double tolerance, const DetectorModel* detector,
                           const CandidateItems& items, const SceneOptions& options);

/// Nearest point on the outline of a layer's cross-section, cm.
[[nodiscard]] Vector2 nearestOnOutline(const MaterialLayer& layer, const Vector2& place);

/// One sentence with units about a target: "e+ fitted at the vertex: pT 2.512 GeV, ...". @param detector,
/// candidate may be null.
[[nodiscard]] std::string describe(const PickTarget& target, const DetectorModel* detector,
                                   const Candidate* candidate);

} // namespace pairscope
