#pragma once

#include "core/candidate/CandidateStudy.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace pairscope {

/// A track in the flight frame, cm, with its one-sigma band across the flight.
struct FlightTrack {
    std::vector<double> u; ///< ascending
    std::vector<double> v;
    std::vector<double> vError; ///< of v at fixed u; empty where the covariance gives none
};

/// @param points evenly spaced from uMin to uMax, both included; those that the track does not reach within
/// a quarter of a turn of being along (or against) the flight are left out
/// @pre parameters finite, points >= 2
[[nodiscard]] FlightTrack flightTrack(const TrackState& track, const FlightFrame& frame, double uMin,
                                      double uMax, int points);

/// Everything the flight-frame view shows, in the flight frame: u along, v across, cm. Numbers only.
struct FlightPicture {
    /// One piece of tracking material on the photon's path.
    struct Layer {
        std::string group; ///< "PXD 1"
        double uLow = 0;
        double uHigh = 0;
        double radiationLengths = 0; ///< X/X0 along the path
    };
    /// A minimum of the fit, with its one-sigma ellipse as a closed polyline (first point not repeated).
    struct Minimum {
        Vector2 place = Vector2::Zero(); ///< (u, v)
        double rho = 0;
        double chi2 = 0;
        bool plausible = true; ///< VertexFitResult::plausibleMinima()
        std::vector<Vector2> ellipse;
    };

    FlightFrame frame{Vector2::UnitX()};
    std::array<int, 2> charges = {1, -1}; ///< of the two tracks
    std::array<FlightTrack, 2> before;    ///< as measured
    std::array<FlightTrack, 2> after;     ///< as the chosen minimum has them; empty when there is no fit
    std::vector<Layer> layers;            ///< ascending u
    std::vector<Vector2> crossings;       ///< none, or two, the one nearer to the origin first
    std::optional<Vector2> tangentPoint;
    std::vector<Minimum> minima; ///< in the fit's order, so that an index means the same
    std::size_t chosen = 0;      ///< index into `minima`
    std::optional<Vector2> truth;
    std::array<FlightTrack, 2>
        trueTracks; ///< from the true vertex outwards, without a band; empty where unknown
};

/// The photon's path is the straight line along the pair's momentum through the chosen vertex (without a
/// fit: the point where the tracks are parallel) from the beam outwards; the layers are those at its z.
/// @return nothing when there is no flight frame: a parameter is not finite, or a track is straight
[[nodiscard]] std::optional<FlightPicture>
flightPicture(const CandidateStudy& study, const DetectorModel& detector, double uMin, double uMax);

} // namespace pairscope
