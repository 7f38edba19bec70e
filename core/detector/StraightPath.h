#pragma once

#include "core/math/LinearAlgebra.h"

#include <algorithm>
#include <limits>

namespace pairscope {

/// A stretch of a path, as path lengths [cm] from its start.
struct PathInterval {
    double begin = 0;
    double end = std::numeric_limits<double>::infinity();

    /// Shorter than 1e-9 cm counts as nothing, so that touching a surface is no crossing.
    [[nodiscard]] bool empty() const { return !(end - begin > 1e-9); }
    [[nodiscard]] double length() const { return end - begin; }
    [[nodiscard]] double middle() const { return (begin + end) / 2; }

    /// Keeps the part where value + slope * (path length) <= 0.
    void keepBelow(double value, double slope) {
        if (slope > 0)
            end = std::min(end, -value / slope);
        else if (slope < 0)
            begin = std::max(begin, -value / slope);
        else if (value > 0)
            end = begin;
    }

    /// Keeps the part where low <= value + slope * (path length) <= high.
    void keepBetween(double value, double slope, double low, double high) {
        keepBelow(value - high, slope);
        keepBelow(low - value, -slope);
    }

    void keepCommon(const PathInterval& other) {
        begin = std::max(begin, other.begin);
        end = std::min(end, other.end);
    }
};

/// A straight path from `origin` [cm] along the unit vector `direction`, of which only `range` counts.
struct StraightPath {
    Vector3 origin = Vector3::Zero();
    Vector3 direction = Vector3::UnitZ();
    PathInterval range;

    [[nodiscard]] Vector3 at(double pathLength) const { return origin + pathLength * direction; }

    /// Where the endless straight line is nearer to the z axis than `radius` [cm]; empty when it never is.
    [[nodiscard]] PathInterval insideRadius(double radius) const;
};

} // namespace pairscope
