#pragma once

#include "core/vertex/FlightFrame.h"
#include "core/vertex/FlightProfile.h"
#include "core/vertex/ProfileModel.h"
#include "core/vertex/VertexChi2.h"

#include <optional>

namespace pairscope {

/// The exact best vertex at a fixed place along the flight: two tracks with usable covariances refitted with
/// everything free but u.
class ProfileRefit {
public:
    /// @pre checkTracks(tracks)
    ProfileRefit(const TrackPair& tracks, const FlightFrame& frame);

    /// Starts from the closed-form model. Nothing
    /// where no solution is found: a soft track does not come there.
    [[nodiscard]] std::optional<FlightPoint> at(double u) const;

    [[nodiscard]] const ProfileModel& model() const { return m_model; }
    [[nodiscard]] const FlightFrame& frame() const { return m_frame; }

private:
    [[nodiscard]] std::optional<FlightPoint> relax(double u, Vector9 parameters) const;

    std::array<Matrix5, 2> m_weights;
    VertexChi2 m_chi2;
    FlightFrame m_frame;
    ProfileModel m_model;
};

} // namespace pairscope
