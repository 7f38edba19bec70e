#pragma once

#include "render/CandidateItems.h"
#include "render/DrawList.h"
#include "render/SpaceDirection.h"

#include <array>

namespace pairscope {

/// Corners of a cluster's box, in the order of ladderSolids(): the side where the photon entered, and the far
/// one.
[[nodiscard]] std::array<Vector3, 8> clusterSolid(const ClusterItem& cluster);

/// The sides of a cluster's box that face the eye.
void addClusterBox(const ClusterItem& cluster, bool chosen, const SpaceDirection& direction,
                   const Theme& theme, DrawList& list);

/// The three principal ellipses of one sigma of the chosen vertex, where the view is near enough to tell them
/// from a line. @param pixel cm per logical pixel
void addEllipsoid(const Candidate& candidate, const SpaceDirection& direction, const Theme& theme,
                  double pixel, DrawList& list);

} // namespace pairscope
