#include "render/SpaceDump.h"

#include "core/math/ErrorEllipsoid.h"
#include "render/SceneDump.h"
#include "render/SpaceMaterial.h"

#include <fmt/format.h>

#include <iterator>

namespace pairscope {

namespace {

class Text {
public:
    template<typename... Arguments>
    Text& words(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        fmt::format_to(std::back_inserter(m_text), format, std::forward<Arguments>(arguments)...);
        return *this;
    }
    Text& point(const Vector3& point) {
        return words(" {:.9g} {:.9g} {:.9g}", point.x(), point.y(), point.z());
    }
    void endLine() { m_text += '\n'; }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

void dumpMaterial(const DetectorModel& detector, Text& text) {
    for (const MaterialLayer& layer : detector.layers())
        for (const auto& solid : ladderSolids(layer)) {
            text.words("box {}", layer.name);
            for (const Vector3& corner : solid)
                text.point(corner);
            text.endLine();
        }
    const SpaceMaterial material(detector);
    for (const SpaceRim& rim : material.rims())
        text.words("rim {:.9g} {:.9g} {:.9g}", rim.radius, rim.zMin, rim.zMax).endLine();
}

void dumpArc(const ArcItem& arc, Text& text) {
    constexpr int kPoints = 5;
    text.words("arc {} {}", toString(arc.kind), arc.track);
    for (int i = 0; i < kPoints; ++i)
        text.point(arc.helix.positionAt(arc.begin + (arc.end - arc.begin) * i / (kPoints - 1)));
    text.endLine();
}

void dumpEllipsoids(const Candidate& candidate, Text& text) {
    for (std::size_t i = 0; i < candidate.shownMinima(); ++i) {
        const VertexMinimum& minimum = candidate.fit->minima[i];
        if (!minimum.vertexCovariance().allFinite()) continue;
        const ErrorEllipsoid ellipsoid = errorEllipsoid(minimum.vertexCovariance());
        text.words("ellipsoid {}", i).point(minimum.vertex());
        for (int axis = 0; axis < 3; ++axis)
            text.point(ellipsoid.axes.col(axis) * ellipsoid.sigma(axis));
        text.endLine();
    }
}

} // namespace

std::string dumpSpace(const DetectorModel* detector, const Candidate* candidate, const CandidateItems& items,
                      const SceneOptions& options) {
    Text text;
    if (detector && options.layers) dumpMaterial(*detector, text);
    for (const ArcItem& arc : items.arcs)
        dumpArc(arc, text);
    if (candidate && options.ellipse) dumpEllipsoids(*candidate, text);
    for (const LineItem& line : items.lines)
        text.words("line {} {}", toString(line.kind), line.index).point(line.begin).point(line.end).endLine();
    for (const ClusterItem& cluster : items.clusters)
        text.words("cluster {} {:.9g}", cluster.index, cluster.energy)
            .point(cluster.begin)
            .point(cluster.end)
            .endLine();
    for (const PointItem& point : items.points)
        text.words("point {} {}", toString(point.kind), point.index).point(point.place).endLine();
    return text.take();
}

} // namespace pairscope
