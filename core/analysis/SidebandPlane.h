#pragma once

#include "core/candidate/CandidateColumn.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pairscope {

/// Two numbers that bound a coordinate; both belong to the range, an absent one leaves that end open.
struct ClosedRange {
    std::optional<double> low;
    std::optional<double> high;

    /// False for NaN.
    [[nodiscard]] bool contains(double value) const {
        return (low ? value >= *low : value == value) && (high ? value <= *high : value == value);
    }
    bool operator==(const ClosedRange&) const = default;
};

struct RectangleRegion {
    ClosedRange x;
    ClosedRange y;

    bool operator==(const RectangleRegion&) const = default;
};

/// A closed polygon, the last vertex joined to the first; inside by the even-odd rule, so a polygon that
/// crosses itself has holes.
struct PolygonRegion {
    std::vector<std::pair<double, double>> vertices;

    bool operator==(const PolygonRegion&) const = default;
};

/// Those candidates for which a Filter expression holds, wherever they are in the plane.
struct ExpressionRegion {
    std::string text;

    bool operator==(const ExpressionRegion&) const = default;
};

using RegionShape = std::variant<RectangleRegion, PolygonRegion, ExpressionRegion>;

/// What a region is for. Several regions with the same role are one: their union.
enum class RegionRole : std::uint8_t {
    None,
    Signal,     ///< A of the estimate N_A = kappa N_B N_C / N_D
    B,          ///< differs from A along one axis
    C,          ///< differs from A along the other
    D,          ///< differs from A along both
    Validation, ///< counted apart, to be compared with what was expected
};
[[nodiscard]] std::string_view toString(RegionRole role); ///< "", "signal", "B", "C", "D", "validation"
[[nodiscard]] std::optional<RegionRole> regionRole(std::string_view name);

/// A named part of the plane, in native units of the plane's columns.
struct Region {
    std::string name;
    std::string colour; ///< "#rrggbb"
    RegionShape shape;
    std::string unknownKeys; ///< what a newer program wrote besides, a JSON object kept for saving; or empty
    RegionRole role = RegionRole::None;
    bool blind = false; ///< what is in it is not to be looked at before it is unblinded

    bool operator==(const Region&) const = default;
};

/// Two columns and the regions in their plane. A value; drawing, typing and files all change copies of it.
struct SidebandPlane {
    CandidateColumn x = CandidateColumn::Rho;
    CandidateColumn y = CandidateColumn::DeltaM;
    std::vector<Region> regions;
    std::string unknownKeys; ///< as in Region

    bool operator==(const SidebandPlane&) const = default;
};

/// The boundary belongs to the region: exactly for rectangles and axis-parallel edges, to rounding for
/// slanted ones. False for NaN and for polygons of less than three vertices.
[[nodiscard]] bool contains(const RectangleRegion& region, double x, double y);
[[nodiscard]] bool contains(const PolygonRegion& region, double x, double y);
/// The same for a series of points, faster. @param inside not 0 for those in the region
void contains(const PolygonRegion& region, std::span<const double> x, std::span<const double> y,
              std::span<std::uint8_t> inside);
/// False for an expression, which has no place in the plane: see RegionMembership.
[[nodiscard]] bool contains(const Region& region, double x, double y);

/// Smallest rectangle around the region, open where the region is, on all sides for an expression; a polygon
/// without vertices contains nothing.
[[nodiscard]] RectangleRegion boundingBox(const RegionShape& shape);

/// "#rrggbb" with hexadecimal digits of either case.
[[nodiscard]] bool isColour(std::string_view text);

/// The same plane with nothing blinded.
[[nodiscard]] SidebandPlane unblinded(SidebandPlane plane);

/// Regions in (rho, Delta M) to start from, chosen on simulated pairs, no experiment's selection. A 2 x 2
/// grid for an ABCD estimate: "prompt" (A: rho <= 0.7 cm, |Delta M| <= 3 MeV), "displaced" (B: from 0.7 cm
/// out to the second crossing of light pairs, same shift), "shifted" (C: small radius, Delta M <= -3 MeV),
/// "conversions" (D: both). Neighbours share their edge; numbers that were measured do not fall on it.
/// Further out, without a role, "outer conversions": the band between -5.5 and -20 MeV per cm of radius about
/// the expected Delta M(rho) of collinear pairs with energy shares of 0.06 and above, from 4.2 cm to the
/// chamber wall. Nothing is blind.
[[nodiscard]] SidebandPlane defaultSidebandPlane();

} // namespace pairscope
