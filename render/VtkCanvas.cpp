#include "render/VtkCanvas.h"

#include <vtkActor.h>
#include <vtkCallbackCommand.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkCullerCollection.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkTexture.h>
#include <vtkTypeInt32Array.h>
#include <vtkUnsignedCharArray.h>
#include <vtk_glew.h>

#include <algorithm>
#include <cmath>

namespace pairscope {

namespace {

vtkNew<vtkPoints> pointsOf(const TriangleMesh& mesh) {
    vtkNew<vtkFloatArray> coordinates;
    coordinates->SetNumberOfComponents(3);
    coordinates->SetNumberOfTuples(static_cast<vtkIdType>(mesh.points.size()));
    float* next = coordinates->GetPointer(0);
    for (const auto& point : mesh.points) {
        *next++ = point[0];
        *next++ = point[1];
        *next++ = 0;
    }
    vtkNew<vtkPoints> points;
    points->SetData(coordinates);
    return points;
}

vtkNew<vtkUnsignedCharArray> coloursOf(const TriangleMesh& mesh) {
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetNumberOfComponents(4);
    colours->SetNumberOfTuples(static_cast<vtkIdType>(mesh.colours.size()));
    unsigned char* next = colours->GetPointer(0);
    for (const auto& colour : mesh.colours)
        next = std::copy(colour.begin(), colour.end(), next);
    return colours;
}

vtkNew<vtkCellArray> trianglesOf(const TriangleMesh& mesh) {
    vtkNew<vtkTypeInt32Array> connectivity;
    connectivity->SetNumberOfValues(static_cast<vtkIdType>(3 * mesh.triangles.size()));
    vtkTypeInt32* next = connectivity->GetPointer(0);
    for (const auto& triangle : mesh.triangles)
        for (const std::uint32_t corner : triangle)
            *next++ = static_cast<vtkTypeInt32>(corner);
    vtkNew<vtkTypeInt32Array> offsets;
    offsets->SetNumberOfValues(static_cast<vtkIdType>(mesh.triangles.size() + 1));
    for (vtkIdType i = 0; i < offsets->GetNumberOfValues(); ++i)
        offsets->SetValue(i, static_cast<vtkTypeInt32>(3 * i));
    vtkNew<vtkCellArray> cells;
    cells->SetData(offsets, connectivity);
    return cells;
}

/// White letters, the coverage as opacity.
vtkNew<vtkImageData> atlasImage(const GlyphAtlas& atlas) {
    vtkNew<vtkImageData> image;
    image->SetDimensions(GlyphAtlas::kSide, GlyphAtlas::kSide, 1);
    image->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
    auto* next = static_cast<unsigned char*>(image->GetScalarPointer());
    for (const std::uint8_t coverage : atlas.coverage()) {
        next = std::fill_n(next, 3, static_cast<unsigned char>(255));
        *next++ = coverage;
    }
    return image;
}

} // namespace

VtkCanvas::VtkCanvas() {
    m_renderer->AutomaticLightCreationOff();
    m_renderer->GetCullers()->RemoveAllItems();
    m_atlasTexture->InterpolateOff();
    layer(Plane::Texts).actor->SetTexture(m_atlasTexture);
    m_renderer->PreserveDepthBufferOn();
    vtkNew<vtkCallbackCommand> withoutDepth;
    withoutDepth->SetCallback(disableDepthTest);
    withoutDepth->SetClientData(this);
    vtkNew<vtkCallbackCommand> background;
    background->SetCallback(restoreBackground);
    background->SetClientData(this);
    m_renderer->AddObserver(vtkCommand::StartEvent, background);
    for (Layer& plane : m_layers) {
        plane.mapper->SetInputData(plane.data);
        plane.mapper->SetScalarModeToUsePointData();
        plane.mapper->SetColorModeToDirectScalars();
        plane.mapper->AddObserver(vtkCommand::UpdateShaderEvent, withoutDepth);
        plane.actor->SetMapper(plane.mapper);
        plane.actor->GetProperty()->LightingOff();
        // painter's order: one pass, blended in the order of the triangles
        plane.actor->ForceOpaqueOn();
        plane.actor->PickableOff();
        m_renderer->AddActor(plane.actor);
    }
}

/// Flat meshes in painter's order: equal depths would flicker, and a depth buffer costs bandwidth. VTK
/// switches the test on when it clears the window, so this is called before each mesh.
void VtkCanvas::disableDepthTest(vtkObject*, unsigned long, void* canvas, void*) {
    auto* window = vtkOpenGLRenderWindow::SafeDownCast(static_cast<VtkCanvas*>(canvas)->m_window);
    if (window) window->GetState()->vtkglDisable(GL_DEPTH_TEST);
}

VtkCanvas::~VtkCanvas() {
    attachTo(nullptr);
}

void VtkCanvas::attachTo(vtkRenderWindow* window) {
    if (m_window == window) return;
    if (m_window) {
        m_window->RemoveRenderer(m_renderer);
        m_kept->ReleaseGraphicsResources(m_window);
    }
    m_window = window;
    m_background = Background::Changed;
    if (!m_window) return;
    m_window->SetMultiSamples(0);
    m_window->AddRenderer(m_renderer);
}

void VtkCanvas::setBackground(Colour colour) {
    const std::array wanted = {colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0};
    if (std::equal(wanted.begin(), wanted.end(), m_renderer->GetBackground())) return;
    m_background = Background::Changed;
    m_renderer->SetBackground(colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

void VtkCanvas::setSize(PictureSize size) {
    if (size == m_size) return;
    m_size = size;
    m_background = Background::Changed;
    vtkCamera* camera = m_renderer->GetActiveCamera();
    camera->ParallelProjectionOn();
    camera->SetFocalPoint(size.width / 2.0, size.height / 2.0, 0);
    camera->SetPosition(size.width / 2.0, size.height / 2.0, 1);
    camera->SetViewUp(0, 1, 0);
    camera->SetParallelScale(size.height / 2.0);
    camera->SetClippingRange(0.5, 1.5);
}

void VtkCanvas::setMesh(Plane plane, const TriangleMesh& mesh) {
    Layer& target = layer(plane);
    if (plane == Plane::Detector) m_background = Background::Changed;
    target.actor->SetVisibility(!mesh.triangles.empty());
    if (mesh.triangles.empty()) return;
    target.data->SetPoints(pointsOf(mesh));
    target.data->GetPointData()->SetScalars(coloursOf(mesh));
    target.data->SetPolys(trianglesOf(mesh));
}

void VtkCanvas::setOffset(Plane plane, const Vector2& pixels) {
    vtkActor* actor = layer(plane).actor;
    const double* before = actor->GetPosition();
    if (before[0] == pixels.x() && before[1] == pixels.y()) return;
    if (plane == Plane::Detector) m_background = Background::Changed;
    actor->SetPosition(pixels.x(), pixels.y(), 0);
}

void VtkCanvas::setTexts(const std::vector<PlacedText>& texts) {
    const TextMesh text = m_atlas.mesh(texts);
    setMesh(Plane::Texts, text.mesh);
    if (text.mesh.triangles.empty()) return;
    vtkNew<vtkFloatArray> coordinates;
    coordinates->SetNumberOfComponents(2);
    coordinates->SetNumberOfTuples(static_cast<vtkIdType>(text.atlasCoordinates.size()));
    float* next = coordinates->GetPointer(0);
    for (const auto& point : text.atlasCoordinates)
        next = std::copy(point.begin(), point.end(), next);
    layer(Plane::Texts).data->GetPointData()->SetTCoords(coordinates);
    if (m_atlasRevision == m_atlas.revision()) return;
    m_atlasRevision = m_atlas.revision();
    m_atlasTexture->SetInputData(atlasImage(m_atlas));
}

Vector2 VtkCanvas::textSize(const std::string& text, double size, bool bold) {
    return m_atlas.textSize(text, size, bold);
}

void VtkCanvas::keepBackground() {
    std::array<int, 5> shown{};
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        shown[i] = m_layers[i].actor->GetVisibility();
    for (Layer& plane : m_layers)
        if (&plane != &layer(Plane::Detector)) plane.actor->VisibilityOff();
    m_window->Render();
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        m_layers[i].actor->SetVisibility(shown[i]);

    auto* window = vtkOpenGLRenderWindow::SafeDownCast(m_window);
    m_kept->SetContext(window);
    m_kept->PopulateFramebuffer(m_size.width, m_size.height, true, 1, VTK_UNSIGNED_CHAR, false, 24, 0);
    copyPicture(window->GetRenderFramebuffer(), m_kept);
}

void VtkCanvas::copyPicture(vtkOpenGLFramebufferObject* from, vtkOpenGLFramebufferObject* to) const {
    vtkOpenGLState* state = vtkOpenGLRenderWindow::SafeDownCast(m_window)->GetState();
    state->PushFramebufferBindings();
    from->Bind(GL_READ_FRAMEBUFFER);
    from->ActivateReadBuffer(0);
    if (to) {
        to->Bind(GL_DRAW_FRAMEBUFFER);
        to->ActivateDrawBuffer(0);
    }
    const std::array<int, 4> all = {0, m_size.width, 0, m_size.height};
    vtkOpenGLFramebufferObject::Blit(all.data(), all.data(), GL_COLOR_BUFFER_BIT, GL_NEAREST);
    state->PopFramebufferBindings();
}

void VtkCanvas::restoreBackground(vtkObject*, unsigned long, void* canvas, void*) {
    auto& self = *static_cast<VtkCanvas*>(canvas);
    if (self.m_background == Background::Kept) self.copyPicture(self.m_kept, nullptr);
}

void VtkCanvas::render() {
    if (m_background == Background::Drawn) {
        keepBackground();
        m_background = Background::Kept;
    }
    const bool kept = m_background == Background::Kept;
    m_renderer->SetPreserveColorBuffer(kept);
    vtkActor* detector = layer(Plane::Detector).actor;
    const int shown = detector->GetVisibility();
    if (kept) detector->VisibilityOff();
    m_window->Render();
    detector->SetVisibility(shown);
    if (!kept) m_background = Background::Drawn;
}

} // namespace pairscope
