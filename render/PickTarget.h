#pragma once

#include "core/math/LinearAlgebra.h"

#include <cstddef>
#include <cstdint>

namespace pairscope {

/// What a drawn thing is, the more important first.
enum class ItemKind : std::uint8_t {
    Vertex,      ///< index: minimum of the fit
    TrialVertex, ///< a step of a search of the fit
    KeptVertex,  ///< of a fit kept for comparison
    TrueVertex,
    HardPhoton, ///< where a leg truly radiated its hardest photon; index: 0 e+, 1 e-
    Crossing,   ///< index: 0 the one nearer to the origin
    TangentPoint,
    InteractionPoint,
    Perigee,     ///< index: 0 e+, 1 e-
    TrackAfter,  ///< index: 0 e+, 1 e-
    TrackBack,   ///< the fitted track extrapolated back inside the vertex; index: 0 e+, 1 e-
    TrackBefore, ///< index: 0 e+, 1 e-
    TrueTrack,   ///< index: 0 e+, 1 e-
    PairFlight,
    Cluster,        ///< index: of the candidate's photons
    RecoilPhoton,   ///< index: of the candidate's photons
    ExpectedRecoil, ///< where beams minus pair point
    V0Edge,
    Acceptance,     ///< polar angle where tracking ends; index: 0 forward, 1 backward
    CalorimeterEnd, ///< index: 0 forward, 1 backward
    Layer,          ///< index: of DetectorModel::layers()
};

/// What is at a place of the drawing. Values only: an item is named by kind and index.
struct PickTarget {
    ItemKind kind = ItemKind::Layer;
    std::size_t index = 0;
    double distance = 0;                ///< from the asked place, cm
    Vector2 position = Vector2::Zero(); ///< nearest point of the item, cm

    /// The same item, wherever it was asked from.
    [[nodiscard]] bool sameItem(const PickTarget& other) const {
        return kind == other.kind && index == other.index;
    }
};

} // namespace pairscope
