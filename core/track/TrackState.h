#pragma once

#include "core/track/Helix.h"

namespace pairscope {

/// A measured track: perigee parameters and their covariance, order d0 phi0 omega z0 tanLambda [cm, rad,
/// 1/cm, cm, 1].
struct TrackState {
    Helix helix{Vector5::Zero()};
    Matrix5 covariance = Matrix5::Zero();
};

/// Position [cm] and momentum [GeV] with their 6x6 covariance, order x y z px py pz; rank 5.
struct CartesianState {
    Vector3 position = Vector3::Zero();
    Vector3 momentum = Vector3::Zero();
    Matrix6 covariance = Matrix6::Zero();
};

/// The 5x5 -> 6x6 conversion at fixed transverse path length `s` from the perigee.
[[nodiscard]] CartesianState cartesianState(const TrackState& track, double s, MagneticField field);

/// d(x, y, z, px, py, pz at fixed s) / d(perigee parameters). @pre omega != 0
[[nodiscard]] MatrixOf<6, 5> cartesianJacobian(const Helix& helix, double s, MagneticField field);

/// The two tracks of a pair, told apart by charge.
struct TrackPair {
    TrackState positron;
    TrackState electron;

    [[nodiscard]] const TrackState& operator[](int index) const { return index == 0 ? positron : electron; }
    [[nodiscard]] TrackState& operator[](int index) { return index == 0 ? positron : electron; }
};

} // namespace pairscope
