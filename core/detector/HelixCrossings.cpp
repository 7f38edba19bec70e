#include "core/detector/HelixCrossings.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pairscope {

namespace {

constexpr double kSmallestShell = 0.3; ///< rings nearer to each other share a chord, cm

/// Transverse path length at which the helix reaches `radius` going out; nothing beyond its turning point.
std::optional<double> pathTo(const Helix& helix, double radius) {
    const double omega = helix.omega();
    const double square = (radius * radius - helix.d0() * helix.d0()) / (1 + omega * helix.d0());
    const double sine = std::abs(omega) * std::sqrt(std::max(square, 0.0)) / 2;
    if (!(sine < 1)) return std::nullopt;
    return 2 * std::asin(sine) / std::abs(omega);
}

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
    Vector3 from = helix.positionAt(begin);
    double fromPath = begin;
    const double start = from.head<2>().norm();
    for (const Shell& shell : m_shells) {
        if (shell.outerRadius <= start) continue;
        const auto reached = pathTo(helix, shell.outerRadius);
        const double toPath = reached.value_or(fromPath);
        if (!(toPath > fromPath)) break;
        const Vector3 to = helix.positionAt(toPath);
        const auto [zMin, zMax] = std::minmax(from.z(), to.z());
        pieces.clear();
        for (const std::size_t layer : shell.layers)
            if (zMax > m_detector->layers()[layer].zMin() && zMin < m_detector->layers()[layer].zMax())
                m_detector->appendCrossings(layer, from, to, pieces);
        const double pathPerLength = (toPath - fromPath) / (to - from).norm();
        for (const LayerCrossing& piece : pieces)
            crossings.push_back({piece.layer, fromPath + pathPerLength * (piece.distance - piece.length / 2),
                                 fromPath + pathPerLength * piece.distance, piece.radiationLengths});
        from = to;
        fromPath = toPath;
    }
    std::sort(crossings.begin(), crossings.end(),
              [](const HelixCrossing& a, const HelixCrossing& b) { return a.path < b.path; });
}

} // namespace pairscope
