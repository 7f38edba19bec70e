#pragma once

#include "core/event/EventId.h"
#include "core/event/PairTruth.h"
#include "core/event/PhotonCluster.h"
#include "core/track/TrackState.h"

#include <boost/container/static_vector.hpp>

#include <optional>

namespace pairscope {

/// One e+e- pair as it was read: the measured tracks and, where the file has them, photon and truth.
struct PairEvent {
    EventId id;
    TrackPair tracks;
    /// Daughter 0 of the file had negative charge: the reader put the positron first.
    bool swapped = false;
    /// The file gave only errors of the parameters: the covariance is diagonal.
    bool diagonalCovariance = false;
    /// Energetic clusters that may be the recoil photon, in the file's order.
    boost::container::static_vector<PhotonCluster, kMaxPhotons> photons;
    std::optional<PairTruth> truth;
};

} // namespace pairscope
