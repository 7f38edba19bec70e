#include "core/detector/DetectorModel.h"

#include "core/detector/DetectorReader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace pairscope {

namespace {

/// A vertex this far beyond the end of a layer may still belong to it, cm.
constexpr double kZMargin = 1.0;

} // namespace

DetectorModel::DetectorModel(DetectorDescription description, DetectorRun run)
    : m_name(std::move(description.name)),
      m_run(run),
      m_field(description.field),
      m_beams(description.beams),
      m_thetaMin(description.thetaMin),
      m_thetaMax(description.thetaMax),
      m_driftChamber(std::move(description.driftChamber)),
      m_layers(std::move(description.layers)) {
    std::stable_sort(m_layers.begin(), m_layers.end(), [](const MaterialLayer& a, const MaterialLayer& b) {
        return a.nominalRadius() < b.nominalRadius();
    });
    m_geometry.reserve(m_layers.size());
    for (std::size_t index = 0; index < m_layers.size(); ++index)
        m_geometry.emplace_back(m_layers[index], index);
}

tl::expected<DetectorModel, DetectorError> DetectorModel::fromFile(const std::filesystem::path& file,
                                                                   DetectorRun run) {
    return readDetectorText(file).and_then([&](const std::string& text) {
        return readDetector(text, file.string(), run).map([run](DetectorDescription description) {
            return DetectorModel(std::move(description), run);
        });
    });
}

tl::expected<DetectorModel, DetectorError> DetectorModel::fromJson(std::string_view text, DetectorRun run) {
    return readDetector(text, "detector description", run).map([run](DetectorDescription description) {
        return DetectorModel(std::move(description), run);
    });
}

std::vector<std::string> DetectorModel::groups() const {
    std::vector<std::string> groups;
    for (const MaterialLayer& layer : m_layers)
        if (std::find(groups.begin(), groups.end(), layer.group) == groups.end())
            groups.push_back(layer.group);
    return groups;
}

std::vector<LayerCrossing> DetectorModel::crossings(const Vector3& origin, const Vector3& direction,
                                                    double maxRadius) const {
    std::vector<LayerCrossing> crossings;
    if (!origin.allFinite() || !direction.allFinite() || direction.isZero(0)) return crossings;
    StraightPath path{origin, direction.stableNormalized(), {}};
    path.range.keepCommon(path.insideRadius(maxRadius));
    if (path.range.empty()) return crossings;
    crossings.reserve(32);
    for (const LayerGeometry& geometry : m_geometry)
        geometry.appendCrossings(path, crossings);
    std::sort(crossings.begin(), crossings.end(), [](const LayerCrossing& a, const LayerCrossing& b) {
        return std::pair(a.distance, a.layer) < std::pair(b.distance, b.layer);
    });
    return crossings;
}

void DetectorModel::appendCrossings(std::size_t layer, const Vector3& begin, const Vector3& end,
                                    std::vector<LayerCrossing>& crossings) const {
    const double length = (end - begin).norm();
    if (!(length > 0)) return;
    m_geometry[layer].appendCrossings({begin, (end - begin) / length, {0, length}}, crossings);
}

std::optional<NearestLayer> DetectorModel::nearestLayer(const Vector3& point) const {
    if (!point.allFinite()) return std::nullopt;
    if (const auto atThisZ = nearestWithin(point, kZMargin)) return atThisZ;
    return nearestWithin(point, std::numeric_limits<double>::infinity());
}

std::optional<NearestLayer> DetectorModel::nearestWithin(const Vector3& point, double zMargin) const {
    std::optional<NearestLayer> nearest;
    const double rho = point.head<2>().norm();
    for (std::size_t index = 0; index < m_layers.size(); ++index) {
        const LayerGeometry& geometry = m_geometry[index];
        if (!m_layers[index].tracking || !geometry.reachesZ(point.z(), zMargin)) continue;
        if (nearest && std::abs(geometry.signedRingDistance(rho)) >= std::abs(nearest->distance)) continue;
        const double distance = geometry.signedDistance(point);
        if (!nearest || std::abs(distance) < std::abs(nearest->distance))
            nearest = NearestLayer{index, distance};
    }
    return nearest;
}

} // namespace pairscope
