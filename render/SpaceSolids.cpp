#include "render/SpaceSolids.h"

#include "core/math/ErrorEllipsoid.h"
#include "render/ItemParts.h"
#include "render/ItemStyle.h"
#include "render/SpaceMaterial.h"

#include <Eigen/Geometry>

namespace pairscope {

std::array<Vector3, 8> clusterSolid(const ClusterItem& cluster) {
    const Vector3 along = (cluster.end - cluster.begin).normalized();
    // along the beam and round it, as the crystals of the barrel stand; any two directions for one along the
    // beam
    const Vector3 other = along.head<2>().norm() > 0.1 ? Vector3::UnitZ() : Vector3::UnitX();
    const Vector3 first = other.cross(along).normalized() * (kBarWidth / 2);
    const Vector3 second = along.cross(first);
    std::array<Vector3, 8> solid;
    const std::array<Vector3, 4> offsets = {-first - second, first - second, first + second, second - first};
    for (std::size_t i = 0; i < 4; ++i) {
        solid[i] = cluster.begin + offsets[i];
        solid[4 + i] = cluster.end + offsets[i];
    }
    return solid;
}

void addClusterBox(const ClusterItem& cluster, bool chosen, const SpaceDirection& direction,
                   const Theme& theme, DrawList& list) {
    const Matrix3 rows = direction.axes();
    const Vector3 toward = rows.row(2);
    Stroke edge = lineStroke(ItemKind::Cluster, chosen, theme);
    edge.closed = true;
    for (const SpaceFace& face : boxFaces(clusterSolid(cluster), 0)) {
        const double light = face.normal.dot(toward);
        if (light <= 0) continue;
        edge.points.clear();
        for (const Vector3& corner : face.corners)
            edge.points.emplace_back((rows * corner).head<2>());
        const Colour lit = mix(theme.background, theme.photon, 0.45 + 0.55 * light);
        list.shapes.emplace_back(Fill{edge.points, {}, {lit, chosen ? 0.75 : 0.3}});
        list.shapes.emplace_back(edge);
    }
}

void addEllipsoid(const Candidate& candidate, const SpaceDirection& direction, const Theme& theme,
                  double pixel, DrawList& list) {
    if (!candidate.fit || candidate.fit->minima.empty()) return;
    const VertexMinimum& minimum = candidate.vertex();
    if (!minimum.vertexCovariance().allFinite()) return;
    const ErrorEllipsoid ellipsoid = errorEllipsoid(minimum.vertexCovariance());
    constexpr double kThin = 2.5; // pixels
    if (ellipsoid.sigma(1) < kThin * pixel) return;
    const Matrix3 rows = direction.axes();
    for (int axis = 0; axis < 3; ++axis) {
        Stroke stroke{{}, {theme.vertex, 0.55}, 1.0, true, {}};
        for (const Vector3& point : principalEllipse(ellipsoid, minimum.vertex(), axis, 96))
            stroke.points.emplace_back((rows * point).head<2>());
        list.shapes.emplace_back(std::move(stroke));
    }
}

} // namespace pairscope
