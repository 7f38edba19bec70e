#pragma once

#include "render/CandidateItems.h"
#include "render/LayerSection.h"

namespace pairscope {

/// Every visible item within `tolerance` [cm] of a place of the plane, nearest first; exact distances to
/// boxes, rings, points and, across the beam, arcs (along it to a twentieth of the tolerance). Points come
/// before lines and lines before material, since a symbol that lies on a line would otherwise never be
/// picked.
/// @param layers in the detector's order; empty where there is no detector
[[nodiscard]] std::vector<PickTarget> pickItems(const Vector2& place, double tolerance,
                                                const std::vector<LayerSection>& layers,
                                                const CandidateItems& items, const SceneOptions& options);

/// The point a measurement snaps to: a vertex, crossing, tangent point or the like within `tolerance` [cm],
/// else the nearest edge of a layer within it, else the place itself.
[[nodiscard]] Vector2 snap(const Vector2& place, double tolerance, const std::vector<LayerSection>& layers,
                           const CandidateItems& items, const SceneOptions& options);

/// One sentence with units about a target: "e+ fitted at the vertex: pT 2.512 GeV, ...". @param detector,
/// candidate may be null.
[[nodiscard]] std::string describe(const PickTarget& target, const DetectorModel* detector,
                                   const Candidate* candidate);

} // namespace pairscope
