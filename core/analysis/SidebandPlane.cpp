#include "core/analysis/SidebandPlane.h"

#include "core/analysis/PolygonEdge.h"
#include "core/math/Units.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace pairscope {

bool contains(const RectangleRegion& region, double x, double y) {
    return region.x.contains(x) && region.y.contains(y);
}

bool contains(const PolygonRegion& region, double x, double y) {
    if (region.vertices.size() < 3) return false;
    bool inside = false;
    auto previous = region.vertices.back();
    for (const auto& vertex : region.vertices) {
        const PolygonEdge edge{previous, vertex};
        if (edge.touches(x, y)) return true;
        if (edge.crossedByRay(x, y)) inside = !inside;
        previous = vertex;
    }
    return inside;
}

void contains(const PolygonRegion& region, std::span<const double> x, std::span<const double> y,
              std::span<std::uint8_t> inside) {
    // Flags as wide as the coordinates, and of a type that cannot be a part of them, are done several at
    // once.
    constexpr std::size_t kSeries = 256;
    std::array<std::uint64_t, kSeries> passed;
    std::array<std::uint64_t, kSeries> touched;
    std::ranges::fill(inside, std::uint8_t{0});
    if (region.vertices.size() < 3) return;
    for (std::size_t first = 0; first < inside.size(); first += kSeries) {
        const std::size_t count = std::min(kSeries, inside.size() - first);
        passed.fill(0);
        touched.fill(0);
        auto previous = region.vertices.back();
        for (const auto& vertex : region.vertices) {
            const PolygonEdge side{previous, vertex};
            for (std::size_t i = 0; i < count; ++i) {
                passed[i] ^= std::uint64_t{side.crossedByRay(x[first + i], y[first + i])};
                touched[i] |= std::uint64_t{side.touches(x[first + i], y[first + i])};
            }
            previous = vertex;
        }
        for (std::size_t i = 0; i < count; ++i)
            inside[first + i] = static_cast<std::uint8_t>(passed[i] | touched[i]);
    }
}

bool contains(const Region& region, double x, double y) {
    if (const auto* rectangle = std::get_if<RectangleRegion>(&region.shape))
        return contains(*rectangle, x, y);
    const auto* polygon = std::get_if<PolygonRegion>(&region.shape);
    return polygon && contains(*polygon, x, y);
}

namespace {

constexpr std::array<std::pair<RegionRole, std::string_view>, 6> kRoles = {
    {{RegionRole::None, ""},
     {RegionRole::Signal, "signal"},
     {RegionRole::B, "B"},
     {RegionRole::C, "C"},
     {RegionRole::D, "D"},
     {RegionRole::Validation, "validation"}}};

} // namespace

std::string_view toString(RegionRole role) {
    return kRoles[static_cast<std::size_t>(role)].second;
}

std::optional<RegionRole> regionRole(std::string_view name) {
    for (const auto& [role, known] : kRoles)
        if (known == name) return role;
    return std::nullopt;
}

RectangleRegion boundingBox(const RegionShape& shape) {
    if (const auto* rectangle = std::get_if<RectangleRegion>(&shape)) return *rectangle;
    if (std::holds_alternative<ExpressionRegion>(shape)) return {};
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    RectangleRegion box{{kInfinity, -kInfinity}, {kInfinity, -kInfinity}};
    for (const auto& [x, y] : std::get<PolygonRegion>(shape).vertices) {
        box.x = {std::min(*box.x.low, x), std::max(*box.x.high, x)};
        box.y = {std::min(*box.y.low, y), std::max(*box.y.high, y)};
    }
    return box;
}

bool isColour(std::string_view text) {
    return text.size() == 7 && text.front() == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

SidebandPlane unblinded(SidebandPlane plane) {
    for (Region& region : plane.regions)
        region.blind = false;
    return plane;
}

SidebandPlane defaultSidebandPlane() {
    constexpr double kPromptRadius = 0.7_cm;
    constexpr double kSecondCrossing = 4.2_cm; // of a 17 MeV pair, 3.8 cm, and its resolution
    constexpr double kWall = 16.8_cm;
    constexpr double kShift = 3.0_MeV;
    // -5.5 and -20 MeV per cm of radius
    const PolygonRegion band{{{kSecondCrossing, -23.0_MeV},
                              {kWall, -92.0_MeV},
                              {kWall, -336.0_MeV},
                              {kSecondCrossing, -84.0_MeV}}};
    const ClosedRange near{std::nullopt, kPromptRadius};
    const ClosedRange away{kPromptRadius, kSecondCrossing};
    const ClosedRange unshifted{-kShift, kShift};
    const ClosedRange shifted{std::nullopt, -kShift};
    SidebandPlane plane;
    plane.regions = {
        {"prompt", "#0072b2", RectangleRegion{near, unshifted}, {}, RegionRole::Signal},
        {"displaced", "#009e73", RectangleRegion{away, unshifted}, {}, RegionRole::B},
        {"shifted", "#e69f00", RectangleRegion{near, shifted}, {}, RegionRole::C},
        {"conversions", "#d55e00", RectangleRegion{away, shifted}, {}, RegionRole::D},
        {"outer conversions", "#cc79a7", band, {}},
    };
    return plane;
}

} // namespace pairscope
