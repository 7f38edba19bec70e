#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace pairscope {

/// One straight side of a polygon. Without branches, so that the compiler can do several points of a long
/// series at once.
struct PolygonEdge {
    std::pair<double, double> a;
    std::pair<double, double> b;

    /// (x, y) lies on it, to a few units in the last place of the terms compared.
    [[nodiscard]] bool touches(double x, double y) const {
        const bool within = (x >= std::min(a.first, b.first)) & (x <= std::max(a.first, b.first)) &
                            (y >= std::min(a.second, b.second)) & (y <= std::max(a.second, b.second));
        const double left = (b.first - a.first) * (y - a.second);
        const double right = (b.second - a.second) * (x - a.first);
        constexpr double kRounding = 4 * std::numeric_limits<double>::epsilon();
        return within & (std::abs(left - right) <= kRounding * (std::abs(left) + std::abs(right)));
    }

    /// The ray from (x, y) towards +x passes it; the lower end belongs to the edge, the upper does not.
    [[nodiscard]] bool crossedByRay(double x, double y) const {
        const bool level = (a.second > y) != (b.second > y); // false for an edge along x, which divides by 0
        return level & (x < a.first + (b.first - a.first) * (y - a.second) / (b.second - a.second));
    }
};

} // namespace pairscope
