#include "render/TransverseScene.h"

#include "render/CandidateDrawing.h"
#include "render/LayerDrawing.h"
#include "render/SceneDump.h"
#include "render/VtkCanvas.h"

#include <algorithm>

namespace pairscope {

namespace {

using Plane = VtkCanvas::Plane;

constexpr double kSmallestHeight = 1e-3; // cm
constexpr double kLargestHeight = 1e3;   // cm
constexpr double kHomeRadius = 16.6;     // cm: up to the inner wall of the CDC

/// What a mesh in world coordinates was built for: it serves until the scale changes or the view leaves the
/// clip box.
struct BuiltView {
    double pixelSize = 0;
    Vector2 anchor = Vector2::Zero();
    Box2D covered;
    PictureSize size;

    [[nodiscard]] bool serves(const View2D& view, PictureSize wanted) const {
        return pixelSize == view.pixelSize(wanted) && size == wanted && covered.contains(view.box(wanted));
    }
};

} // namespace

struct TransverseScene::Impl {
    std::shared_ptr<const DetectorModel> detector;
    std::shared_ptr<const Candidate> candidate;
    SceneOptions options;
    CandidateItems items;
    View2D view = homeView();
    PictureSize size{1, 1};
    std::optional<Measurement> measurement;
    std::optional<Box2D> rubberBand;

    VtkCanvas canvas;
    BuiltView built;
    bool detectorChanged = true;
    bool hoverChanged = true;
    bool candidateChanged = true;
    bool overlayChanged = true;
    DrawList drawing; ///< of the candidate, for the present view

    void collectItems();
    void update();
    void rebuildView();
    [[nodiscard]] MeshBuilder builder() const;
    void buildCandidate();
    void buildOverlay();
    [[nodiscard]] std::vector<Vector2> ink() const;
    [[nodiscard]] TextMeasure textMeasure();
    [[nodiscard]] double captionHeight(); ///< device pixels
};

void TransverseScene::Impl::collectItems() {
    const BeamParameters beams = detector ? detector->beams() : BeamParameters{};
    items = {};
    if (candidate) {
        items = candidateItems(*candidate, beams, options);
    } else if (options.beamSpot) {
        items.points.push_back({ItemKind::InteractionPoint, 0, beams.spot.head<2>()});
    }
}

void TransverseScene::Impl::rebuildView() {
    if (built.serves(view, size)) return;
    const Box2D visible = view.box(size);
    const Vector2 margin = visible.size();
    built = {view.pixelSize(size), view.centre, {visible.low - margin, visible.high + margin}, size};
    detectorChanged = hoverChanged = candidateChanged = true;
}

MeshBuilder TransverseScene::Impl::builder() const {
    const PixelMap map{built.anchor, built.pixelSize, false};
    return {map, {map(built.covered.low), map(built.covered.high)}, options.devicePixelRatio};
}

void TransverseScene::Impl::buildCandidate() {
    MeshBuilder mesh = builder();
    mesh.add(drawing);
    canvas.setMesh(Plane::Candidate, mesh.mesh());
}

/// Points along all visible lines, a few pixels apart, and around symbols: what words must not cover.
std::vector<Vector2> TransverseScene::Impl::ink() const {
    std::vector<Vector2> points;
    const Box2D visible = view.box(size);
    const double step = 6 * options.devicePixelRatio * view.pixelSize(size);
    for (const auto& shape : drawing.shapes) {
        if (const auto* marker = std::get_if<Marker>(&shape))
            points.push_back(view.toPixel(marker->position, size));
        const auto* stroke = std::get_if<Stroke>(&shape);
        if (!stroke) continue;
        std::vector<Vector2> line = stroke->points;
        if (stroke->closed && !line.empty()) line.push_back(line.front());
        for (const ClippedRun& run : clipPolyline(line, visible))
            for (std::size_t i = 0; i + 1 < run.points.size(); ++i) {
                const Vector2 along = run.points[i + 1] - run.points[i];
                const int parts = std::max(1, static_cast<int>(along.norm() / step));
                for (int part = 0; part < parts; ++part)
                    points.push_back(view.toPixel(run.points[i] + along * part / parts, size));
            }
    }
    return points;
}

TextMeasure TransverseScene::Impl::textMeasure() {
    return [this](const std::string& text, double textSize, bool bold) {
        return canvas.textSize(text, textSize, bold);
    };
}

double TransverseScene::Impl::captionHeight() {
    if (!options.caption || !candidate) return 0;
    const TextMeasure measure = textMeasure();
    Overlay overlay;
    addCaption(captionParts(*candidate, detector.get(), options), {options, view, size, measure}, overlay);
    return overlay.occupied.front().high.y();
}

void TransverseScene::Impl::buildOverlay() {
    const TextMeasure measure = textMeasure();
    const OverlayContext context{options, view, size, measure};
    const std::vector<Vector2> inked = ink();
    Overlay overlay;
    if (options.caption && candidate)
        addCaption(captionParts(*candidate, detector.get(), options), context, overlay);
    addScaleBar(context, overlay);
    if (options.legend && options.layers && detector) addMaterialScale(context, overlay);
    if (options.legend) addLegend(items, inked, context, overlay);
    if (!candidate && !options.emptyText.empty()) addMessage(options.emptyText, context, overlay);
    if (rubberBand) addRubberBand(*rubberBand, context, overlay);
    if (measurement) addMeasurement(*measurement, context, overlay);
    addLabels(drawing.labels, inked, context, overlay);
    const Box2D clip{Vector2(0, -size.height), Vector2(size.width, 0)};
    MeshBuilder mesh({Vector2::Zero(), 1, true}, clip, options.devicePixelRatio);
    mesh.add(overlay.list);
    canvas.setMesh(Plane::Overlay, mesh.mesh());
    canvas.setTexts(overlay.texts);
}

void TransverseScene::Impl::update() {
    canvas.setSize(size);
    canvas.setBackground(options.theme.background);
    rebuildView();
    if (detectorChanged) {
        MeshBuilder mesh = builder();
        if (detector) mesh.add(layerDrawing(*detector, options, built.pixelSize));
        canvas.setMesh(Plane::Detector, mesh.mesh());
    }
    if (hoverChanged) {
        MeshBuilder mesh = builder();
        if (detector && options.layers && options.hoverLayer &&
            *options.hoverLayer < detector->layers().size())
            mesh.add(
                highlightDrawing(detector->layers()[*options.hoverLayer], options.theme, built.pixelSize));
        canvas.setMesh(Plane::Hover, mesh.mesh());
    }
    if (overlayChanged || candidateChanged) drawing = candidateDrawing(items, options, view, size);
    if (candidateChanged) buildCandidate();
    if (overlayChanged || candidateChanged) buildOverlay();
    const Vector2 offset =
        (built.anchor - view.centre) / built.pixelSize + Vector2(size.width, size.height) / 2;
    for (const Plane plane : {Plane::Detector, Plane::Hover, Plane::Candidate})
        canvas.setOffset(plane, offset);
    for (const Plane plane : {Plane::Overlay, Plane::Texts})
        canvas.setOffset(plane, Vector2(0, size.height));
    detectorChanged = hoverChanged = candidateChanged = overlayChanged = false;
}

TransverseScene::TransverseScene() : m_impl(std::make_unique<Impl>()) {}
TransverseScene::~TransverseScene() = default;

void TransverseScene::show(std::shared_ptr<const DetectorModel> detector,
                           std::shared_ptr<const Candidate> candidate, const SceneOptions& options) {
    Impl& scene = *m_impl;
    SceneOptions sameButHover = options;
    sameButHover.hoverLayer = scene.options.hoverLayer;
    const bool otherOptions = !(sameButHover == scene.options);
    // what belongs to the candidate leaves the material as it is: stepping through a fit is cheap
    SceneOptions material = sameButHover;
    material.trialVertex = scene.options.trialVertex;
    material.keptFit = scene.options.keptFit;
    if (options.hoverLayer != scene.options.hoverLayer) scene.hoverChanged = true;
    if (detector != scene.detector || !(material == scene.options))
        scene.detectorChanged = scene.hoverChanged = true;
    const bool other = detector != scene.detector || candidate != scene.candidate || otherOptions;
    scene.detector = std::move(detector);
    scene.candidate = std::move(candidate);
    scene.options = options;
    if (!other) return;
    scene.candidateChanged = true;
    scene.collectItems();
}

const std::shared_ptr<const DetectorModel>& TransverseScene::detector() const {
    return m_impl->detector;
}
const std::shared_ptr<const Candidate>& TransverseScene::candidate() const {
    return m_impl->candidate;
}
const SceneOptions& TransverseScene::options() const {
    return m_impl->options;
}

void TransverseScene::setSize(PictureSize size) {
    if (size == m_impl->size) return;
    m_impl->size = size;
    m_impl->overlayChanged = true;
}
PictureSize TransverseScene::size() const {
    return m_impl->size;
}

void TransverseScene::setView(const View2D& view) {
    View2D kept = view;
    if (!kept.centre.allFinite() || !std::isfinite(kept.height)) return;
    kept.height = std::clamp(kept.height, kSmallestHeight, kLargestHeight);
    if (kept == m_impl->view) return;
    m_impl->view = kept;
    m_impl->overlayChanged = true;
}
const View2D& TransverseScene::view() const {
    return m_impl->view;
}

View2D TransverseScene::homeView() {
    return {Vector2::Zero(), 2 * kHomeRadius};
}

View2D TransverseScene::fittedView() const {
    const auto box = m_impl->candidate ? interestingBox(m_impl->items) : std::nullopt;
    if (!box) return homeView();
    constexpr double kMargin = 0.18;
    constexpr double kSmallest = 0.05; // cm: points that coincide still get their surroundings
    const PictureSize size = m_impl->size;
    const int caption = std::min(static_cast<int>(m_impl->captionHeight()), size.height / 2);
    const PictureSize below{size.width, size.height - caption};
    const View2D fitted = View2D::around(*box, below, kMargin);
    const double pixel = std::max(fitted.height, kSmallest) / below.height;
    return {fitted.centre + Vector2(0, caption * pixel / 2), size.height * pixel};
}

View2D TransverseScene::vertexView() const {
    const PointItem* vertex = m_impl->items.point(ItemKind::Vertex, m_impl->items.chosenMinimum);
    if (!vertex) return m_impl->view;
    return {vertex->position, m_impl->view.height};
}

void TransverseScene::setMeasurement(const std::optional<Measurement>& measurement) {
    m_impl->overlayChanged |= measurement != m_impl->measurement;
    m_impl->measurement = measurement;
}

void TransverseScene::setRubberBand(const std::optional<Box2D>& band) {
    m_impl->overlayChanged = true;
    m_impl->rubberBand = band;
}

std::vector<PickTarget> TransverseScene::pick(const Vector2& place, double tolerance) const {
    return pickItems(place, tolerance, m_impl->detector.get(), m_impl->items, m_impl->options);
}

Vector2 TransverseScene::snap(const Vector2& place, double tolerance) const {
    return pairscope::snap(place, tolerance, m_impl->detector.get(), m_impl->items, m_impl->options);
}

std::string TransverseScene::describe(const PickTarget& target) const {
    return pairscope::describe(target, m_impl->detector.get(), m_impl->candidate.get());
}

std::vector<PointItem> TransverseScene::snapPoints() const {
    return m_impl->items.points;
}

std::string TransverseScene::dump() const {
    return dumpScene(m_impl->detector.get(), m_impl->items, m_impl->options);
}

void TransverseScene::attachTo(vtkRenderWindow* window) {
    m_impl->canvas.attachTo(window);
}

void TransverseScene::render() {
    m_impl->update();
    m_impl->canvas.render();
}

} // namespace pairscope
