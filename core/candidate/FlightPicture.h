#pragma once

#include "core/candidate/CandidateStudy.h"

#include <string>
#include <vector>

namespace pairscope {

/// Everything the flight-frame view shows, in the flight frame: u along, v across, cm. Numbers only.
struct FlightPicture {
    /// A track with its one-sigma band across.
    struct Track {
        std::vector<double> u; ///< ascending
        std::vector<double> v;
        std::vector<double> vError;
    };
    /// Material on the photon's path: a band in u.
    struct Layer {
        std::string group; ///< "PXD 1"
        double uLow = 0;
        double uHigh = 0;
        double probability = 0; ///< of the association
    };
    struct Point {
        Vector2 place = Vector2::Zero(); ///< (u, v)
        std::string name;                ///< "crossing 1", "tangent point", "minimum 1", "true vertex", "IP"
    };
    std::array<Track, 2> before; ///< e+, e- as measured
    std::array<Track, 2> after;  ///< with the chosen minimum's momenta; empty when there is no fit
    std::vector<Layer> layers;
    std::vector<Point> crossings;    ///< none or two
    std::vector<Point> tangentPoint; ///< none or one
    std::vector<Point> minima;       ///< of the fit, best first
    std::vector<Point> truth;        ///< none or one
    /// 1 sigma ellipse of each minimum: closed polylines in (u, v).
    std::vector<std::vector<Vector2>> ellipses;
};

/// @param chosen index of the minimum whose momenta the tracks after the fit have
[[nodiscard]] FlightPicture flightPicture(const CandidateStudy& study, const DetectorModel& detector,
                                          double uMin, double uMax);

} // namespace pairscope
