#pragma once

#include "core/track/TrackState.h"
#include "core/vertex/CirclePair.h"
#include "core/vertex/FlightProfile.h"
#include "core/vertex/VertexFitResult.h"

#include <tl/expected.hpp>

namespace pairscope {

/// chi2 of the common vertex profiled along the flight: at each u everything else is refitted exactly.
/// Adaptive: the scan is dense about every minimum and where chi2 bends, wide where it is smooth.
class VertexScan {
public:
    struct Options {
        // the scan goes on beyond this range where the fit has plausible minima there
        double uMin = -2;      ///< behind the interaction point, cm
        double uMax = 16.8;    ///< just beyond the CDC's inner wall, cm
        bool calibrate = true; ///< compute u68 and u95 (they take most of the time)
    };

    /// @throws std::invalid_argument unless uMin < uMax, both finite.
    explicit VertexScan(Options options);
    VertexScan() : VertexScan(Options{}) {}

    /// @param fit of the same tracks: its minima lie exactly on the profile
    /// @return the profile, or why the tracks cannot be fitted at all (checkTracks)
    [[nodiscard]] tl::expected<FlightProfile, VertexFitError>
    operator()(const TrackPair& tracks, const CirclePair& circles, const VertexFitResult* fit) const;

private:
    Options m_options;
};

} // namespace pairscope
