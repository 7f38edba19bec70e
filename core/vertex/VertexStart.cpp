#include "core/vertex/VertexStart.h"

#include "core/vertex/VertexChi2.h"

#include <cmath>

namespace pairscope {

Vector9 parametersAt(const Vector2& position, const std::array<Helix, 2>& tracks) {
    Vector9 parameters;
    double z = 0;
    for (std::size_t track = 0; track < 2; ++track) {
        const TrackPoint point = tracks[track].pointAt(tracks[track].pathOfClosestApproach(position));
        parameters.segment<3>(track == 0 ? kPositronPhi : kElectronPhi) << point.phi, point.omega,
            point.tanLambda;
        z += point.position.z() / 2;
    }
    parameters.head<3>() << position, z;
    return parameters;
}

Vector3 flightDirection(const Vector9& parameters) {
    Vector3 flight = Vector3::Zero();
    for (int track = 0; track < 2; ++track) {
        const TrackPoint point = trackPoint(parameters, track);
        flight += Vector3(std::cos(point.phi), std::sin(point.phi), point.tanLambda) / std::abs(point.omega);
    }
    return flight.normalized();
}

} // namespace pairscope
