#include "render/PlaneScene.h"

#include "render/CandidateDrawing.h"
#include "render/DensityLayer.h"
#include "render/LayerDrawing.h"
#include "render/SceneDump.h"
#include "render/VtkCanvas.h"

#include <algorithm>

namespace pairscope {

namespace {

using Plane = VtkCanvas::Plane;

constexpr double kSmallestHeight = 1e-3; // cm
constexpr double kLargestHeight = 1e3;   // cm

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

/// Points on the line, `step` apart along it.
std::vector<Vector2> evenlyAlong(const std::vector<Vector2>& line, double step) {
    std::vector<Vector2> points;
    double next = 0; // along the line, as `done`
    double done = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Vector2 along = line[i + 1] - line[i];
        const double length = along.norm();
        for (; next < done + length; next += step)
            points.emplace_back(line[i] + along * ((next - done) / length));
        done += length;
    }
    return points;
}

} // namespace

struct PlaneScene::Impl {
    const PlaneScene& scene;
    ScenePlane plane;
    std::shared_ptr<const DetectorModel> detector;
    std::shared_ptr<const Candidate> candidate;
    SceneOptions options;
    std::vector<LayerSection> sections; ///< of the detector's layers
    CandidateItems collected;
    bool itemsChanged = true;
    View2D view;
    PictureSize size{1, 1};
    std::optional<Measurement> measurement;
    std::optional<Box2D> rubberBand;
    std::vector<Vector2> lasso;

    DensityLayer density;

    VtkCanvas canvas;
    BuiltView built;
    bool detectorChanged = true;
    bool hoverChanged = true;
    bool candidateChanged = true;
    bool overlayChanged = true;
    bool densityWasShown = false;
    DrawList drawing; ///< of the candidate, for the present view

    Impl(const PlaneScene& owner, ScenePlane itsPlane) : scene(owner), plane(itsPlane), density(itsPlane) {}
    /// The items of what is shown, collected when somebody asks for them.
    [[nodiscard]] const CandidateItems& items();
    void updateSections() { sections = detector ? scene.sections(*detector) : std::vector<LayerSection>{}; }
    void compare(const SceneOptions& next, bool otherDetector, bool otherCandidate);
    void update();
    void rebuildView();
    [[nodiscard]] MeshBuilder builder() const;
    /// The density in the view; null when there is none.
    [[nodiscard]] const VertexDensity* counted();
    void updateDensity();
    void buildCandidate();
    void buildOverlay();
    [[nodiscard]] Ink ink() const;
    [[nodiscard]] TextMeasure textMeasure();
    [[nodiscard]] double captionHeight(); ///< device pixels
    [[nodiscard]] View2D viewOf(const Box2D& box, double margin, double smallestHeight = 0);
};

const CandidateItems& PlaneScene::Impl::items() {
    if (!itemsChanged) return collected;
    itemsChanged = false;
    static const DetectorModel nothing;
    const DetectorModel& around = detector ? *detector : nothing;
    const Projection projection = scene.projection(candidate.get());
    if (candidate) {
        collected = candidateItems(*candidate, around, options, projection);
    } else {
        collected = {};
        collected.projection = projection;
        if (options.beamSpot) addBeamSpot(around.beams(), collected);
    }
    scene.addGuides(around, options, collected);
    return collected;
}

void PlaneScene::Impl::rebuildView() {
    if (built.serves(view, size)) return;
    const Box2D visible = view.box(size);
    const Vector2 margin = visible.size();
    built = {view.pixelSize(size), view.centre, {visible.low - margin, visible.high + margin}, size};
    detectorChanged = hoverChanged = candidateChanged = true;
}

MeshBuilder PlaneScene::Impl::builder() const {
    const PixelMap map{built.anchor, built.pixelSize, false};
    return {map, {map(built.covered.low), map(built.covered.high)}, options.devicePixelRatio};
}

const VertexDensity* PlaneScene::Impl::counted() {
    if (!density.shown(options)) return nullptr;
    if (density.count(view, size, options)) overlayChanged = true;
    return &density.density();
}

void PlaneScene::Impl::updateDensity() {
    const bool shown = density.shown(options);
    canvas.showPicture(shown);
    if (shown != densityWasShown) overlayChanged = true; // its scale comes or goes
    densityWasShown = shown;
    const VertexDensity* vertices = counted();
    if (!vertices) return;
    const CellGrid& grid = vertices->grid();
    if (density.paint(options.theme)) canvas.setPicture(density.picture(), grid.columns, grid.rows);
    const Box2D cells{grid.low, grid.low + grid.cellSize * Vector2(grid.columns, grid.rows)};
    const Vector2 low = view.toPixel(cells.low, size);
    canvas.placePicture(Vector2(low.x(), size.height - low.y()), cells.size() / view.pixelSize(size));
}

void PlaneScene::Impl::buildCandidate() {
    MeshBuilder mesh = builder();
    mesh.add(drawing);
    canvas.setMesh(Plane::Candidate, mesh.mesh());
}

Ink PlaneScene::Impl::ink() const {
    Ink ink;
    const Box2D visible = view.box(size);
    const double step = 6 * options.devicePixelRatio * view.pixelSize(size);
    for (const auto& shape : drawing.shapes) {
        if (const auto* marker = std::get_if<Marker>(&shape))
            ink.symbols.push_back(view.toPixel(marker->position, size));
        const auto* stroke = std::get_if<Stroke>(&shape);
        if (!stroke) continue;
        std::vector<Vector2> line = stroke->points;
        if (stroke->closed && !line.empty()) line.push_back(line.front());
        for (const ClippedRun& run : clipPolyline(line, visible))
            for (const Vector2& point : evenlyAlong(run.points, step))
                ink.lines.push_back(view.toPixel(point, size));
    }
    return ink;
}

TextMeasure PlaneScene::Impl::textMeasure() {
    return [this](const std::string& text, double textSize, bool bold) {
        return canvas.textSize(text, textSize, bold);
    };
}

double PlaneScene::Impl::captionHeight() {
    if (!options.caption || !candidate) return 0;
    const TextMeasure measure = textMeasure();
    Overlay overlay;
    addCaption(captionParts(*candidate, detector.get(), options), {options, view, size, measure}, overlay);
    return overlay.occupied.front().high.y();
}

void PlaneScene::Impl::buildOverlay() {
    const TextMeasure measure = textMeasure();
    const OverlayContext context{options, view, size, measure};
    const Ink inked = ink();
    Overlay overlay;
    if (options.caption && candidate)
        addCaption(captionParts(*candidate, detector.get(), options), context, overlay);
    addScaleBar(scene.axes(), context, overlay);
    scene.addToOverlay(context, overlay);
    if (options.legend && options.layers && detector) addMaterialScale(context, overlay);
    if (options.legend && density.shown(options))
        addDensityScale(density.density(), density.population().selected, context, overlay);
    if (options.legend) addLegend(items(), inked, context, overlay);
    if (!candidate && !options.emptyText.empty()) addMessage(options.emptyText, context, overlay);
    if (rubberBand) addRubberBand(*rubberBand, context, overlay);
    if (lasso.size() > 1) addLasso(lasso, context, overlay);
    if (measurement) addMeasurement(*measurement, context, overlay);
    addLabels(drawing.labels, inked, context, overlay);
    const Box2D clip{Vector2(0, -size.height), Vector2(size.width, 0)};
    MeshBuilder mesh({Vector2::Zero(), 1, true}, clip, options.devicePixelRatio);
    mesh.add(overlay.list);
    canvas.setMesh(Plane::Overlay, mesh.mesh());
    canvas.setTexts(overlay.texts);
}

void PlaneScene::Impl::update() {
    canvas.setSize(size);
    canvas.setBackground(options.theme.background);
    rebuildView();
    if (detectorChanged) {
        MeshBuilder mesh = builder();
        if (detector && options.layers)
            mesh.add(scene.materialDrawing(*detector, sections, options, built.pixelSize));
        if (options.v0Edge && plane == ScenePlane::Transverse)
            mesh.add(v0EdgeStroke(options.theme, built.pixelSize));
        canvas.setMesh(Plane::Detector, mesh.mesh());
    }
    if (hoverChanged) {
        MeshBuilder mesh = builder();
        if (options.layers && options.hoverLayer && *options.hoverLayer < sections.size())
            mesh.add(highlightDrawing(sections[*options.hoverLayer], options.theme, built.pixelSize));
        canvas.setMesh(Plane::Hover, mesh.mesh());
    }
    updateDensity();
    if (overlayChanged || candidateChanged) drawing = scene.itemsDrawing(items(), options, view, size);
    if (candidateChanged) buildCandidate();
    if (overlayChanged || candidateChanged) buildOverlay();
    const Vector2 offset =
        (built.anchor - view.centre) / built.pixelSize + Vector2(size.width, size.height) / 2;
    for (const Plane moving : {Plane::Detector, Plane::Hover, Plane::Candidate})
        canvas.setOffset(moving, offset);
    for (const Plane fixed : {Plane::Overlay, Plane::Texts})
        canvas.setOffset(fixed, Vector2(0, size.height));
    detectorChanged = hoverChanged = candidateChanged = overlayChanged = false;
}

void PlaneScene::Impl::compare(const SceneOptions& next, bool otherDetector, bool otherCandidate) {
    SceneOptions sameButHover = next;
    sameButHover.hoverLayer = options.hoverLayer;
    // what belongs to the candidate leaves the material as it is: stepping through a fit is cheap
    SceneOptions material = sameButHover;
    material.trialVertex = options.trialVertex;
    material.keptFit = options.keptFit;
    material.density = options.density;
    if (next.hoverLayer != options.hoverLayer) hoverChanged = true;
    if (otherDetector || !(material == options)) detectorChanged = hoverChanged = true;
    if (otherDetector || otherCandidate || !(sameButHover == options)) candidateChanged = itemsChanged = true;
}

PlaneScene::PlaneScene(ScenePlane plane) : m_impl(std::make_unique<Impl>(*this, plane)) {}
PlaneScene::~PlaneScene() = default;

void PlaneScene::addGuides(const DetectorModel&, const SceneOptions&, CandidateItems&) const {}

std::vector<LayerSection> PlaneScene::sections(const DetectorModel& detector) const {
    return layerSections(detector, m_impl->plane);
}

DrawList PlaneScene::materialDrawing(const DetectorModel& detector, const std::vector<LayerSection>& sections,
                                     const SceneOptions& options, double pixelSize) const {
    return layerDrawing(detector, sections, options.theme, pixelSize);
}

DrawList PlaneScene::itemsDrawing(const CandidateItems& items, const SceneOptions& options,
                                  const View2D& view, PictureSize size) const {
    return candidateDrawing(items, options, view, size);
}

void PlaneScene::addToOverlay(const OverlayContext&, Overlay&) const {}

const CandidateItems& PlaneScene::items() const {
    return m_impl->items();
}

void PlaneScene::projectionChanged() {
    Impl& scene = *m_impl;
    scene.detectorChanged = scene.hoverChanged = scene.candidateChanged = scene.itemsChanged = true;
    scene.updateSections();
}

ScenePlane PlaneScene::plane() const {
    return m_impl->plane;
}

void PlaneScene::show(std::shared_ptr<const DetectorModel> detector,
                      std::shared_ptr<const Candidate> candidate, const SceneOptions& options) {
    Impl& scene = *m_impl;
    const bool otherDetector = detector != scene.detector;
    scene.compare(options, otherDetector, candidate != scene.candidate);
    scene.detector = std::move(detector);
    scene.candidate = std::move(candidate);
    scene.options = options;
    if (otherDetector) scene.updateSections();
}

const std::shared_ptr<const DetectorModel>& PlaneScene::detector() const {
    return m_impl->detector;
}
const std::shared_ptr<const Candidate>& PlaneScene::candidate() const {
    return m_impl->candidate;
}
const SceneOptions& PlaneScene::options() const {
    return m_impl->options;
}

void PlaneScene::setSize(PictureSize size) {
    if (size == m_impl->size) return;
    m_impl->size = size;
    m_impl->overlayChanged = true;
}
PictureSize PlaneScene::size() const {
    return m_impl->size;
}

void PlaneScene::setView(const View2D& view) {
    View2D kept = view;
    if (!kept.centre.allFinite() || !std::isfinite(kept.height)) return;
    kept.height = std::clamp(kept.height, kSmallestHeight, kLargestHeight);
    if (kept == m_impl->view) return;
    m_impl->view = kept;
    m_impl->overlayChanged = true;
}
const View2D& PlaneScene::view() const {
    return m_impl->view;
}

/// The smallest view of the box that keeps it clear of the caption.
View2D PlaneScene::Impl::viewOf(const Box2D& box, double margin, double smallestHeight) {
    const int caption = std::min(static_cast<int>(captionHeight()), size.height / 2);
    const PictureSize below{size.width, size.height - caption};
    const View2D seen = View2D::around(box, below, margin);
    const double pixel = std::max(seen.height, smallestHeight) / below.height;
    return {seen.centre + Vector2(0, caption * pixel / 2), size.height * pixel};
}

View2D PlaneScene::homeView() const {
    return m_impl->viewOf(homeBox(), 0);
}

View2D PlaneScene::wholeView() const {
    Box2D box = homeBox();
    for (const LayerSection& section : m_impl->sections) {
        if (section.ring) {
            box.include(Vector2::Constant(section.ring->outerRadius));
            box.include(Vector2::Constant(-section.ring->outerRadius));
        }
        for (const auto& corners : section.boxes)
            for (const Vector2& corner : corners)
                box.include(corner);
    }
    return m_impl->viewOf(box, 0.01);
}

View2D PlaneScene::fittedView() const {
    const auto box = m_impl->candidate ? interestingBox(m_impl->items()) : std::nullopt;
    if (!box) return homeView();
    constexpr double kMargin = 0.18;
    constexpr double kSmallest = 0.05; // cm: points that coincide still get their surroundings
    return m_impl->viewOf(*box, kMargin, kSmallest);
}

View2D PlaneScene::vertexView() const {
    const CandidateItems& items = m_impl->items();
    const PointItem* vertex = items.point(ItemKind::Vertex, items.chosenMinimum);
    if (!vertex) return m_impl->view;
    return {vertex->position, m_impl->view.height};
}

void PlaneScene::setVertexDensity(VertexPopulation vertices) {
    m_impl->density.setPopulation(std::move(vertices));
}

void PlaneScene::setMoving(bool moving) {
    m_impl->density.setMoving(moving);
}

std::optional<std::uint32_t> PlaneScene::verticesAt(const Vector2& place) const {
    const VertexDensity* counted = m_impl->counted();
    return counted ? counted->at(place) : std::nullopt;
}

void PlaneScene::setMeasurement(const std::optional<Measurement>& measurement) {
    m_impl->overlayChanged |= measurement != m_impl->measurement;
    m_impl->measurement = measurement;
}

void PlaneScene::setRubberBand(const std::optional<Box2D>& band) {
    m_impl->overlayChanged = true;
    m_impl->rubberBand = band;
}

void PlaneScene::setLasso(const std::vector<Vector2>& points) {
    m_impl->overlayChanged = true;
    m_impl->lasso = points;
}

std::vector<PickTarget> PlaneScene::pick(const Vector2& place, double tolerance) const {
    return pickItems(place, tolerance, m_impl->sections, m_impl->items(), m_impl->options);
}

Vector2 PlaneScene::snap(const Vector2& place, double tolerance) const {
    return pairscope::snap(place, tolerance, m_impl->sections, m_impl->items(), m_impl->options);
}

std::string PlaneScene::describe(const PickTarget& target) const {
    return pairscope::describe(target, m_impl->detector.get(), m_impl->candidate.get());
}

std::vector<PointItem> PlaneScene::snapPoints() const {
    return m_impl->items().points;
}

std::string PlaneScene::dump() const {
    const VertexDensity* counted = m_impl->counted();
    return dumpScene(m_impl->detector.get(), m_impl->sections, m_impl->items(), m_impl->options) +
           (counted ? dumpDensity(*counted) : std::string());
}

void PlaneScene::attachTo(vtkRenderWindow* window) {
    m_impl->canvas.attachTo(window);
}

void PlaneScene::render() {
    m_impl->update();
    m_impl->canvas.render();
}

} // namespace pairscope
