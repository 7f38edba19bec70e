#include "render/SpaceScene.h"

#include "core/math/ErrorEllipsoid.h"
#include "core/math/Units.h"
#include "render/CandidateDrawing.h"
#include "render/ItemStyle.h"
#include "render/SpaceDump.h"
#include "render/SpaceMaterial.h"
#include "render/SpaceSolids.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace pairscope {

namespace {

/// Half the axes' length and what stays free about them, logical pixels.
constexpr double kAxisLength = 34;
constexpr double kAxisMargin = 54;

/// Where the eye turns about when the candidate has points: those that a person looks at.
bool isLookedAt(ItemKind kind) {
    return kind == ItemKind::Vertex || kind == ItemKind::Crossing || kind == ItemKind::TangentPoint ||
           kind == ItemKind::InteractionPoint || kind == ItemKind::TrueVertex;
}

} // namespace

SpaceScene::SpaceScene() : PlaneScene(ScenePlane::Space) {
    setView(homeView());
}
SpaceScene::~SpaceScene() = default;

SpaceDirection SpaceScene::homeDirection() {
    return {-62 * kDegree, 20 * kDegree};
}

void SpaceScene::turn(const SpaceDirection& direction, const Vector3& pivot) {
    if (direction == m_direction || !pivot.allFinite()) return;
    const Vector2 before = projection(nullptr)(pivot);
    m_direction = direction;
    setView({view().centre + projection(nullptr)(pivot) - before, view().height});
    projectionChanged();
}

Vector3 SpaceScene::pivot() const {
    const Matrix3 rows = m_direction.axes();
    const Vector2 middle = view().centre;
    double depth = 0;
    double lowest = view().height; // further away it is no part of the picture
    for (const PointItem& point : items().points) {
        const double distance = (point.position - middle).norm();
        if (!isLookedAt(point.kind) || !(distance < lowest)) continue;
        lowest = distance;
        depth = rows.row(2) * point.place;
    }
    return rows.transpose() * Vector3(middle.x(), middle.y(), depth);
}

Vector2 SpaceScene::toPixel(const Vector3& point) const {
    return view().toPixel(projection(nullptr)(point), size());
}

std::string SpaceScene::placeText(const Vector2& place, double resolution) const {
    const Matrix3 rows = m_direction.axes();
    const double depth = rows.row(2) * pivot();
    const Vector3 point = rows.transpose() * Vector3(place.x(), place.y(), depth);
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(resolution))), 1, 6);
    return fmt::format("x {:.{}f} cm, y {:.{}f} cm, z {:.{}f} cm at the depth of the middle", point.x(),
                       decimals, point.y(), decimals, point.z(), decimals);
}

std::string SpaceScene::dump() const {
    return dumpSpace(detector().get(), candidate().get(), items(), options());
}

Projection SpaceScene::projection(const Candidate*) const {
    const MatrixOf<2, 3> rows = m_direction.axes().topRows<2>();
    return Projection(rows);
}

Box2D SpaceScene::homeBox() const {
    constexpr double kRadius = 15; // cm; of the vertex detector where there is none
    constexpr double kMargin = 1.15;
    const Projection onPicture = projection(nullptr);
    Box2D box{Vector2::Constant(-kRadius), Vector2::Constant(kRadius)};
    bool empty = true;
    if (detector())
        for (const MaterialLayer& layer : detector()->layers())
            for (const auto& solid : ladderSolids(layer))
                for (const Vector3& corner : solid) {
                    const Vector2 place = onPicture(corner);
                    if (std::exchange(empty, false)) box = {place, place};
                    box.include(place);
                }
    const Vector2 half = box.size() / 2 * kMargin;
    return {box.centre() - half, box.centre() + half};
}

std::string SpaceScene::axes() const {
    return "parallel projection";
}

std::vector<LayerSection> SpaceScene::sections(const DetectorModel& detector) const {
    std::vector<LayerSection> sections;
    for (const MaterialLayer& layer : detector.layers())
        sections.push_back(spaceSection(layer, m_direction));
    return sections;
}

DrawList SpaceScene::materialDrawing(const DetectorModel& detector, const std::vector<LayerSection>&,
                                     const SceneOptions& options, double pixelSize) const {
    return SpaceMaterial(detector).drawing(m_direction, options.theme, pixelSize, view().height);
}

DrawList SpaceScene::itemsDrawing(const CandidateItems& items, const SceneOptions& options,
                                  const View2D& view, PictureSize size) const {
    DrawList list;
    const double pixel = view.pixelSize(size) * options.devicePixelRatio;
    for (const ClusterItem& cluster : items.clusters)
        addClusterBox(cluster, cluster.index == items.chosenPhoton, m_direction, options.theme, list);
    if (candidate() && options.ellipse) addEllipsoid(*candidate(), m_direction, options.theme, pixel, list);
    DrawList rest = candidateDrawing(items, options, view, size);
    list.shapes.insert(list.shapes.end(), rest.shapes.begin(), rest.shapes.end());
    list.labels = std::move(rest.labels);
    return list;
}

void SpaceScene::addToOverlay(const OverlayContext& context, Overlay& overlay) const {
    const Matrix3 rows = m_direction.axes();
    const Theme& theme = context.options.theme;
    const Vector2 middle(context.pixels(kAxisMargin), context.size.height - context.pixels(60 + kAxisMargin));
    const Vector2 reach = Vector2::Constant(context.pixels(kAxisMargin - 4));
    std::array<int, 3> order = {0, 1, 2};
    std::sort(order.begin(), order.end(), [&](int a, int b) { return rows(2, a) < rows(2, b); });
    for (const int axis : order) {
        const Vector2 along(rows(0, axis), -rows(1, axis));
        const Vector2 tip = middle + context.pixels(kAxisLength) * along;
        const bool towards = rows(2, axis) > -1e-9;
        overlay.list.shapes.emplace_back(
            Stroke{{middle, tip}, {theme.text, towards ? 1.0 : 0.6}, 2, false, {}});
        const std::string name(1, "xyz"[axis]);
        const Vector2 textSize = context.textSize(name, true);
        const double gap = along.norm() > 0.2 ? context.pixels(11) : 0;
        const Vector2 place = tip + along.normalized() * gap - textSize / 2;
        overlay.texts.push_back({along.norm() > 0.2 ? place : Vector2(tip - textSize * 1.2), name, theme.text,
                                 context.fontSize(), true});
    }
    overlay.occupied.push_back({middle - reach, middle + reach});
}

} // namespace pairscope
