#include "widgets/viewport/SceneViewport.h"

#include "render/RhoZScene.h"
#include "render/SpaceScene.h"
#include "render/TransverseScene.h"
#include "widgets/viewport/GlWindow.h"

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QSurfaceFormat>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace pairscope {

namespace {

constexpr double kPickTolerance = 7; // logical pixels
constexpr double kSnapTolerance = 12;
constexpr int kDragThreshold = 3; // logical pixels: less is a click

enum class Drag { None, Pan, RubberBand };

std::unique_ptr<PlaneScene> makeScene(ScenePlane plane) {
    if (plane == ScenePlane::RhoZ) return std::make_unique<RhoZScene>();
    if (plane == ScenePlane::Space) return std::make_unique<SpaceScene>();
    return std::make_unique<TransverseScene>();
}

} // namespace

void viewport::setDefaultSurfaceFormat() {
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(24);
    format.setSamples(0);
    format.setSwapInterval(0); // nothing here is an animation: a step must not wait for the screen
    QSurfaceFormat::setDefaultFormat(format);
}

struct SceneViewport::Impl {
    explicit Impl(ScenePlane plane) : made(makeScene(plane)), scene(*made) {}

    std::unique_ptr<PlaneScene> made;
    PlaneScene& scene;
    std::unique_ptr<GlWindow> window;
    std::shared_ptr<const DetectorModel> detector;
    std::shared_ptr<const Candidate> candidate;
    SceneOptions options;

    Drag drag = Drag::None;
    QPointF pressed;
    QPointF last;
    bool moved = false;
    bool fitWanted = false; ///< fitView() was asked for while hidden

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
    : QOpenGLWidget(parent), m_impl(std::make_unique<Impl>(plane)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(200, 150);
    const bool across = plane == ScenePlane::Transverse;
    setAccessibleName(across ? tr("Transverse view") : tr("rho-z view"));
    setAccessibleDescription(
        across ? tr("Tracks, vertices and detector material in the plane across the beam")
               : tr("Tracks, vertices and detector material along the beam and by distance from it"));
    m_impl->window = std::make_unique<GlWindow>(*this);
    m_impl->show();
}

SceneViewport::~SceneViewport() {
    if (!context()) return;
    // the context dies in the base class's destructor, when nothing of this class is left to be told
    disconnect(context(), nullptr, this, nullptr);
    releaseGl();
}

void SceneViewport::releaseGl() {
    makeCurrent();
    m_impl->scene.attachTo(nullptr);
    m_impl->window->release();
    doneCurrent();
}

void SceneViewport::setDetector(std::shared_ptr<const DetectorModel> detector) {
    m_impl->detector = std::move(detector);
    m_impl->show();
    update();
}

void SceneViewport::setCandidate(std::shared_ptr<const Candidate> candidate) {
    m_impl->candidate = std::move(candidate);
    m_impl->cyclePlace.reset();
    m_impl->show();
    if (underMouse()) updateHover();
    update();
}

void SceneViewport::setOptions(const SceneOptions& options) {
    const double ratio = m_impl->options.devicePixelRatio;
    const auto hoverLayer = m_impl->options.hoverLayer;
    m_impl->options = options;
    m_impl->options.devicePixelRatio = ratio;
    m_impl->options.hoverLayer = hoverLayer;
    m_impl->show();
    update();
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
    update();
    emit viewChanged();
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
    update();
    emit measureEnded();
}

bool SceneViewport::measuring() const {
    return m_impl->measuring;
}
std::optional<Measurement> SceneViewport::measurement() const {
    return m_impl->measurement;
}

void SceneViewport::initializeGL() {
    // a widget that moves to another window gets a new context: what lived in the old one goes with it
    connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &SceneViewport::releaseGl);
    m_impl->window->initialize();
    m_impl->scene.attachTo(m_impl->window->window());
}

void SceneViewport::resizeGL(int width, int height) {
    const double ratio = devicePixelRatioF();
    const PictureSize size{static_cast<int>(std::lround(width * ratio)),
                           static_cast<int>(std::lround(height * ratio))};
    m_impl->options.devicePixelRatio = ratio;
    m_impl->show();
    m_impl->window->resize(size);
    m_impl->scene.setSize(size);
}

void SceneViewport::paintGL() {
    QElapsedTimer timer;
    timer.start();
    fitIfWanted();
    m_impl->window->beginFrame();
    m_impl->scene.render();
    m_impl->window->endFrame();
    context()->functions()->glFinish();
    emit frameRendered(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
}

QImage SceneViewport::grabPicture(QSize size) {
    if (!context() || size.isEmpty()) return {};
    fitIfWanted();
    const PictureSize picture{size.width(), size.height()};
    const PictureSize screen = m_impl->scene.size();
    makeCurrent();
    m_impl->scene.setRubberBand(std::nullopt);
    m_impl->window->beginFrame();
    m_impl->window->resize(picture);
    m_impl->scene.setSize(picture);
    m_impl->scene.render();
    const QImage image = m_impl->window->pixels(picture);
    m_impl->window->resize(screen);
    m_impl->scene.setSize(screen);
    m_impl->window->endFrame();
    doneCurrent();
    update();
    return image;
}

void SceneViewport::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QOpenGLWidget::mousePressEvent(event);
    m_impl->pressed = m_impl->last = event->position();
    m_impl->moved = false;
    m_impl->drag = event->modifiers() & Qt::ShiftModifier ? Drag::RubberBand : Drag::Pan;
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
    } else if (impl.drag == Drag::RubberBand && impl.moved) {
        Box2D band{world, world};
        band.include(impl.world(impl.pressed));
        impl.scene.setRubberBand(band);
        update();
    }
    impl.last = place;
    if (impl.measureOpen && impl.drag == Drag::None) {
        impl.measurement->to = impl.scene.snap(world, kSnapTolerance * impl.pixel());
        impl.scene.setMeasurement(impl.measurement);
        update();
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
        update();
    }
    emit hovered(targets.empty() ? QString() : QString::fromStdString(impl.scene.describe(targets.front())),
                 QString::fromStdString(impl.scene.placeText(world, impl.pixel())));
}

void SceneViewport::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QOpenGLWidget::mouseReleaseEvent(event);
    Impl& impl = *m_impl;
    const Drag drag = std::exchange(impl.drag, Drag::None);
    const Vector2 world = impl.world(event->position());
    if (drag == Drag::RubberBand) {
        impl.scene.setRubberBand(std::nullopt);
        update();
        if (!impl.moved) return;
        Box2D band{world, world};
        band.include(impl.world(impl.pressed));
        emit rubberBandDrawn(band);
        return;
    }
    if (drag == Drag::None || impl.moved) return;
    if (impl.measuring) {
        const Vector2 snapped = impl.scene.snap(world, kSnapTolerance * impl.pixel());
        impl.measurement =
            impl.measureOpen ? Measurement{impl.measurement->from, snapped} : Measurement{snapped, snapped};
        impl.measureOpen = !impl.measureOpen;
        impl.scene.setMeasurement(impl.measurement);
        update();
        emit measureChanged(QString::fromStdString(impl.measurement->text()));
        return;
    }
    const auto target = impl.nextPick(event->position());
    emit picked(target, world);
}

void SceneViewport::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_impl->measuring)
        return QOpenGLWidget::mouseDoubleClickEvent(event);
    setView({m_impl->world(event->position()), view().height});
}

void SceneViewport::wheelEvent(QWheelEvent* event) {
    constexpr double kStep = 0.8; // a notch of the wheel, 120 units
    const double notches = event->angleDelta().y() / 120.0;
    setView(view().zoomed(std::pow(kStep, notches), m_impl->world(event->position())));
    event->accept();
}

void SceneViewport::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_impl->measuring) return setMeasuring(false);
    QOpenGLWidget::keyPressEvent(event);
}

void SceneViewport::leaveEvent(QEvent* event) {
    if (m_impl->options.hoverLayer) {
        m_impl->options.hoverLayer.reset();
        m_impl->show();
        update();
    }
    emit hovered({}, {});
    QOpenGLWidget::leaveEvent(event);
}

} // namespace pairscope
