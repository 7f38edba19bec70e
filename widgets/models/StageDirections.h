#pragma once

#include "core/candidate/Candidate.h"

#include <functional>

namespace pairscope {

/// Direction parameters of both tracks at one stage and their covariance, order phi omega tanLambda of e+,
/// then e-.
struct StageDirections {
    Vector6 parameters = Vector6::Zero();
    Matrix6 covariance = Matrix6::Zero();

    [[nodiscard]] static StageDirections atPerigee(const TrackPair& tracks);
    [[nodiscard]] static StageDirections atVertex(const VertexMinimum& minimum);
    [[nodiscard]] static StageDirections ofKinematics(const KinematicFitResult& fit);

    /// @param track 0 for e+, 1 for e-
    [[nodiscard]] static TrackPoint point(const Vector6& parameters, int track);
    [[nodiscard]] TrackPoint track(int index) const { return point(parameters, index); }
};

/// A function of the directions with its error to first order; derivatives by central differences over 1e-3
/// of an error.
[[nodiscard]] Measured propagated(const StageDirections& at,
                                  const std::function<double(const Vector6&)>& function);

[[nodiscard]] Vector3 directionOf(const TrackPoint& point);
/// By the chord: a difference of unit vectors keeps the small angle that the scalar product loses.
[[nodiscard]] double openingAngle(const Vector3& a, const Vector3& b);

} // namespace pairscope
