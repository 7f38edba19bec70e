#include "core/vertex/FlightProfile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

/// Index of the first point of the profile's pair that encloses u, and how far between the two u is, 0 to 1.
struct Place {
    std::size_t index = 0;
    double fraction = 0;
};

Place placeOf(const std::vector<FlightPoint>& points, double u) {
    const auto above = std::upper_bound(points.begin(), points.end(), u,
                                        [](double value, const FlightPoint& p) { return value < p.u; });
    if (above == points.begin()) return {0, 0};
    if (above == points.end()) return {points.size() - 2, 1};
    const auto index = static_cast<std::size_t>(above - points.begin()) - 1;
    return {index, (u - points[index].u) / (points[index + 1].u - points[index].u)};
}

/// The transverse distances that a stretch of the flight covers; behind the axis they run backwards.
FlightInterval rhoStretch(const FlightProfile& profile, const FlightInterval& interval) {
    const auto rhoAt = [&profile](double u) { return profile.vertex(u).head<2>().norm(); };
    FlightInterval rho{rhoAt(interval.low), rhoAt(interval.high), interval.openLow, interval.openHigh};
    if (rho.low > rho.high) rho = {rho.high, rho.low, rho.openHigh, rho.openLow};
    for (const FlightPoint& point : profile.points) {
        if (!interval.contains(point.u)) continue;
        const double here = point.vertex.head<2>().norm();
        if (here < rho.low) rho = {here, rho.high, false, rho.openHigh};
        if (here > rho.high) rho = {rho.low, here, rho.openLow, false};
    }
    return rho;
}

} // namespace

bool contains(const FlightIntervals& intervals, double u) {
    return std::any_of(intervals.begin(), intervals.end(),
                       [u](const FlightInterval& interval) { return interval.contains(u); });
}

double length(const FlightIntervals& intervals) {
    double sum = 0;
    for (const FlightInterval& interval : intervals)
        sum += interval.length();
    return sum;
}

double FlightProfile::lowestChi2() const {
    const auto byChi2 = [](const FlightPoint& a, const FlightPoint& b) { return a.chi2 < b.chi2; };
    return std::min_element(points.begin(), points.end(), byChi2)->chi2;
}

double FlightProfile::chi2(double u) const {
    if (points.size() < 2 || u < points.front().u || u > points.back().u)
        return std::numeric_limits<double>::infinity();
    const auto [index, fraction] = placeOf(points, u);
    return points[index].chi2 + fraction * (points[index + 1].chi2 - points[index].chi2);
}

Vector3 FlightProfile::vertex(double u) const {
    if (points.size() < 2) return points.front().vertex;
    const auto [index, fraction] = placeOf(points, u);
    return points[index].vertex + fraction * (points[index + 1].vertex - points[index].vertex);
}

bool FlightProfile::flat() const {
    if (u68.empty()) return true;
    return length(u68) > kFlatLength || u68.front().openLow || u68.back().openHigh;
}

FlightIntervals rhoIntervals(const FlightProfile& profile, const FlightIntervals& intervals) {
    FlightIntervals stretches;
    for (const FlightInterval& interval : intervals)
        stretches.push_back(rhoStretch(profile, interval));
    std::sort(stretches.begin(), stretches.end(),
              [](const FlightInterval& a, const FlightInterval& b) { return a.low < b.low; });
    // stretches on both sides of the axis may cover the same radii
    FlightIntervals joined;
    for (const FlightInterval& stretch : stretches) {
        if (joined.empty() || stretch.low > joined.back().high) {
            joined.push_back(stretch);
        } else if (stretch.high > joined.back().high) {
            joined.back().high = stretch.high;
            joined.back().openHigh = stretch.openHigh;
        }
    }
    return joined;
}

} // namespace pairscope
