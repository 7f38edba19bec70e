#pragma once

#include "core/vertex/FlightFrame.h"

#include <optional>
#include <vector>

namespace pairscope {

/// The best vertex at a fixed place along the flight: everything else refitted.
struct FlightPoint {
    double u = 0; ///< along the flight, cm (FlightFrame)
    double chi2 = 0;
    Vector3 vertex = Vector3::Zero(); ///< cm
};

/// A stretch of the flight, cm, bounds included. A bound that is where the scan ended is open: the true one
/// lies beyond.
struct FlightInterval {
    double low = 0;
    double high = 0;
    bool openLow = false;
    bool openHigh = false;

    [[nodiscard]] bool contains(double u) const { return low <= u && u <= high; }
    [[nodiscard]] double length() const { return high - low; }
};

/// Where the vertex may be: several stretches when chi2 has several minima. Ascending, disjoint.
using FlightIntervals = std::vector<FlightInterval>;
[[nodiscard]] bool contains(const FlightIntervals& intervals, double u);
/// Summed length, cm.
[[nodiscard]] double length(const FlightIntervals& intervals);

/// chi2 of the vertex along the flight and what it says about the vertex's place. VertexScan makes it.
struct FlightProfile {
    FlightFrame frame{Vector2::UnitX()};
    std::vector<FlightPoint> points; ///< ascending u; dense where chi2 bends
    std::vector<FlightPoint> minima; ///< local minima within the scan, best first; at least one
    bool monotonic = false;          ///< the lowest chi2 is at an end of the scan, no minimum inside

    FlightIntervals deltaChi2Below1;    ///< Delta chi2 < 1
    FlightIntervals deltaChi2Below3p84; ///< Delta chi2 < 3.84
    /// The confidence intervals with the stated coverage, by calibrated limits of Delta chi2 (see
    /// FlightConfidence): what to quote.
    FlightIntervals u68;
    FlightIntervals u95;
    double limit68 = 1; ///< the calibrated limit of Delta chi2 at the best minimum
    double limit95 = 3.84;

    [[nodiscard]] double lowestChi2() const;
    /// By interpolation between the points; infinite outside the scan. @pre points not empty
    [[nodiscard]] double chi2(double u) const;
    /// Linear between the points; the nearest end outside the scan.
    [[nodiscard]] Vector3 vertex(double u) const;
    /// The data do not tell the place along the flight: the 68 % interval is longer than kFlatLength or
    /// reaches the end of the scan.
    static constexpr double kFlatLength = 5; ///< cm, ours
    [[nodiscard]] bool flat() const;
};

/// The same intervals as transverse distances from the z axis, by the vertices at their ends and between.
[[nodiscard]] FlightIntervals rhoIntervals(const FlightProfile& profile, const FlightIntervals& intervals);

} // namespace pairscope
