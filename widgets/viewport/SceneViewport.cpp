#include "widgets/viewport/SceneViewport.h"

#include "render/RhoZScene.h"
#include "render/SpaceScene.h"
#include "render/TransverseScene.h"
#include "widgets/viewport/DrawnShape.h"
#include "widgets/viewport/SceneFrame.h"

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace pairscope {

namespace {

constexpr double kPickTolerance = 7; // logical pixels
constexpr double kSnapTolerance = 12;
constexpr int kDragThreshold = 3; // logical pixels: less is a click

/// A lasso gets a new point when the mouse has gone so many logical pixels.
constexpr double kLassoStep = 2;
/// A view that stays as it is for so long does not move any more.
constexpr int kViewRests = 150; // ms

enum class Drag { None, Pan, Shape };

std::unique_ptr<PlaneScene> makeScene(ScenePlane plane) {
    if (plane == ScenePlane::RhoZ) return std::make_unique<RhoZScene>();
    if (plane == ScenePlane::Space) return std::make_unique<SpaceScene>();
    return std::make_unique<TransverseScene>();
}

} // namespace

struct SceneViewport::Impl {
    explicit Impl(ScenePlane plane) : made(makeScene(plane)), scene(*made) {}

    std::unique_ptr<PlaneScene> made;
    PlaneScene& scene;
    SceneFrame frame{scene};
    bool stale = true; ///< the scene is not what the frame shows
    std::shared_ptr<const DetectorModel> detector;
    std::shared_ptr<const Candidate> candidate;
    SceneOptions options;

    Drag drag = Drag::None;
    QPointF pressed;
    QPointF last;
    bool moved = false;
    bool fitWanted = false; ///< fitView() was asked for while hidden
    bool lasso = false;     ///< Shift+drag draws one
    DrawnShape shape;
    QTimer rests; ///< ends a movement of the view

    /// Clicks on one place go through what lies there.
    std::optional<QPointF> cyclePlace;
    std::size_t cycleNext = 0;

    bool measuring = false;
    std::optional<Measurement> measurement;
    bool measureOpen = false; ///< the first point is set, the second follows the cursor

    void show() { scene.show(detector, candidate, options); }
    [[nodiscard]] Vector2 world(const QPointF& place) const {
        const double ratio = options.devicePixelRatio;
        return scene.view().toWorld(Vector2(place.x(), place.y()) * ratio, scene.size());
    }
    /// cm per logical pixel.
    [[nodiscard]] double pixel() const {
        return scene.view().pixelSize(scene.size()) * options.devicePixelRatio;
    }
    [[nodiscard]] std::optional<PickTarget> nextPick(const QPointF& place);
};
/// The nearest item at a new place, the one after the last at the same place.
std::optional<PickTarget> SceneViewport::Impl::nextPick(const QPointF& place) {
    const std::vector<PickTarget> targets = scene.pick(world(place), kPickTolerance * pixel());
    const bool same = cyclePlace && (place - *cyclePlace).manhattanLength() <= kDragThreshold;
    cycleNext = same ? cycleNext + 1 : 0;
    cyclePlace = place;
    if (targets.empty()) return std::nullopt;
    return targets[cycleNext % targets.size()];
}

SceneViewport::SceneViewport(ScenePlane plane, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(plane)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(200, 150);
    const bool across = plane == ScenePlane::Transverse;
    setAccessibleName(across ? tr("Transverse view") : tr("rho-z view"));
    setAccessibleDescription(
        across ? tr("Tracks, vertices and detector material in the plane across the beam")
               : tr("Tracks, vertices and detector material along the beam and by distance from it"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_impl->show();
    m_impl->rests.setSingleShot(true);
    m_impl->rests.setInterval(kViewRests);
    connect(&m_impl->rests, &QTimer::timeout, this, &SceneViewport::stopMoving);
}

SceneViewport::~SceneViewport() = default;

void SceneViewport::setDetector(std::shared_ptr<const DetectorModel> detector) {
    m_impl->detector = std::move(detector);
    m_impl->show();
    redraw();
}

void SceneViewport::setCandidate(std::shared_ptr<const Candidate> candidate) {
    m_impl->candidate = std::move(candidate);
    m_impl->cyclePlace.reset();
    m_impl->show();
    if (underMouse()) updateHover();
    redraw();
}

void SceneViewport::setVertices(std::shared_ptr<const CandidateTable> table, const RowSet& rows,
                                bool selected) {
    m_impl->scene.setVertexDensity({std::move(table), rows, selected});
    if (!m_impl->options.density) return;
    if (underMouse()) updateHover();
    redraw();
}

void SceneViewport::setLasso(bool on) {
    m_impl->lasso = on;
}
bool SceneViewport::lasso() const {
    return m_impl->lasso;
}

void SceneViewport::setOptions(const SceneOptions& options) {
    const double ratio = m_impl->options.devicePixelRatio;
    const auto hoverLayer = m_impl->options.hoverLayer;
    m_impl->options = options;
    m_impl->options.devicePixelRatio = ratio;
    m_impl->options.hoverLayer = hoverLayer;
    m_impl->show();
    redraw();
}

const SceneOptions& SceneViewport::options() const {
    return m_impl->options;
}
const PlaneScene& SceneViewport::scene() const {
    return m_impl->scene;
}
PlaneScene& SceneViewport::changeableScene() {
    return m_impl->scene;
}
const View2D& SceneViewport::view() const {
    return m_impl->scene.view();
}

void SceneViewport::setView(const View2D& view) {
    const View2D before = m_impl->scene.view();
    m_impl->scene.setView(view);
    if (m_impl->scene.view() == before) return;
    if (underMouse() && m_impl->drag == Drag::None) updateHover();
    viewMoved();
}

void SceneViewport::viewMoved() {
    m_impl->cyclePlace.reset();
    if (m_impl->options.density) {
        m_impl->scene.setMoving(true);
        m_impl->rests.start();
    }
    redraw();
    emit viewChanged();
}

void SceneViewport::stopMoving() {
    m_impl->scene.setMoving(false);
    redraw();
}

void SceneViewport::fitView() {
    m_impl->fitWanted = !isVisible() && !isWindow();
    if (!m_impl->fitWanted) setView(m_impl->scene.fittedView());
}

void SceneViewport::fitIfWanted() {
    if (!std::exchange(m_impl->fitWanted, false)) return;
    m_impl->scene.setView(m_impl->scene.fittedView());
    emit viewChanged();
}

void SceneViewport::home() {
    m_impl->fitWanted = false;
    const View2D near = m_impl->scene.homeView();
    setView(view() == near ? m_impl->scene.wholeView() : near);
}
void SceneViewport::centreOnVertex() {
    setView(m_impl->scene.vertexView());
}
void SceneViewport::zoomBy(double factor) {
    setView(view().zoomed(factor, view().centre));
}

void SceneViewport::setMeasuring(bool on) {
    if (m_impl->measuring == on) return;
    m_impl->measuring = on;
    m_impl->measureOpen = false;
    setCursor(on ? Qt::CrossCursor : Qt::ArrowCursor);
    if (on) return;
    m_impl->measurement.reset();
    m_impl->scene.setMeasurement(std::nullopt);
    redraw();
    emit measureEnded();
}

bool SceneViewport::measuring() const {
    return m_impl->measuring;
}
std::optional<Measurement> SceneViewport::measurement() const {
    return m_impl->measurement;
}

void SceneViewport::redraw() {
    m_impl->stale = true;
    update();
}

void SceneViewport::adoptSize() {
    const double ratio = devicePixelRatioF();
    const PictureSize size{static_cast<int>(std::lround(width() * ratio)),
                           static_cast<int>(std::lround(height() * ratio))};
    if (size == m_impl->scene.size() && ratio == m_impl->options.devicePixelRatio) return;
    m_impl->options.devicePixelRatio = ratio;
    m_impl->show();
    m_impl->scene.setSize(size);
    m_impl->stale = true;
}

void SceneViewport::resizeEvent(QResizeEvent*) {
    adoptSize();
}

void SceneViewport::paintEvent(QPaintEvent*) {
    QElapsedTimer timer;
    timer.start();
    adoptSize(); // a window may have moved to a screen with other pixels
    fitIfWanted();
    const bool stale = std::exchange(m_impl->stale, false);
    if (stale) m_impl->frame.draw(m_impl->scene.size());
    QPainter painter(this);
    const QImage& picture = m_impl->frame.picture();
    if (picture.isNull()) return paintProblem(painter);
    const double ratio = m_impl->options.devicePixelRatio;
    painter.drawImage(QRectF(QPointF(), QSizeF(picture.size()) / ratio), picture);
    painter.end();
    if (stale) emit frameRendered(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
}

void SceneViewport::paintProblem(QPainter& painter) const {
    constexpr int kMargin = 16;
    const auto colour = [](Colour c) { return QColor(c.red, c.green, c.blue); };
    painter.fillRect(rect(), colour(m_impl->options.theme.background));
    painter.setPen(colour(m_impl->options.theme.text));
    painter.drawText(rect().adjusted(kMargin, kMargin, -kMargin, -kMargin),
                     Qt::AlignCenter | Qt::TextWordWrap,
                     tr("This view cannot be drawn on this machine.\n\n%1\n\nTables, plots and files work "
                        "without it.")
                         .arg(m_impl->frame.problem()));
}

QImage SceneViewport::grabPicture(QSize size) {
    fitIfWanted();
    const PictureSize screen = m_impl->scene.size();
    DrawnShape::clear(m_impl->scene);
    m_impl->scene.setMoving(false);
    QImage picture = m_impl->frame.draw({size.width(), size.height()});
    m_impl->scene.setSize(screen);
    redraw();
    return picture;
}

void SceneViewport::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    m_impl->pressed = m_impl->last = event->position();
    m_impl->moved = false;
    const bool draws = event->modifiers() & Qt::ShiftModifier;
    m_impl->drag = draws ? Drag::Shape : Drag::Pan;
    if (draws) m_impl->shape = DrawnShape(m_impl->lasso, m_impl->world(event->position()));
}

void SceneViewport::mouseMoveEvent(QMouseEvent* event) {
    Impl& impl = *m_impl;
    const QPointF place = event->position();
    const Vector2 world = impl.world(place);
    if (impl.drag != Drag::None && (place - impl.pressed).manhattanLength() > kDragThreshold)
        impl.moved = true;
    if (impl.drag == Drag::Pan && impl.moved) {
        const View2D before = view();
        setView({before.centre + impl.world(impl.last) - world, before.height});
    } else if (impl.drag == Drag::Shape && impl.moved) {
        drawShape(place, event->modifiers() & Qt::ControlModifier);
    }
    impl.last = place;
    if (impl.measureOpen && impl.drag == Drag::None) {
        impl.measurement->to = impl.scene.snap(world, kSnapTolerance * impl.pixel());
        impl.scene.setMeasurement(impl.measurement);
        redraw();
        emit measureChanged(QString::fromStdString(impl.measurement->text()));
    }
    if (impl.drag == Drag::None) updateHover();
}

/// Says what is under the cursor now; also when the drawing moved and the cursor did not.
void SceneViewport::updateHover() {
    Impl& impl = *m_impl;
    const Vector2 world = impl.world(impl.last);
    const std::vector<PickTarget> targets = impl.scene.pick(world, kPickTolerance * impl.pixel());
    const bool onLayer = !targets.empty() && targets.front().kind == ItemKind::Layer;
    const std::optional<std::size_t> hover = onLayer ? std::optional(targets.front().index) : std::nullopt;
    if (hover != impl.options.hoverLayer) {
        impl.options.hoverLayer = hover;
        impl.show();
        redraw();
    }
    QString where = QString::fromStdString(impl.scene.placeText(world, impl.pixel()));
    // in the middle of the pixel, not on the edge of two
    const QPointF middle(std::floor(impl.last.x()) + 0.5, std::floor(impl.last.y()) + 0.5);
    if (const auto vertices = impl.scene.verticesAt(impl.world(middle)); vertices && *vertices > 0)
        where += *vertices == 1 ? tr(", 1 vertex in this pixel")
                                : tr(", %1 vertices in this pixel").arg(*vertices);
    emit hovered(targets.empty() ? QString() : QString::fromStdString(impl.scene.describe(targets.front())),
                 where);
}

/// The box or lasso that is being drawn goes to here.
void SceneViewport::drawShape(const QPointF& place, bool add) {
    Impl& impl = *m_impl;
    if (!impl.shape.drawTo(impl.world(place), kLassoStep * impl.pixel())) return;
    impl.shape.showIn(impl.scene);
    redraw();
    if (impl.shape.isLasso())
        emit lassoMoved(impl.shape.polygon(), add);
    else
        emit rubberBandMoved(impl.shape.box(), add);
}

void SceneViewport::finishShape(const QPointF& place, bool add) {
    Impl& impl = *m_impl;
    if (impl.moved) drawShape(place, add);
    if (!impl.shape.complete()) return cancelShape();
    impl.drag = Drag::None;
    const DrawnShape shape = std::exchange(impl.shape, {});
    DrawnShape::clear(impl.scene);
    redraw();
    if (shape.isLasso())
        emit lassoDrawn(shape.polygon(), add);
    else
        emit rubberBandDrawn(shape.box(), add);
}

void SceneViewport::cancelShape() {
    m_impl->drag = Drag::None;
    DrawnShape::clear(m_impl->scene);
    redraw();
    if (m_impl->moved) emit drawingCancelled();
}

void SceneViewport::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mouseReleaseEvent(event);
    Impl& impl = *m_impl;
    if (impl.drag == Drag::Shape)
        return finishShape(event->position(), event->modifiers() & Qt::ControlModifier);
    const Drag drag = std::exchange(impl.drag, Drag::None);
    const Vector2 world = impl.world(event->position());
    if (drag == Drag::None || impl.moved) return;
    if (impl.measuring) {
        const Vector2 snapped = impl.scene.snap(world, kSnapTolerance * impl.pixel());
        impl.measurement =
            impl.measureOpen ? Measurement{impl.measurement->from, snapped} : Measurement{snapped, snapped};
        impl.measureOpen = !impl.measureOpen;
        impl.scene.setMeasurement(impl.measurement);
        redraw();
        emit measureChanged(QString::fromStdString(impl.measurement->text()));
        return;
    }
    const auto target = impl.nextPick(event->position());
    emit picked(target, world);
}

void SceneViewport::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_impl->measuring) return QWidget::mouseDoubleClickEvent(event);
    setView({m_impl->world(event->position()), view().height});
}

void SceneViewport::wheelEvent(QWheelEvent* event) {
    constexpr double kStep = 0.8; // a notch of the wheel, 120 units
    const double notches = event->angleDelta().y() / 120.0;
    setView(view().zoomed(std::pow(kStep, notches), m_impl->world(event->position())));
    event->accept();
}

void SceneViewport::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_impl->drag == Drag::Shape) return cancelShape();
    if (event->key() == Qt::Key_Escape && m_impl->measuring) return setMeasuring(false);
    QWidget::keyPressEvent(event);
}

void SceneViewport::leaveEvent(QEvent* event) {
    if (m_impl->options.hoverLayer) {
        m_impl->options.hoverLayer.reset();
        m_impl->show();
        redraw();
    }
    emit hovered({}, {});
    QWidget::leaveEvent(event);
}

} // namespace pairscope
