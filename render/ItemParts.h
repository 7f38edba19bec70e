#pragma once

#include "core/detector/DetectorModel.h"
#include "render/CandidateItems.h"

namespace pairscope {

/// From `from` to `to` in the plane; where the sign of rho jumps on the way, the part that ends at `to`.
[[nodiscard]] LineItem straightLine(ItemKind kind, std::size_t index, const Vector3& from, const Vector3& to,
                                    const Projection& projection);

/// Path [cm] at which a track going out from its perigee leaves the CDC, or has made half a turn.
[[nodiscard]] double trackEnd(const Helix& helix);

/// Width of a cluster's bar: about one crystal, cm.
inline constexpr double kBarWidth = 6;

/// Photons with their clusters, and with a fit the recoil of the pair.
void addPhotonItems(const Candidate& candidate, const DetectorModel& detector, CandidateItems& items);

/// True vertex, true tracks, and where they radiated.
void addTruthItems(const Candidate& candidate, CandidateItems& items);

} // namespace pairscope
