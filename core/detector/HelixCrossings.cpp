#include "core/detector/HelixCrossings.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace pairscope {

namespace {

constexpr double kSmallestShell = 0.3; ///< rings nearer to each other share a chord, cm

/// A helix on its way out.
struct OutgoingHelix {
    const Helix& helix;
    double cosPhi0 = std::cos(helix.phi0());
    double sinPhi0 = std::sin(helix.phi0());

    struct Point {
        double path = 0; ///< transverse, from the perigee, cm
        Vector3 position = Vector3::Zero();
    };

    /// Where the ring of `radius` is reached; nothing beyond the turning point. Half the turning angle has
    /// the sine omega/2 sqrt((r^2 - d0^2) / (1 + omega d0)).
    [[nodiscard]] std::optional<Point> at(double radius) const {
        const double omega = helix.omega();
        const double square = (radius * radius - helix.d0() * helix.d0()) / (1 + omega * helix.d0());
        const double halfSine = omega * std::sqrt(std::max(square, 0.0)) / 2;
        if (!(std::abs(halfSine) < 1)) return std::nullopt;
        const double path = 2 * std::asin(halfSine) / omega;
        const double along = 2 * halfSine * std::sqrt(1 - halfSine * halfSine) / omega;
        const double across = helix.d0() + 2 * halfSine * halfSine / omega;
        return Point{path,
                     {along * cosPhi0 + across * sinPhi0, along * sinPhi0 - across * cosPhi0,
                      helix.z0() + path * helix.tanLambda()}};
    }
};

} // namespace

HelixCrossings::HelixCrossings(std::shared_ptr<const DetectorModel> detector)
    : m_detector(std::move(detector)) {
    const auto layers = m_detector->layers();
    std::vector<double> radii;
    for (const MaterialLayer& layer : layers) {
        const auto* ladders = std::get_if<LadderShape>(&layer.shape);
        if (layer.tracking && !(ladders && ladders->slanted())) radii.push_back(layer.outerRadius());
    }
    std::sort(radii.begin(), radii.end());
    double inner = 0;
    for (std::size_t i = 0; i < radii.size(); ++i) {
        if (i + 1 < radii.size() && radii[i + 1] - radii[i] < kSmallestShell) continue;
        constexpr double kMargin = 1e-6; // so that the outermost face is inside, cm
        Shell shell{radii[i] + kMargin, {}};
        for (std::size_t index = 0; index < layers.size(); ++index)
            if (layers[index].tracking && layers[index].outerRadius() > inner &&
                layers[index].innerRadius() < shell.outerRadius)
                shell.layers.push_back(index);
        m_shells.push_back(std::move(shell));
        inner = m_shells.back().outerRadius;
    }
}

void HelixCrossings::find(const Helix& helix, double begin, std::vector<HelixCrossing>& crossings) const {
    crossings.clear();
    thread_local std::vector<LayerCrossing> pieces;
    const OutgoingHelix outgoing{helix};
    OutgoingHelix::Point from{begin, helix.positionAt(begin)};
    const double start = from.position.head<2>().norm();
    for (const Shell& shell : m_shells) {
        if (shell.outerRadius <= start) continue;
        const auto to = outgoing.at(shell.outerRadius);
        if (!to || !(to->path > from.path)) break;
        const auto [zMin, zMax] = std::minmax(from.position.z(), to->position.z());
        pieces.clear();
        for (const std::size_t layer : shell.layers)
            if (zMax > m_detector->layers()[layer].zMin() && zMin < m_detector->layers()[layer].zMax())
                m_detector->appendCrossings(layer, from.position, to->position, pieces);
        const double pathPerLength = (to->path - from.path) / (to->position - from.position).norm();
        for (const LayerCrossing& piece : pieces)
            crossings.push_back({piece.layer, from.path + pathPerLength * (piece.distance - piece.length / 2),
                                 from.path + pathPerLength * piece.distance, piece.radiationLengths});
        from = *to;
    }
    std::sort(crossings.begin(), crossings.end(),
              [](const HelixCrossing& a, const HelixCrossing& b) { return a.path < b.path; });
}

} // namespace pairscope
